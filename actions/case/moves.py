"""What people say while a case goes on, as data: `data/lexicon/case/`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import regex

from actions import followups
from actions.case import meaning, table
from actions.case.state import AREAS, MONEY, STORY, Case, is_about
from actions.turn import Turn
from bot import lexicon as answers
from bot.text.normalize import in_clauses
from bot.text.patterns import Pattern

ELSE, REPORTED = "else", "reported"
ENDS = 0.25
"""From this likeness on an emergency is over: what is only half understood ends none."""
PAUSES = regex.compile(r"[\s,，。；;！!]+")
CLAUSES = regex.compile(rf"{PAUSES.pattern}|(?=[也还又])")
LAST = "last"
"""Among the steps of a move: the one that was told last."""
HEARD, CLEARLY = 0.17, 0.5
"""From the first likeness on something is what was meant, from the second on also where it is not expected.

Measured with `python -m benchmarks.case_follow_ups`.
"""
PATTERN, NOTHING, BELIEVED = 0.1, 0.2, 0.46
"""What a pattern adds to the likeness against another line, against no line at all, and where it has no examples."""
LEAD, OUTRIGHT = 0.06, 0.28
"""Only what leads the next by so much, or is so likely by itself, is heard: a wrong line is worse than none."""


@dataclass(frozen=True)
class Move:
    """One thing people say. `answers` is by what was done, topic, sort, kind, `given`, `kept`, `else`, in this order.

    The first that fits is said; who has called the police is `reported`.
    """

    id: str
    answers: dict[str, str]
    says: Pattern | None = None
    """Where it is heard beyond doubt; the rest is heard by its meaning (`actions/case/meaning.py`)."""
    unless: Pattern | None = None
    needs: Pattern | None = None
    """What its words have to hold besides where it is heard by its meaning only."""
    kinds: tuple[str, ...] = ()
    """Kinds of case it belongs to; empty means every one but despair and violence suffered."""
    also: tuple[str, ...] = ()
    """Further areas of the topic at hand where it is understood."""
    only: tuple[str, ...] = ()
    """Topics at hand, or sorts of loss, that alone it can be about."""
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
    returns: bool = False
    """Whether what was wanted before the case is answered once it is over."""
    after: tuple[str, ...] = ()
    """Responses right after which alone it can be meant."""
    begins: str = ""
    """Kind of case that begins with it."""
    urgent: bool = False
    """Whether it is only understood after an emergency."""
    resumes: bool = False
    """Whether it brings the case back after something else was spoken of."""
    fright: bool = False
    """Whether it is said in fright or shame about a loss, by who is in no despair."""
    branch: bool = False
    """Whether it has to name one of our branches."""
    longest: int = 30

    def answer(self, case: Case, topic: str) -> str:
        """Return the response that fits."""
        state = {True: "given", False: "kept", None: ELSE}[False if self.ends(case) else case.given]
        reported = (REPORTED,) if "police" in case.done else ()
        keys = (*reported, topic, case.sort, case.kind, state, ELSE)
        return next(self.answers[key] for key in keys if key in self.answers)

    def ends(self, case: Case) -> bool:
        """Tell whether the case is over with it."""
        return self.closes or (self.closes_if_kept and case.kind == MONEY and not case.sure)

    def may_mean(self, text: str) -> bool:
        """Tell whether a text that sounds like it may say it: what ends a case, or ticks off a step, is not guessed."""
        if self.needs and not self.needs.search(text):
            return False
        weighty = self.closes or self.closes_if_kept or self.done
        return not (weighty and self.unless and self.unless.search(text))

    def opens_emergency(self, case: Case | None) -> bool:
        """Tell whether it says that something was given where no loss was known."""
        return bool(self.given) and (case is None or (not case.is_personal and not case.given))

    def fits(self, case: Case | None, turn: Turn) -> bool:
        """Tell whether this can be meant where the conversation stands."""
        if case is None:
            return self._is_of(turn, None) and (self.opens is not None or is_about(turn, self.also + self._topics))
        return self.belongs(case, turn) and (self.is_at_hand(case, turn) or self.resumes or self.opens is not None)

    def is_at_hand(self, case: Case, turn: Turn) -> bool:
        """Tell whether the case is still what is spoken of."""
        return case.is_personal or is_about(turn, self.areas)

    @property
    def areas(self) -> tuple[str, ...]:
        """Areas of the topic at hand where it is understood."""
        return AREAS + self.also + self._topics

    @property
    def _topics(self) -> tuple[str, ...]:
        """Topics among `only`: the sort `card` is not every topic about cards."""
        return tuple(name for name in self.only if "." in name)

    def _is_of(self, turn: Turn, case: Case | None) -> bool:
        of_the_sort = case is not None and case.sort in self.only
        return not self.only or of_the_sort or is_about(turn, self._topics)

    def belongs(self, case: Case, turn: Turn) -> bool:
        """Tell whether it is something to say in such a case."""
        if self.branch and not turn.entity("branch"):
            return False
        if (self.after and not set(case.told[-1:]) & set(self.after)) or not self._is_of(turn, case):
            return False
        if case.kind not in (self.kinds or (case.kind,)) or (not self.kinds and case.is_personal):
            return False
        return case.is_urgent or not self.urgent


@cache
def _all() -> tuple[Move, ...]:
    """Return the moves in the order in which they are tried: first what only answers the reply before, or one topic."""
    every = [_move(row) for row in table.read()["moves"]]
    return tuple(sorted(every, key=lambda move: (not move.after, not move.only)))


def heard(turn: Turn, case: Case | None) -> Move | None:
    """Return what a message says about the case, None when it is nothing of that kind.

    What a pattern says counts beside the likeness: it gives way to what is clearly something else.
    """
    said = [move for move in _said_by(turn.text) if move.fits(case, turn)]
    sure = said[0] if said else None
    if case is None or not (case.is_urgent or case.kind == STORY) or (sure and sure.after):
        return sure
    meant, likeness = (None, 0.0) if answers.heard("none_of_these", turn.text) else _meant(turn, case)
    if sure is None:
        return meant if likeness >= (HEARD if case.is_urgent else CLEARLY) else None
    alike = dict(meaning.ranked(turn.text, case.kind))
    if not case.is_urgent or likeness <= alike.get(sure.id, BELIEVED) + PATTERN:
        return sure
    likeliest = max(said, key=lambda move: alike.get(move.id, 0.0))
    return likeliest if meant is None and likeness <= alike.get(likeliest.id, 0.0) + NOTHING else meant


def is_outright(move: Move, turn: Turn) -> bool:
    """Tell whether a message says this in the very words of the table, not only by its meaning."""
    return _is_said(move, [turn.text])


def is_fright(turn: Turn, case: Case | None) -> bool:
    """Tell whether the very words are those of a fright or a shame about the case at hand."""
    return any(move.fright and move.fits(case, turn) for move in _said_by(turn.text))


def done_in(text: str) -> tuple[str, ...]:
    """Return the steps that a message says are done, whatever else it tells: each clause by itself."""
    reads_out = answers.heard("reads_out", text)  # 他要验证码，我报了 called no police
    said = [c for c in CLAUSES.split(text) if not (reads_out and answers.heard("only_read_out", c))]
    told = (step for clause in said for move in _all() if _says_done(move, clause) for step in move.done)
    return tuple(dict.fromkeys(step for step in told if step != LAST))


def asked_besides(turn: Turn, case: Case) -> Move | None:
    """Return what the last clause of a message asks, where the clauses before told which steps are done."""
    said = in_clauses(turn.raw)
    asked = [move for ends in (PAUSES, CLAUSES) for move in _said_by(ends.split(said)[-1])]
    asked = [move for move in asked if not (move.done or move.next or move.closes or move.given is not None)]
    return next((move for move in asked if move.belongs(case, turn)), None)


def _says_done(move: Move, clause: str) -> bool:
    said = bool(move.says and move.done and not move.only and move.says.search(clause))
    return said and not (move.unless and move.unless.search(clause))


def is_other(turn: Turn) -> bool:
    """Tell whether a message is by its meaning another matter than an emergency."""
    likeliest = meaning.ranked(turn.text)[:1]
    return bool(likeliest) and likeliest[0][0] == table.OTHER and likeliest[0][1] >= HEARD


def _meant(turn: Turn, case: Case) -> tuple[Move | None, float]:
    """Return what a message says by its meaning, with its likeness; None for a plain statement or another matter."""
    can_be = [(_by_id().get(name), likeness) for name, likeness in meaning.ranked(turn.text, case.kind)]
    can_be = [(move, likeness) for move, likeness in can_be if move is None or _can_mean(move, likeness, turn, case)]
    return can_be[0] if can_be and _stands_out(can_be, case) else (None, 0.0)


def _can_mean(move: Move, likeness: float, turn: Turn, case: Case) -> bool:
    """Tell whether something so likely can be meant where the conversation stands."""
    at_hand = move.resumes or move.is_at_hand(case, turn)
    least = (ENDS if move.closes else 0.0) if at_hand else CLEARLY
    return likeness >= least and move.may_mean(turn.text) and move.belongs(case, turn)


def _stands_out(can_be: Sequence[tuple[Move | None, float]], case: Case) -> bool:
    """Tell whether one thing is meant, not several about as likely that are answered otherwise."""
    (move, first), *others = can_be
    answer = move and move.answer(case, case.topic)
    second = next((less for other, less in others if not (other and other.answer(case, case.topic) == answer)), 0.0)
    return first >= OUTRIGHT or first - second >= LEAD


@cache
def _by_id() -> dict[str, Move]:
    return {move.id: move for move in _all()}


@lru_cache(maxsize=32)  # a turn asks several times; no message is remembered for long
def _said_by(text: str) -> tuple[Move, ...]:
    """Return the moves whose patterns a message says, in the order in which they are tried."""
    said = [text, *followups.bare(text)]
    return tuple(move for move in _all() if _is_said(move, said))


def _is_said(move: Move, said: list[str]) -> bool:
    if move.says is None or len(said[0]) > move.longest:
        return False
    for text in said:  # a plain loop: this runs hundreds of times a message
        if move.says.search(text):
            return not (move.unless and move.unless.search(said[0]))
    return False


def _move(row: dict[str, Any]) -> Move:
    answer = row["answer"]
    read: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
    read |= {key: table.any_of(row[key]) for key in ("says", "needs", "unless") if key in row}
    read["answers"] = answer if isinstance(answer, dict) else {ELSE: answer}
    del read["answer"]
    read.pop("said", None)
    return Move(**read)
