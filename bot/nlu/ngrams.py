"""N-grams of characters and of sounds, brought down to a few hundred dimensions.

Spelling, names and slang that sentence vectors blur; sounds see through typing errors of pinyin and voice input.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from bot.text.sounds import sounds

Reading = Literal["characters", "sounds"]
LENGTHS = (1, 2, 3)
Matrix = NDArray[np.float32]


def unit(vectors: Matrix) -> Matrix:
    """Bring rows to unit length; a row of zeros stays one."""
    scaled: Matrix = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    return scaled


class NgramSpace:
    """TF-IDF over 1–3 characters or syllables, projected on its main directions (latent semantic analysis)."""

    def __init__(self, reading: Reading, vocabulary: dict[str, int], idf: Matrix, directions: Matrix) -> None:
        self._reading = reading
        self._vocabulary, self._idf = vocabulary, idf
        self._directions = np.ascontiguousarray(directions)

    @classmethod
    def fit(cls, reading: Reading, sentences: Sequence[str], dimensions: int) -> NgramSpace:
        """Learn vocabulary and directions from the training sentences."""
        from sklearn.decomposition import TruncatedSVD  # only the trainer needs these
        from sklearn.feature_extraction.text import TfidfVectorizer

        vectorizer = TfidfVectorizer(analyzer=partial(_grams, reading), sublinear_tf=True, min_df=2)
        counts = vectorizer.fit_transform(sentences)
        size = max(2, min(dimensions, counts.shape[1] - 1, counts.shape[0] - 1))
        projection = TruncatedSVD(size, n_iter=2, random_state=7).fit(counts)
        vocabulary = {gram: int(index) for gram, index in vectorizer.vocabulary_.items()}
        return cls(reading, vocabulary, vectorizer.idf_.astype(np.float32), projection.components_.T.astype(np.float32))

    def vectors(self, sentences: Sequence[str]) -> Matrix:
        """Return one unit row a sentence."""
        return unit(np.stack([self._vector(sentence) for sentence in sentences]))

    def _vector(self, sentence: str) -> Matrix:
        """Weigh a sentence's n-grams as in training and add up their directions."""
        counts = Counter(gram for gram in _grams(self._reading, sentence) if gram in self._vocabulary)
        if not counts:
            return np.zeros(self._directions.shape[1], dtype=np.float32)
        columns = np.fromiter((self._vocabulary[gram] for gram in counts), dtype=np.int64)
        times = np.fromiter(counts.values(), dtype=np.float32)
        weights: Matrix = (1 + np.log(times)) * self._idf[columns]
        row: Matrix = weights @ self._directions[columns]
        return row

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


def _grams(reading: Reading, sentence: str) -> list[str]:
    """Return the runs of one to three characters or syllables."""
    units = sounds(sentence.lower()).split() if reading == "sounds" else list(sentence.lower())
    joint = " " if reading == "sounds" else ""
    return [joint.join(units[i : i + n]) for n in LENGTHS for i in range(len(units) - n + 1)]
