"""Vectors of the training sentences on disk, so that training after an edit computes only what is new."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

MOST = 40_000
"""Vectors in one file: several times the training sentences, so that nothing in use goes."""


class VectorFile:
    """One `.npz` file: a digest and a vector a sentence; `name` tells encoders apart."""

    def __init__(self, path: Path, name: str) -> None:
        self._path, self._name = path, name
        self._known: dict[str, NDArray[np.float32]] = {}
        if path.exists():
            with np.load(path, allow_pickle=False) as data:
                self._known = dict(zip(data["keys"].tolist(), data["rows"], strict=True))

    def get(self, sentence: str) -> NDArray[np.float32] | None:
        """Return the vector of a sentence, or None."""
        return self._known.get(self._key(sentence))

    def keep(self, sentences: Sequence[str], rows: NDArray[np.float32]) -> None:
        """Add these vectors, letting the oldest go; the file is replaced as a whole, never half written."""
        added = {self._key(sentence): row for sentence, row in zip(sentences, rows, strict=True)}
        kept = {key: row for key, row in self._known.items() if key not in added}
        self._known = dict([*kept.items(), *added.items()][-MOST:])
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=self._path.parent, suffix=".npz", delete=False) as handle:
            np.savez(handle, keys=np.array(list(self._known)), rows=np.stack(list(self._known.values())))
        os.replace(handle.name, self._path)

    def _key(self, sentence: str) -> str:
        return hashlib.sha256(f"{self._name}\n{sentence}".encode()).hexdigest()
