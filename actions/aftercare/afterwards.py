"""What customers say after filing in the same conversation: a change of mind, an addition, a worry."""

from __future__ import annotations

from contextlib import suppress
from functools import cache

from rasa_sdk.executor import CollectingDispatcher

from actions import callback, doors, lane, receipts, requests
from actions.aftercare import progress
from actions.complaint import contact, story
from actions.services import services, words
from actions.speech import say
from actions.turn import ACTS, Turn
from bot.examples import Examples, Ranked
from bot.lexicon import LEXICON, heard, without
from bot.text.normalize import clauses, normalize
from tickets import lifecycle
from tickets.aftercare import Aftercare
from tickets.crypto import mask_phone
from tickets.errors import IllegalOperation, StoreUnavailable
from tickets.register import Receipt

TABLE = LEXICON / "afterwards.yml"
OTHER = "other"
"""Name of the examples that mean none of it."""
LEAST = 0.2
"""From this likeness on a message is taken to mean so: messages about other things stay below it, or nearer those."""
BEYOND_AN_ALARM = 0.37
"""From this likeness on it is meant so, though the model hears an emergency in it."""
NOT_OURS = ("out_of_scope", "chitchat")
LONGEST = 60
"""A longer message tells a story: of this complaint or of another one."""
WAYS = {"withdraw": "withdraw", **dict.fromkeys(("pressed", "recuse", "change", "add"), "supplement")}
"""What is done to the complaint (actions/aftercare/ways.py); all the rest is answered."""
TOLD_WHOLE = ("pressed", "recuse")
"""Meanings whose very message is what is added."""
PLAIN = {
    "change": "rewrites",
    "pressed": "is_pressed",
    "withdraw": "withdraws_own",
    "urge": "urges_again",
    "called": "asks_if_called",
}
"""What plain words (`answers.yml`) say beyond doubt."""
ASKS_FOR_CONTACT = ("utter_request_privacy_correct", "utter_afterwards.contact_which")
"""Responses after which a bare number is the new one to call."""
NEEDS = {"kept": "keeps_own", "pressed": "speaks_of_dropping"}
"""Meanings that are only heard with a word of theirs (`answers.yml`): asking about a withdrawal is safe."""
REGRET, KEPT, WITHDRAW = "regret", "kept", "withdraw"
DECIDED = 0.8
"""From this confidence on the model knows better when it hears something else that can be done after filing."""


def meant(turn: Turn) -> str | None:
    """Return what a short message means for the complaint of this conversation; None without one, or for neither."""
    own = _own(turn)
    if own is None or len(turn.text) > LONGEST or doors.danger(turn) or turn.entity("ticket_number"):
        return None
    plainly = next((kind for kind, words_of in PLAIN.items() if heard(words_of, turn.text)), None)
    if plainly is None and _withdraws_for_a_reason(turn):
        plainly = WITHDRAW
    if heard("changes_contact", turn.text) and (contact.typed_phone(turn) or contact.typed_name(turn)):
        plainly = "contact"
    if contact.typed_phone(turn) and any(turn.was_told(asked) for asked in ASKS_FOR_CONTACT):
        plainly = "contact"
    if not plainly and _is_other(turn, own):
        return None
    name, likeness = (plainly, 1.0) if plainly else _likeliest(turn)
    if name == "change" and contact.typed_phone(turn):
        name = "contact"
    if name == "change" and doors.said("add", turn.text):
        name = "add"
    least = BEYOND_AN_ALARM if lane.kind(turn) or _is_known(turn) else LEAST
    if name == OTHER or likeness < least or lane.is_plain(turn):
        return None
    if name == REGRET:
        name = KEPT if own.status == "withdrawn" else WITHDRAW
    over = name == WITHDRAW and own.status not in lifecycle.running()
    return None if over else name


def _withdraws_for_a_reason(turn: Turn) -> bool:
    """Tell whether a clause withdraws the complaint and nobody else is said to want that: 撤了吧，钱退我了."""
    if heard("wanted_by_others", turn.text):
        return False
    return any(heard(PLAIN[WITHDRAW], normalize(clause)) for clause in clauses(turn.raw))


def _likeliest(turn: Turn) -> tuple[str, float]:
    """Return the likeliest meaning; going on with a complaint, or being pressed to drop it, needs a word for it."""
    found = ranked(turn.text)
    return next(pair for pair in found if pair[0] not in NEEDS or heard(NEEDS[pair[0]], turn.text))


def _is_known(turn: Turn) -> bool:
    """Tell whether the model is sure of a topic that has nothing to do with a complaint."""
    of_complaints = turn.topic.startswith((ACTS, "complaint.")) and not turn.is_act(*NOT_OURS)
    return turn.confidence >= DECIDED and not of_complaints


def ranked(text: str) -> Ranked:
    """Return what a message may mean with its likeness, the likeliest first."""
    return _examples().ranked(text)


@cache
def _examples() -> Examples:
    return Examples.read(TABLE)


def way(turn: Turn) -> str | None:
    """Return what is to be done to the complaint, or None."""
    return WAYS.get(meant(turn) or "")


def answer(dispatcher: CollectingDispatcher, turn: Turn) -> bool:
    """Answer a word about the call back that is open, or a worry about the complaint filed here; False if none."""
    if callback.about_open(dispatcher, turn):
        return True
    name = meant(turn)
    if name is None or name in WAYS:
        return False
    with suppress(StoreUnavailable):
        _reply(dispatcher, turn, name)
        return True
    say(dispatcher, "utter_status_form_unavailable")
    return True


def _is_other(turn: Turn, own: Receipt) -> bool:
    """Tell whether the words themselves say something else: a new complaint, a review, a rating, urging."""
    if not without("tells_nothing", turn.text).strip("，。！ "):  # 我要投诉
        return True
    if heard("asks_if_unsatisfied", turn.text):  # 答复我不满意怎么办: what may be done then is known
        return True
    if heard("files_again", turn.text) or heard("urges", turn.text) or doors.complains(turn):
        return True
    if doors.of_filed(turn.text) in ("status", "rate") or requests.asks_for_right(turn):
        return True
    if heard("stars", turn.text) and heard("rates", turn.text):
        return True
    if any(heard("asks_to_rate", normalize(clause)) for clause in clauses(turn.raw)):
        return True
    answered = ("review_ticket", "rate_service") if own.status in progress.ANSWERED else ()
    return turn.is_act(*answered, "human_agent", least=DECIDED)


def _reply(dispatcher: CollectingDispatcher, turn: Turn, name: str) -> None:
    own = _own(turn)
    assert own is not None, "what is meant is meant of a complaint"
    if name == "code":
        receipts.say_receipt(dispatcher, own)
    elif name == "contact":
        _take_contact(dispatcher, turn, own.number)
    elif name == KEPT and own.status == "withdrawn":
        say(dispatcher, "utter_withdrawn_for_good", number=own.number)
    elif name == "urge":
        progress.tell_who_presses(dispatcher, own)
    elif name == "state":
        progress.tell(dispatcher, own)
    else:
        due_text = receipts.day_text(own.due_on)
        say(dispatcher, f"utter_afterwards.{name}", number=own.number, due_text=due_text)


def contact_instead(dispatcher: CollectingDispatcher, turn: Turn, number: str) -> bool:
    """Take a new number or name that comes where something to add is asked; False when the message is no such thing."""
    if len(turn.text) > LONGEST or not heard("changes_contact", turn.text):
        return False
    _take_contact(dispatcher, turn, number)
    return True


def _take_contact(dispatcher: CollectingDispatcher, turn: Turn, number: str) -> None:
    """Hand a new number or name to who handles the complaint: in full in the sealed note, masked in the answer."""
    phone, name = contact.typed_phone(turn), contact.typed_name(turn)
    if not (phone or name):
        say(dispatcher, "utter_afterwards.contact_which", number=number)
        return
    _add_what_else(dispatcher, turn, number)
    labels = words()["fields"]
    told = {contact.PHONE: phone, contact.NAME: name}
    lines = [turn.text, *(f"{labels[slot]}：{value}" for slot, value in told.items() if value)]
    request = services().register.request_service("privacy", turn.sender, "\n".join(lines), ticket_number=number)
    shown = mask_phone(phone) if phone else turn.text
    kind = "phone" if phone else "name"
    say(dispatcher, f"utter_afterwards.contact_{kind}", number=number, phone=shown, request=str(request))


def _add_what_else(dispatcher: CollectingDispatcher, turn: Turn, number: str) -> None:
    """Add to the complaint what a message about name or number corrects besides: 地点其实是南门，名字也错了."""
    others = [clause for clause in clauses(turn.raw) if not heard("changes_contact", normalize(clause))]
    told = "，".join(clause for clause in others if story.read(clause).values)
    if not told:
        return
    with suppress(IllegalOperation):
        Aftercare(services().register).supplement(number, told)
        say(dispatcher, "utter_afterwards.also_added", told=told, number=number)


def _own(turn: Turn) -> Receipt | None:
    with suppress(StoreUnavailable):
        return services().register.own(turn.sender)
    return None
