"""What people say while a case goes on, as data: `data/lexicon/case.yml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import regex

from actions import followups
from actions.case import table
from actions.case.state import AREAS, MONEY, Case, is_about
from actions.turn import Turn

ELSE = "else"
LAST = "last"
"""Among the steps of a move: the one that was told last."""


@dataclass(frozen=True)
class Move:
    """One thing people say. `answers` is by topic, sort, kind, `given`, `kept`, or `else`; the first that fits."""

    id: str
    says: regex.Pattern[str]
    answers: dict[str, str]
    unless: regex.Pattern[str] | None = None
    kinds: tuple[str, ...] = ()
    """Kinds of case it belongs to; empty means every one but despair."""
    also: tuple[str, ...] = ()
    """Further areas of the topic at hand where it is understood."""
    done: tuple[str, ...] = ()
    given: bool | None = None
    """Whether it says that something was given; where no loss was known, the emergency begins with it."""
    sort: str = ""
    """Sort of loss that it shows, for a case whose sort is not known."""
    next: bool = False
    """Whether the next step is told besides."""
    recalls: bool = False
    """Whether the step that is still open is recalled besides."""
    closes: bool = False
    closes_if_kept: bool = False
    """Whether it closes a case unless it was said in so many words that something was given."""
    opens: str | None = None
    """Topic of the case it opens by itself."""
    begins: str = ""
    """Kind of case that begins with it."""
    urgent: bool = False
    """Whether it is only understood after an emergency."""
    resumes: bool = False
    """Whether it brings the case back after something else was spoken of."""
    branch: bool = False
    """Whether it has to name one of our branches."""
    longest: int = 30

    def answer(self, case: Case, topic: str) -> str:
        """Return the response that fits."""
        state = {True: "given", False: "kept", None: ELSE}[False if self.ends(case) else case.given]
        keys = (topic, case.sort, case.kind, state, ELSE)
        return next(self.answers[key] for key in keys if key in self.answers)

    def ends(self, case: Case) -> bool:
        """Tell whether the case is over with it."""
        return self.closes or (self.closes_if_kept and case.kind == MONEY and not case.sure)

    def opens_emergency(self, case: Case | None) -> bool:
        """Tell whether it says that something was given where no loss was known."""
        return bool(self.given) and (case is None or (not case.is_despair and not case.given))

    def fits(self, case: Case | None, turn: Turn) -> bool:
        """Tell whether this can be meant where the conversation stands."""
        if self.branch and not turn.entity("branch"):
            return False
        if case is None:
            return self.opens is not None or (bool(self.also) and is_about(turn, self.also))
        if case.kind not in (self.kinds or (case.kind,)) or (not self.kinds and case.is_despair):
            return False
        if self.urgent and not case.is_urgent:
            return False
        at_hand = case.is_despair or is_about(turn, AREAS + self.also)
        return at_hand or self.resumes or self.opens is not None


@cache
def _all() -> tuple[Move, ...]:
    return tuple(_move(row) for row in table.read()["moves"])


def heard(turn: Turn, case: Case | None) -> Move | None:
    """Return what a message says about the case, None when it is nothing of that kind."""
    said = [turn.text, *followups.bare(turn.text)]
    return next((move for move in _all() if move.fits(case, turn) and _is_said(move, said)), None)


def _is_said(move: Move, said: list[str]) -> bool:
    if len(said[0]) > move.longest or (move.unless and move.unless.search(said[0])):
        return False
    return any(move.says.search(text) for text in said)


def _move(row: dict[str, Any]) -> Move:
    answer = row["answer"]
    read: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
    read |= {key: table.any_of(row[key]) for key in ("says", "unless") if key in row}
    read["answers"] = answer if isinstance(answer, dict) else {ELSE: answer}
    del read["answer"]
    return Move(**read)
