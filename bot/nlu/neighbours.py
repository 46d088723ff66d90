"""How near a message is to the nearest training sentences of every label."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.nlu.ngrams import unit

Matrix = NDArray[np.float32]
NEAREST = 3
FAR = -1.0


class Neighbours:
    """Keeps every training vector; the likeness of a label is the mean of its three nearest sentences."""

    def __init__(self, vectors: Matrix, label_of: NDArray[np.int64]) -> None:
        self._vectors, self._label_of = unit(vectors), label_of
        rows = [np.flatnonzero(label_of == label) for label in range(int(label_of.max()) + 1)]
        width = max(NEAREST, max(len(row) for row in rows))
        self._rows = np.full((len(rows), width), len(vectors), dtype=np.int64)
        for label, row in enumerate(rows):
            self._rows[label, : len(row)] = row

    def likeness(self, vectors: Matrix) -> NDArray[np.float64]:
        """Return cosine likeness −1…1, a row a message, a column a label."""
        cosines = unit(vectors) @ self._vectors.T
        padded = np.concatenate([cosines, np.full((len(cosines), 1), FAR, dtype=cosines.dtype)], axis=1)
        nearest = np.partition(padded[:, self._rows], -NEAREST, axis=2)[:, :, -NEAREST:]
        mean: NDArray[np.float64] = nearest.mean(axis=2, dtype=np.float64)
        return mean

    def save(self, path: Path) -> None:
        """Write vectors (16 bits) and labels to an `.npz` file."""
        np.savez(path, vectors=self._vectors.astype(np.float16), labels=self._label_of)

    @classmethod
    def load(cls, path: Path) -> Neighbours:
        """Read what `save` wrote; nothing in the file can run."""
        with np.load(path, allow_pickle=False) as data:
            return cls(data["vectors"].astype(np.float32), data["labels"])
