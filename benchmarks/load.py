"""The load: 50 complaint conversations open at the same time, 10 messages a second in all, sent when they are due.

The moments are drawn before, so nobody waits for a slow answer before the next customer speaks, and a turn is timed
from the moment it was due: a scheduler that is late, or a conversation still waiting for its last answer, counts.
"""

from __future__ import annotations

import asyncio
import time

import httpx

from benchmarks.customers import TURNS, Chance, Customer, client

PLACES, PER_SECOND = 50, 10
ROUNDS = 30
"""Every place speaks once a round; a filing takes 12 rounds, then the next customer begins."""
ROUND_S = PLACES / PER_SECOND
PATIENCE_S = 600


class Place:
    """One of the conversations that are open: when a filing ends the next customer takes the place."""

    def __init__(self, chance: Chance) -> None:
        self._chance, self._turn = chance, asyncio.Lock()
        self.customers = [Customer(chance)]

    async def speak(self, http: httpx.AsyncClient, due: float) -> float:
        """Take the turn that is due; returns seconds from then to the answer."""
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        async with self._turn:
            if self.customers[-1].number:
                self.customers.append(Customer(self._chance))
            await self.customers[-1].speak(http)
            return time.perf_counter() - due

    async def finish(self, http: httpx.AsyncClient) -> None:
        """Let the last customer go on to the ticket."""
        await self.customers[-1].go_on(http)


def run(base: str, chance: Chance) -> tuple[list[float], list[Customer]]:
    """Load the assistant at this address; returns the seconds of every turn, the shortest first, and the customers."""
    return asyncio.run(asyncio.wait_for(_run(base, chance), PATIENCE_S))


async def _run(base: str, chance: Chance) -> tuple[list[float], list[Customer]]:
    places = [Place(chance) for _ in range(PLACES)]
    async with client(base) as http:
        for n, place in enumerate(places):  # not measured: everybody is somewhere else in the filing, all is warm
            for _ in range(n % TURNS):
                await place.speak(http, time.perf_counter())
        begin = time.perf_counter() + 1
        moments = [(place, begin + ROUND_S * (n + chance.random())) for n in range(ROUNDS) for place in places]
        seconds = await asyncio.gather(*(place.speak(http, due) for place, due in moments))
        for place in places:
            await place.finish(http)
    return sorted(seconds), [customer for place in places for customer in place.customers]
