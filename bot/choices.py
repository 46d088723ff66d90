"""Which of several choices a customer names by its number, its letter or its place in the row."""

from __future__ import annotations

import unicodedata

import regex

from bot.lexicon import heard
from bot.text.numbers import numeral

NUMBERS_ARE_ANSWERS = ("complaint_amount", "complaint_occurred_on", "complainant_phone", "query_code")
"""Questions to which a number is an answer of its own, not one of the choices."""
_NAMED = regex.compile(
    r"^(?:我)?(?:觉得|想|猜|应该|应当|好像|就|要)*(?:是)?(?:选)?(?:是)?(?:第)?\s*"
    r"(?P<n>[1-9]|1[0-9]|[一二三四五六七八九]|[A-Ia-i])\s*(?:个|项|号|条|题)?[.。、）)吧呢啊的]*$"
)


def number(text: str) -> int | None:
    """Return the number that a message consists of, counted from 1: 2, ２, 第二个, 选B; None when it is more."""
    named = _NAMED.match(unicodedata.normalize("NFKC", text).strip("。.！!～~ "))
    if not named:
        return None
    said = named.group("n").upper()
    return ord(said) - ord("A") + 1 if said.isascii() and said.isalpha() else numeral(said)


def is_one(text: str) -> bool:
    """Tell whether a message only points at a choice, be there such a one or not."""
    words = ("choice_first", "choice_middle", "choice_last")
    return number(text) is not None or any(heard(name, text) for name in words)


def place(text: str, count: int) -> int | None:
    """Return which of `count` choices stands where the message says, from 0: 前面那个, 中间那个, 最后一个."""
    if heard("choice_first", text):
        return 0
    if heard("choice_last", text):
        return count - 1
    return count // 2 if count % 2 and heard("choice_middle", text) else None
