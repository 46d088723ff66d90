"""Finding a public hotline in a customer's words: by number, name or alias."""

from __future__ import annotations

from functools import cache

import regex

from bot.bank import Hotline, load_hotlines
from bot.catalogue.asking import patterns
from bot.text.patterns import Pattern, compiled


def find(text: str) -> Hotline | None:
    """Return the public hotline whose number or name a message asks for: "12378是哪儿的", "反诈专线多少"."""
    number = patterns()["hotline_number"].search(text)
    if number:
        return next((hotline for hotline in load_hotlines() if hotline.number == number.group(1)), None)
    called = patterns()["hotline_name"].search(text)
    named = [hotline for hotline in load_hotlines() if called and called.group(1) in (hotline.name, *hotline.aliases)]
    return named[0] if named else None


def named_next(text: str) -> Hotline | None:
    """Return the hotline that a few words name beside another one: 微信的呢, 12315呢."""
    asked = patterns()["hotline_next"].fullmatch(text)
    named = asked["name"] if asked else None
    return next((line for line in load_hotlines() if named in (line.number, line.name, *line.aliases)), None)


def named_in(text: str, at_hand: str | None = None) -> list[Hotline]:
    """Return the public hotlines that a message names by number or as "…电话", else the one at hand."""
    places = {hotline.number: _place(hotline, text) for hotline in load_hotlines()}
    named = sorted(
        (hotline for hotline in load_hotlines() if places[hotline.number] >= 0), key=lambda h: places[h.number]
    )
    if named or not patterns()["hotline_bare"].fullmatch(text):
        return named
    return [hotline for hotline in load_hotlines() if hotline.number == at_hand]


def unknown_name(text: str) -> str | None:
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
