"""Words of people as data: `data/lexicon/*.yml` tables of patterns, compiled once."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bot.text.patterns import Match, Pattern, compiled

LEXICON = Path(__file__).resolve().parent.parent / "data" / "lexicon"
ANSWERS, REQUESTS, PLACES, SAYINGS = "answers.yml", "requests.yml", "places.yml", "sayings.yml"
FIELDS, EDITS, ASIDES, DOORS, MATTERS = "fields.yml", "edits.yml", "asides.yml", "doors.yml", "matters.yml"
TABLES = (ANSWERS, REQUESTS, PLACES, SAYINGS, FIELDS, EDITS, ASIDES, DOORS, MATTERS)


@cache
def table(file: str) -> dict[str, Pattern]:
    """Return name → one pattern that matches any of its rows; raises `regex.error` for a row that does not compile."""
    raw: dict[str, Any] = yaml.safe_load((LEXICON / file).read_text("utf-8"))
    return {name: compiled(rows, ignore_case=True) for name, rows in raw.items()}


def heard(name: str, text: str) -> Match | None:
    """Return where a text says what `answers.yml` has under this name, or None; unknown names raise `KeyError`."""
    return table(ANSWERS)[name].search(text)


def without(name: str, text: str) -> str:
    """Return a text without what `answers.yml` has under this name."""
    return table(ANSWERS)[name].sub("", text)
