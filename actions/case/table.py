"""The table of the case, `data/lexicon/case.yml`, read once."""

from __future__ import annotations

from functools import cache
from typing import Any

import regex
import yaml

from bot.lexicon import LEXICON

CASES = LEXICON / "case.yml"


@cache
def read() -> dict[str, Any]:
    """Return the table as it is written."""
    raw: dict[str, Any] = yaml.safe_load(CASES.read_text("utf-8"))
    return raw


def any_of(rows: list[str] | None) -> regex.Pattern[str] | None:
    """Return one pattern that matches any of these rows, None when there are none."""
    return regex.compile("|".join(f"(?:{row})" for row in rows), regex.I) if rows else None
