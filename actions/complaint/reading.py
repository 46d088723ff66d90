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
