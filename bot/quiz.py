"""The quiz bank: questions about scams, cards, rights and money, written by content staff in `data/quiz/`."""

from __future__ import annotations

import random
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

QUIZ = Path(__file__).resolve().parent.parent / "data" / "quiz"


@dataclass(frozen=True)
class Question:
    """`answer` counts the options from 1; `source` has `title` and perhaps `date`."""

    id: str
    topic: str
    question: str
    options: tuple[str, ...]
    answer: int
    explanation: str
    source: dict[str, Any]

    @property
    def area(self) -> str:
        """Area of the topic, such as `fraud`."""
        return self.topic.split(".")[0]


@cache
def bank(folder: Path = QUIZ) -> dict[str, Question]:
    """Return id → question; raises `KeyError` or `TypeError` for a question that is not whole."""
    rows = [row for path in sorted(folder.glob("*.yml")) for row in yaml.safe_load(path.read_text("utf-8"))]
    return {row["id"]: Question(**{**row, "options": tuple(row["options"])}) for row in rows}


def draw(count: int, area: str | None, seen: Collection[str], seed: str) -> list[str]:
    """Draw ids for one round: of one area or of all by turns, unseen ones first, the same for the same seed."""
    chance = random.Random(seed)  # a game, not a secret
    pool = [question for question in bank().values() if area in (None, question.area)]
    chance.shuffle(pool)
    pool.sort(key=lambda question: question.id in seen)
    if area:
        return [question.id for question in pool[:count]]
    drawn: list[Question] = []
    while len(drawn) < min(count, len(pool)):
        areas = {question.area for question in drawn[-(len(drawn) % 5) or len(drawn) :]}
        rest = [question for question in pool if question not in drawn]
        drawn.append(next((question for question in rest if question.area not in areas), rest[0]))
    return [question.id for question in drawn]
