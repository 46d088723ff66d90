"""The kills: SIGKILL to the whole assistant while customers file, then everybody goes on.

Every second kill waits until all are at the summary and hits the confirming turn. After the restart the question a
customer heard last is open, or the answer that was cut off was taken; who confirmed hears the same number again.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from dataclasses import dataclass, field

import httpx

from benchmarks import audit
from benchmarks.customers import SUMMARY, Chance, Customer, Misheard, client, following
from tests.server import Server
from tickets.register import Register

KILLS, CUSTOMERS = 10, 6
FILING_S, CONFIRMING_S = 4.0, 0.15
"""About as long as six customers take for a whole filing, and for confirming at the same moment."""
PAUSE_S = 0.4
PATIENCE_S = 120


@dataclass
class Kill:
    """One kill: when it hit, where it found the customers, how the assistant came back."""

    confirming: bool
    moment: float
    customers: list[Customer]
    told: int = 0
    cut_off: int = 0
    cut_off_confirming: int = 0
    of_those_filed: int = 0
    restart_s: float = 0.0
    broken: list[str] = field(default_factory=list)

    def found(self, register: Register) -> None:
        """Note where the customers stood."""
        at_summary = [customer for customer in self.customers if customer.waits and customer.asked == SUMMARY]
        self.told = sum(customer.number is not None for customer in self.customers)
        self.cut_off = sum(customer.waits for customer in self.customers) - len(at_summary)
        self.cut_off_confirming = len(at_summary)
        self.of_those_filed = sum(bool(register.filed_in(customer.sender)) for customer in at_summary)


def run(server: Server, register: Register, chance: Chance) -> list[Kill]:
    """Kill the assistant again and again; it runs afterwards."""
    return [_kill(server, register, chance, confirming=n % 2 == 1) for n in range(KILLS)]


def _kill(server: Server, register: Register, chance: Chance, confirming: bool) -> Kill:
    before = audit.count(register)
    moment = chance.uniform(0, CONFIRMING_S if confirming else FILING_S)
    kill = Kill(confirming, moment, [Customer(chance) for _ in range(CUSTOMERS)])
    asyncio.run(asyncio.wait_for(_file_until_killed(server, kill, chance), PATIENCE_S))
    kill.found(register)
    started = time.perf_counter()
    server.start()
    kill.restart_s = time.perf_counter() - started
    kill.broken += asyncio.run(asyncio.wait_for(_go_on(server.base, kill.customers), PATIENCE_S))
    kill.broken += audit.broken(register, kill.customers)
    if audit.count(register) != before + CUSTOMERS:
        kill.broken.append(f"{audit.count(register) - before} tickets of {CUSTOMERS} customers")
    return kill


async def _file_until_killed(server: Server, kill: Kill, chance: Chance) -> None:
    async with client(server.base) as http:
        if kill.confirming:
            await asyncio.gather(*(customer.go_on(http, until=SUMMARY) for customer in kill.customers))
        pauses = [0.0 if kill.confirming else chance.uniform(0, PAUSE_S) for _ in kill.customers]
        pairs = zip(kill.customers, pauses, strict=True)
        filing = [asyncio.create_task(_file(http, customer, pause)) for customer, pause in pairs]
        await asyncio.sleep(kill.moment)
        server.kill_all()
        await asyncio.gather(*filing)


async def _file(http: httpx.AsyncClient, customer: Customer, pause: float) -> None:
    """Let a customer file, with a pause before every message, until the assistant is gone."""
    with contextlib.suppress(httpx.TransportError):
        while customer.number is None:
            await asyncio.sleep(pause)
            await customer.speak(http)


async def _go_on(base: str, customers: list[Customer]) -> list[str]:
    async with client(base) as http:
        problems = await asyncio.gather(*(_resume(http, customer) for customer in customers))
    return [problem for problem in problems if problem]


async def _resume(http: httpx.AsyncClient, customer: Customer) -> str | None:
    """Go on to the ticket; returns what was promised and is not so."""
    state = (await http.get(f"/conversations/{customer.sender}/tracker")).raise_for_status().json()
    now, heard, told = state["slots"]["requested_slot"], customer.asked, customer.number
    possible = {None} if told else {heard, following(heard)} if customer.waits else {heard}
    if told:
        customer.number = None  # says "confirm" again
    elif now:
        customer.asked = now
    try:
        await customer.go_on(http)
    except Misheard as error:
        return f"{customer.sender} {error}"
    if now not in possible:
        return f"{customer.sender} heard {heard}, after the restart {now} was open"
    return None if told in (None, customer.number) else f"{customer.sender} was told {told}, then {customer.number}"
