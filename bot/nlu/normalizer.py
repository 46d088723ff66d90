"""First step of the pipeline: brings the text into one form (width, script, blanks, emoji)."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.text.normalize import normalize, with_pauses
from bot.text.privacy import mask

CLAUSES = "clauses"
"""Message property: the text with a comma for every blank; where one question ends and the next begins."""


class TextStep(GraphComponent):
    """A step that replaces the text of a message by another one, alike in training and in use."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> TextStep:
        """Make the step; it has nothing to configure and nothing to store."""
        return cls()

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Change the text of every training example."""
        self.process(training_data.training_examples)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Change the text of every message that has one."""
        for message in messages:
            for key in (TEXT, CLAUSES):
                if message.get(key):
                    message.set(key, self.change(message.get(key)))
        return messages

    def change(self, text: str) -> str:
        """Return the new text."""
        raise NotImplementedError


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class TextNormalizer(TextStep):
    """Normalises the text (see `bot.text.normalize`), and keeps where somebody paused."""

    def process(self, messages: list[Message]) -> list[Message]:
        """Keep the pauses before the blanks go."""
        for message in messages:
            if message.get(TEXT):
                message.set(CLAUSES, with_pauses(message.get(TEXT)))
        return super().process(messages)

    def change(self, text: str) -> str:
        """Return the normalised text."""
        return normalize(text)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class PersonalDataGuard(TextStep):
    """Masks secrets and personal data, so that nothing behind it ever sees them.

    The brain masks before Rasa stores a message; this one covers `/model/parse`, `rasa shell` and training data.
    """

    def change(self, text: str) -> str:
        """Return the masked text."""
        return mask(text).text
