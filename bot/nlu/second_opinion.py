"""A stronger and slower encoder that is asked only when the light one is not sure (docs/adr/0003)."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.nlu.encoders import shared, training_vectors
from bot.nlu.linear import Matrix, log_softmax
from bot.nlu.ngrams import unit
from bot.nlu.topics import TopicModel
from bot.text.views import both_ends

Chances = NDArray[np.float64]
WEIGHT = np.float32(1.6)
LONGEST = 100
"""Of longer texts both ends are read: the encoder's time grows with the length."""
LIGHT = 0.3
"""How much the light view still counts beside this one, which has read the same and more (docs/adr/0003)."""


class SecondOpinion:
    """Topics by both encoders together; `ask` weighs its view against the light one's."""

    def __init__(self, encoder: str, centre: Matrix, topics: TopicModel) -> None:
        self._encoder = shared(encoder)
        self._centre, self._topics = centre, topics

    @classmethod
    def fit(
        cls, encoder: str, rows: Matrix, light: TopicModel, topics: list[str], sentences: list[str], strength: float
    ) -> SecondOpinion:
        """Train on the light features `rows` and this encoder's vectors of the same sentences.

        The temperature of the `light` view is taken over: measured, the two were the same within a tenth.
        """
        dense = training_vectors(encoder, shared(encoder), [both_ends(sentence, LONGEST) for sentence in sentences])
        centre = dense.mean(axis=0)
        both = np.concatenate([rows, unit(dense - centre) * WEIGHT], axis=1)
        return cls(encoder, centre, TopicModel.fit(both, topics, sentences, strength, light.temperature))

    def ask(self, row: Matrix, sentence: str, chances: Chances) -> Chances:
        """Return the chances of both views, for a message's light features (one row) and light chances."""
        dense = unit(self._encoder.encode([both_ends(sentence, LONGEST)]) - self._centre) * WEIGHT
        own = self._topics.probabilities(np.concatenate([row, dense], axis=1))[0]
        both = (np.log(own + 1e-9) + LIGHT * np.log(chances + 1e-9)) / (1 + LIGHT)
        joined: Chances = np.exp(log_softmax(both[None])[0])
        return joined

    def save(self, folder: Path) -> None:
        """Write it into a folder of its own."""
        folder.mkdir()
        np.savez(folder / "centre.npz", centre=self._centre)
        self._topics.save(folder)

    @classmethod
    def load(cls, encoder: str, folder: Path) -> SecondOpinion:
        """Read what `save` wrote."""
        with np.load(folder / "centre.npz", allow_pickle=False) as data:
            centre = data["centre"]
        return cls(encoder, centre, TopicModel.load(folder))
