"""Bringing a message into one form for understanding: width, script, blanks, emoji, repeated characters."""

from __future__ import annotations

import unicodedata
from functools import cache

import regex
from opencc import OpenCC

_EMOJI = regex.compile(r"[\p{Extended_Pictographic}\p{Emoji_Modifier}\u200d\ufe0f\U0001F1E6-\U0001F1FF]", regex.V1)
_REPEATED = regex.compile(r"([^\d\sA-Za-z])\1{2,}")
_BLANK_BETWEEN_HAN = regex.compile(r"(?<=[\p{Han}，。！？；：、])\s+(?=[\p{Han}，。！？；：、])")
_PAUSES = regex.compile(
    r"(?<=\p{Han})\s+(?=\p{Han})|(?<=[0-9*])\s+(?=[\p{Han}--元块万千百毛角分亿号日月年点天次个岁多]\p{Han})", regex.V1
)
_BLANK_BEHIND_A_WORD = regex.compile(r"(?<=[\p{Han}A-Za-z0-9])\s+(?=\p{Han})")
_CANTONESE = frozenset("晒")
"""Simplified characters that stand for a word of Cantonese in traditional script as well: 多謝晒."""
_CLAUSE_ENDS = regex.compile(r"(?:[，。！？；!?;\n]|,(?!(?<=[0-9],)[0-9]{3}(?![0-9*])))+|(?<=\p{Han})\.+")
_PUNCTUATION = str.maketrans({",": "，", "?": "？", "!": "！", ";": "；"})


@cache
def _converter(config: str) -> OpenCC:
    return OpenCC(config)


def normalize(text: str) -> str:
    """Return the text as the model reads it: half width, simplified, no emoji, no stray blanks, no 啊啊啊啊."""
    text = unicodedata.normalize("NFKC", text)
    text = _EMOJI.sub(" ", text)
    text = "".join(c if c in "\n\t" or unicodedata.category(c)[0] != "C" else " " for c in text)
    text = to_simplified(text)
    text = _REPEATED.sub(r"\1\1", text)
    text = regex.sub(r"\s+", " ", text).strip()
    return _BLANK_BETWEEN_HAN.sub("", text).translate(_PUNCTUATION)


def in_clauses(text: str) -> str:
    """Return the text as the model reads it, with commas where somebody who writes no punctuation left blanks."""
    return normalize(_PAUSES.sub("，", text))


def clauses(text: str) -> list[str]:
    """Return the clauses of a text in the customer's own script; blanks end them where no punctuation does."""
    return [part.strip() for part in _CLAUSE_ENDS.split(_PAUSES.sub("，", text)) if part.strip()]


def with_pauses(text: str) -> str:
    """Return a text with a comma for every blank that may end a question: also behind LPR or 5000."""
    return _BLANK_BEHIND_A_WORD.sub("，", text)


def to_simplified(text: str) -> str:
    """Convert traditional characters to simplified ones."""
    return _converter("t2s").convert(text)


def to_traditional(text: str) -> str:
    """Convert simplified characters to traditional ones, as used in Hong Kong and Taiwan alike."""
    return _converter("s2t").convert(text)


def is_traditional(text: str) -> bool:
    """Tell whether somebody writes traditional script: more characters only it has than only the simplified has.

    Characters are looked at one by one: 沈 is a name in both scripts, though 沈默 as a word is not.
    """
    return sum(_simple(c) != c for c in text) > _only_simplified(text)


def is_simplified(text: str) -> bool:
    """Tell whether somebody clearly writes simplified script; 信用卡, 200 and 吃 are the same in both."""
    return not is_traditional(text) and _only_simplified(text) > 0


def simple_characters(text: str) -> str:
    """Convert traditional characters one by one, without regard to words: for names."""
    return "".join(_simple(c) for c in text)


@cache
def _simple(character: str) -> str:
    return to_simplified(character)


def _only_simplified(text: str) -> int:
    return sum(_is_only_simplified(c) for c in text if c not in _CANTONESE)


@cache
def _is_only_simplified(character: str) -> bool:
    """Tell whether neither Hong Kong nor Taiwan writes a character."""
    return all(_converter(config).convert(character) != character for config in ("s2t", "s2hk", "s2tw"))
