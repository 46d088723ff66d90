"""Whether words can be a name: of a person of any people, or of a company; 金额 and 不对 are none."""

from __future__ import annotations

from enum import IntEnum
from functools import cache
from pathlib import Path
from typing import Any

import regex
import yaml

from bot.text.normalize import simple_characters
from tickets.crypto import COMPOUND_SURNAMES

_LISTS = Path(__file__).resolve().parents[2] / "data" / "lexicon" / "names.yml"
COMMON, KNOWN = 20, 200
"""So often in print (jieba's counts) words without, and long words with a surname in front are words, not names."""
_LATIN = regex.compile(r"\p{Latin}[\p{Latin} .'’\-]{1,40}")
_DOTTED = regex.compile(r"\p{Han}{1,10}(?:[·•・．.]\p{Han}{1,10}){1,4}")
_HAN = regex.compile(r"\p{Han}{2,15}")
PERSON = "nr"
"""How jieba's dictionary marks names of people."""
LONGEST_OF_A_FAMILY = 4
"""A surname and a given name have no more characters; a name written by its sound has more."""


class Likeness(IntEnum):
    """How much words look like a name; `PERHAPS` is a word as well as a name, so it is asked once more."""

    NO = 0
    STRANGE = 1  # taken when it is said again
    PERHAPS = 2
    YES = 3


def likeness(text: str) -> Likeness:
    """Tell how much a text, without any words around it, looks like somebody's name."""
    text = simple_characters(regex.sub(r"\s+", " ", text.strip()))
    if _DOTTED.fullmatch(text) or _words("organisation").fullmatch(text):
        return Likeness.YES
    if _words("never").search(text):
        return Likeness.NO
    if text in COMPOUND_SURNAMES or _words("unlikely").search(text):
        return Likeness.STRANGE if has_surname(text) else Likeness.NO
    if _LATIN.fullmatch(text):
        return Likeness.YES
    return _han_name(text) if _HAN.fullmatch(text) else Likeness.NO


def _han_name(text: str) -> Likeness:
    counted = _count(text)
    if has_surname(text):
        is_word = counted > (COMMON if len(text) > 2 else 0) and text not in _people()
        return Likeness.PERHAPS if is_word else Likeness.YES
    if counted > COMMON or _is_phrase(text):
        return Likeness.STRANGE
    return Likeness.PERHAPS if counted and len(text) == 2 else Likeness.YES


def has_surname(text: str) -> bool:
    """Tell whether a text is as long as a Chinese name and begins with a surname that we know."""
    return len(text) <= LONGEST_OF_A_FAMILY and (text[0] in _surnames() or text[:2] in COMPOUND_SURNAMES)


def is_plainly(text: str) -> bool:
    """Tell whether a text is a Chinese name and nothing put together from words: 张三丰, not 解除合同."""
    text = simple_characters(text.strip())
    return (
        likeness(text) == Likeness.YES
        and has_surname(text)
        and (len(text) < LONGEST_OF_A_FAMILY or not _is_phrase(text))
    )


def _is_phrase(text: str) -> bool:
    """Tell whether a text is put together from words: 柜员态度; 娜仁托娅 is not."""
    return any(len(word) > 1 and _count(word) > KNOWN for word in _segmenter().cut(text, HMM=False))


def _count(word: str) -> int:
    return int(_segmenter().FREQ.get(word) or 0)


@cache
def _people() -> frozenset[str]:
    """Return words that are names before anything else: jieba's people, of two characters those in our list only.

    Among jieba's people of two characters are 杜绝 and 胡说.
    """
    import jieba  # large: only where a name is asked

    with jieba.dt.get_dict_file() as lines:
        rows = (line.decode("utf-8").split() for line in lines)
        return frozenset(word for word, _, tag in rows if tag == PERSON and len(word) > 2) | {
            name for row in _lists()["people"] for name in row.split()
        }


@cache
def _segmenter() -> Any:
    from bot.nlu.tokenizer import segmenter  # brings Rasa along: only where a name is asked

    return segmenter()


@cache
def _lists() -> dict[str, list[str]]:
    lists: dict[str, list[str]] = yaml.safe_load(_LISTS.read_text("utf-8"))
    return lists


@cache
def _words(name: str) -> regex.Pattern[str]:
    return regex.compile("|".join(f"(?:{row})" for row in _lists()[name]), regex.I)


@cache
def _surnames() -> frozenset[str]:
    return frozenset("".join(_lists()["surnames"]))
