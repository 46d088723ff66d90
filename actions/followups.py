"""Questions without a subject: "那怎么防？" after an answer asks how to prevent what that answer was about."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import regex
import yaml

from actions.services import services
from bot.answers import PREFIX
from bot.lexicon import ANSWERS, LEXICON, table

FOLLOW_UPS = LEXICON / "followups.yml"
LONGEST = 20
WHOLE = ("more", "back", "what_now", "cost")
"""Sides that the topic at hand, or the fee list, answers without a text of its own."""


@dataclass(frozen=True)
class FollowUp:
    """Which side of the topic at hand is asked: `facet`; `response`, else `topic` says what answers it, if anything."""

    facet: str
    response: str | None = None
    topic: str | None = None

    @property
    def is_answered(self) -> bool:
        """Whether something approved answers this side, or the side is the whole topic again."""
        return bool(self.response or self.topic) or self.facet in WHOLE


def read(text: str, topic: str | None) -> FollowUp | None:
    """Return what a short message asks about the topic at hand; None when it stands on its own."""
    if not topic or len(text) > LONGEST:
        return None
    facet = _facet(text)
    if facet is None:
        return None
    by_area: dict[str, dict[str, str]] = _lexicon().topics
    target = {**by_area.get(topic.split(".")[0], {}), **by_area.get(topic, {})}.get(facet)
    answer = services().answers.get(topic)
    if answer and facet in answer.facets:
        return FollowUp(facet, response=answer.facet_response(facet), topic=target)
    if target and target.startswith(PREFIX):
        return FollowUp(facet, response=target)
    return FollowUp(facet, topic=target if target != topic else None)


def is_of_a_case(text: str) -> bool:
    """Tell whether a statement speaks of somebody's doings in a story already begun."""
    return any(pattern.search(text) for pattern in _lexicon().case)


def bare(text: str) -> tuple[str, str]:
    """Return a message without the polite words behind it, and without those before it either."""
    around = table(ANSWERS)
    said = around["followup_tail"].sub("", text.strip())
    return said, around["followup_lead"].sub("", said)


def _facet(text: str) -> str | None:
    for candidate in bare(text):
        for facet, patterns in _lexicon().facets.items():
            if candidate and any(pattern.fullmatch(candidate) for pattern in patterns):
                return facet
    return None


@dataclass(frozen=True)
class _Lexicon:
    facets: dict[str, list[regex.Pattern[str]]]
    topics: dict[str, dict[str, str]]
    case: list[regex.Pattern[str]]


@cache
def _lexicon() -> _Lexicon:
    raw: dict[str, Any] = yaml.safe_load(FOLLOW_UPS.read_text("utf-8"))
    facets = {facet: [regex.compile(pattern) for pattern in patterns] for facet, patterns in raw["facets"].items()}
    return _Lexicon(facets, raw["topics"], [regex.compile(pattern) for pattern in raw["case"]])
