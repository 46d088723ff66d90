"""The catalogue of approved answers: what `data/responses/` says about each topic besides its text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

RESPONSES = Path(__file__).resolve().parent.parent / "data" / "responses"
SIMPLE = ".simple"
PREFIX = "utter_"


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

    @property
    def response(self) -> str:
        """Name of the response in the domain."""
        return PREFIX + self.topic

    @property
    def simple_response(self) -> str:
        """Name of the plainer response."""
        return self.response + SIMPLE


@cache
def answers(folder: Path = RESPONSES) -> dict[str, Answer]:
    """Return topic id → answer, from every response that carries a record."""
    found: dict[str, Answer] = {}
    for path in sorted(folder.glob("*.yml")):
        for name, variations in yaml.safe_load(path.read_text("utf-8"))["responses"].items():
            record: dict[str, Any] | None = variations[0].get("metadata")
            if record and "ask" in record:
                topic = name.removeprefix(PREFIX)
                lists = {key: tuple(record[key]) for key in ("related", "sources")}
                found[topic] = Answer(**{**record, **lists}, topic=topic)
    return found
