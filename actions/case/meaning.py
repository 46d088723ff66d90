"""What a message says about a case, by its meaning: learnt from the examples in `data/lexicon/case_said/`.

Kernel ridge regression over likeness of meaning and of words: a thousand examples are learnt in a moment when the
process starts, and a message costs one row of numbers a character.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np

from actions.case import table
from bot.nlu.encoders import shared, training_vectors
from bot.nlu.linear import Matrix

ENCODER = "use"
"""The encoder that reads every message anyway."""
MEANING, STIFFNESS = 0.5, 0.3
"""Share of the sentence vectors against the words, and how little one example may say by itself.

Chosen with `python -m benchmarks.case_follow_ups`; neighbours of both change the figures by one in a hundred.
"""
LONGEST = 40
"""A longer message tells a story of its own."""
LENGTHS = (1, 2, 3)
MARKS = " 。，！？!?,.~～…"
"""How loudly something is said does not change what is said."""
REMEMBERED = 256
"""Messages whose reading is remembered: one is asked for several times in a turn."""


@dataclass(frozen=True)
class _Ear:
    labels: tuple[str, ...]
    meaning: Matrix
    """Sentence vector × labels."""
    words: dict[str, Matrix]
    """N-gram → its row of labels."""
    rareness: dict[str, float]
    unknown: float


def ranked(text: str) -> tuple[tuple[str, float], ...]:
    """Return what a message may say with its likeness, the likeliest first; empty for a long one."""
    return _ranked(text.strip(MARKS))


@lru_cache(maxsize=REMEMBERED)
def _ranked(text: str) -> tuple[tuple[str, float], ...]:
    if not text or len(text) > LONGEST:
        return ()
    ear = _ear()
    grams = _grams(text)
    scores = MEANING * (shared(ENCODER).encode([text])[0] @ ear.meaning)
    length = math.sqrt(sum(ear.rareness.get(gram, ear.unknown) ** 2 for gram in grams))
    known = [ear.rareness[gram] * ear.words[gram] for gram in grams if gram in ear.words]
    if known:
        scores = scores + (1 - MEANING) * np.sum(known, axis=0) / length
    return tuple((ear.labels[index], float(scores[index])) for index in np.argsort(-scores))


@cache
def _ear() -> _Ear:
    said = [(text, label) for label, texts in table.said().items() for text in texts]
    texts, labels = [text for text, _ in said], tuple(sorted({label for _, label in said}))
    counts = Counter(gram for text in texts for gram in _grams(text))
    rareness = {gram: math.log((len(texts) + 1) / (count + 1)) for gram, count in counts.items()}
    vectors, words = training_vectors(f"case-{ENCODER}", shared(ENCODER), texts), _weighted(texts, rareness)
    alike = MEANING * (vectors @ vectors.T) + (1 - MEANING) * (words @ words.T)
    wanted = np.array([[label == one for one in labels] for _, label in said], dtype=np.float32)
    say = np.linalg.solve(alike + STIFFNESS * np.eye(len(texts), dtype=np.float32), wanted).astype(np.float32)
    rows = dict(zip(rareness, words.T @ say, strict=True))
    return _Ear(labels, vectors.T @ say, rows, rareness, math.log(len(texts) + 1))


def _weighted(texts: Sequence[str], rareness: dict[str, float]) -> Matrix:
    """Return a unit row a text: its n-grams, rare ones weigh more."""
    columns = {gram: index for index, gram in enumerate(rareness)}
    rows = np.zeros((len(texts), len(columns)), dtype=np.float32)
    for row, text in zip(rows, texts, strict=True):
        for gram in _grams(text):
            row[columns[gram]] = rareness[gram]
    scaled: Matrix = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    return scaled


def _grams(text: str) -> frozenset[str]:
    return frozenset(text[i : i + n] for n in LENGTHS for i in range(len(text) - n + 1))
