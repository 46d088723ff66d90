"""Confirming in one short question what was not sure: 您说的是30000元，对吗."""

from __future__ import annotations

from typing import Any

import regex
from rasa_sdk.executor import CollectingDispatcher

from actions.complaint import fields
from actions.services import words
from actions.speech import say
from actions.turn import Turn
from bot.lexicon import heard
from bot.text import dates
from bot.text.numbers import numeral

JOINED = {"complaint_occurred_on": dates.UNTIL, "complaint_place": "、"}
"""Fields that may hold several candidates at once, and what stands between them."""
GUESSED = ("complaint_business",)
"""Fields whose candidates are what the matter sounds like; the customer has named none."""
NEITHER = object()
"""The customer says that none of the candidates is meant."""
_BARE_DAY = regex.compile(
    r"(?<![0-9月一二三四五六七八九十])(?P<day>[0-9]{1,2}|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])[号日](?!线|楼|窗|柜|机)"
)
_NUMBERED = regex.compile(r"(?:第|选|就)?(?P<n>[1-4一二三四])(?:个|项)?")


def about(slot: str | None, slots: dict[str, Any]) -> list[str]:
    """Return the candidates that are open for a field."""
    return list((slots.get(fields.UNSURE) or {}).get(slot) or [])


def ask(dispatcher: CollectingDispatcher, slot: str, candidates: list[str]) -> None:
    """Ask whether the one candidate is right, or which of several is."""
    titles = [fields.shown(slot, value) for value in candidates]
    kind = f".{slot}" if slot in GUESSED else ""
    if len(titles) == 1:
        say(dispatcher, f"utter_confirm_one{kind}", buttons=words()["right_or_not"], value=titles[0])
        return
    buttons = [{"title": title, "payload": title} for title in titles]
    label = words()["fields"][slot]
    ends = [words()["all_of_these"]] if slot in JOINED else []
    say(dispatcher, f"utter_confirm_which{kind}", buttons=[*buttons, *ends, words()["none_of_these"]], field=label)


def read(turn: Turn, slot: str, candidates: list[str]) -> Any:
    """Return the candidate that was confirmed, `NEITHER`, or None when the message answers otherwise."""
    text = turn.text.rstrip("。.！!")
    if len(candidates) > 1 and slot in JOINED and heard("all_of_them", text):
        return _joined(slot, candidates)
    named = [value for value in candidates if fields.shown(slot, value) in turn.text]
    named = named or _of_the_day(turn.text, candidates)
    if len(named) == 1:
        return named[0]
    if heard("denies", text) or text == words()["none_of_these"]["payload"]:
        return NEITHER
    if len(candidates) == 1:
        return candidates[0] if heard("yes_answer", text) or turn.is_act("affirm") else None
    number = _NUMBERED.fullmatch(text)
    index = "1234一二三四".index(number["n"]) % 4 if number else len(candidates)
    return candidates[index] if index < len(candidates) else None


def _of_the_day(text: str, candidates: list[str]) -> list[str]:
    """Return the candidates that fall on a day which comes without its month: 十三号 of 10月12日 and 10月13日."""
    days = {numeral(match["day"]) for match in _BARE_DAY.finditer(text)}
    return [value for value in candidates if len(value) == len("2026-10-12") and int(value[-2:]) in days]


def settled(slot: str, candidates: list[str]) -> str:
    """Return what is kept when all candidates are named once more: the customer has nothing more exact."""
    return _joined(slot, candidates) if slot in JOINED else candidates[-1]


def _joined(slot: str, candidates: list[str]) -> str:
    """Return all candidates as one value: days as a stretch from the first to the last."""
    if slot == "complaint_occurred_on":
        plain = sorted(candidates)
        return JOINED[slot].join((plain[0], plain[-1]))
    return JOINED[slot].join(candidates)
