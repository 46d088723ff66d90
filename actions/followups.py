"""Questions without a subject: "那怎么防？" after an answer asks how to prevent what that answer was about."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import regex
import yaml

from actions.services import services
from bot.answers import PREFIX, texts
from bot.catalogue import fees
from bot.examples import Examples
from bot.lexicon import ANSWERS, LEXICON, table

FOLLOW_UPS, SAID, DIALECT = (LEXICON / name for name in ("followups.yml", "followups_said.yml", "dialect.yml"))
LONGEST = 20
FEW_WORDS, LIKELY, NONE = 12, 0.38, "none"
"""So few words may ask for a side by their meaning, from this likeness on; `none` is what asks for no side."""
REMEMBERED = 256
"""Messages whose side is remembered: it is asked for several times in a turn."""
WHOLE = ("more", "back", "what_now")
"""Sides that the topic at hand answers without a text of its own; the fee list answers `cost` where it has it."""


@dataclass(frozen=True)
class FollowUp:
    """Which side of the topic at hand is asked: `facet`; `response`, else `topic` says what answers it, if anything."""

    facet: str
    response: str | None = None
    topic: str | None = None
    is_whole: bool = False
    """Whether the topic at hand, or the fee list, answers it without a text of its own."""

    @property
    def is_answered(self) -> bool:
        """Whether something approved answers this side."""
        return bool(self.response or self.topic) or self.is_whole


def read(text: str, topic: str | None) -> FollowUp | None:
    """Return what a short message asks about the topic at hand; None when it stands on its own."""
    if not topic or len(text) > LONGEST:
        return None
    facet = _in_words(text) or _heard(bare(standard(text))[1])
    return side(facet, topic) if facet else None


def side(facet: str, topic: str) -> FollowUp:
    """Return what answers one side of a topic, if anything does."""
    by_area: dict[str, dict[str, str]] = _lexicon().topics
    target = {**by_area.get(topic.split(".")[0], {}), **by_area.get(topic, {})}.get(facet)
    own = f"{PREFIX}{topic}.{facet}"
    if own in texts():
        return FollowUp(facet, response=own, topic=target)
    if target and target.startswith(PREFIX):
        return FollowUp(facet, response=target)
    instead = _lexicon().instead.get(facet)
    if instead and not target:
        return side(instead, topic)
    is_whole = bool(fees.of(topic)) if facet == "cost" else facet in WHOLE and topic in services().answers
    return FollowUp(facet, topic=target if target != topic else None, is_whole=is_whole)


def has_its_own(facet: str, topic: str) -> bool:
    """Tell whether a side is answered for this very topic, not only for all of its area."""
    return facet in _lexicon().topics.get(topic, {}) or f"{PREFIX}{topic}.{facet}" in texts()


def is_of_a_case(text: str) -> bool:
    """Tell whether a statement speaks of somebody's doings in a story already begun."""
    return any(pattern.search(text) for pattern in _lexicon().case)


def bare(text: str) -> tuple[str, str]:
    """Return a message without the polite words behind it, and without those before it either."""
    around = table(ANSWERS)
    said = around["followup_tail"].sub("", text.strip())
    return said, around["followup_lead"].sub("", said)


def without_lead(text: str) -> str:
    """Return a message without the polite words before it; what it asks keeps its ending."""
    return table(ANSWERS)["followup_lead"].sub("", text.strip())


def standard(text: str) -> str:
    """Return a short message with words of dialect put as everybody says them: 要钱不 is 要钱吗, 咋免 is 怎么免."""
    for pattern, word in _dialect():
        text = pattern.sub(word, text)
    return text


def warm() -> None:
    """Read the examples of how sides are asked for."""
    _examples()


def _in_words(text: str) -> str | None:
    """Return the side that a short message asks about in so many words, or None."""
    for candidate in dict.fromkeys((*bare(text), *bare(standard(text)))):
        for facet, patterns in _lexicon().facets.items():
            if candidate and any(pattern.fullmatch(candidate) for pattern in patterns):
                return facet
    return None


@lru_cache(maxsize=REMEMBERED)
def _heard(text: str) -> str | None:
    """Return the side that a few words mean by their likeness to examples, where it is likely enough."""
    ranked = _examples().ranked(text) if 1 < len(text) <= FEW_WORDS else ()
    return ranked[0][0] if ranked and ranked[0][0] != NONE and ranked[0][1] >= LIKELY else None


@cache
def _examples() -> Examples:
    said: dict[str, list[str]] = yaml.safe_load(SAID.read_text("utf-8"))
    return Examples.learn("followups", said)


@cache
def _dialect() -> tuple[tuple[regex.Pattern[str], str], ...]:
    return tuple((regex.compile(pattern), word) for pattern, word in yaml.safe_load(DIALECT.read_text("utf-8")))


@dataclass(frozen=True)
class _Lexicon:
    facets: dict[str, list[regex.Pattern[str]]]
    topics: dict[str, dict[str, str]]
    instead: dict[str, str]
    case: list[regex.Pattern[str]]


@cache
def _lexicon() -> _Lexicon:
    raw: dict[str, Any] = yaml.safe_load(FOLLOW_UPS.read_text("utf-8"))
    facets = {facet: [regex.compile(pattern) for pattern in patterns] for facet, patterns in raw["facets"].items()}
    return _Lexicon(facets, raw["topics"], raw["instead"], [regex.compile(pattern) for pattern in raw["case"]])
