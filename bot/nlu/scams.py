"""Which kind of scam a message is about: a linear head, and the signs in the customer's words."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from bot.nlu import signs
from bot.nlu.linear import LinearHead, Matrix

NONE = "none"
SHOWN = 0.35
"""Least probability of a kind that is named for a message that is not itself that topic."""
STORY_FROM, SHOWN_OF_A_STORY = 100, 0.15
"""A message of so many characters holds much that is no scam; less is asked of the kind in it."""
SIGN_WEIGHT = 2.0
"""How much every sign adds to the log chance of the kinds it speaks for."""

Ranking = list[tuple[str, float]]


def labels(topics: list[str], metadata: list[dict[str, Any]]) -> list[str]:
    """Return the kind of every example: told beside it, or the topic itself when others name it so."""
    told = [row.get("scam_type") for row in metadata]
    kinds = {kind for kind in told if kind}
    return [kind or (topic if topic in kinds else NONE) for kind, topic in zip(told, topics, strict=True)]


@dataclass(frozen=True)
class ScamModel:
    """The head knows every kind and `none`."""

    head: LinearHead

    @classmethod
    def fit(cls, rows: Matrix, topics: list[str], metadata: list[dict[str, Any]], strength: float) -> ScamModel:
        """Train on all sentences."""
        return cls(LinearHead.fit(rows, labels(topics, metadata), strength))

    def rank(self, topic: str, text: str, rows: Matrix) -> Ranking:
        """Return the kinds with their chances, best first; empty when the message is about none."""
        logs = self.head.log_probabilities(rows)[0]
        for sign in signs.seen(text):
            logs += [SIGN_WEIGHT if kind in sign.kinds else 0.0 for kind in self.head.labels]
        chances = np.exp(logs - logs.max())
        chances /= chances.sum()
        order = np.argsort(-chances)
        kinds = [(self.head.labels[i], float(chances[i])) for i in order if self.head.labels[i] != NONE]
        if topic in self.head.labels:
            own = next(pair for pair in kinds if pair[0] == topic)
            return [own, *(pair for pair in kinds if pair[0] != topic)]
        least = SHOWN if len(text) < STORY_FROM else SHOWN_OF_A_STORY
        return kinds if kinds and kinds[0][1] >= least else []

    def save(self, folder: Path) -> None:
        """Write the head."""
        self.head.save(folder / "scams.npz")

    @classmethod
    def load(cls, folder: Path) -> ScamModel:
        """Read what `save` wrote."""
        return cls(LinearHead.load(folder / "scams.npz"))
