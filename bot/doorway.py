"""Between the channels and the mind: what is let in and masked, what a number stands for, which script goes out."""

from __future__ import annotations

import copy
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import regex

from actions.complaint.carrying import GIVEN
from actions.receipts import CODE_MASK
from actions.services import words
from bot import choices
from bot.bank import load_bank
from bot.text.normalize import is_simplified, is_traditional, to_simplified, to_traditional
from bot.text.privacy import DRAFT_CODE_MASK, SECRETS, Found, Masked, mask
from tickets.crypto import mask_name, mask_phone
from tickets.errors import RegisterError
from tickets.register import Register

MAX_TEXT = 5000
CONTACT = ("name", "phone")
"""What is kept of a complaint's first message too; when no complaint begins with it, it is erased (bot/brain.py)."""
CONTACT_SLOTS = ("complainant_name", "complainant_phone", "callback_phone")
_PHONE_SHOWN = regex.compile(
    r"(?P<denied>(?:不是|不叫|不用|别打|不要打|不再用|不对的是)[^，。*]{0,4}?)?(?<!\d)\+?\d{2,3}\*{4}\d{4}"
)
_COUNTED = regex.compile(r"[\d第选]")
"""A bare word such as 一 or A may be an answer of its own; forms that list choices read it themselves."""
_COMMAND = regex.compile(r"/+[A-Za-z_][\w.+/-]*\s*(?:[\{@].*)?$", regex.S)
"""Rasa's commands: /restart, /intent{…}; nobody means to say that to the assistant."""
_LIKE_MARKUP = regex.compile(r"\*\*[^*\n]+\*\*")
"""Two masks in one line, which many a page and client would show as bold: ****0123 … 138****1234."""
_AS_IT_IS = ("recipient_id", "type", "field", "from", "at")
_CONTROL = regex.compile(r"[\p{Cc}\p{Cs}\p{Co}\p{Cn}--[\n\t]]", regex.V1)


@dataclass(frozen=True)
class Situation:
    """Where a conversation stands: the slot asked, the form, the last choices, the script, a form's open question."""

    asked: str | None = None
    loop: str | None = None
    buttons: tuple[dict[str, str], ...] = ()
    traditional: bool = False
    question: dict[str, Any] | None = None
    insists: bool = False
    """Whether the answer before was refused."""

    @classmethod
    def of(cls, tracker: Any) -> Situation:
        """Read it from Rasa's tracker; None is a new conversation."""
        if tracker is None:
            return cls()
        asked = tracker.get_slot("requested_slot" if tracker.active_loop_name else "expects")
        said = _last_said(tracker)
        buttons = next((message["buttons"] for message in said if message.get("buttons")), ())
        question = said[0] if tracker.active_loop_name and asked and said else None
        insists = (tracker.get_slot("form_misses") or 0) > 0
        return cls(asked, tracker.active_loop_name, tuple(buttons), _writes_traditional(tracker), question, insists)


def _last_said(tracker: Any) -> list[dict[str, Any]]:
    """Return what was said after the customer's last message, the latest first."""
    said: list[dict[str, Any]] = []
    for event in reversed(tracker.events):
        if event.type_name == "user":
            break
        if event.type_name == "bot":
            data = {key: event.data[key] for key in ("buttons", "custom") if (event.data or {}).get(key)}
            said.append({"text": event.text or "", **data})
    return said


def _writes_traditional(tracker: Any) -> bool:
    """Tell the script of the latest message that shows one: 信用卡 and 200 are the same in both."""
    for event in reversed(tracker.events):
        if event.type_name == "user" and event.text:
            if is_traditional(event.text):
                return True
            if is_simplified(event.text):
                return False
    return False


@dataclass
class Arrival:
    """A message as it may go on: masked text, values for the encrypted draft, or a reply that ends it here."""

    text: str
    found: list[Found] = field(default_factory=list)
    kept: dict[str, str] = field(default_factory=dict)
    reply: str | None = None
    traditional: bool = False
    is_contact: bool = False
    """Whether it is the name or the phone that a form asked for and nothing else: there is nothing to understand."""


def receive(raw: str, situation: Situation) -> Arrival:
    """Take one message in: size, odd bytes, leading `/`, a choice by number or title, personal data."""
    text = plain_text(raw)
    traditional = is_traditional(text) or (situation.traditional and not is_simplified(text))
    if not text.strip():
        reply = "utter_empty_in_a_form" if situation.question else "utter_empty"
        return Arrival("", reply=reply, traditional=traditional)
    if len(text) > MAX_TEXT and situation.asked != "complaint_facts":
        return Arrival("", reply="utter_too_long", traditional=traditional)
    text = _chosen(text[: MAX_TEXT + 1], situation, traditional)
    masked = mask(text, situation.asked, situation.insists)
    denied = _denied_phones(masked)
    kept = {
        item.kind: item.value
        for item in masked.found
        if _belongs_in_draft(item.kind, situation) and item.value not in denied
    }
    is_contact = situation.asked in CONTACT_SLOTS and masked.text.strip() in map(_masked, masked.found)
    return Arrival(masked.text, masked.found, kept, traditional=traditional, is_contact=is_contact)


def _denied_phones(masked: Masked) -> set[str]:
    """Return the numbers that a message with several takes back: 是138…，不是139…."""
    phones = [item.value for item in masked.found if item.kind == "phone"]
    shown = list(_PHONE_SHOWN.finditer(masked.text))
    if len(phones) < 2 or len(shown) != len(phones):
        return set()
    return {phone for phone, match in zip(phones, shown, strict=True) if match["denied"]}


def _masked(item: Found) -> str:
    masks = {"name": mask_name, "phone": mask_phone}
    return masks[item.kind](item.value) if item.kind in masks else ""


def plain_text(raw: str) -> str:
    """Drop control characters and take the meaning from a leading `/`: to Rasa it would be a command."""
    text = _CONTROL.sub(" ", raw).strip()
    if _COMMAND.match(text):
        return "／"
    return "／" + text.lstrip("/") if text.startswith("/") else text


def _belongs_in_draft(kind: str, situation: Situation) -> bool:
    if kind in ("query_code", "draft_code"):
        return True
    return kind in CONTACT and situation.loop in (None, "complaint_form", "person_form", "aftercare_form")


def _chosen(text: str, situation: Situation, traditional: bool) -> str:
    """Return the payload of the choice that a message names, in the customer's script, else the text."""
    payload = _payload(text.strip(), situation)
    if payload is None:
        return text
    return to_traditional(payload) if traditional else payload


def _payload(said: str, situation: Situation) -> str | None:
    """Return the payload of the choice that a title, a number or a place in the row names, or None."""
    payloads = [button["payload"] for button in situation.buttons]
    simplified = to_simplified(said)
    titled = next((button["payload"] for button in situation.buttons if button["title"] in (said, simplified)), None)
    if titled or not payloads or situation.asked in choices.NUMBERS_ARE_ANSWERS:
        return titled
    number = choices.number(simplified) if _COUNTED.search(simplified) else None
    if number is not None:
        return payloads[number - 1] if number <= len(payloads) else None
    real = [payload for payload in payloads if payload != words()["none_of_these"]["payload"]]
    stands = choices.place(simplified, len(real))
    return real[stands] if stands is not None and stands < len(real) else None


def notices(sender: str, arrival: Arrival, phrases: dict[str, Any]) -> list[dict[str, Any]]:
    """Tell that something was hidden: a warning for a secret, a word for a card or ID number."""
    kinds = {item.kind for item in arrival.found}
    if kinds & set(SECRETS):
        return [_message(sender, phrases["utter_secret_warning"])]
    if kinds & {"bank_card", "id_card"}:
        return [_message(sender, phrases["utter_personal_data_hidden"])]
    return []


def spoken(sender: str, arrival: Arrival, situation: Situation, phrases: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the reply that ends a message at the door; the question that a form has open comes last again."""
    assert arrival.reply is not None
    messages = [_message(sender, phrases[arrival.reply])]
    if situation.question:
        messages.append({"recipient_id": sender, **copy.deepcopy(situation.question)})
    return in_script(messages, arrival.traditional)


def _message(sender: str, phrase: dict[str, Any]) -> dict[str, Any]:
    words = {**load_bank().words(), "limit": str(MAX_TEXT)}
    text = regex.sub(r"\{(\w+)\}", lambda match: words.get(match.group(1), match.group(0)), phrase["text"])
    message: dict[str, Any] = {"recipient_id": sender, "text": text}
    return {**message, "buttons": copy.deepcopy(phrase["buttons"])} if phrase.get("buttons") else message


def reveal_codes(messages: list[dict[str, Any]], register: Register) -> None:
    """Put query codes and draft codes into messages on their way out: what Rasa stores holds only stars.

    Stars that are left and would look like markup are widened, only then: the masks of codes are stars too.
    """
    for message in messages:
        text = message.get("text", "")
        if DRAFT_CODE_MASK in text:
            text = text.replace(DRAFT_CODE_MASK, register.draft(message["recipient_id"]).get(GIVEN, DRAFT_CODE_MASK))
        custom = message.get("custom") or {}
        if custom.get("type") == "ticket" and custom.get("query_code") == CODE_MASK:
            with suppress(RegisterError):
                custom["query_code"] = register.query_code(custom["number"])
                text = text.replace(CODE_MASK, custom["query_code"])
        if text:
            message["text"] = "\n".join(map(_without_markup, text.split("\n")))


def _without_markup(line: str) -> str:
    """Write the stars of masks in full width where a page or a client would show them as bold."""
    return line.replace("*", "＊") if _LIKE_MARKUP.search(line) else line


def in_script(messages: list[dict[str, Any]], traditional: bool) -> list[dict[str, Any]]:
    """Return the messages in the customer's script."""
    return [_converted(message) for message in messages] if traditional else messages


def _converted(value: Any, key: str = "") -> Any:
    if isinstance(value, dict):
        return {name: _converted(item, name) for name, item in value.items()}
    if isinstance(value, list):
        return [_converted(item, key) for item in value]
    return to_traditional(value) if isinstance(value, str) and key not in _AS_IT_IS else value
