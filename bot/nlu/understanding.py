"""Last step of the pipeline: topic, kind of scam and urgency of a message (contract §4)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.linear import LinearHead, Matrix
from bot.nlu.ngrams import NgramSpace, unit
from bot.nlu.topics import TopicModel
from bot.nlu.urgency import URGENCIES, UrgencyRules
from bot.nlu.vectors import VECTORS, SentenceVectors
from bot.text.windows import windows

OUT_OF_SCOPE = "acts.out_of_scope"
NO_SCAM = "none"
RANKED = 5
MAY_BE_URGENT = ("fraud.", "card.", "fundraising.", "acts.scam_check", "acts.fundraising_check", "acts.file_complaint")
LEAN = {"money_moved": 1.5, "in_contact": 1.8}
"""To miss that somebody is being cheated costs more than one warning too many."""
SCALE = np.float32(1.4)
"""Weight of the sentence vectors beside the n-grams."""
SCAM_SHOWN = 0.35
"""Least probability of a kind of scam that is named for a message that is not itself that topic."""


def scam_labels(topics: list[str], metadata: list[dict[str, Any]]) -> list[str]:
    """Return the kind of scam of every example: told beside it, or the topic itself when others name it so."""
    told = [row.get("scam_type") for row in metadata]
    kinds = {kind for kind in told if kind}
    return [kind or (topic if topic in kinds else NO_SCAM) for kind, topic in zip(told, topics, strict=True)]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class Understanding(GraphComponent):
    """Sets `intent`, `topic`, `scam_type` and `urgency`; what is unlike anything known is `acts.out_of_scope`."""

    @classmethod
    def required_components(cls) -> list[type]:
        """Reads the sentence vectors."""
        return [SentenceVectors]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`strength` of the heads, `ngrams` dimensions, and when a message counts as out of scope."""
        return {"strength": 30.0, "ngrams": 400, "reject_below": 0.1, "near": 0.5}

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        self._config, self._storage, self._resource = config, storage, resource
        self._urgency_rules = UrgencyRules()
        self._centre: Matrix
        self._ngrams: NgramSpace
        self._topics: TopicModel
        self._scams: LinearHead
        self._urgencies: LinearHead

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Understanding:
        """Make an untrained component."""
        return cls(config, model_storage, resource)

    # ---- training

    def train(self, training_data: TrainingData) -> Resource:
        """Train the three heads on every example that has a topic."""
        examples = [e for e in training_data.training_examples if e.get(TEXT) and e.get(INTENT)]
        sentences = [e.get(TEXT) for e in examples]
        topics = [e.get(INTENT) for e in examples]
        metadata = [(e.get("metadata") or {}).get("intent") or {} for e in examples]
        dense = np.concatenate([e.get(VECTORS) for e in examples])
        self._centre = dense.mean(axis=0)
        self._ngrams = NgramSpace.fit(sentences, self._config["ngrams"])
        vectors = self._features(dense, sentences)
        strength = self._config["strength"]
        self._topics = TopicModel.fit(vectors, topics, sentences, strength)
        self._scams = LinearHead.fit(vectors, scam_labels(topics, metadata), strength)
        urgencies = [row.get("urgency", URGENCIES[-1]) for row in metadata]
        self._urgencies = LinearHead.fit(vectors, urgencies, strength, balanced=True)
        self._save()
        return self._resource

    def _features(self, dense: Matrix, sentences: list[str]) -> Matrix:
        """Put the centred sentence vectors and the n-grams side by side: they all point one way before."""
        return np.concatenate([unit(dense - self._centre) * SCALE, self._ngrams.vectors(sentences)], axis=1)

    def _save(self) -> None:
        with self._storage.write_to(self._resource) as folder:
            np.savez(folder / "centre.npz", centre=self._centre)
            self._ngrams.save(folder)
            self._topics.save(folder)
            self._scams.save(folder / "scams.npz")
            self._urgencies.save(folder / "urgencies.npz")

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> Understanding:
        """Read a trained component."""
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            component._read(folder)
        return component

    def _read(self, folder: Path) -> None:
        with np.load(folder / "centre.npz", allow_pickle=False) as data:
            self._centre = data["centre"]
        self._ngrams = NgramSpace.load(folder)
        self._topics = TopicModel.load(folder)
        self._scams = LinearHead.load(folder / "scams.npz")
        self._urgencies = LinearHead.load(folder / "urgencies.npz")

    # ---- use

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the parse report to every message."""
        for message in messages:
            dense = message.get(VECTORS)
            if dense is None:
                self._report_nothing(message)
            else:
                self._report(message, message.get(TEXT), dense)
        return messages

    def _report(self, message: Message, text: str, dense: Matrix) -> None:
        pieces = windows(text)
        vectors = self._features(dense, pieces if len(pieces) == 1 else [text, *pieces])
        chances = self._topics.probabilities(vectors, text)
        ranking = _ranked(self._topics.head.labels, chances)
        if self._is_foreign(ranking, vectors):
            ranking = [(OUT_OF_SCOPE, 1 - ranking[0][1]), *ranking]
        scam = self._scam_type(ranking[0][0], vectors)
        urgency = self._urgency(text, vectors, ranking[0][0])
        _write(message, ranking, scam, urgency)

    def _is_foreign(self, ranking: list[tuple[str, float]], vectors: Matrix) -> bool:
        """Judge out of scope by two signs together: no topic stands out, and no known sentence is near."""
        if ranking[0][0] == OUT_OF_SCOPE or ranking[0][1] >= self._config["reject_below"]:
            return False
        return float(self._topics.neighbours.likeness(vectors).max()) < self._config["near"]

    def _scam_type(self, topic: str, vectors: Matrix) -> list[tuple[str, float]]:
        chances = np.exp(self._scams.log_probabilities(vectors)).max(axis=0)
        ranking = _ranked(self._scams.labels, chances)
        kinds = [(label, chance) for label, chance in ranking if label != NO_SCAM]
        if topic in self._scams.labels:
            own = (topic, float(chances[self._scams.labels.index(topic)]))
            return [own, *(kind for kind in kinds if kind[0] != topic)]
        return kinds if kinds and kinds[0][1] >= SCAM_SHOWN else []

    def _urgency(self, text: str, vectors: Matrix, topic: str) -> str:
        ruled = self._urgency_rules.read(text)
        if ruled or not topic.startswith(MAY_BE_URGENT):
            return ruled or URGENCIES[-1]
        chances = np.exp(self._urgencies.log_probabilities(vectors)).max(axis=0)
        leant = chances * [LEAN.get(label, 1.0) for label in self._urgencies.labels]
        return _ranked(self._urgencies.labels, leant)[0][0]

    @staticmethod
    def _report_nothing(message: Message) -> None:
        _write(message, [(OUT_OF_SCOPE, 1.0)], [], URGENCIES[-1])


def _ranked(labels: tuple[str, ...], chances: NDArray[np.float64]) -> list[tuple[str, float]]:
    best = np.argsort(-chances)[:RANKED]
    return [(labels[i], float(chances[i])) for i in best]


def _rows(ranking: list[tuple[str, float]], key: str = "id") -> list[dict[str, Any]]:
    return [{key: label, "confidence": round(chance, 4)} for label, chance in ranking[:RANKED]]


def _write(message: Message, ranking: list[tuple[str, float]], scam: list[tuple[str, float]], urgency: str) -> None:
    topic, scam_type = _rows(ranking), _rows(scam)
    message.set(INTENT, _rows(ranking, "name")[0], add_to_output=True)
    message.set("intent_ranking", _rows(ranking, "name"), add_to_output=True)
    message.set("topic", {**topic[0], "ranking": topic}, add_to_output=True)
    message.set("scam_type", {**scam_type[0], "ranking": scam_type} if scam_type else None, add_to_output=True)
    message.set("urgency", urgency, add_to_output=True)
