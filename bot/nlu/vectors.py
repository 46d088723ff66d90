"""Sentence vectors of every message: the dense features that the heads read."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.encoders import shared, training_vectors
from bot.nlu.hearing import HEARD, Hearing
from bot.nlu.linear import Matrix
from bot.nlu.normalizer import CLAUSES
from bot.text.views import views

VECTORS = "sentence_vectors"
"""Message property, a `Vectors`."""


@dataclass(frozen=True)
class Vectors:
    """float32, a row each for the whole text and its parts (`bot.text.views`)."""

    rows: Matrix

    def fingerprint(self) -> str:
        """Return a digest; without it Rasa would print every number to compare training data."""
        return hashlib.sha256(self.rows.tobytes()).hexdigest()


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceVectors(GraphComponent):
    """Adds sentence vectors to every message."""

    @classmethod
    def required_components(cls) -> list[type]:
        """Reads the text as it is heard."""
        return [Hearing]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`encoder` names one of `bot.nlu.encoders.ENCODERS` (what each is worth: docs/quality.md)."""
        return {"encoder": "use"}

    def __init__(self, config: dict[str, Any]) -> None:
        self._name = config["encoder"]
        self._encoder = shared(self._name)

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SentenceVectors:
        """Load the encoder; raises `KeyError` for an encoder that does not exist."""
        return cls(config)

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Add the vector of the whole text to every training example."""
        examples = [example for example in training_data.training_examples if example.get(TEXT)]
        sentences = list(dict.fromkeys(example.get(TEXT) for example in examples))
        rows = dict(zip(sentences, training_vectors(self._name, self._encoder, sentences), strict=True))
        for example in examples:
            example.set(VECTORS, Vectors(rows[example.get(TEXT)][None]))
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Add vectors to every message with a text."""
        for message in messages:
            text = message.get(HEARD) or ""
            if text.strip():
                message.set(VECTORS, Vectors(self._encoder.encode(views(text, message.get(CLAUSES)).all)))
        return messages
