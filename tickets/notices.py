"""The words customers are told of a change in, from `data/notices.yml`."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tickets.models import Ticket

FILE = Path(__file__).resolve().parent.parent / "data" / "notices.yml"


@cache
def _tables() -> dict[str, dict[str, str]]:
    tables: dict[str, dict[str, str]] = yaml.safe_load(FILE.read_text("utf-8"))
    return tables


def kinds() -> tuple[str, ...]:
    """Return what customers are told of."""
    return tuple(_tables()["notices"])


def text(kind: str, ticket: Ticket, values: dict[str, Any]) -> str:
    """Return the notice of a change with the ticket's dates and what the operation said."""
    words = {
        **values,
        "number": ticket.number,
        "due": _day(ticket.due_on),
        "review_due": _day(ticket.review_due_on) if ticket.review_due_on else "",
        "by_agreed_way": _tables()["agreed_ways"].get(ticket.agreed_way or "", ""),
        "cause": _tables()["causes"].get(values.get("cause", ""), ""),
    }
    return _tables()["notices"][kind].format(**words)


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
