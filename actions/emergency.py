"""The emergency lane: from any state, the first words are what to do now (contract §4); then the case goes on."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import doors
from actions.case import invested, ladder, moves, sorts, talk
from actions.case.state import AREAS, CONTACT, DESPAIR, MONEY, SLOT, STORY, VIOLENCE, Case, is_about
from actions.lookup.told import LOOKED_UP
from actions.services import services, words
from actions.speech import say, tell, topic_buttons
from actions.turn import ACTS, SURE, Turn, once
from bot.lexicon import heard
from bot.nlu import alarms, signs
from bot.nlu.urgency import UrgencyRules
from bot.text.normalize import in_clauses
from tickets.errors import StoreUnavailable

FOLLOW_UP = ["fraud.stop_payment", "fraud.evidence", "fraud.recover_money"]
POLICE, BANK = "police", "bank"
"""Steps: who has called the police needs no card that tells to call, and hears what is left to do."""
CERTAIN = 0.8
FEW_WORDS = 12
SWINDLES = ("fraud.", "fundraising.", "card.stolen", "card.lending", "card.otp", "card.qr", "card.online")
"""Topics after which a few words may say that money or a code was given away."""
STOLEN, WRONG, STOP_PAYMENT = "card.stolen_use", "card.wrong_transfer", "fraud.stop_payment"
TOPICS = {MONEY: "fraud.just_scammed", CONTACT: "fraud.verify_caller"}
"""Topic at hand after the lane, when the message itself names no kind of scam."""
ALARMS = {
    alarms.LIFE: DESPAIR[1], alarms.OTHER: DESPAIR[1], alarms.MISSING: DESPAIR[1], alarms.DESPAIR: DESPAIR[0],
    alarms.FEAR: DESPAIR[0], alarms.VIOLENCE: VIOLENCE, alarms.HELD: CONTACT, alarms.UNDER_WAY: CONTACT,
}  # fmt: skip
"""Kind of emergency that an alarm begins."""
FAINT = (alarms.DESPAIR, alarms.FEAR, alarms.VIOLENCE)
"""Alarms that a few words about the case at hand easily sound like: those go on with it."""


@cache
def _rules() -> UrgencyRules:
    return UrgencyRules()


def answer(dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType] | None:
    """Answer what cannot wait, or what belongs to a case already told of; None when it is neither."""
    if denies_despair(turn):
        return _let_go(dispatcher, turn)
    kind = lane(turn)
    if kind is None or _goes_on(turn, kind):
        return talk.reply(dispatcher, turn)
    return handle(dispatcher, turn, kind)


@once
def lane(turn: Turn) -> str | None:
    """Return the kind of emergency that a message opens the lane for, else None."""
    case, alarm = Case.of(turn), ALARMS.get(turn.alarm or "")
    if _is_in_despair(turn):
        return DESPAIR[_is_of_another(turn, case)]
    if _rules().is_violence(turn.text) or (alarm == VIOLENCE and not _is_lured(turn)):
        return VIOLENCE
    if case and case.is_personal and len(turn.text) <= talk.LONGEST and _rules().read(turn.text) != MONEY:
        return None  # a few words while a life is at stake begin no other emergency
    if turn.alarm == alarms.MISSING:
        return alarm
    if _rules().only_learns(turn.text):
        return None
    if _rules().is_only_told_of(turn.text) and _rules().read(turn.text) != MONEY:
        return None
    if invested.is_told(turn, _rules()):
        return None
    other = _is_of_the_answer(turn) or _only_asks(turn) or _only_did(turn, case)
    if turn.urgency == MONEY and turn.alarm != alarms.HELD and not other:
        return MONEY
    under_way = _rules().is_under_way(turn.text) and not _rules().is_supposed(turn.text)
    if _tells_of_giving(turn) or _is_being_stopped(turn):
        return MONEY
    if alarm == CONTACT and not _is_calm(turn):
        return CONTACT
    # the table of signs last: it is the dear one, and this runs on every message
    steered = under_way and (turn.urgency == CONTACT or _is_of_a_swindler(case) or signs.seen(turn.text))
    return CONTACT if steered else None


def _is_of_a_swindler(case: Case | None) -> bool:
    """Tell whether somebody told of a swindler before: whoever is on the line now is that one."""
    return case is not None and case.kind == STORY and case.topic.startswith("fraud.")


def denies_despair(turn: Turn) -> bool:
    """Tell whether somebody whom we took to be in despair says that nobody is."""
    case = Case.of(turn)
    if case is None or not case.is_despair:
        return False
    move = moves.heard(turn, case)
    says_so = move is not None and move.closes and not _rules().is_despair(turn.text)
    return says_so or _rules().denies_despair(turn.text)


def _let_go(dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
    """Leave a despair that was none, with an apology, for what was really told: now, or when it was misheard."""
    case = Case.of(turn) or Case()
    anew = replace(turn, slots={**turn.slots, SLOT: None})
    kind = lane(anew) or doors.danger(anew) or (MONEY if case.lost else None)
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


def _is_in_despair(turn: Turn) -> bool:
    """Tell whether somebody is in despair: not only frightened by a loss, nor by who is hurting them."""
    if not turn.is_act("distress", least=0.3):
        return False
    rules, case = _rules(), Case.of(turn)
    if rules.is_despair(turn.text):
        return True
    told = turn.slots.get(LOOKED_UP) or turn.slots.get("last_topic")
    quiet = case is None or case.kind == STORY
    if told and quiet and turn.alarm != alarms.LIFE and rules.is_no_despair(turn.text) and not rules.is_sad(turn.text):
        return False  # few words without sadness go on with what was answered: 不想要了能关吗, 村里好些人都放了
    of_loss = case is not None and case.kind in (MONEY, CONTACT) and len(turn.text) <= talk.LONGEST
    if of_loss and turn.alarm != alarms.LIFE and not rules.is_low(turn.text) and moves.done_in(turn.text):
        return False  # few words without sadness say which step of the loss is done: 关机了
    if turn.alarm == alarms.FEAR and rules.read(turn.text) == MONEY:
        return False
    if turn.alarm not in alarms.OF_DESPAIR and (turn.alarm or turn.urgency == MONEY):
        return False  # a cry for help that tells of a loss, or of somebody held, is about that
    told = case is not None and case.kind == VIOLENCE and turn.alarm in FAINT
    return not (told or rules.is_violence(turn.text))


def _is_calm(turn: Turn) -> bool:
    """Tell whether what sounds like a call under way is surely a question about something that no swindler does now."""
    sure = turn.topic in services().answers and turn.confidence >= CERTAIN and turn.urgency not in (MONEY, CONTACT)
    return turn.alarm == alarms.UNDER_WAY and sure and not turn.topic.startswith("fraud.")


def _only_asks(turn: Turn) -> bool:
    """Tell whether a message surely asks about something we have an answer to, and its words tell of no loss."""
    told_of = (TOPICS[MONEY], STOLEN, "fraud.cash_courier")
    sure = turn.topic in services().answers and turn.confidence >= CERTAIN and turn.topic not in told_of
    asks = turn.is_question or heard("question", turn.text)
    return bool(sure and asks) and _rules().read(turn.text) != MONEY


def _is_being_stopped(turn: Turn) -> bool:
    """Tell whether somebody asks how a payment is stopped and has called the police: something is lost."""
    return turn.topic == STOP_PAYMENT and POLICE in moves.done_in(in_clauses(turn.raw))


def _only_did(turn: Turn, case: Case | None) -> bool:
    """Tell whether a few words about what is at hand only say which step is done: "I called, it is blocked"."""
    few = case is not None and len(turn.text) <= FEW_WORDS
    return few and bool(moves.done_in(turn.text)) and _rules().read(turn.text) != MONEY


def _is_lured(turn: Turn) -> bool:
    """Tell whether what sounds like violence is a swindle: money given, or somebody led away with nobody told."""
    rules = _rules()
    return rules.read(turn.text) == MONEY or (turn.urgency == CONTACT and rules.is_under_way(turn.text))


def _is_of_the_answer(turn: Turn) -> bool:
    """Tell whether a few words go on with an answer about nothing a swindler does: "I have bought it" of insurance.

    So do those after a look-up: whoever was told a number says that it was dialled.
    """
    at_hand = turn.slots.get("last_topic") or ("" if turn.slots.get(LOOKED_UP) else SWINDLES[0])
    few = len(turn.text) <= FEW_WORDS and (at_hand == WRONG or not heard("of_a_swindle", turn.text))
    case = Case.of(turn)
    return few and not at_hand.startswith(SWINDLES) and (case is None or case.kind == STORY)


def _is_of_another(turn: Turn, case: Case | None) -> bool:
    """Tell whether somebody else is in despair; while it was another's, it stays so until the writer speaks of self."""
    own = _rules().is_own_despair(turn.text)
    stays = case is not None and case.kind == DESPAIR[1]
    return (stays and not own) or (turn.alarm == alarms.OTHER and not own) or _rules().is_of_another(turn.text)


def is_certain(turn: Turn) -> bool:
    """Tell whether money has moved beyond doubt: by a sure sign in the words, or by a sure reading of the story."""
    return _rules().read(turn.text) == MONEY or (turn.topic == TOPICS[MONEY] and turn.confidence >= CERTAIN)


def is_plain(turn: Turn) -> bool:
    """Tell whether the words themselves say that money is lost, or that somebody is in danger."""
    rules = _rules()
    told = (rules.is_despair, rules.is_of_another, rules.is_violence)
    return rules.read(turn.text) == MONEY or any(tells(turn.text) for tells in told)


def is_under_way(turn: Turn) -> bool:
    """Tell whether the words themselves say that somebody is led by a swindler right now."""
    return _rules().is_under_way(turn.text)


def only_learns(turn: Turn) -> bool:
    """Tell whether somebody prepares a lesson or a text: nothing happened to anyone."""
    return _rules().only_learns(turn.text)


def is_averted(turn: Turn) -> bool:
    """Tell whether the customer says that a swindler asked and got nothing."""
    asked = turn.topic.startswith(ACTS) and heard("asked_by_somebody", turn.text)
    of_a_swindler = turn.topic.startswith("fraud.") or turn.urgency == CONTACT or asked
    about = bool(of_a_swindler) and turn.urgency != MONEY and not turn.is_question
    return about and _rules().is_averted(turn.text)


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
    case = replace(before, kind=kind, topic=_named(turn, kind) or TOPICS.get(kind) or before.topic, wish=wish)
    if kind == MONEY:
        sure = before.sure or _rules().read(turn.text) == MONEY or _tells_of_giving(turn)
        done = moves.done_in(in_clauses(turn.raw))
        case = replace(case.with_given(True).with_done("stop", *done), sure=sure)  # the first line of the card
        if POLICE in done and not before.is_urgent:
            say(dispatcher, "utter_emergency_done_already" if BANK in done else "utter_emergency_reported")
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


def _tells_of_giving(turn: Turn) -> bool:
    """Tell whether a few words say that something was given where no loss was known: "交了" after advice."""
    case = Case.of(turn)
    move = moves.heard(turn, case)
    return move is not None and move.opens_emergency(case)


def _named(turn: Turn, kind: str) -> str | None:
    """Return the topic that a message names itself; what was lost by a scam is followed up alike whatever its kind."""
    if kind == MONEY:
        return turn.topic if turn.topic == STOLEN else None
    return turn.scam_type if kind == CONTACT else None


def _wish(turn: Turn) -> str:
    """Return the topic that was wanted, in case this is no emergency: one of this message, or the one at hand."""
    wanted = (turn.topic, turn.slots.get("last_topic") or "")
    return next((topic for topic in wanted if topic in services().answers and not topic.startswith(AREAS)), "")


def _goes_on(turn: Turn, kind: str) -> bool:
    """Tell whether a message only seems to open the lane: it says something about a case that was told of before."""
    case = Case.of(turn)
    move = moves.heard(turn, case)
    if move and move.closes and _rules().read(turn.text) == MONEY and not moves.is_outright(move, turn):
        return False  # who tells of a loss does not say in the same breath that there is none
    newly_at_stake = turn.alarm == alarms.LIFE and case is not None and case.sort != alarms.LIFE
    if newly_at_stake or (move and move.opens_emergency(case)):
        return False
    words = _rules().is_despair(turn.text) or _rules().is_violence(turn.text)
    of_others = (case and turn.alarm == alarms.OTHER) or (case and case.is_urgent and turn.alarm == alarms.MISSING)
    if move and (turn.alarm in FAINT or of_others) and not words:
        return True
    if move and kind == VIOLENCE and case and case.is_personal and case.kind == VIOLENCE:
        return True
    if move and kind in DESPAIR and case and case.is_despair:
        return not _rules().is_despair(turn.text)
    lost = _rules().read(turn.text) == MONEY or (case is None and is_certain(turn))
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
