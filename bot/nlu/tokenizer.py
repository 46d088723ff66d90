"""Word segmentation by jieba, with a dictionary of its own."""

from __future__ import annotations

import logging
from functools import cache
from pathlib import Path
from typing import Any

import jieba
import yaml
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.training_data.message import Message

from bot.bank import load_bank

ROOT = Path(__file__).resolve().parents[2]
LEXICON = ROOT / "data" / "lexicon"
CACHE = ROOT / "var" / "cache"


def lexicon_words(folder: Path = LEXICON) -> list[str]:
    """Return the words of the lexicon files and of the bank's directory; `#` begins a comment."""
    words: set[str] = set()
    for path in sorted(folder.glob("*.txt")):
        lines = (line.split("#")[0].strip() for line in path.read_text("utf-8").splitlines())
        words.update(line for line in lines if line)
    bank = load_bank()
    for branch in bank.branches:
        words.update((branch.name, *branch.aliases))
    for product in bank.products:
        words.update((product.name, *product.aliases))
    for values in yaml.safe_load((folder / "entities.yml").read_text("utf-8")).values():
        words.update(word for value, others in values.items() for word in (value, *others))
    return sorted(words)


@cache
def segmenter() -> jieba.Tokenizer:
    """Return this project's jieba instance; the library's global one stays untouched."""
    jieba.setLogLevel(logging.ERROR)  # it would tell of every dictionary it reads
    tokenizer = jieba.Tokenizer()
    CACHE.mkdir(parents=True, exist_ok=True)
    tokenizer.tmp_dir = str(CACHE)  # not the world-writable /tmp, where anybody could leave a dictionary for us
    tokenizer.initialize()
    for word in lexicon_words():
        tokenizer.add_word(word)
    return tokenizer


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class JiebaTokenizer(Tokenizer):
    """Cuts Chinese text into words and drops blank tokens (Rasa's own JiebaTokenizer keeps them)."""

    @staticmethod
    def supported_languages() -> list[str]:
        """Chinese only."""
        return ["zh"]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Keep intents whole: an id such as `fraud.brushing` is one label."""
        return {"intent_tokenization_flag": False, "intent_split_symbol": "_", "token_pattern": None}

    def tokenize(self, message: Message, attribute: str) -> list[Token]:
        """Cut one attribute of a message into tokens with their offsets."""
        words = segmenter().tokenize(message.get(attribute))
        return [Token(word, start) for word, start, _end in words if word.strip()]
