"""The figures of a period (facts §6.6)."""

from __future__ import annotations

from collections import Counter
from datetime import date
from statistics import mean, median
from typing import Any

from sqlalchemy import select

from tickets import lifecycle
from tickets.deadlines import day_of_receipt
from tickets.listing import Listing
from tickets.models import Ticket

COUNTED = ("status", "business", "reason", "source", "branch")
COLUMNS = (*COUNTED, "received_at", "notified_at", "due_on", "paused_days", "paused_since", "stars")


def summary(listing: Listing, filters: dict[str, Any]) -> dict[str, Any]:
    """Return counts by status, business, reason, source and branch, and how fast and how well it was answered.

    `in_time_rate`: of the tickets told or past their day, the share told by that day (C1-30).
    `median_days`: from receipt to telling, in days, without stopped ones. Both None when there is nothing to measure.
    """
    query = listing.filtered(select(*(getattr(Ticket, name) for name in COLUMNS)), filters)
    with listing.reading() as session:
        rows = session.execute(query).all()
    told = [row for row in rows if row.notified_at]
    in_time = sum(day_of_receipt(row.notified_at) <= row.due_on for row in told)
    late = sum(_is_late(row, listing.today()) for row in rows)
    stars = [row.stars for row in rows if row.stars]
    return {
        "total": len(rows),
        **{f"by_{name}": dict(Counter(getattr(row, name) or "" for row in rows)) for name in COUNTED},
        "notified": len(told),
        "overdue": late,
        "in_time_rate": round(in_time / (len(told) + late), 4) if told or late else None,
        "median_days": median(map(_days, told)) if told else None,
        "rated": len(stars),
        "average_stars": round(mean(stars), 2) if stars else None,
    }


def _is_late(row: Any, today: date) -> bool:
    return row.status in lifecycle.running() and row.paused_since is None and row.due_on < today


def _days(row: Any) -> int:
    return (day_of_receipt(row.notified_at) - day_of_receipt(row.received_at)).days - row.paused_days
