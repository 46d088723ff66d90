"""The clock of a complaint: which rule holds, when a decision is due, what extensions, pauses and restarts do to it.

Pure arithmetic on calendar days in China; the day of receipt is not counted and holidays move nothing (C1-40, C1-42).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

CHINA = ZoneInfo("Asia/Shanghai")
DIRECT = "bank"
"""The authority of a complaint that the customer brought to the bank."""


@dataclass(frozen=True)
class Extension:
    """One step by which a deadline may be moved: to `total_days` after receipt (C1-31, C1-32, C2-12)."""

    mark: str
    total_days: int
    roles: tuple[str, ...]
    needs: tuple[str, ...]


@dataclass(frozen=True)
class ReviewRule:
    """Days for asking for a review of a decision, and for deciding on it (C1-37, C1-38)."""

    ask_within_days: int
    decide_within_days: int


@dataclass(frozen=True)
class DeadlineRule:
    """One version of the rule; days are calendar days."""

    version: str
    effective_from: date
    authorities: tuple[str, ...]
    decision_days: int
    extensions: tuple[Extension, ...]
    warn_before: tuple[int, ...]
    agree_within_days: int
    review: ReviewRule


@dataclass(frozen=True)
class Clock:
    """The running clock of one complaint; each change returns a new clock.

    Mediation and outside experts stop it from one day to another, and those days are added (C1-33, C1-34). A day that
    customer and bank agreed on takes the place of the rule's (C1-41).
    """

    started_on: date
    rule: DeadlineRule
    extensions: int = 0
    paused_since: date | None = None
    paused_days: int = 0
    agreed_on: date | None = None

    @property
    def due_on(self) -> date:
        """The last day for telling the decision; while paused, as it stood when the pause began."""
        if self.agreed_on is not None:
            return self.agreed_on
        total = self.rule.extensions[self.extensions - 1].total_days if self.extensions else self.rule.decision_days
        return self.started_on + timedelta(days=total + self.paused_days)

    @property
    def next_extension(self) -> Extension | None:
        """The step that may be taken next, or None after the last one."""
        steps = self.rule.extensions
        return steps[self.extensions] if self.extensions < len(steps) else None

    def extended(self) -> Clock:
        """Take the next step; raises `ValueError` after the last one."""
        if self.next_extension is None:
            raise ValueError("no extension is left")
        return replace(self, extensions=self.extensions + 1)

    def paused(self, day: date) -> Clock:
        """Stop on a day; raises `ValueError` when stopped already."""
        if self.paused_since is not None:
            raise ValueError("the clock is stopped already")
        return replace(self, paused_since=day)

    def resumed(self, day: date) -> Clock:
        """Go on, adding the days since the pause began; raises `ValueError` when the clock runs."""
        if self.paused_since is None:
            raise ValueError("the clock is running")
        days = max((day - self.paused_since).days, 0)
        agreed_on = self.agreed_on and self.agreed_on + timedelta(days=days)
        return replace(self, paused_since=None, paused_days=self.paused_days + days, agreed_on=agreed_on)

    def agreed(self, day: date) -> Clock:
        """Let a day that was agreed on be the last one, earlier or later than before (C1-41)."""
        return replace(self, agreed_on=day)

    def restarted(self, day: date) -> Clock:
        """Start again with new facts: the whole time runs anew under the rule of that day (C1-36)."""
        return Clock(day, rule_on(day, self.rule.authorities[0]))

    def alert(self, today: date) -> str | None:
        """Return `overdue`, `due_in_2`, `due_in_5` (the rule's warnings), or None; a stopped clock warns of nothing."""
        if self.paused_since is not None:
            return None
        left = (self.due_on - today).days
        if left < 0:
            return "overdue"
        return next((f"due_in_{days}" for days in sorted(self.rule.warn_before) if left <= days), None)


@cache
def rules() -> tuple[DeadlineRule, ...]:
    """Return every known rule, the latest first."""
    rows = yaml.safe_load((Path(__file__).parent / "deadlines.yml").read_text("utf-8"))
    return tuple(sorted(map(_rule, rows), key=lambda rule: rule.effective_from, reverse=True))


def _rule(row: dict[str, Any]) -> DeadlineRule:
    steps = tuple(
        Extension(step["mark"], step["total_days"], tuple(step["roles"]), tuple(step["needs"]))
        for step in row["extensions"]
    )
    return DeadlineRule(
        **{key: row[key] for key in ("version", "effective_from", "decision_days", "agree_within_days")},
        authorities=tuple(row["authorities"]),
        extensions=steps,
        warn_before=tuple(row["warn_before"]),
        review=ReviewRule(**row["review"]),
    )


def rule_on(day: date, authority: str = DIRECT) -> DeadlineRule:
    """Return the rule in force on a day for matters from an authority (C2-30).

    Raises `LookupError` before the first one.
    """
    for rule in rules():
        if rule.effective_from <= day and authority in rule.authorities:
            return rule
    raise LookupError(f"no complaint rule is known for {day} and {authority}")


def rule_named(version: str) -> DeadlineRule:
    """Return the rule of a version; raises `LookupError`."""
    for rule in rules():
        if rule.version == version:
            return rule
    raise LookupError(f"no complaint rule {version}")


def authorities() -> list[str]:
    """Return where complaints come from, as far as it decides their rule."""
    return list(dict.fromkeys(name for rule in reversed(rules()) for name in rule.authorities))


def day_of_receipt(moment: datetime) -> date:
    """Return the calendar day in China of a moment with time zone."""
    return moment.astimezone(CHINA).date()
