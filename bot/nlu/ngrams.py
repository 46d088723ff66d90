"""N-grams of characters and of sounds, brought down to a few hundred dimensions.

Spelling, names and slang that sentence vectors blur; sounds see through typing errors of pinyin and voice input.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from bot.text.sounds import sounds

Reading = Literal["characters", "sounds"]
Matrix = NDArray[np.float32]


def unit(vectors: Matrix) -> Matrix:
    """Bring rows to unit length; a row of zeros stays one."""
    scaled: Matrix = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    return scaled


class NgramSpace:
    """TF-IDF over 1–3 characters or syllables, projected on its main directions (latent semantic analysis)."""

    def __init__(self, reading: Reading, vocabulary: dict[str, int], idf: Matrix, directions: Matrix) -> None:
        self._reading = reading
        self._vectorizer = _vectorizer(reading, vocabulary=vocabulary)
        self._vectorizer.idf_ = idf.astype(np.float64)
        self._vocabulary, self._idf = vocabulary, idf
        self._directions = np.ascontiguousarray(directions)

    @classmethod
    def fit(cls, reading: Reading, sentences: Sequence[str], dimensions: int) -> NgramSpace:
        """Learn vocabulary and directions from the training sentences."""
        from sklearn.decomposition import TruncatedSVD  # only the trainer needs it

        vectorizer = _vectorizer(reading)
        counts = vectorizer.fit_transform(_read(reading, sentences))
        size = max(2, min(dimensions, counts.shape[1] - 1, counts.shape[0] - 1))
        projection = TruncatedSVD(size, n_iter=2, random_state=7).fit(counts)
        vocabulary = {gram: int(index) for gram, index in vectorizer.vocabulary_.items()}
        return cls(reading, vocabulary, vectorizer.idf_.astype(np.float32), projection.components_.T.astype(np.float32))

    def vectors(self, sentences: Sequence[str]) -> Matrix:
        """Return one unit row a sentence."""
        counts = self._vectorizer.transform(_read(self._reading, sentences)).astype(np.float32)
        rows = np.zeros((len(sentences), self._directions.shape[1]), dtype=np.float32)
        for row, (start, end) in enumerate(zip(counts.indptr[:-1], counts.indptr[1:], strict=True)):
            # only the rows that occur: a sparse product would walk through all directions
            rows[row] = counts.data[start:end] @ self._directions[counts.indices[start:end]]
        return unit(rows)

    def save(self, folder: Path) -> None:
        """Write the space: the vocabulary as JSON, the arrays as `.npz`."""
        (folder / f"{self._reading}.json").write_text(json.dumps(self._vocabulary, ensure_ascii=False), "utf-8")
        np.savez(folder / f"{self._reading}.npz", idf=self._idf, directions=self._directions.astype(np.float16))

    @classmethod
    def load(cls, reading: Reading, folder: Path) -> NgramSpace:
        """Read a space; nothing in the files can run."""
        vocabulary = json.loads((folder / f"{reading}.json").read_text("utf-8"))
        with np.load(folder / f"{reading}.npz", allow_pickle=False) as data:
            return cls(reading, vocabulary, data["idf"], data["directions"].astype(np.float32))


def _read(reading: Reading, sentences: Sequence[str]) -> Sequence[str]:
    return [sounds(sentence) for sentence in sentences] if reading == "sounds" else sentences


def _vectorizer(reading: Reading, vocabulary: dict[str, int] | None = None) -> Any:
    from sklearn.feature_extraction.text import TfidfVectorizer

    options: dict[str, Any] = {"vocabulary": vocabulary} if vocabulary else {"min_df": 2}
    if reading == "sounds":
        return TfidfVectorizer(token_pattern=r"\S+", ngram_range=(1, 3), sublinear_tf=True, **options)
    return TfidfVectorizer(analyzer="char", ngram_range=(1, 3), sublinear_tf=True, **options)
