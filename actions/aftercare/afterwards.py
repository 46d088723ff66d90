"""What customers say after filing in the same conversation: a change of mind, an addition, a worry."""

from __future__ import annotations

from contextlib import suppress
from functools import cache

import yaml
from rasa_sdk.executor import CollectingDispatcher

from actions import callback, doors, emergency, receipts
from actions.complaint import contact
from actions.services import services, words
from actions.speech import say
from actions.turn import Turn
from bot.examples import Examples, Ranked
from bot.lexicon import LEXICON, heard, without
from bot.text.normalize import normalize
from tickets import lifecycle
from tickets.crypto import mask_phone
from tickets.errors import StoreUnavailable
from tickets.register import Receipt

TABLE = LEXICON / "afterwards.yml"
OTHER = "other"
"""Name of the examples that mean none of it."""
LEAST = 0.22
"""From this likeness on a message is taken to mean so: messages about other things stay below it, or nearer those."""
BEYOND_AN_ALARM = 0.45
"""From this likeness on it is meant so, though the model hears an emergency in it."""
LONGEST = 60
"""A longer message tells a story: of this complaint or of another one."""
WAYS = {"withdraw": "withdraw", "pressed": "supplement", "change": "supplement", "add": "supplement"}
"""What is done to the complaint (actions/aftercare/ways.py); all the rest is answered."""
PLAIN = {"pressed": "is_pressed", "withdraw": "wants_to_withdraw"}
"""What plain words (`answers.yml`) say beyond doubt."""
DECIDED = 0.8
"""From this confidence on the model knows better when it hears something else that can be done after filing."""


def meant(turn: Turn) -> str | None:
    """Return what a short message means for the complaint of this conversation; None without one, or for neither."""
    own = _own(turn)
    if own is None or len(turn.text) > LONGEST or doors.danger(turn) or _is_other(turn):
        return None
    name, likeness = ranked(turn.text)[0]
    plainly = next((kind for kind, words_of in PLAIN.items() if heard(words_of, turn.text)), None)
    if plainly:
        name, likeness = plainly, 1.0
    if name == "change" and contact.typed_phone(turn):
        name = "contact"
    if name == "change" and doors.said("add", turn.text):
        name = "add"
    if name == OTHER or likeness < (BEYOND_AN_ALARM if emergency.lane(turn) else LEAST) or emergency.is_plain(turn):
        return None
    over = name == "withdraw" and own.status not in lifecycle.running()
    return None if over else name


def ranked(text: str) -> Ranked:
    """Return what a message may mean with its likeness, the likeliest first."""
    return _examples().ranked(text)


@cache
def _examples() -> Examples:
    said: dict[str, list[str]] = yaml.safe_load(TABLE.read_text("utf-8"))
    return Examples.learn("afterwards", {name: [normalize(text) for text in texts] for name, texts in said.items()})


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


def _is_other(turn: Turn) -> bool:
    """Tell whether the words themselves say something else: a number, a new complaint, a review, a rating, urging."""
    if not without("tells_nothing", turn.text).strip("，。！ "):  # 我要投诉
        return True
    if turn.entity("ticket_number") or heard("files_again", turn.text) or heard("urges", turn.text):
        return True
    if doors.of_filed(turn.text) in ("status", "rate"):
        return True
    return turn.is_act("review_ticket", "rate_service", "human_agent", least=DECIDED)


def _reply(dispatcher: CollectingDispatcher, turn: Turn, name: str) -> None:
    own = _own(turn)
    assert own is not None, "what is meant is meant of a complaint"
    if name == "code":
        receipts.say_receipt(dispatcher, own)
    elif name == "contact":
        _take_contact(dispatcher, turn, own)
    elif name == "kept" and own.status == "withdrawn":
        say(dispatcher, "utter_withdrawn_for_good", number=own.number)
    else:
        due_text = receipts.day_text(own.due_on)
        say(dispatcher, f"utter_afterwards.{name}", number=own.number, due_text=due_text)


def _take_contact(dispatcher: CollectingDispatcher, turn: Turn, own: Receipt) -> None:
    """Hand a new number or name to who handles the complaint: in full in the sealed note, masked in the answer."""
    phone, name = contact.typed_phone(turn), contact.typed_name(turn)
    if not (phone or name):
        say(dispatcher, "utter_afterwards.contact_which", number=own.number)
        return
    labels = words()["fields"]
    told = {contact.PHONE: phone, contact.NAME: name}
    lines = [turn.text, *(f"{labels[slot]}：{value}" for slot, value in told.items() if value)]
    request = services().register.request_service("privacy", turn.sender, "\n".join(lines), ticket_number=own.number)
    shown = mask_phone(phone) if phone else turn.text
    kind = "phone" if phone else "name"
    say(dispatcher, f"utter_afterwards.contact_{kind}", number=own.number, phone=shown, request=str(request))


def _own(turn: Turn) -> Receipt | None:
    with suppress(StoreUnavailable):
        return services().register.own(turn.sender)
    return None
