"""What an answer in a complaint gave."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Reading:
    """What an answer gave: slot values, candidates to confirm, or the name of the response that says what is wrong."""

    values: dict[str, Any] = field(default_factory=dict)
    doubts: dict[str, list[str]] = field(default_factory=dict)
    problem: str | None = None
    is_guess: bool = False
    """Whether the value is what the matter sounds like, not what was answered."""


def wrong(slot: str, kind: str = "") -> Reading:
    """Return a reading that names the response for a wrong answer."""
    return Reading(problem=f"utter_wrong_{slot}{kind}")


@dataclass(frozen=True)
class Correction:
    """New values, candidates to confirm, and fields that were called wrong without a new value."""

    values: dict[str, Any] = field(default_factory=dict)
    doubts: dict[str, list[str]] = field(default_factory=dict)
    unsaid: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    """Words that were to be taken out of a text that does not hold them."""

    @property
    def slots(self) -> set[str]:
        """The fields it is about."""
        return {*self.values, *self.doubts, *self.unsaid}

    def __bool__(self) -> bool:
        """Whether it says anything."""
        return bool(self.slots or self.missing)


def joined(first: Correction, second: Correction) -> Correction:
    """Put two corrections of one message together; the second one has the last word."""
    values = {**first.values, **second.values}
    doubts = {**first.doubts, **second.doubts}
    unsaid = [slot for slot in (*first.unsaid, *second.unsaid) if slot not in values and slot not in doubts]
    return Correction(values, doubts, tuple(dict.fromkeys(unsaid)), (*first.missing, *second.missing))
