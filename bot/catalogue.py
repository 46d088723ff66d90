"""Finding a product, a fee, a branch or a hotline in a customer's words: by code, number, name, alias, or nearly so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import regex
import yaml
from rapidfuzz import fuzz

from bot.bank import Branch, Fee, Hotline, Product, load_bank, load_hotlines
from bot.text.numbers import numeral
from bot.text.patterns import Pattern, compiled
from bot.text.sounds import sounds

LOOKUPS = Path(__file__).resolve().parent.parent / "data" / "lexicon" / "lookups.yml"
SAME, ALIKE = 88.0, 68.0
"""Likeness in percent from which a name is taken as meant, or offered as "do you mean"."""
_DIGITS = str.maketrans("123456789", "一二三四五六七八九")
LITTLE_ELSE = 6
"""A message of a fee's name and so few characters more asks for its price."""
NAMED = 3
"""A name that is not in the catalogue has at least so many characters."""


@dataclass(frozen=True)
class Found:
    """`product` was meant; or `alike` are near; or only `name` was said, which the catalogue does not have.

    `within` is the product of which such a name borrows the words: 安心存2号 is not 安心存.
    """

    product: Product | None = None
    alike: tuple[Product, ...] = ()
    name: str = ""
    within: Product | None = None


@cache
def patterns() -> dict[str, regex.Pattern[str]]:
    """Return how customers ask, by kind."""
    return {key: regex.compile(pattern) for key, pattern in _raw().items() if isinstance(pattern, str)}


@cache
def _raw() -> dict[str, Any]:
    raw: dict[str, Any] = yaml.safe_load(LOOKUPS.read_text("utf-8"))
    return raw


@cache
def _sides(kind: str) -> dict[str, regex.Pattern[str]]:
    return {name: regex.compile(pattern) for name, pattern in _raw()[f"{kind}_sides"].items()}


@cache
def named_days() -> dict[str, regex.Pattern[str]]:
    """Return how customers call days, by the days of the week meant."""
    return {days: regex.compile(pattern) for days, pattern in _raw()["days"].items()}


def side(kind: str, text: str) -> str | None:
    """Return which side of a product or hotline a message asks about, or None."""
    return next((name for name, pattern in _sides(kind).items() if pattern.search(text)), None)


def product(code: str) -> Product | None:
    """Return the product of this code."""
    return next((product for product in _products() if product.code == code), None)


def find_product(text: str, whole: bool = False) -> Found | None:
    """Return what a message says about a product; None when it names none. `whole`: the message is only a name."""
    bare = whole and patterns()["product_frame"].sub("", text) and not patterns()["product_not_name"].search(text)
    named = _named(text) or (text.strip("。.！!？? ") if bare else "")
    scored = sorted(
        ((_likeness(text, named, (product.code, product.name, *product.aliases)), product) for product in _products()),
        key=lambda pair: -pair[0],
    )
    best = scored[0] if scored else (0.0, None)
    heard = sounds_like(text) if best[0] < SAME else None
    if heard:
        return Found(product=heard) if _asks_for(heard, text) else None
    if best[1] and best[0] >= SAME:
        longer = _longer_name(text, best[1])
        if longer:
            return Found(name=longer, within=best[1])
        return Found(product=best[1]) if _asks_for(best[1], text) else None
    if not named:
        return None
    return Found(alike=tuple(product for score, product in scored[:2] if score >= ALIKE), name=named)


def sounds_like(text: str) -> Product | None:
    """Return the one product whose name a text has by sound only: 按享终身, 大额存旦."""
    heard = f" {sounds(text)} "
    named = {
        product.code: product
        for product in _products()
        for word in (product.name, *product.aliases)
        if len(word) >= NAMED and word not in text and f" {sounds(word)} " in heard
    }
    return next(iter(named.values())) if len(named) == 1 else None


def said_as(product: Product, text: str) -> str:
    """Return how a text names a product: one of its names, or the characters that only sound like one; else empty."""
    for word in sorted((product.name, *product.aliases), key=len, reverse=True):
        spans = (text[at : at + len(word)] for at in range(len(text) - len(word) + 1))
        named = next((span for span in spans if span == word or sounds(span) == sounds(word)), "")
        if named:
            return named
    return ""


def find_fee(text: str, sure: bool) -> Fee | None:
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


def listed_fee(item: str) -> Fee | None:
    """Return a line of the fee list by the name it has there."""
    return next((fee for fee in load_bank().fees if fee.item == item), None)


def fees_of(topic: str) -> list[Fee]:
    """Return what the list has for a topic."""
    return [fee for fee in load_bank().fees if topic in fee.topics]


def fee_beside(item: str, text: str) -> Fee | None:
    """Return the same service done another way: 网点呢 after the fee for a transfer by phone; or that way once more."""
    ways: dict[str, str] = _raw()["fee_ways"]
    way = next((way for way, pattern in ways.items() if item and regex.fullmatch(pattern, text)), None)
    if way and item.startswith(way):
        return listed_fee(item)
    others = [fee for fee in load_bank().fees if way and fee.item.startswith(way)]
    named = next_fee(text) if item and not others else None
    if named:
        others = [fee for fee in load_bank().fees if any(_is_same(named, word) for word in (fee.item, *fee.aliases))]
    return max(others, key=lambda fee: fuzz.ratio(fee.item, item), default=None)


def _is_same(named: str, word: str) -> bool:
    """Tell whether a service was named by a part of its name, or by its name with a word around it: 开个资信证明."""
    return named in word or (len(word) >= NAMED and word in named)


def fee_named_next(text: str) -> Fee | None:
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


def fee_for(item: str, text: str) -> tuple[Fee, int, int] | None:
    """Return a fee with a price apiece, how many are asked for, and what they cost; None when no number is asked."""
    asked = patterns()["fee_count"].search(text)
    fee = listed_fee(item)
    apiece = regex.search(r"每[份张笔个]\s*(\d+)\s*元(?!起)", fee.price) if fee else None
    count = numeral(asked["n"]) if asked else None
    return (fee, count, count * int(apiece.group(1))) if fee and apiece and count else None


def next_fee(text: str) -> str | None:
    """Return the service that a few words name after a fee was told: 转账呢."""
    asked = patterns()["fee_next"].fullmatch(text)
    return asked["name"] if asked else None


def unlisted_fee(text: str) -> str | None:
    """Return the service whose price is asked although the list does not have it."""
    asked = patterns()["fee_unlisted"].search(text)
    return asked.group("item") if asked else None


def find_branch(name: str) -> Branch | None:
    """Return a branch of the directory by its own name."""
    return next((branch for branch in load_bank().branches if branch.name == name), None)


def find_hotline(text: str) -> Hotline | None:
    """Return the public hotline whose number or name a message asks for: "12378是哪儿的", "反诈专线多少"."""
    number = patterns()["hotline_number"].search(text)
    if number:
        return next((hotline for hotline in load_hotlines() if hotline.number == number.group(1)), None)
    called = patterns()["hotline_name"].search(text)
    named = [hotline for hotline in load_hotlines() if called and called.group(1) in (hotline.name, *hotline.aliases)]
    return named[0] if named else None


def next_hotline(text: str) -> Hotline | None:
    """Return the hotline that a few words name beside another one: 微信的呢, 12315呢."""
    asked = patterns()["hotline_next"].fullmatch(text)
    named = asked["name"] if asked else None
    return next((line for line in load_hotlines() if named in (line.number, line.name, *line.aliases)), None)


def hotlines_in(text: str, at_hand: str | None = None) -> list[Hotline]:
    """Return the public hotlines that a message names by number or as "…电话", else the one at hand."""
    places = {hotline.number: _place(hotline, text) for hotline in load_hotlines()}
    named = sorted(
        (hotline for hotline in load_hotlines() if places[hotline.number] >= 0), key=lambda h: places[h.number]
    )
    if named or not patterns()["hotline_bare"].fullmatch(text):
        return named
    return [hotline for hotline in load_hotlines() if hotline.number == at_hand]


def unknown_hotline(text: str) -> str | None:
    """Return the name of somebody whose number is asked although the list does not have it."""
    asked = patterns()["hotline_of"].search(text)
    return asked.group("name") if asked else None


def unknown_number(text: str) -> str | None:
    """Return the number whose owner is asked although the list does not have it."""
    asked = patterns()["hotline_number"].search(text)
    return asked.group(1) if asked else None


def _place(hotline: Hotline, text: str) -> int:
    named = _hotline_pattern(hotline).search(text)
    return named.start() if named else -1


@cache
def _hotline_pattern(hotline: Hotline) -> Pattern:
    called = "|".join(map(regex.escape, (hotline.name, *hotline.aliases)))
    return compiled(rf"(?<!\d){hotline.number}(?!\d)|(?:{called})的?{patterns()['line'].pattern}")


def _products() -> tuple[Product, ...]:
    return load_bank().products


def _named(text: str) -> str:
    """Return what a message calls a product: a code, something in quotes, or what is left without the question."""
    code = patterns()["product_code"].search(text)
    if code:
        return code.group(0).upper()
    for kind in ("quoted", "recommended", "called"):
        named = patterns()[kind].search(text)
        spoken_of = named and kind == "called" and patterns()["product_not_name"].search(named.group(1))
        if named and not spoken_of and not patterns()["product_frame"].fullmatch(named.group(1)):
            return str(named.group(1))
    rest = patterns()["product_frame"].sub(" ", text).split()
    rest = [part for part in rest if not patterns()["product_not_name"].search(part)]
    longest = max(rest, key=len, default="")
    return longest if NAMED <= len(longest) <= 16 and len(text) <= 40 else ""


def _longer_name(text: str, product: Product) -> str:
    """Return the name in a message that only begins or ends like the product's own; empty when it is the product's."""
    spoken = (product.name[start:] for start in range(len(product.name) - NAMED))  # mostly without the bank's name
    word = max((word for word in (*spoken, *product.aliases) if word in text), key=len, default="")
    if not word:
        return ""
    before, behind = (patterns()[name].pattern for name in ("product_before", "product_behind"))
    found = regex.search(f"(?:{before})?{regex.escape(word)}(?:{behind})?", text)
    named = found.group(0) if found else word
    own = (product.name, *product.aliases)
    return "" if any(named.translate(_DIGITS) in word for word in own) else named


def _asks_for(product: Product, text: str) -> bool:
    """Tell whether a product is asked for: the name of its whole kind (大额存单) alone may be about any of them."""
    named = (word for word in (product.code, product.name, *product.aliases) if word != product.kind and word in text)
    return product.kind not in text or any(named) or bool(patterns()["product_sale"].search(text))


def _likeness(text: str, named: str, words: Iterable[str]) -> float:
    upper = text.upper()
    if any(word.upper() in upper for word in words):
        return 100.0
    if patterns()["product_code"].fullmatch(named):
        return max(
            ALIKE if fuzz.ratio(named, word) >= 85 else 0.0 for word in words
        )  # a wrong digit is never "the same"
    return max(fuzz.ratio(named, word) for word in words) if named else 0.0


def _near(text: str, words: Iterable[str]) -> float:
    return max(fuzz.partial_ratio(text, word) if len(text) >= len(word) >= 4 else 0.0 for word in words)
