"""Corrections that give the new value in no words of its own: a day earlier, that is no amount, make it grave."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import regex

from actions.complaint import fields, story
from actions.complaint.parts import fields_named
from actions.complaint.reading import Correction
from actions.turn import Turn
from bot.lexicon import EDITS, table
from bot.text.money import find_money
from bot.text.numbers import numeral

DAY, AMOUNT = "complaint_occurred_on", "complaint_amount"
LONGEST = 30
"""A longer message tells a story."""
_FIGURES = regex.compile(r"[0-9]+(?:\.[0-9]+)?")
_WHOLE_DAY = regex.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def read(turn: Turn, text: str, at_summary: bool) -> Correction | None:
    """Return the change that such words ask for, or None."""
    if len(text) > LONGEST:
        return None
    degree = _degree(text) if at_summary or turn.slots.get("requested_slot") == fields.SEVERITY else None
    return degree or _day_moved(turn, text) or _no_amount(turn, text)


def is_no_amount(text: str) -> bool:
    """Tell whether words say that a number is not what the matter is worth."""
    return table(EDITS)["no_amount_of_it"].search(text) is not None


def _degree(text: str) -> Correction | None:
    """Read 我要求改成重大; who only objects to the degree is asked which."""
    words = table(EDITS)
    if words["objects_to_degree"].search(text):
        return Correction(unsaid=(fields.SEVERITY,))
    named = words["names_a_degree"].search(text)
    return Correction({fields.SEVERITY: named["degree"]}) if named else None


def _day_moved(turn: Turn, text: str) -> Correction | None:
    """Read 不是那天，应该是前一天 from the day that was told; without a plain day it has to be asked."""
    words, told = table(EDITS), str(turn.slots.get(DAY) or "")
    back, forth = words["earlier_day"].search(text), words["later_day"].search(text)
    moved = forth or back
    if not told or moved is None or not words["day_moves"].search(text) or story.days(text):
        return None
    if not _WHOLE_DAY.fullmatch(told):
        return Correction(unsaid=(DAY,))
    days = numeral((moved["n"] or "一").replace("两", "二"))
    return Correction({DAY: f"{date.fromisoformat(told) + timedelta(days=days if forth else -days):%Y-%m-%d}"})


def _no_amount(turn: Turn, text: str) -> Correction | None:
    """Read that the amount told is none of this matter: 那是流水, 4.9是利率不是钱; another number's is no matter."""
    told = turn.slots.get(AMOUNT)
    of_another_field = (named_fields := fields_named(text)) and AMOUNT not in named_fields
    if not told or not is_no_amount(text) or of_another_field:
        return None
    named = {Decimal(figures) for figures in _FIGURES.findall(text)}
    named |= {money.yuan for money in find_money(text)}
    return Correction({AMOUNT: fields.SKIPPED}) if not named or Decimal(told) in named else None
