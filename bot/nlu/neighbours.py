"""How near a message is to the nearest training sentences of a label."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.nlu.ngrams import unit

Matrix = NDArray[np.float32]
NEAREST = 3
FAR = -1.0


class Neighbours:
    """Keeps every training vector, label by label; likeness is the mean of a label's three nearest sentences."""

    def __init__(self, vectors: Matrix, label_of: NDArray[np.int64]) -> None:
        order = np.argsort(label_of, kind="stable")
        self._vectors, self._label_of = unit(vectors[order]), label_of[order]
        self._bounds = np.searchsorted(self._label_of, np.arange(int(label_of.max()) + 2))

    def likeness(self, vectors: Matrix, among: NDArray[np.int64] | None = None) -> NDArray[np.float64]:
        """Return cosine likeness −1…1, a row a message, a column a label; labels that are not `among` are far."""
        rows = unit(vectors)
        likeness = np.full((len(rows), len(self._bounds) - 1), FAR)
        for label in range(len(self._bounds) - 1) if among is None else among:
            block = self._vectors[self._bounds[label] : self._bounds[label + 1]]
            cosines = rows @ block.T
            nearest = np.partition(cosines, -NEAREST, axis=1)[:, -NEAREST:] if len(block) > NEAREST else cosines
            missing = NEAREST - nearest.shape[1]
            likeness[:, label] = (nearest.sum(axis=1) + missing * FAR) / NEAREST
        return likeness

    def save(self, path: Path) -> None:
        """Write vectors (16 bits) and labels to an `.npz` file."""
        np.savez(path, vectors=self._vectors.astype(np.float16), labels=self._label_of)

    @classmethod
    def load(cls, path: Path) -> Neighbours:
        """Read what `save` wrote; nothing in the file can run."""
        with np.load(path, allow_pickle=False) as data:
            return cls(data["vectors"].astype(np.float32), data["labels"])
