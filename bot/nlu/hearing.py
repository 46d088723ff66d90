"""Words typed by ear: a homophone that makes no sense is read as the word of the trade that sounds the same."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import regex
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.lexicon import heard
from bot.nlu.normalizer import CLAUSES
from bot.nlu.tokenizer import lexicon_words, segmenter
from bot.text.sounds import sounds

HEARD = "heard"
"""Message property: the text as the heads read it; the customer's own text stays as it is."""
LENGTHS = (6, 5, 4, 3, 2)
COMMON = 10
"""A word that the training sentences use so often is one that people may misspell."""
REAL = 3
"""A run of characters that the dictionary knows this often is a word of its own, not a misspelling."""
_HAN = regex.compile(r"\p{Han}{2,6}")
_NUMBER = regex.compile(r"[零一二两三四五六七八九十百千万亿几半]+")
"""Nobody misspells a number, but many a word sounds like one: 想死欠债 is no 四千."""
_SMALL_WORDS = regex.compile(r"[的得地了他她我你是不在有去着过个这那吗呢啊]")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class Hearing(GraphComponent):
    """Adds `HEARD` to every message: 刷弹 is read as 刷单, 银形卡 as 银行卡."""

    @classmethod
    def required_components(cls) -> list[type]:
        """Words first: only whole words are replaced."""
        return [Tokenizer]

    def __init__(self, storage: ModelStorage, resource: Resource, words: dict[str, str] | None = None) -> None:
        self._storage, self._resource = storage, resource
        self._words = words or {}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Hearing:
        """Make a component that knows no words yet."""
        return cls(model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn which words people use here, and how they sound; of two that sound alike the commoner one counts."""
        used = Counter(
            word for example in training_data.training_examples for word in segmenter().lcut(example.get(TEXT) or "")
        )
        common = [word for word, count in used.most_common() if count >= COMMON and not _SMALL_WORDS.search(word)]
        for word in (*lexicon_words(), *common):
            if _HAN.fullmatch(word) and not _NUMBER.fullmatch(word):
                for sound in ways_to_say(word):
                    self._words.setdefault(sound, word)
        with self._storage.write_to(self._resource) as folder:
            (folder / "words.json").write_text(json.dumps(self._words, ensure_ascii=False), "utf-8")
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> Hearing:
        """Read the words."""
        with model_storage.read_from(resource) as folder:
            words = json.loads((folder / "words.json").read_text("utf-8"))
        return cls(model_storage, resource, words)

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Leave training sentences as they are written: their misspellings are there to be learnt from."""
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the text as it is heard."""
        for message in messages:
            message.set(HEARD, self.heard(_without_denied(message.get(TEXT) or "")))
            message.set(CLAUSES, self.heard(_without_denied(message.get(CLAUSES) or "")))
        return messages

    def heard(self, text: str) -> str:
        """Return a normalised text with misspelt words replaced."""
        syllables = [sounds(char) for char in text]
        ends = _ends(text)
        read, at = "", 0
        while at < len(text):
            size, word = self._word(text, syllables, ends, at)
            read += word
            at += size
        return read

    def _word(self, text: str, syllables: list[str], ends: set[int], at: int) -> tuple[int, str]:
        """Return how many characters are read at a place, and as what."""
        if at in ends:
            for size in LENGTHS:
                written = text[at : at + size]
                if len(written) < size or at + size not in ends or not _HAN.fullmatch(written):
                    continue
                word = self._words.get(" ".join(syllables[at : at + size]))
                if word == written or (word and segmenter().FREQ.get(written, 0) < REAL):
                    return size, word
        return 1, text[at]


def _without_denied(text: str) -> str:
    """Leave out a wish that is denied before the question: 我不是要投诉，就想问问年费 asks about the fee."""
    match = heard("denied_wish", text)
    return text[match.end() :] if match and match.end() < len(text) else text


def ways_to_say(word: str) -> set[str]:
    """Return how a word sounds as a whole and character by character: 行 alone is xing, in 银行 it is hang."""
    return {sounds(word), " ".join(sounds(char) for char in word)}


def _ends(text: str) -> set[int]:
    """Return where words begin and end."""
    ends, at = {0}, 0
    for word in segmenter().lcut(text):
        at += len(word)
        ends.add(at)
    return ends
