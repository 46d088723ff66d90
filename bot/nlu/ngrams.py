"""Character n-grams brought down to a few hundred dimensions: spelling, names and slang that sentence vectors blur."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]


def unit(vectors: Matrix) -> Matrix:
    """Bring rows to unit length; a row of zeros stays one."""
    scaled: Matrix = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    return scaled


class NgramSpace:
    """TF-IDF over 1–3 characters, projected on its main directions (latent semantic analysis)."""

    def __init__(self, vocabulary: dict[str, int], idf: Matrix, directions: Matrix) -> None:
        self._vectorizer = _vectorizer(vocabulary=vocabulary)
        self._vectorizer.idf_ = idf.astype(np.float64)
        self._vocabulary, self._idf = vocabulary, idf
        self._directions = np.ascontiguousarray(directions)

    @classmethod
    def fit(cls, sentences: Sequence[str], dimensions: int) -> NgramSpace:
        """Learn vocabulary and directions from the training sentences."""
        from sklearn.decomposition import TruncatedSVD  # only the trainer needs it

        vectorizer = _vectorizer()
        counts = vectorizer.fit_transform(sentences)
        size = max(2, min(dimensions, counts.shape[1] - 1, counts.shape[0] - 1))
        projection = TruncatedSVD(size, n_iter=4, random_state=7).fit(counts)
        vocabulary = {gram: int(index) for gram, index in vectorizer.vocabulary_.items()}
        return cls(vocabulary, vectorizer.idf_.astype(np.float32), projection.components_.T.astype(np.float32))

    def vectors(self, sentences: Sequence[str]) -> Matrix:
        """Return one unit row a sentence."""
        counts = self._vectorizer.transform(sentences).astype(np.float32)  # at 64 bits scipy would copy all directions
        return unit(counts @ self._directions)

    def save(self, folder: Path) -> None:
        """Write the space: the vocabulary as JSON, the arrays as `.npz`."""
        (folder / "ngrams.json").write_text(json.dumps(self._vocabulary, ensure_ascii=False), "utf-8")
        np.savez(folder / "ngrams.npz", idf=self._idf, directions=self._directions.astype(np.float16))

    @classmethod
    def load(cls, folder: Path) -> NgramSpace:
        """Read a space; nothing in the files can run."""
        vocabulary = json.loads((folder / "ngrams.json").read_text("utf-8"))
        with np.load(folder / "ngrams.npz", allow_pickle=False) as data:
            return cls(vocabulary, data["idf"], data["directions"].astype(np.float32))


def _vectorizer(vocabulary: dict[str, int] | None = None) -> Any:
    from sklearn.feature_extraction.text import TfidfVectorizer

    options: dict[str, Any] = {"vocabulary": vocabulary} if vocabulary else {"min_df": 2}
    return TfidfVectorizer(analyzer="char", ngram_range=(1, 3), sublinear_tf=True, **options)
