"""WeChat under load: 50 customers at a time, 30 messages a second for five minutes, in safe mode.

`python -m benchmarks.wechat`. Every message asks for one topic, whose answer is known by its first line, so that what
is told twice shows; what is lost shows by the number of texts a customer saw. Deliveries come through a fake WeChat,
are timed from the moment they were due, cut after five seconds and repeated as WeChat does it. Prints the figures as
one JSON object; the exit code is 1 when a promise was broken.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import re
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from benchmarks.register import percentile
from bot.answers import answers
from bot.settings import load_settings
from bot.training import ensure_model
from tests.server import Server
from tests.wechat.fake import FakeWeChat, packet
from tests.wechat.fake_account import ACCOUNT, Shown
from tests.wechat.fake_delivery import DELIVERIES, PATIENCE_S, WEBHOOK, Delivery
from tests.wechat.fake_quota import MESSAGE

PLACES, PER_SECOND, SECONDS = 50, 30, 300
ASKED_BY_ONE = 40
"""Messages of a customer; then the next one takes the place."""
TARGET_P99_S = 1.0
GROWTH = 1.1
"""How much memory may grow from the end of the first minute to the end."""
STEADY_AFTER = 6
"""Looks at the memory, ten seconds apart, before it counts as steady."""
SHORTEST = 8
"""Characters of a line that can stand for its answer."""
Figures = dict[str, Any]


@dataclass(frozen=True)
class Topic:
    """A question and the first line of its answer, which no other answer has."""

    ask: str
    line: str


@dataclass
class Run:
    """What happened: seconds of every delivery, what each customer asked, messages without an answer, memory in MB."""

    seconds: list[float] = field(default_factory=list)
    asked: list[tuple[str, Topic]] = field(default_factory=list)
    unanswered: int = 0
    memory: list[float] = field(default_factory=list)


class Place:
    """One of the customers who are there at the same time; their messages come one after the other."""

    def __init__(self, topics: list[Topic], chance: random.Random) -> None:
        self._topics, self._chance, self._turn = topics, chance, asyncio.Lock()
        self._openid, self._left = "", list[Topic]()

    async def speak(self, line: Line, due: float) -> None:
        """Ask for the next topic when it is due."""
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        async with self._turn:
            if not self._left:
                self._openid = f"o{self._chance.randrange(10**12)}"
                self._left = self._chance.sample(self._topics, ASKED_BY_ONE)
            topic = self._left.pop()
            line.run.asked.append((self._openid, topic))
            await line.say(self._openid, topic.ask, due)


class Line:
    """The way from the fake WeChat to the assistant."""

    def __init__(self, wechat: FakeWeChat, http: httpx.AsyncClient, run: Run) -> None:
        self._wechat, self._http, self.run = wechat, http, run
        self._delivery = Delivery(wechat, httpx.Client())

    async def say(self, openid: str, text: str, due: float) -> None:
        """Deliver a message as WeChat does, up to three times."""
        with self._wechat.lock:
            self._wechat.member(openid).allowances.begin(MESSAGE, self._wechat.now())
        message = packet({
            "ToUserName": ACCOUNT, "FromUserName": openid, "CreateTime": str(int(time.time())), "MsgType": "text",
            "Content": text, "MsgId": str(next(self._wechat.message_ids)),
        })  # fmt: skip
        for _ in range(DELIVERIES):
            query, body = self._delivery.enclosed(openid, message)
            try:
                answer = await self._http.post(WEBHOOK, params=query, content=body, timeout=PATIENCE_S)
            except httpx.HTTPError:
                due = time.perf_counter()
                continue
            self.run.seconds.append(time.perf_counter() - due)
            said = self._delivery.read(answer)
            if said:
                self._wechat.show(openid, Shown("passive", said))
            return
        self.run.unanswered += 1


def main() -> int:
    """Measure and print; returns 1 when a promise was broken."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=SECONDS)
    parser.add_argument("--per-second", type=int, default=PER_SECOND)
    arguments = parser.parse_args()
    figures = measure(arguments.seconds, arguments.per_second)
    print(json.dumps(figures, ensure_ascii=False, indent=1))
    return int(is_broken(figures))


def is_broken(figures: Figures) -> bool:
    """Tell whether something was lost, told twice or refused, took too long, or memory grew."""
    wrong = figures["lost"] + figures["told_twice"] + figures["unanswered"] + sum(figures["refusals"].values())
    return bool(wrong) or figures["p99_ms"] > TARGET_P99_S * 1000 or figures["memory_growth"] > GROWTH


def measure(seconds: int = SECONDS, per_second: int = PER_SECOND, seed: int = 7) -> Figures:
    """Return the figures of one run on SQLite."""
    with tempfile.TemporaryDirectory() as folder, FakeWeChat() as wechat:
        server = Server(Path(folder), ensure_model(load_settings()))
        server.environ |= wechat.environ
        with server:
            topics = known_topics(server)
            print(f"{len(topics)} topics", file=sys.stderr, flush=True)
            run = asyncio.run(_load(server, wechat, topics, seconds, per_second, random.Random(seed)))
            return figures_of(run, wechat)


def known_topics(server: Server) -> list[Topic]:
    """Return the topics that are answered with their own first line, whatever was asked before."""
    asks = sorted(answer.ask for answer in answers().values())
    lines: dict[str, set[str]] = {ask: set() for ask in asks}
    for sender, order in (("one", asks), ("another", asks[::-1])):
        for ask in order:
            lines[ask].add(next(message["text"] for message in server.say(sender, ask)).split("\n")[0])
    often = Counter(line for found in lines.values() for line in found)
    steady = [Topic(ask, *found) for ask, found in lines.items() if len(found) == 1]
    return [topic for topic in steady if often[topic.line] == 1 and len(topic.line) >= SHORTEST]


async def _load(
    server: Server, wechat: FakeWeChat, topics: list[Topic], seconds: int, per_second: int, chance: random.Random
) -> Run:
    run, places = Run(), [Place(topics, chance) for _ in range(PLACES)]
    limits = httpx.Limits(max_connections=2 * PLACES, max_keepalive_connections=2 * PLACES)
    async with httpx.AsyncClient(base_url=server.base, trust_env=False, limits=limits) as http:
        line, watching = Line(wechat, http, run), asyncio.create_task(watch(server, run))
        begin, gap = time.perf_counter() + 1, PLACES / per_second
        moments = [
            (places[n % PLACES], begin + gap * (n // PLACES + chance.random())) for n in range(seconds * per_second)
        ]
        await asyncio.gather(*(place.speak(line, due) for place, due in moments))
        await _quiet(wechat)
        watching.cancel()
    return run


async def _quiet(wechat: FakeWeChat) -> None:
    """Wait until nothing more is shown to anybody: what is late comes another way."""
    before = -1
    while (now := sum(len(member.log) for member in list(wechat.members.values()))) != before:
        before = now
        await asyncio.sleep(2 * PATIENCE_S)


def figures_of(run: Run, wechat: FakeWeChat) -> Figures:
    """Sum up what happened and what every customer saw."""
    read = {openid: "\n".join(shown.text for shown in member.log) for openid, member in wechat.members.items()}
    told = [read[openid].count(topic.line) for openid, topic in run.asked]
    asked = Counter(openid for openid, _ in run.asked)
    seconds = sorted(run.seconds)
    early = run.memory[min(STEADY_AFTER, len(run.memory) - 1)]
    return {
        "messages": len(run.asked),
        **{f"p{share}_ms": round(percentile(seconds, share / 100), 1) for share in (50, 95, 99)},
        "longest_ms": round(seconds[-1] * 1000, 1),
        "lost": sum(max(0, count - len(wechat.member(openid).log)) for openid, count in asked.items()),
        "told_otherwise": told.count(0),
        "told_twice": sum(count > 1 for count in told),
        "twice": sorted(topic.ask for (_, topic), count in zip(run.asked, told, strict=True) if count > 1),
        "unanswered": run.unanswered,
        "pushed": wechat.calls["/cgi-bin/message/custom/send"],
        "refusals": {str(code): count for code, count in wechat.refusals.items()},
        "memory_mb": [round(megabytes) for megabytes in (early, run.memory[-1])],
        "memory_growth": round(run.memory[-1] / early, 3),
    }


async def watch(server: Server, run: Run) -> None:
    """Note the memory of the assistant, in MB, every ten seconds."""
    while True:
        run.memory.append(sum(resident(pid) for pid in server.children()))
        await asyncio.sleep(10)


def resident(pid: int) -> float:
    """Return the memory that a process holds, in MB."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except FileNotFoundError:
        return 0.0
    found = re.search(r"VmRSS:\s+(\d+)", status)
    return int(found.group(1)) / 1024 if found else 0.0


if __name__ == "__main__":
    sys.exit(main())
