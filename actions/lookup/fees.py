"""What does it cost: a line of the published fee list, or honestly that it is not there."""

from __future__ import annotations

from rasa_sdk.executor import CollectingDispatcher

from actions.lookup.told import Told, entry
from actions.services import services
from actions.speech import say, topic_buttons
from actions.turn import SURE, Turn
from bot.bank import Fee
from bot.catalogue import fees as listed
from bot.catalogue.asking import patterns

TOPIC, KIND = "rights.fees", "fee"


def of_the_shown(dispatcher: CollectingDispatcher, turn: Turn) -> Told | None:
    """Answer what is asked of the fee shown last: whether it can be less, why others take none; None without one."""
    shown = entry(turn, KIND) or _just_told(turn)
    at_hand = shown or turn.slots.get("last_topic") == TOPIC
    if at_hand and patterns()["fee_others"].search(turn.text):
        say(dispatcher, "utter_rights.fees.others", buttons=topic_buttons([TOPIC]))
        return Told(TOPIC, entry=(KIND, shown) if shown else None)
    several = listed.counted(shown or "", turn.text)
    if several:
        fee, count, total = several
        say(dispatcher, "utter_fee_several", item=fee.item, price=fee.price, count=str(count), total=str(total))
        return Told(TOPIC, entry=(KIND, fee.item), about=next(iter(fee.topics), ""))
    told = listed.by_item(shown) if shown else None
    if told and patterns()["fee_once_more"].search(turn.text):
        _show(dispatcher, [told])
        return Told(TOPIC, entry=(KIND, told.item))
    if not (told and patterns()["fee_waive"].fullmatch(turn.text)):
        return None
    say(dispatcher, "utter_fee_waive", item=told.item, price=told.price)
    return Told(TOPIC, entry=(KIND, told.item), about=next(iter(told.topics), ""))


def answer(dispatcher: CollectingDispatcher, turn: Turn) -> Told | None:
    """Answer what a message asks about a price; None when it asks about none."""
    if patterns()["asks_why"].search(turn.text):
        return None
    fee = listed.find(turn.text, sure=turn.topic == TOPIC) or listed.beside(entry(turn, KIND) or "", turn.text)
    fee = fee or (listed.named_next(turn.text) if entry(turn, KIND) else None)
    if fee:
        _show(dispatcher, [fee])
        return Told(TOPIC, entry=(KIND, fee.item), about=next(iter(fee.topics), ""))
    beside = listed.next_name(turn.text) if entry(turn, KIND) and not _is_known(turn) else None
    unlisted = listed.unlisted(turn.text) or beside
    if unlisted is None:
        return None
    say(dispatcher, "utter_fee_unlisted", buttons=topic_buttons([TOPIC]), item=unlisted)
    return Told(TOPIC)


def _just_told(turn: Turn) -> str | None:
    """Return the fee of the topic at hand when it was what was said last."""
    fees = listed.of(turn.slots.get("last_topic") or "") if turn.was_told("utter_fee_found") else []
    return fees[0].item if fees else None


def _is_known(turn: Turn) -> bool:
    """Tell whether a message is surely about a topic of its own."""
    return turn.topic in services().answers and turn.confidence >= SURE


def of_topic(dispatcher: CollectingDispatcher, topic: str) -> bool:
    """Say what the fee list has for the topic at hand; False when it has nothing."""
    fees = listed.of(topic)
    if fees:
        _show(dispatcher, fees)
    return bool(fees)


def _show(dispatcher: CollectingDispatcher, fees: list[Fee]) -> None:
    rows = [{"label": fee.item, "value": fee.price} for fee in fees]
    lines = "\n".join(f"{fee.item}：{fee.price}。" for fee in fees)
    say(dispatcher, "utter_fee_found", custom={"type": "card", "title": fees[0].item, "rows": rows}, fees=lines)
