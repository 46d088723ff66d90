"""The register alone, on SQLite and on PostgreSQL: filings by 50 writers at once, lists over 10 000 tickets.

Prints one JSON object, medians of three runs, milliseconds. A filing is timed from the moment it was due, so that
waiting counts; `filings_per_s` is what comes through when no writer ever pauses.
"""

from __future__ import annotations

import itertools
import json
import random
import statistics
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any, TypeVar

from tests.postgres import Postgres, temporary_server
from tickets import categories
from tickets.crypto import Cipher
from tickets.database import Database, migrate
from tickets.register import Complaint, Register

Figures = TypeVar("Figures")
RUNS = 3
SEEDED, DAYS = 10_000, 120
WRITERS, FILINGS_EACH = 50, 6
PAUSE_S = 1.0
"""Between two filings of one writer: 50 filings a second in all, far more than a bank's busiest."""
LISTS = 200
STORY = "换存折收了工本费，办之前没有人告诉我要收钱，柜台还说这是规定。" * 5


def main() -> None:
    """Measure both databases and print."""
    print(json.dumps(measure(), ensure_ascii=False, indent=1))


def measure() -> dict[str, dict[str, float]]:
    """Return the medians by database."""
    return on_both_databases(measured)


def on_both_databases(measure_at: Callable[[str], Figures]) -> dict[str, Figures]:
    """Measure at an empty SQLite database, then at an empty PostgreSQL one."""
    with tempfile.TemporaryDirectory() as folder:
        result = {"sqlite": measure_at(f"sqlite:///{Path(folder) / 'tickets.db'}")}
    with temporary_server() as server, Postgres(server).database() as url:
        return {**result, "postgresql": measure_at(url)}


def measured(url: str) -> dict[str, float]:
    """Seed one database and return the medians of three runs."""
    migrate(url)
    with opened(url) as register:
        seed(register)
        runs = [one_run(register) for _ in range(RUNS)]
    return {key: round(statistics.median(run[key] for run in runs), 2) for key in runs[0]}


@contextmanager
def opened(url: str, secret_key: str = "a key of the benchmark") -> Iterator[Register]:
    """Open a register for a while."""
    database = Database(url)
    try:
        yield Register(database, Cipher(secret_key))
    finally:
        database.close()


def seed(register: Register) -> None:
    """Fill the register in one transaction, which is all that differs from filing."""
    now, chance = datetime.now(timezone.utc), random.Random(1)
    with register._database.transaction() as session:
        for n in range(SEEDED):
            received_at = now - timedelta(days=DAYS * (1 - n / SEEDED))
            ticket = register._new_ticket(session, complaint(chance), uuid.uuid4().hex, received_at)
            ticket.status = chance.choice(("submitted", "investigating", "notified", "closed", "closed", "closed"))
    print(f"{SEEDED} tickets seeded", file=sys.stderr)


def complaint(chance: random.Random) -> Complaint:
    """Make up one complaint."""
    return Complaint(
        conversation=uuid.uuid4().hex, filing="1", source=chance.choice(("web", "wechat", "kiosk", "rest")),
        consent_version="v1", business=chance.choice(list(categories.labels("business"))),
        reason=chance.choice(list(categories.labels("reason"))), branch=chance.choice(("城东支行", "南门支行", None)),
        facts=STORY, request="退费", name="王小明", phone=f"139{chance.randrange(10**8):08d}",
    )  # fmt: skip


def one_run(register: Register) -> dict[str, float]:
    """Measure filings with pauses, filings without, and lists."""
    filings = writing(register, PAUSE_S)
    started = time.perf_counter()
    writing(register, 0)
    rate = WRITERS * FILINGS_EACH / (time.perf_counter() - started)
    lists = sorted(timed(lambda query=query: register.tickets(*query)) for query in queries())
    return {
        "filing_p50_ms": percentile(filings, 0.5),
        "filing_p95_ms": percentile(filings, 0.95),
        "filings_per_s": rate,
        "list_p50_ms": percentile(lists, 0.5),
        "list_p95_ms": percentile(lists, 0.95),
    }


def writing(register: Register, pause: float) -> list[float]:
    """Let 50 writers file at once; returns seconds a filing, the shortest first."""
    begin = time.perf_counter() + 0.1

    def writer(n: int) -> list[float]:
        chance, times = random.Random(n), []
        for turn in range(FILINGS_EACH):
            due = begin + pause * (turn + chance.random())
            time.sleep(max(0.0, due - time.perf_counter()))
            register.file(complaint(chance))
            times.append(time.perf_counter() - (due if pause else begin))
        return times

    with ThreadPoolExecutor(WRITERS) as pool:
        return sorted(itertools.chain.from_iterable(pool.map(writer, range(WRITERS))))


def queries() -> Iterator[tuple[dict[str, Any], int, int]]:
    """Make up what staff look for: filters, page, tickets a page."""
    now = datetime.now(timezone.utc)
    filters: list[dict[str, Any]] = [
        {},
        {"status": "investigating"},
        {"status": "submitted", "business": "B.card"},
        {"reason": "C.pricing", "branch": "南门支行"},
        {"overdue": True},
        {"source": "wechat", "from": now - timedelta(days=30), "to": now},
        {"q": "0042"},
    ]
    for n, chosen in zip(range(LISTS), itertools.cycle(filters), strict=False):
        yield chosen, 1 + n % 4 * 5, 20


def timed(work: Callable[[], Any]) -> float:
    """Return how many seconds something takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def percentile(ordered: list[float], share: float) -> float:
    """Return a percentile in milliseconds."""
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1000


if __name__ == "__main__":
    main()
