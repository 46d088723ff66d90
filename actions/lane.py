"""What cannot wait: whether a message opens the emergency lane, and for what (contract §4)."""

from __future__ import annotations

from functools import cache

from actions import matters, passages
from actions.case import invested, moves, sorts, talk
from actions.case.state import CONTACT, DESPAIR, MONEY, STORY, VIOLENCE, Case
from actions.lookup.told import LOOKED_UP
from actions.services import services
from actions.turn import ACTS, Turn, once
from bot.lexicon import heard
from bot.nlu import alarms, signs
from bot.nlu.urgency import UrgencyRules
from bot.text.normalize import in_clauses

CERTAIN = 0.8
SURELY_SAD = 0.9
"""Below this confidence despair needs an alarm, or a word of sadness, where something else was told before."""
TOLD_BEFORE = "unsure_story"
"""Slot with a story that was told before (actions/uncertain.py)."""
FEW_WORDS = 12
SWINDLES = ("fraud.", "fundraising.", "card.stolen", "card.lending", "card.otp", "card.qr", "card.online")
"""Topics after which a few words may say that money or a code was given away."""
STOLEN, WRONG, STOP_PAYMENT = "card.stolen_use", "card.wrong_transfer", "fraud.stop_payment"
TOPICS = {MONEY: "fraud.just_scammed", CONTACT: "fraud.verify_caller"}
"""Topic at hand after the lane, when the message itself names no kind of scam."""
OFFERS = ("private_exchange", "foreign_exchange", "gold_custody", "loan_agent", "paid_job", "street_gift")
"""Matters that somebody offers, and no call under way."""
ALARMS = {
    alarms.LIFE: DESPAIR[1], alarms.OTHER: DESPAIR[1], alarms.MISSING: DESPAIR[1], alarms.DESPAIR: DESPAIR[0],
    alarms.FEAR: DESPAIR[0], alarms.VIOLENCE: VIOLENCE, alarms.HELD: CONTACT, alarms.UNDER_WAY: CONTACT,
}  # fmt: skip
"""Kind of emergency that an alarm begins."""
FAINT = (alarms.DESPAIR, alarms.FEAR, alarms.VIOLENCE)
"""Alarms that a few words about the case at hand easily sound like: those go on with it."""
RANSOM = "kidnap"
"""Sort of a case where money is wanted for somebody who is held."""
POLICE, BANK = "police", "bank"
"""Steps: who has called the police needs no card that tells to call, and hears what is left to do."""


@cache
def rules() -> UrgencyRules:
    """Return the rules of urgency in words."""
    return UrgencyRules()


@once
def kind(turn: Turn) -> str | None:
    """Return the kind of emergency that a message opens the lane for, else None."""
    case, alarm = Case.of(turn), ALARMS.get(turn.alarm or "")
    if _is_in_despair(turn):
        return DESPAIR[_is_of_another(turn, case)]
    if rules().is_violence(turn.text) or (alarm == VIOLENCE and not _is_lured(turn)):
        return VIOLENCE
    if case and case.sort == alarms.MISSING and sorts.named(RANSOM).fits(turn, CONTACT):
        return CONTACT  # who is missing is held for money: that is what matters now
    if case and case.is_personal and len(turn.text) <= talk.LONGEST and rules().read(turn.text) != MONEY:
        return None  # a few words while a life is at stake begin no other emergency
    nobody_gone = heard("swindler_gone", turn.text) or heard("awaits_reply", turn.text) or _only_left(turn, case)
    if turn.alarm == alarms.MISSING and not nobody_gone:
        return alarm
    if rules().only_learns(turn.text):
        return None
    if _is_only_told_of(turn) and rules().read(turn.text) != MONEY:
        return None
    if invested.is_told(turn, rules()) or short_of_a_loss(turn):
        return None
    other = _is_of_the_answer(turn) or _only_asks(turn) or _only_did(turn, case) or _is_of_a_grievance(turn, case)
    if turn.urgency == MONEY and turn.alarm != alarms.HELD and not other:
        return MONEY
    under_way = rules().is_under_way(turn.text) and not rules().is_supposed(turn.text)
    if tells_of_giving(turn) or _is_being_stopped(turn):
        return MONEY
    if alarm == CONTACT and not _is_calm(turn):
        return CONTACT
    # the table of signs last: it is the dear one, and this runs on every message
    steered = under_way and (turn.urgency == CONTACT or _is_of_a_swindler(case) or signs.seen(turn.text))
    return CONTACT if steered else None


def short_of_a_loss(turn: Turn) -> str | None:
    """Return the side of the answer at hand that a message asks for which only sounds like a loss; no loss is known."""
    case = Case.of(turn)
    if case is not None and (case.is_urgent or case.given):
        return None
    if rules().read(turn.text) == MONEY and "没" not in turn.text:
        return None
    return passages.short_of_a_loss(turn.text, turn.slots.get("last_topic") or "")


def denies_despair(turn: Turn) -> bool:
    """Tell whether somebody whom we took to be in despair says that nobody is."""
    case = Case.of(turn)
    if case is None or not case.is_despair:
        return False
    move = moves.heard(turn, case)
    says_so = move is not None and move.closes and not rules().is_despair(turn.text)
    return says_so or rules().denies_despair(turn.text)


def is_certain(turn: Turn) -> bool:
    """Tell whether money has moved beyond doubt: by a sure sign in the words, or by a sure reading of the story."""
    return rules().read(turn.text) == MONEY or (turn.topic == TOPICS[MONEY] and turn.confidence >= CERTAIN)


def is_plain(turn: Turn) -> bool:
    """Tell whether the words themselves say that money is lost, or that somebody is in danger."""
    told = (rules().is_despair, rules().is_of_another, rules().is_violence)
    return rules().read(turn.text) == MONEY or any(tells(turn.text) for tells in told)


def is_under_way(turn: Turn) -> bool:
    """Tell whether the words themselves say that somebody is led by a swindler right now."""
    return rules().is_under_way(turn.text)


def only_learns(turn: Turn) -> bool:
    """Tell whether somebody prepares a lesson or a text: nothing happened to anyone."""
    return rules().only_learns(turn.text)


def is_averted(turn: Turn) -> bool:
    """Tell whether the customer says that a swindler asked and got nothing."""
    asked = turn.topic.startswith(ACTS) and heard("asked_by_somebody", turn.text)
    of_a_swindler = turn.topic.startswith("fraud.") or turn.urgency == CONTACT or asked
    about = bool(of_a_swindler) and turn.urgency != MONEY and not turn.is_question
    return about and rules().is_averted(turn.text)


def tells_of_giving(turn: Turn) -> bool:
    """Tell whether a few words say that something was given where no loss was known: "交了" after advice."""
    case = Case.of(turn)
    move = moves.heard(turn, case)
    return move is not None and move.opens_emergency(case)


def _is_of_a_swindler(case: Case | None) -> bool:
    """Tell whether somebody told of a swindler before: whoever is on the line now is that one."""
    return case is not None and case.kind == STORY and case.topic.startswith("fraud.")


def _is_in_despair(turn: Turn) -> bool:
    """Tell whether somebody is in despair: not only frightened by a loss, nor by who is hurting them."""
    if not turn.is_act("distress", least=0.3):
        return False
    case = Case.of(turn)
    if rules().is_despair(turn.text):
        return True
    told = turn.slots.get(LOOKED_UP) or turn.slots.get("last_topic")
    quiet = case is None or case.kind == STORY
    sounds_calm = rules().is_no_despair(turn.text) and not rules().is_sad(turn.text)
    if told and quiet and turn.alarm != alarms.LIFE and sounds_calm:
        return False  # few words without sadness go on with what was answered: 不想要了能关吗, 村里好些人都放了
    told = told or turn.slots.get("choosing") or turn.slots.get(TOLD_BEFORE)
    unsure = turn.alarm is None and turn.confidence < SURELY_SAD and len(turn.text) <= talk.LONGEST
    if told and quiet and unsure and not (rules().is_low(turn.text) or rules().is_sad(turn.text)):
        return False  # no word of sadness in what is wished of the bank: 就想把钱取出来，别再让我跑了
    of_loss = case is not None and case.kind in (MONEY, CONTACT) and len(turn.text) <= talk.LONGEST
    if of_loss and turn.alarm != alarms.LIFE and not rules().is_low(turn.text) and moves.done_in(turn.text):
        return False  # few words without sadness say which step of the loss is done: 关机了
    if of_loss and turn.alarm != alarms.FEAR and moves.is_fright(turn, case):
        return False
    if turn.alarm == alarms.FEAR and rules().read(turn.text) == MONEY:
        return False
    if turn.alarm not in alarms.OF_DESPAIR and (turn.alarm or turn.urgency == MONEY):
        return False  # a cry for help that tells of a loss, or of somebody held, is about that
    told = case is not None and case.kind == VIOLENCE and turn.alarm in FAINT
    return not (told or rules().is_violence(turn.text))


def _is_only_told_of(turn: Turn) -> bool:
    """Tell whether a loss is only told of; what a caller claims while the call goes on is not."""
    claimed = rules().is_denied(turn.text) and not rules().is_of_a_story(turn.text)
    return rules().is_only_told_of(turn.text) and not (claimed and rules().is_pressed(turn.text))


def _only_left(turn: Turn, case: Case | None) -> bool:
    """Tell whether somebody who was answered about something else says that they left: 我已经走了 回家才发现的."""
    at_hand = turn.slots.get("last_topic") or turn.slots.get(LOOKED_UP)
    return bool(at_hand) and not (case and case.is_urgent) and not heard("of_somebody_gone", turn.text)


def _is_calm(turn: Turn) -> bool:
    """Tell whether what sounds like a call under way is surely a question about something that no swindler does now."""
    sure = turn.topic in services().answers and turn.confidence >= CERTAIN and turn.urgency not in (MONEY, CONTACT)
    if turn.alarm == alarms.UNDER_WAY and matters.name_of(turn) in OFFERS:
        return not rules().is_under_way(turn.text)
    return turn.alarm == alarms.UNDER_WAY and sure and not turn.topic.startswith("fraud.")


def _only_asks(turn: Turn) -> bool:
    """Tell whether a message surely asks about something we have an answer to, and its words tell of no loss."""
    told_of = (TOPICS[MONEY], STOLEN, "fraud.cash_courier")
    sure = turn.topic in services().answers and turn.confidence >= CERTAIN and turn.topic not in told_of
    asks = turn.is_question or heard("question", turn.text)
    return bool(sure and asks) and rules().read(turn.text) != MONEY


def _is_being_stopped(turn: Turn) -> bool:
    """Tell whether somebody asks how a payment is stopped and has called the police: something is lost."""
    return turn.topic == STOP_PAYMENT and POLICE in moves.done_in(in_clauses(turn.raw))


def _only_did(turn: Turn, case: Case | None) -> bool:
    """Tell whether a few words about what is at hand only say which step is done: "I called, it is blocked"."""
    few = case is not None and len(turn.text) <= FEW_WORDS
    return few and bool(moves.done_in(turn.text)) and rules().read(turn.text) != MONEY


def _is_lured(turn: Turn) -> bool:
    """Tell whether what sounds like violence is a swindle: money given, or somebody led away with nobody told."""
    return rules().read(turn.text) == MONEY or (turn.urgency == CONTACT and rules().is_under_way(turn.text))


def _is_of_the_answer(turn: Turn) -> bool:
    """Tell whether a few words go on with an answer about nothing a swindler does: "I have bought it" of insurance.

    So do those after a look-up: whoever was told a number says that it was dialled.
    """
    at_hand = turn.slots.get("last_topic") or ("" if turn.slots.get(LOOKED_UP) else SWINDLES[0])
    few = len(turn.text) <= FEW_WORDS and (at_hand == WRONG or not heard("of_a_swindle", turn.text))
    case = Case.of(turn)
    return few and not at_hand.startswith(SWINDLES) and (case is None or case.kind == STORY)


def _is_of_a_grievance(turn: Turn, case: Case | None) -> bool:
    """Tell whether a few words go on with what the bank did: a figure put right, something to show, a complaint that
    was offered. Their words tell of no loss, and of no swindler."""
    if (case is not None and case.kind != STORY) or len(turn.text) > talk.LONGEST or is_certain(turn):
        return False
    last = turn.slots.get("last_topic") or ""
    if last.startswith(SWINDLES) or heard("of_a_swindle", turn.text):
        return False
    surely = turn.topic.startswith("fraud.") and turn.confidence >= CERTAIN
    offered = turn.slots.get("choosing") == "complaint_form" and not surely
    return bool(offered or heard("puts_right", turn.text) or (last and heard("only_shows", turn.text)))


def _is_of_another(turn: Turn, case: Case | None) -> bool:
    """Tell whether somebody else is in despair; while it was another's, it stays so until the writer speaks of self."""
    own = rules().is_own_despair(turn.text)
    stays = case is not None and case.kind == DESPAIR[1]
    other = turn.alarm == alarms.OTHER and rules().names_somebody(turn.text)
    return ((stays or other) and not own) or rules().is_of_another(turn.text)
