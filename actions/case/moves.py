"""What people say while a case goes on, as data: `data/lexicon/case.yml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import regex
import yaml

from actions import followups
from actions.case.state import AREAS, DESPAIR, STORY, Case, is_about
from actions.turn import Turn
from bot.lexicon import LEXICON

CASES = LEXICON / "case.yml"
ELSE = "else"


@dataclass(frozen=True)
class Move:
    """One thing people say. `answers` is by topic, by kind of case, `given`, `kept`, or `else`; the first that fits."""

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
    next: bool = False
    """Whether the next step is told besides."""
    closes: bool = False
    opens: str | None = None
    """Topic of the case it opens by itself."""
    urgent: bool = False
    """Whether it is only understood after an emergency."""
    resumes: bool = False
    """Whether it brings the case back after something else was spoken of."""
    branch: bool = False
    """Whether it has to name one of our branches."""
    longest: int = 30

    def answer(self, case: Case, topic: str) -> str:
        """Return the response that fits."""
        state = {True: "given", False: "kept", None: ELSE}[case.given]
        return next(self.answers[key] for key in (topic, case.kind, state, ELSE) if key in self.answers)

    def fits(self, case: Case | None, turn: Turn) -> bool:
        """Tell whether this can be meant where the conversation stands."""
        if self.branch and not turn.entity("branch"):
            return False
        if case is None:
            return self.opens is not None or (bool(self.also) and is_about(turn, self.also))
        if case.kind not in (self.kinds or (case.kind,)) or (not self.kinds and case.is_despair):
            return False
        if self.urgent and case.kind == STORY:
            return False
        at_hand = case.is_despair or is_about(turn, AREAS + self.also)
        return at_hand or self.resumes or self.opens is not None


@dataclass(frozen=True)
class Book:
    """`steps` in their order with the response of each; `care` are words for somebody who says little."""

    moves: tuple[Move, ...]
    steps: dict[str, str]
    care: dict[str, tuple[str, ...]]


@cache
def book() -> Book:
    """Return the table."""
    raw: dict[str, Any] = yaml.safe_load(CASES.read_text("utf-8"))
    care = {kind: tuple(raw["care"][kind]) for kind in DESPAIR}
    return Book(tuple(_move(row) for row in raw["moves"]), raw["steps"], care)


def heard(turn: Turn, case: Case | None) -> Move | None:
    """Return what a message says about the case, None when it is nothing of that kind."""
    said = [turn.text, *followups.bare(turn.text)]
    return next((move for move in book().moves if move.fits(case, turn) and _is_said(move, said)), None)


def _is_said(move: Move, said: list[str]) -> bool:
    if len(said[0]) > move.longest or (move.unless and move.unless.search(said[0])):
        return False
    return any(move.says.search(text) for text in said)


def _move(row: dict[str, Any]) -> Move:
    answer = row["answer"]
    read: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
    read |= {key: _any_of(row[key]) for key in ("says", "unless") if key in row}
    read["answers"] = answer if isinstance(answer, dict) else {ELSE: answer}
    del read["answer"]
    return Move(**read)


def _any_of(rows: list[str]) -> regex.Pattern[str]:
    return regex.compile("|".join(f"(?:{row})" for row in rows), regex.I)
