"""Which topic a message is about: linear head and nearest sentences together, with calibrated confidence."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.nlu.grievances import GRIEVANCE
from bot.nlu.linear import LinearHead, Matrix, Scores, log_softmax
from bot.nlu.neighbours import Neighbours

NEIGHBOUR_WEIGHT = 20.0
SURE = 0.99
POSSIBLE = 40
"""So many labels by the head's view are compared sentence by sentence."""
OUT_OF_SCOPE = "acts.out_of_scope"


@dataclass(frozen=True)
class TopicModel:
    """`temperature` makes a confidence of 0.8 mean right in 80 % of cases; `known` are training sentences."""

    head: LinearHead
    neighbours: Neighbours
    temperature: float
    known: dict[str, str]

    @classmethod
    def fit(
        cls,
        vectors: Matrix,
        topics: list[str],
        sentences: list[str],
        strength: float,
        temperature: float | None = None,
    ) -> TopicModel:
        """Train on all sentences; unless given, the temperature comes from a fifth that a first head did not see."""
        temperature = temperature or _calibrate(vectors, topics, strength)
        head = LinearHead.fit(vectors, topics, strength)
        known = {said: topic for said, topic in zip(sentences, topics, strict=True) if topic != GRIEVANCE}
        return cls(head, _neighbours(vectors, topics, head.labels), temperature, known)

    def probabilities(self, rows: Matrix) -> NDArray[np.float64]:
        """Return calibrated probabilities, a row a text, a column a label."""
        chances: NDArray[np.float64] = np.exp(
            log_softmax(_combined(self.head, self.neighbours, rows) / self.temperature)
        )
        return chances

    def known_topic(self, sentence: str) -> NDArray[np.float64] | None:
        """Return the probabilities of a training sentence typed word for word (every button does that), else None."""
        if sentence not in self.known:
            return None
        labels = self.head.labels
        rest = (1 - SURE) / max(1, len(labels) - 1)
        return np.array([SURE if label == self.known[sentence] else rest for label in labels])

    def save(self, folder: Path) -> None:
        """Write the model into a folder."""
        self.head.save(folder / "topics.npz")
        self.neighbours.save(folder / "neighbours.npz")
        extra = {"temperature": self.temperature, "known": self.known}
        (folder / "topics.json").write_text(json.dumps(extra, ensure_ascii=False), "utf-8")

    @classmethod
    def load(cls, folder: Path) -> TopicModel:
        """Read what `save` wrote."""
        extra = json.loads((folder / "topics.json").read_text("utf-8"))
        head, near = LinearHead.load(folder / "topics.npz"), Neighbours.load(folder / "neighbours.npz")
        return cls(head, near, extra["temperature"], extra["known"])


def _neighbours(vectors: Matrix, topics: list[str], labels: tuple[str, ...]) -> Neighbours:
    column = {label: index for index, label in enumerate(labels)}
    return Neighbours(vectors, np.array([column[topic] for topic in topics]))


def _combined(head: LinearHead, neighbours: Neighbours, vectors: Matrix) -> Scores:
    """Add likeness to the head's log chances; only labels that the head finds possible are looked at closely."""
    logs = head.log_probabilities(vectors)
    possible = np.unique(np.argpartition(logs, -min(POSSIBLE, logs.shape[1]), axis=1)[:, -POSSIBLE:])
    scores: Scores = logs + NEIGHBOUR_WEIGHT * neighbours.likeness(vectors, possible)
    return scores


def _calibrate(vectors: Matrix, topics: list[str], strength: float) -> float:
    """Return the temperature with the least log loss on a held-out fifth."""
    order = np.random.default_rng(7).permutation(len(topics))
    test, train = order[::5], np.delete(order, np.s_[::5])
    seen = [topics[i] for i in train]
    head = LinearHead.fit(vectors[train], seen, strength)
    column = {label: index for index, label in enumerate(head.labels)}
    test = np.array([i for i in test if topics[i] in column])
    if not len(test):
        return 1.0
    scores = _combined(head, _neighbours(vectors[train], seen, head.labels), vectors[test])
    right = np.array([column[topics[i]] for i in test])

    def loss(temperature: float) -> float:
        return float(-log_softmax(scores / temperature)[np.arange(len(right)), right].mean())

    return float(min(np.geomspace(0.3, 6.0, 40), key=loss))
