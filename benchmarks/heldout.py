"""The held-out messages, and whether an answer to one is right."""

from __future__ import annotations

from functools import cache
from typing import Any

from bot.evaluation import read_lines
from bot.settings import ROOT


@cache
def heldout() -> list[dict[str, Any]]:
    """Return the messages of `tests/heldout/`."""
    return [row for path in sorted((ROOT / "tests" / "heldout").glob("*.jsonl")) for row in read_lines(path)]


def is_right(row: dict[str, Any], said: str) -> bool:
    """Tell whether a topic is the labelled one, or one of `also_ok`."""
    return bool(said == row["topic"] or said in row.get("also_ok", ()))
