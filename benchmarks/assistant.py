"""The whole assistant under load and under kills, on SQLite and on PostgreSQL: `python -m benchmarks.assistant`.

A register with 10 000 tickets, a server with all of its processes, customers who file over REST: first the load
(benchmarks/load.py), then ten kills (benchmarks/kills.py). Prints the kills as tables on stderr and one JSON object on
stdout; the exit code is 1 when a promise was broken. Conversations are always in SQLite, under `var/`.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks import audit, kills, load
from benchmarks.customers import Customer
from benchmarks.kills import Kill
from benchmarks.register import on_both_databases, opened, percentile, seed
from bot.quality_report import table
from bot.settings import load_settings
from bot.training import ensure_model
from tests.server import Server
from tickets.database import migrate
from tickets.register import Register

TARGET_P95_MS = 150
COLUMNS = (
    "次", "杀在", "第几毫秒", "已听到单号", "提交时断", "其中已入库", "别处断", "重启秒数", "破了几条承诺",
)  # fmt: skip
Figures = dict[str, Any]


def main() -> int:
    """Measure and print; returns 1 when a promise was broken."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, help="of the words and moments of an earlier run")
    figures = measure(parser.parse_args().seed)
    print(json.dumps(figures, ensure_ascii=False, indent=1))
    return int(is_broken(figures))


def measure(chosen: int | None = None) -> Figures:
    """Return the figures by database; everything random is drawn from the printed seed."""
    number = random.randrange(1_000_000) if chosen is None else chosen
    print(f"seed {number}", file=sys.stderr)
    return {"seed": number, **on_both_databases(lambda url: measured(url, random.Random(number)))}


def is_broken(figures: Figures) -> bool:
    """Tell whether a promise was broken: a ticket lost, doubled or wrong, or a slow turn."""
    databases = [found for found in figures.values() if isinstance(found, dict)]
    return any(found["broken"] or found["load"]["p95_ms"] > TARGET_P95_MS for found in databases)


def measured(url: str, chance: random.Random) -> Figures:
    """Measure on one database, empty so far."""
    migrate(url)
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder), ensure_model(load_settings()), url)
        with opened(url, server.settings.secret_key) as register:
            seed(register)
            with server:
                loaded, broken = under_load(server, register, chance)
                print(f"load: {loaded}", file=sys.stderr, flush=True)
                killed = kills.run(server, register, chance)
            broken += [line for kill in killed for line in kill.broken]
            tell(url, killed, broken)
            return {"load": loaded, "kills": counted(register, killed), "broken": broken}


def under_load(server: Server, register: Register, chance: random.Random) -> tuple[Figures, list[str]]:
    """Return the figures of the load, and what is wrong with its tickets."""
    before = audit.count(register)
    seconds, customers = load.run(server.base, chance)
    broken = audit.broken(register, customers)
    tickets = audit.count(register)
    if tickets != before + len(customers):
        broken.append(f"{tickets - before} tickets of {len(customers)} customers")
    figures = {f"p{share}_ms": round(percentile(seconds, share / 100), 1) for share in (50, 95, 99)}
    return {**figures, "turns": len(seconds), "filings": told(customers), "tickets_afterwards": tickets}, broken


def told(customers: Sequence[Customer]) -> int:
    """Count the customers who were told a number."""
    return sum(customer.number is not None for customer in customers)


def counted(register: Register, killed: list[Kill]) -> Figures:
    """Sum up the kills."""
    return {
        "kills": len(killed),
        "cut_off": sum(kill.cut_off for kill in killed),
        "cut_off_confirming": sum(kill.cut_off_confirming for kill in killed),
        "filings": sum(told(kill.customers) for kill in killed),
        "tickets_afterwards": audit.count(register),
        "restart_s": round(statistics.median(kill.restart_s for kill in killed), 1),
    }


def tell(url: str, killed: list[Kill], broken: list[str]) -> None:
    """Print the kills as a table, and what is broken."""
    rows = [
        (
            str(n), "提交" if kill.confirming else "途中", f"{kill.moment * 1000:.0f}", str(kill.told),
            str(kill.cut_off_confirming), str(kill.of_those_filed), str(kill.cut_off), f"{kill.restart_s:.1f}",
            str(len(kill.broken)),
        )
        for n, kill in enumerate(killed, 1)
    ]  # fmt: skip
    print(url.split(":")[0], *table(COLUMNS, rows), *broken, sep="\n", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
