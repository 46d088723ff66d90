"""The table of the case, read once: `data/lexicon/case/`, and what is heard by its meaning, `case_said/`."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bot.lexicon import LEXICON
from bot.text.patterns import Pattern, compiled

CASES, SAID = LEXICON / "case", LEXICON / "case_said"
APART = ("violence",)
"""Kinds of case whose sayings stand in a file of that name, and are told from each other only."""
PLAIN, OTHER = "plain", "other"
"""What is no move: a statement that only wants to be heard, and another matter."""


@cache
def read() -> dict[str, Any]:
    """Return the table: its files in the order of their names, the moves of the groups behind its own."""
    parts = _parts(CASES)
    moves = [move for part in (*parts, *_parts(SAID)) for move in part.get("moves", ())]
    return {key: value for part in parts for key, value in part.items()} | {"moves": moves}


def group(kind: str) -> str:
    """Return the name of the sayings that a case of this kind is heard by."""
    return kind if kind in APART else ""


@cache
def said(name: str = "") -> dict[str, list[str]]:
    """Return by move examples of how people say it, and those of the two that are no move."""
    examples: dict[str, list[str]] = {}
    for part in _groups(name):
        examples |= part.get("said", {})
        examples |= {move["id"]: move["said"] for move in part.get("moves", ()) if "said" in move}
        examples |= {label: part[label] for label in (PLAIN, OTHER) if label in part}
    return examples


def any_of(rows: list[str] | None) -> Pattern | None:
    """Return one pattern that matches any of these rows, None when there are none."""
    return compiled(rows, ignore_case=True) if rows else None


def _groups(name: str) -> list[dict[str, Any]]:
    """Return the files of the sayings that are told from each other; the table belongs to those without a name."""
    sayings = [_read(path) for path in sorted(SAID.glob("*.yml")) if group(path.stem) == name]
    return sayings if name else [*_parts(CASES), *sayings]


def _parts(folder: Path) -> list[dict[str, Any]]:
    return [_read(path) for path in sorted(folder.glob("*.yml"))]


@cache
def _read(path: Path) -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return read
