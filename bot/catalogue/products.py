"""Finding a product in a customer's words: by code, name, alias, sound, or nearly so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import regex
from rapidfuzz import fuzz

from bot.bank import Product, load_bank
from bot.catalogue.asking import patterns
from bot.text.sounds import sounds

SAME, ALIKE = 88.0, 68.0
"""Likeness in percent from which a name is taken as meant, or offered as "do you mean"."""
_DIGITS = str.maketrans("123456789", "一二三四五六七八九")
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


def by_code(code: str) -> Product | None:
    """Return the product of this code."""
    return next((product for product in _products() if product.code == code), None)


def find(text: str, whole: bool = False) -> Found | None:
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
