"""How customers ask for a product, a fee, a branch or a hotline: the patterns of `data/lexicon/lookups.yml`."""

from __future__ import annotations

from functools import cache
from typing import Any

import regex
import yaml

from bot.lexicon import LEXICON

LOOKUPS = LEXICON / "lookups.yml"


@cache
def patterns() -> dict[str, regex.Pattern[str]]:
    """Return how customers ask, by kind."""
    return {key: regex.compile(pattern) for key, pattern in read().items() if isinstance(pattern, str)}


@cache
def read() -> dict[str, Any]:
    """Return `lookups.yml`."""
    raw: dict[str, Any] = yaml.safe_load(LOOKUPS.read_text("utf-8"))
    return raw


@cache
def _sides(kind: str) -> dict[str, regex.Pattern[str]]:
    return {name: regex.compile(pattern) for name, pattern in read()[f"{kind}_sides"].items()}


@cache
def named_days() -> dict[str, regex.Pattern[str]]:
    """Return how customers call days, by the days of the week meant."""
    return {days: regex.compile(pattern) for days, pattern in read()["days"].items()}


def side(kind: str, text: str) -> str | None:
    """Return which side of a product or hotline a message asks about, or None."""
    return next((name for name, pattern in _sides(kind).items() if pattern.search(text)), None)
