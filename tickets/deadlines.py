"""The clock of a complaint: which rule holds on a day, and when a decision is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import yaml

CHINA = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True)
class DeadlineRule:
    """One version of the rule; days are calendar days (Measures 2020 No. 3, articles 18 and 43)."""

    version: str
    effective_from: date
    decision_days: int


@cache
def rules() -> tuple[DeadlineRule, ...]:
    """Return every known rule, the latest first."""
    rows = yaml.safe_load((Path(__file__).parent / "deadlines.yml").read_text("utf-8"))
    return tuple(sorted((DeadlineRule(**row) for row in rows), key=lambda rule: rule.effective_from, reverse=True))


def rule_on(day: date) -> DeadlineRule:
    """Return the rule in force on a day; raises `LookupError` before the first one."""
    for rule in rules():
        if rule.effective_from <= day:
            return rule
    raise LookupError(f"no complaint rule is known for {day}")


def day_of_receipt(received_at: datetime) -> date:
    """Return the calendar day in China of a moment with time zone."""
    return received_at.astimezone(CHINA).date()


def due_on(received: date, rule: DeadlineRule) -> date:
    """Return the last day for the decision: receipt plus the rule's days, not moved by holidays (C1-42)."""
    return received + timedelta(days=rule.decision_days)
