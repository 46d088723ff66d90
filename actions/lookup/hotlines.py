"""Whose number is this, which number do I dial, and what about it: hours, charge, no answer, which of two."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.case.state import Case
from actions.lookup.told import LOOKED_UP, Told, entry
from actions.services import services
from actions.speech import say
from actions.turn import Turn
from bot.bank import Hotline
from bot.catalogue import asking, hotlines
from bot.catalogue.asking import patterns

OF_THE_BANK = ("card.", "literacy.", "rights.")
"""Topics after which a number that is asked for is the bank's."""
KIND, OWN = "hotline", "own"
"""Kind of entry, and what stands for this bank's own number."""


def answer(dispatcher: CollectingDispatcher, turn: Turn) -> Told | None:
    """Answer what a message asks about a hotline; None when it asks about none."""
    if _is_of_own(dispatcher, turn):
        return Told(entry=(KIND, OWN))
    named = hotlines.named_in(turn.text, entry(turn, KIND))
    side = asking.side("hotline", turn.text) if named else None
    if side:
        return _say_side(dispatcher, turn, side, named)
    asked = named if hotlines.unknown_name(turn.text) else []
    hotline = hotlines.find(turn.text) or next(iter(asked), None) or _next(turn)
    if hotline:
        _say(dispatcher, "utter_public_hotline", [hotline], use=hotline.use)
        return _told(turn, hotline)
    if patterns()["hotline"].search(turn.text) and not patterns()["other_bank"].search(turn.text):
        say(dispatcher, "utter_hotline")
        return Told(entry=(KIND, OWN))
    return None


def unknown(dispatcher: CollectingDispatcher, turn: Turn) -> Told | None:
    """Say honestly that a number, or somebody's number, is not in the list; None when none is asked."""
    name, number = hotlines.unknown_name(turn.text), hotlines.unknown_number(turn.text)
    if name is None and number is None:
        return None
    say(
        dispatcher,
        "utter_hotline_unknown" if name else "utter_hotline_unknown_number",
        name=name or "",
        number=number or "",
    )
    return Told()


def _is_of_own(dispatcher: CollectingDispatcher, turn: Turn) -> bool:
    """Say what is asked about this bank's number: nearly every answer names it; False when nothing is."""
    if patterns()["own_hours"].search(turn.text):
        say(dispatcher, "utter_hotline_own_hours")
        return True
    if _may_ask_for_own(turn) and patterns()["number_again"].fullmatch(turn.text):
        say(dispatcher, "utter_hotline")
        return True
    shown, speaks_of_calls = entry(turn, KIND), patterns()["calls"].search(turn.text)
    at_hand = shown == OWN or (shown is None and turn.slots.get("last_topic") and speaks_of_calls)
    bare = at_hand and patterns()["hotline_bare"].fullmatch(turn.text)
    side = asking.side("hotline", turn.text) if bare else None
    if side not in ("keys", "hours", "unreachable", "charge"):
        return False
    say(dispatcher, f"utter_hotline_own_{side}")
    return True


def _may_ask_for_own(turn: Turn) -> bool:
    """Tell whether a number that is asked for by no name is ours: it was told last, or nobody else's is spoken of."""
    if turn.slots.get(LOOKED_UP):
        return entry(turn, KIND) == OWN
    return Case.of(turn) is None and (turn.slots.get("last_topic") or "").startswith(OF_THE_BANK)


def _next(turn: Turn) -> Hotline | None:
    """Return the hotline that a few words name after another one was told: 微信的呢."""
    return hotlines.named_next(turn.text) if entry(turn, KIND) else None


def _say_side(dispatcher: CollectingDispatcher, turn: Turn, side: str, named: list[Hotline]) -> Told:
    hotline = named[0]
    if side == "difference" and len(named) > 1:
        listed = "\n".join(f"· {each.number} 是{each.name}。{each.use}" for each in named)
        _say(dispatcher, "utter_hotline_difference", named, listed=listed)
    elif side in ("difference", "scope"):
        _say(dispatcher, "utter_public_hotline", [hotline], use=hotline.use)
    else:
        known = side == "hours" and bool(hotline.hours)
        response = "utter_hotline_hours_known" if known else f"utter_hotline_{side}"
        _say(dispatcher, response, [hotline], hours=hotline.hours)
    return _told(turn, hotline)


def _say(dispatcher: CollectingDispatcher, response: str, hotlines: list[Hotline], **told: Any) -> None:
    dated = {hotline.source: hotline.verified_on.isoformat() for hotline in hotlines}
    items = [{"title": source, "date": day} for source, day in dated.items()]
    custom: dict[str, Any] = {"type": "sources", "items": items, "reviewed_on": min(dated.values())}
    say(dispatcher, response, custom=custom, number=hotlines[0].number, name=hotlines[0].name, **told)


def _told(turn: Turn, hotline: Hotline) -> Told:
    return Told(turn.topic if turn.topic in services().answers else "", entry=(KIND, hotline.number))
