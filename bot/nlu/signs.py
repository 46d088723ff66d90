"""Signs of a scam in a customer's own words: what was seen, and which kinds of scam it speaks for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from bot.text.patterns import Pattern, compiled

SHOWN = 4
SIGNS = Path(__file__).resolve().parents[2] / "data" / "lexicon" / "scam_signs.yml"


@dataclass(frozen=True)
class Sign:
    """`says` follows "I noticed:", `kinds` are topic ids, `ask` is a yes-no question that looks for the sign."""

    id: str
    says: str
    kinds: frozenset[str]
    patterns: tuple[Pattern, ...]
    ask: str | None = None

    def is_in(self, text: str) -> bool:
        """Tell whether a normalised text shows the sign."""
        return any(pattern.search(text) for pattern in self.patterns)


@cache
def signs(path: Path = SIGNS) -> tuple[Sign, ...]:
    """Return every sign that content staff wrote down, in their order."""
    return tuple(
        Sign(
            row["id"],
            row["says"],
            frozenset(row["kinds"]),
            tuple(compiled(word) for word in row["words"]),
            row.get("ask"),
        )
        for row in yaml.safe_load(path.read_text("utf-8"))["signs"]
    )


def seen(text: str, kinds: Iterable[str] | None = None) -> list[Sign]:
    """Return the signs in a text, those of some kinds only when asked so."""
    wanted = None if kinds is None else set(kinds)
    return [sign for sign in signs() if (wanted is None or sign.kinds & wanted) and sign.is_in(text)]


def phrase(text: str, kinds: Iterable[str]) -> str:
    """Return the first signs of these kinds that a text shows, as one phrase; empty when none is seen."""
    return "、".join(sign.says for sign in seen(text, kinds)[:SHOWN])


def telling_apart(candidates: Iterable[str], asked: Iterable[str]) -> list[Sign]:
    """Return the signs whose question would separate the candidates: some have it, some do not; best split first."""
    kinds, done = set(candidates), set(asked)
    useful = [sign for sign in signs() if sign.ask and sign.id not in done and 0 < len(sign.kinds & kinds) < len(kinds)]
    return sorted(useful, key=lambda sign: (abs(2 * len(sign.kinds & kinds) - len(kinds)), len(sign.kinds)))
