"""When people of the bank are at work: hours of a working day with the lunch break, public holidays, moved days."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import yaml

CHINA = ZoneInfo("Asia/Shanghai")
HOLIDAYS = Path(__file__).resolve().parent.parent / "data" / "bank" / "holidays.yml"
LONGEST_BREAK = timedelta(days=31)
_SATURDAY = 5


@dataclass(frozen=True)
class Calendar:
    """Days off on weekdays, and Saturdays and Sundays that are worked instead."""

    off: tuple[tuple[date, date], ...]
    work: frozenset[date]

    def is_working_day(self, day: date) -> bool:
        """Tell whether people work on a day."""
        if day in self.work:
            return True
        return day.weekday() < _SATURDAY and not any(first <= day <= last for first, last in self.off)


@dataclass(frozen=True)
class Hours:
    """Opening periods of a working day, in order: (from, until) in China's time."""

    periods: tuple[tuple[time, time], ...]

    @classmethod
    def parse(cls, periods: Iterable[str]) -> Hours:
        """Read periods written as 9:00-12:00; raises `ValueError` for anything else."""
        return cls(tuple((_clock(period.split("-")[0]), _clock(period.split("-")[1])) for period in periods))

    def __str__(self) -> str:
        """Write the periods as customers read them: 9:00–12:00、13:30–17:30."""
        return "、".join(f"{_written(start)}–{_written(end)}" for start, end in self.periods)

    def is_open(self, moment: datetime) -> bool:
        """Tell whether somebody is at work at a moment with time zone."""
        local = moment.astimezone(CHINA)
        return calendar().is_working_day(local.date()) and any(a <= local.time() < b for a, b in self.periods)

    def next_opening(self, moment: datetime) -> datetime:
        """Return when work begins again after a moment with time zone; raises `LookupError` after a month."""
        local = moment.astimezone(CHINA)
        for days in range(LONGEST_BREAK.days + 1):
            day = local.date() + timedelta(days=days)
            starts = (datetime.combine(day, start, CHINA) for start, _ in self.periods)
            begins = next((start for start in starts if start > local), None)
            if begins and calendar().is_working_day(day):
                return begins
        raise LookupError(f"no opening within {LONGEST_BREAK.days} days after {local:%Y-%m-%d}")


@cache
def calendar(path: Path = HOLIDAYS) -> Calendar:
    """Return the public holidays and moved working days."""
    raw = yaml.safe_load(path.read_text("utf-8"))
    return Calendar(tuple((row["from"], row["to"]) for row in raw["holidays"]), frozenset(raw["workdays"]))


def _clock(text: str) -> time:
    hour, minute = text.strip().split(":")
    return time(int(hour), int(minute))


def _written(clock: time) -> str:
    return f"{clock.hour}:{clock.minute:02d}"
