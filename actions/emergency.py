"""The emergency lane: from any state, the first words are what to do now (contract §4); then the case goes on."""

from __future__ import annotations

from dataclasses import replace

from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import doors, lane
from actions.case import ladder, moves, sorts, talk
from actions.case.state import AREAS, CONTACT, DESPAIR, MONEY, SLOT, VIOLENCE, Case, is_about
from actions.services import services, words
from actions.speech import say, tell, topic_buttons
from actions.turn import SURE, Turn
from bot.nlu import alarms
from bot.text.normalize import in_clauses
from tickets.errors import StoreUnavailable

FOLLOW_UP = ["fraud.stop_payment", "fraud.evidence", "fraud.recover_money"]


def answer(dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType] | None:
    """Answer what cannot wait, or what belongs to a case already told of; None when it is neither."""
    if lane.denies_despair(turn):
        return _let_go(dispatcher, turn)
    kind = lane.kind(turn)
    if kind is None or _goes_on(turn, kind):
        return talk.reply(dispatcher, turn)
    return handle(dispatcher, turn, kind)


def _let_go(dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
    """Leave a despair that was none, with an apology, for what was really told: now, or when it was misheard."""
    case = Case.of(turn) or Case()
    anew = replace(turn, slots={**turn.slots, SLOT: None})
    kind = lane.kind(anew) or doors.danger(anew) or (MONEY if case.lost else None)
    if kind:
        say(dispatcher, "utter_care_mistaken_loss")
        return handle(dispatcher, anew, kind, told=case.lost)
    events = [SlotSet(SLOT, None), SlotSet("misses", 0), SlotSet("choosing", None)]
    if turn.topic not in services().answers or turn.confidence < SURE:
        say(dispatcher, "utter_care_mistaken")
        return [*events, SlotSet("last_topic", None)]
    say(dispatcher, "utter_care_mistaken_loss")
    tell(dispatcher, turn.topic)
    return [*events, SlotSet("last_topic", turn.topic)]


def handle(dispatcher: CollectingDispatcher, turn: Turn, kind: str, told: str = "") -> list[EventType]:
    """Say what to do now, in fewer words when it was said before; return the case to remember.

    `told` is the sort of a loss that was told before, where this message tells none of its own.
    """
    before = Case.of(turn) or Case()
    goes_on = before.is_personal or is_about(turn, AREAS)
    if kind == CONTACT and before.given and goes_on:
        kind = MONEY  # the swindler is still at work: that begins nothing new
    sort = sorts.opened_by(turn, kind)
    if told and kind == MONEY and sort and sort.id in sorts.UNKNOWN:
        sort = sorts.named(told)
    wish = before.wish if before.is_urgent else _wish(turn)
    case = replace(before, kind=kind, topic=_named(turn, kind) or lane.TOPICS.get(kind) or before.topic, wish=wish)
    if kind == MONEY:
        sure = before.sure or lane.rules().read(turn.text) == MONEY or lane.tells_of_giving(turn)
        done = moves.done_in(in_clauses(turn.raw))
        case = replace(case.with_given(True).with_done("stop", *done), sure=sure)  # the first line of the card
        told_the_police = lane.POLICE in done and not before.is_urgent
        if told_the_police or (lane.POLICE in before.done and before.kind == CONTACT):
            say(dispatcher, "utter_emergency_done_already" if lane.BANK in done else "utter_emergency_reported")
            return talk.opened(turn, talk.after_done(dispatcher, turn, replace(case, sort=sort.id if sort else "")))
    if before.kind == kind and goes_on and (sort is None or sort.id in (before.sort, *sorts.UNKNOWN)):
        again = (sorts.named(before.sort).again if kind == MONEY else "") or f"utter_emergency_again_{kind}"
        return talk.opened(turn, _once_more(dispatcher, case, again))
    first = sort.first if sort else f"utter_emergency_{kind}"
    say(dispatcher, first, buttons=topic_buttons(FOLLOW_UP) if kind == MONEY else None)
    case = replace(case, sort=sort.id if sort else "", lost=_lost(turn, case)).with_told(first)
    if before.is_despair and kind == MONEY:
        say(dispatcher, "utter_care_besides_money")
    if case.is_despair and not before.is_despair and _ask_for_care(turn):
        say(dispatcher, "utter_care_alerted")
    return talk.opened(turn, case)


def _lost(turn: Turn, case: Case) -> str:
    """Return the sort of a loss that is told beside despair, now or before."""
    loss = sorts.opened_by(turn, MONEY) if case.is_despair and turn.urgency == MONEY else None
    return loss.id if loss else case.lost


def _once_more(dispatcher: CollectingDispatcher, case: Case, first_words: str) -> Case:
    if "police" in case.done and not case.is_personal:
        first_words = ladder.words(talk.NOTED, case)[0]
    if not case.is_personal:
        return talk.heard_again(dispatcher, case, first_words)
    say(dispatcher, first_words)
    return case.with_told(first_words)


def _named(turn: Turn, kind: str) -> str | None:
    """Return the topic that a message names itself; what was lost by a scam is followed up alike whatever its kind."""
    if kind == MONEY:
        return turn.topic if turn.topic == lane.STOLEN else None
    return turn.scam_type if kind == CONTACT else None


def _wish(turn: Turn) -> str:
    """Return the topic that was wanted, in case this is no emergency: one of this message, or the one at hand."""
    wanted = (turn.topic, turn.slots.get("last_topic") or "")
    return next((topic for topic in wanted if topic in services().answers and not topic.startswith(AREAS)), "")


def _goes_on(turn: Turn, kind: str) -> bool:
    """Tell whether a message only seems to open the lane: it says something about a case that was told of before."""
    case = Case.of(turn)
    move = moves.heard(turn, case)
    if move and move.closes and lane.rules().read(turn.text) == MONEY and not moves.is_outright(move, turn):
        return False  # who tells of a loss does not say in the same breath that there is none
    newly_at_stake = turn.alarm == alarms.LIFE and case is not None and case.sort != alarms.LIFE
    if newly_at_stake or (move and move.opens_emergency(case)):
        return False
    words = lane.rules().is_despair(turn.text) or lane.rules().is_violence(turn.text)
    of_others = (case and turn.alarm == alarms.OTHER) or (case and case.is_urgent and turn.alarm == alarms.MISSING)
    if move and (turn.alarm in lane.FAINT or of_others) and not words:
        return True
    if move and kind == VIOLENCE and case and case.is_personal and case.kind == VIOLENCE:
        return True
    if move and kind in DESPAIR and case and case.is_despair:
        return not lane.rules().is_despair(turn.text)
    lost = lane.rules().read(turn.text) == MONEY or (case is None and lane.is_certain(turn))
    sure = kind in (*DESPAIR, VIOLENCE) or (kind == MONEY and lost)
    if sure and not (kind == MONEY and case and case.given):
        return False
    return move is not None


def _ask_for_care(turn: Turn) -> bool:
    """Put a person in despair on top of the staff queue; the numbers to call have been said whether it works or not."""
    try:
        services().register.request_service("care", turn.sender, words()["request"]["care"], care=True)
    except StoreUnavailable:
        return False
    return True
