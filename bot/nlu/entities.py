"""Entity rules by spaCy over jieba's words: money, dates, masked personal data, branches, products, organisations."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import regex
import spacy
import yaml
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from spacy.tokens import Doc

from bot.bank import load_bank
from bot.nlu.tokenizer import segmenter
from bot.text import amounts
from bot.text.dates import find_date

PATTERNS = Path(__file__).resolve().parents[2] / "data" / "lexicon" / "entities.yml"
_REGEXES: dict[str, regex.Pattern[str]] = {
    "ticket_number": regex.compile(r"TS\d{8}-\d{4,}", regex.I),
    "masked_phone": regex.compile(r"(?<!\d)(?:1\d{2}|0\d{2}|\+\d{2})\*{2,4}\d{4}"),
    "masked_id": regex.compile(r"\d{3}\*{11}[\dXx]{4}"),
    "masked_card": regex.compile(r"(?<!\d)\*{4}\d{4}"),
    "service_number": regex.compile(r"(?<!\d)(?:110|96110|123\d{2}|955\d{2})(?!\d)"),
}


class EntityRules:
    """A blank Chinese spaCy pipeline with phrase patterns from `data/`, and the value rules of `bot.text`."""

    def __init__(self) -> None:
        self._nlp = spacy.blank("zh")
        ruler: Any = self._nlp.add_pipe("entity_ruler", config={"phrase_matcher_attr": "ORTH"})
        self._ruler = ruler
        self.words: dict[tuple[str, str], str] = {}
        """(label, word) → the value it stands for."""
        for label, value, words in _phrases():
            for word in words:
                self.words[(label, word)] = value
        self._ruler.add_patterns(
            [
                {"label": label, "pattern": [{"ORTH": token} for token in segmenter().lcut(word)]}
                for label, word in self.words
            ]
        )

    def find(self, text: str) -> list[dict[str, Any]]:
        """Return the entities of a normalised text in Rasa's shape, in order of appearance."""
        found = self._phrases(text) + list(self._regexes(text)) + self._values_in(text)
        return sorted(found, key=lambda entity: (entity["start"], entity["entity"]))

    def _phrases(self, text: str) -> list[dict[str, Any]]:
        words = [word for word in segmenter().lcut(text) if word]
        doc = self._ruler(Doc(self._nlp.vocab, words=words, spaces=[False] * len(words)))
        return [
            _entity(span.label_, span.start_char, span.end_char, self.words[(span.label_, span.text)])
            for span in doc.ents
        ]

    @staticmethod
    def _regexes(text: str) -> list[dict[str, Any]]:
        return [
            _entity(label, match.start(), match.end(), match.group(0).upper())
            for label, pattern in _REGEXES.items()
            for match in pattern.finditer(text)
        ]

    @staticmethod
    def _values_in(text: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        money = amounts.find_amount(text)
        if money:
            found.append(_entity("money", money[0], money[1], amounts.plain(money[2])))
        elif len(text) <= 12 and (number := amounts.bare_amount(text)) is not None and number != Decimal(0):
            found.append(_entity("number", 0, len(text), amounts.plain(number)))
        day = find_date(text, dotted=len(text) <= 12)
        if day:
            label = "future_date" if day.in_future else "date"
            found.append(_entity(label, day.start, day.end, day.value))
        return found


def _entity(label: str, start: int, end: int, value: str) -> dict[str, Any]:
    return {"entity": label, "start": start, "end": end, "value": value, "extractor": "EntityRules"}


def _phrases() -> list[tuple[str, str, tuple[str, ...]]]:
    bank = load_bank()
    rows = [("branch", branch.name, (branch.name, *branch.aliases)) for branch in bank.branches]
    rows += [("product", product.name, (product.name, product.code, *product.aliases)) for product in bank.products]
    for label, values in yaml.safe_load(PATTERNS.read_text("utf-8")).items():
        rows += [(label, value, (value, *words)) for value, words in values.items()]
    return rows


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class SpacyEntityRules(GraphComponent):
    """Adds the entities that the rules find."""

    def __init__(self) -> None:
        self._rules = EntityRules()

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SpacyEntityRules:
        """Make the component; its rules come from `data/`."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Add entities to every message."""
        for message in messages:
            text = message.get(TEXT) or ""
            message.set(ENTITIES, message.get(ENTITIES, []) + self._rules.find(text), add_to_output=True)
        return messages
