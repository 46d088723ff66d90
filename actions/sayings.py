"""What people say to the assistant as such, or bring to the wrong door: one reply each, all of it content."""

from __future__ import annotations

from collections.abc import Container

from rasa_sdk.executor import CollectingDispatcher

from actions.speech import say
from actions.turn import Turn
from bot.lexicon import SAYINGS, table

NO_COMPLAINT = ("threat", "shop", "other_bank", "corruption", "not_complaining")
"""Sayings that open no complaint, whatever else they sound like."""


def answer(dispatcher: CollectingDispatcher, turn: Turn, among: Container[str] | None = None) -> bool:
    """Say the reply to the first saying of `sayings.yml` that is heard, of these if given; False when none is."""
    heard = (name for name, pattern in table(SAYINGS).items() if pattern.search(turn.text))
    name = next((name for name in heard if among is None or name in among), None)
    if name:
        say(dispatcher, f"utter_saying.{name}")
    return name is not None
