"""The catalogue of approved answers: what `data/responses/` says about each topic besides its text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bot.text.normalize import normalize

RESPONSES = Path(__file__).resolve().parent.parent / "data" / "responses"
SIMPLE = ".simple"
PREFIX = "utter_"
MARKS = "。？?！! "
"""What may stand around a question without changing it."""
FACETS = (
    "prevent", "how_long", "cost", "where", "materials", "report", "why", "law", "money_back", "proxy", "what_now",
    "example", "cannot_come", "unhappy", "maybe_true", "tell", "contact", "guaranteed", "compared", "a_little",
    "everybody", "looks_real", "which_right", "weekend", "joined", "paid_out", "off", "proxy_materials",
    "promised_rate", "paid_agent",
)  # fmt: skip
"""What people ask next without naming the subject again; how they say it: data/lexicon/followups.yml."""


@dataclass(frozen=True)
class Answer:
    """An approved answer's record: `ask` is what its button types, `related` are topic ids."""

    topic: str
    title: str
    ask: str
    button: str
    related: tuple[str, ...]
    sources: tuple[dict[str, str], ...]
    owner: str
    reviewed_on: str
    review_by: str
    facets: frozenset[str] = frozenset()
    """Sides of the topic (prevent, how_long, cost …) with a short answer of their own, `utter_<topic>.<facet>`."""

    @property
    def response(self) -> str:
        """Name of the response in the domain."""
        return PREFIX + self.topic

    @property
    def simple_response(self) -> str:
        """Name of the plainer response."""
        return self.response + SIMPLE

    def facet_response(self, facet: str) -> str:
        """Name of the short answer to a follow-up question."""
        return f"{self.response}.{facet}"


@cache
def answers(folder: Path = RESPONSES) -> dict[str, Answer]:
    """Return topic id → answer, from every response that carries a record."""
    bodies = _bodies(folder)
    found: dict[str, Answer] = {}
    for name, variations in bodies.items():
        record: dict[str, Any] | None = variations[0].get("metadata")
        if record and "ask" in record:
            lists = {key: tuple(record[key]) for key in ("related", "sources")}
            facets = frozenset(facet for facet in FACETS if f"{name}.{facet}" in bodies)
            topic = name.removeprefix(PREFIX)
            found[topic] = Answer(**{**record, **lists}, topic=topic, facets=facets)
    return found


def asked_by(text: str) -> str | None:
    """Return the topic whose own question a text is, as its button types it; None for any other words."""
    return _own_questions().get(normalize(text).strip(MARKS))


def told_of(response: str) -> str | None:
    """Return the topic that a response of its own belongs to (`metadata: {topic: …}`), None for any other."""
    topic: str | None = (_bodies(RESPONSES)[response][0].get("metadata") or {}).get("topic")
    return topic


@cache
def _own_questions() -> dict[str, str]:
    return {normalize(answer.ask).strip(MARKS): topic for topic, answer in answers().items()}


@cache
def texts(folder: Path = RESPONSES) -> dict[str, str]:
    """Return response → what it says first, its braces unfilled."""
    return {name: variations[0]["text"] for name, variations in _bodies(folder).items() if "text" in variations[0]}


@cache
def _bodies(folder: Path) -> dict[str, Any]:
    bodies: dict[str, Any] = {}
    for path in sorted(folder.glob("*.yml")):
        bodies.update(yaml.safe_load(path.read_text("utf-8"))["responses"])
    return bodies
