"""What the heads read: sentence vector, character n-grams and sound n-grams of a message, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.nlu.ngrams import Matrix, NgramSpace, unit

WEIGHT_VECTORS, WEIGHT_SOUNDS = np.float32(1.4), np.float32(0.7)
"""Weights beside the characters' 1.0, found by experiment (docs/quality.md)."""
DIMENSIONS, SOUND_DIMENSIONS = 400, 300


@dataclass(frozen=True)
class FeatureSpace:
    """`centre` is the mean sentence vector: taken away, because sentence vectors all point one way."""

    centre: Matrix
    characters: NgramSpace
    sounds: NgramSpace

    @classmethod
    def fit(cls, dense: Matrix, sentences: Sequence[str]) -> FeatureSpace:
        """Learn from the training sentences and their vectors, one row each."""
        return cls(
            dense.mean(axis=0),
            NgramSpace.fit("characters", sentences, DIMENSIONS),
            NgramSpace.fit("sounds", sentences, SOUND_DIMENSIONS),
        )

    def rows(self, dense: Matrix, sentences: Sequence[str]) -> Matrix:
        """Return one row a sentence."""
        return np.concatenate(
            [
                unit(dense - self.centre) * WEIGHT_VECTORS,
                self.characters.vectors(sentences),
                self.sounds.vectors(sentences) * WEIGHT_SOUNDS,
            ],
            axis=1,
        )

    def save(self, folder: Path) -> None:
        """Write the space into a folder."""
        np.savez(folder / "centre.npz", centre=self.centre)
        self.characters.save(folder)
        self.sounds.save(folder)

    @classmethod
    def load(cls, folder: Path) -> FeatureSpace:
        """Read what `save` wrote."""
        with np.load(folder / "centre.npz", allow_pickle=False) as data:
            centre = data["centre"]
        return cls(centre, NgramSpace.load("characters", folder), NgramSpace.load("sounds", folder))
