"""Finding a line of the fee list in a customer's words: by name, alias, the way it is done, or nearly so."""

from __future__ import annotations

from collections.abc import Iterable

import regex
from rapidfuzz import fuzz

from bot.bank import Fee, load_bank
from bot.catalogue.asking import patterns, read
from bot.text.numbers import numeral
from bot.text.sounds import sounds

SAME = 92.0
"""Likeness in percent of the sound from which a name is taken as meant."""
LITTLE_ELSE = 6
"""A message of a fee's name and so few characters more asks for its price."""
NAMED = 3
"""Part of a name that stands for it has at least so many characters."""


def find(text: str, sure: bool) -> Fee | None:
    """Return the line of the fee list that a message asks about, or None.

    `sure` is for messages that ask about a fee anyway; else the price has to be asked right behind the name.
    """
    scored = [
        (nearness, len(word), index, fee)
        for index, fee in enumerate(load_bank().fees)
        for word in (fee.item, *fee.aliases)
        if (nearness := _asked_price(word, text, sure)) is not None
    ]
    if scored or not sure:
        return max(scored, key=lambda row: row[:2])[-1] if scored else None
    near = [(_near(text, (fee.item, *fee.aliases)), fee) for fee in load_bank().fees]
    best = max(near, key=lambda pair: pair[0], default=(0.0, None))
    return best[1] if best[0] >= SAME else None


def _asked_price(word: str, text: str, sure: bool) -> int | None:
    """Return how near the price is asked behind a word (0 is right behind it); None when it is not."""
    if word not in text:
        return None
    if sure:
        return 0
    if word.endswith("费") and len(text) - len(word) <= LITTLE_ELSE:
        return 0
    asked = regex.search(f"{regex.escape(word)}(?<between>.{{0,6}}?)(?:{patterns()['price'].pattern})", text)
    return -len(asked["between"]) if asked else None


def by_item(item: str) -> Fee | None:
    """Return a line of the fee list by the name it has there."""
    return next((fee for fee in load_bank().fees if fee.item == item), None)


def of(topic: str) -> list[Fee]:
    """Return what the list has for a topic."""
    return [fee for fee in load_bank().fees if topic in fee.topics]


def beside(item: str, text: str) -> Fee | None:
    """Return the same service done another way: 网点呢 after the fee for a transfer by phone; or that way once more."""
    ways: dict[str, str] = read()["fee_ways"]
    way = next((way for way, pattern in ways.items() if item and regex.fullmatch(pattern, text)), None)
    if way and item.startswith(way):
        return by_item(item)
    others = [fee for fee in load_bank().fees if way and fee.item.startswith(way)]
    named = next_name(text) if item and not others else None
    if named:
        others = [fee for fee in load_bank().fees if any(_is_same(named, word) for word in (fee.item, *fee.aliases))]
    return max(others, key=lambda fee: fuzz.ratio(fee.item, item), default=None)


def _is_same(named: str, word: str) -> bool:
    """Tell whether a service was named by a part of its name, or by its name with a word around it: 开个资信证明."""
    return named in word or (len(word) >= NAMED and word in named)


def named_next(text: str) -> Fee | None:
    """Return the service that a question names after another fee was told, no price word needed: 打流水的呢."""
    if not patterns()["fee_asked_on"].search(text):
        return None
    named = [
        (len(word), index)
        for index, fee in enumerate(load_bank().fees)
        for word in (fee.item, *fee.aliases)
        if word in text and len(word) >= NAMED
    ]
    return load_bank().fees[max(named)[1]] if named else None


def counted(item: str, text: str) -> tuple[Fee, int, int] | None:
    """Return a fee with a price apiece, how many are asked for, and what they cost; None when no number is asked."""
    asked = patterns()["fee_count"].search(text)
    fee = by_item(item)
    apiece = regex.search(r"每[份张笔个]\s*(\d+)\s*元(?!起)", fee.price) if fee else None
    count = numeral(asked["n"]) if asked else None
    return (fee, count, count * int(apiece.group(1))) if fee and apiece and count else None


def next_name(text: str) -> str | None:
    """Return the service that a few words name after a fee was told: 转账呢."""
    asked = patterns()["fee_next"].fullmatch(text)
    return asked["name"] if asked else None


def unlisted(text: str) -> str | None:
    """Return the service whose price is asked although the list does not have it."""
    asked = patterns()["fee_unlisted"].search(text)
    return asked.group("item") if asked else None


def _near(text: str, words: Iterable[str]) -> float:
    """Return how much a text sounds as if one of the words were in it: 跨行转帐手续非."""
    said = sounds(text)
    return max(fuzz.partial_ratio(said, sounds(word)) if len(text) >= len(word) >= 4 else 0.0 for word in words)
