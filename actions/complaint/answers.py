"""How the answer to each question is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import regex

from actions.complaint import (
    confirming,
    consenting,
    contact,
    doubts,
    fields,
    forgotten,
    story,
    where,
    wishes,
    wording,
)  # fmt: skip
from actions.complaint.fields import SKIPPED
from actions.complaint.reading import Reading, wrong
from actions.services import services
from actions.turn import Turn
from bot.lexicon import ANSWERS, heard, table
from bot.text import amounts, dates, periods
from bot.text.names import Likeness, is_plainly, likeness
from bot.text.normalize import clauses, in_clauses, normalize
from bot.text.numbers import numeral
from tickets import categories

GUESS_AFTER, GIVE_UP_AFTER = 1, 2
"""After so many misses the likeliest business is offered; after so many the complaint goes on without."""
SKIP_AFTER = 3
"""After so many misses a question that may be skipped is; the third time that was offered (actions/manners.py)."""
DECLINED = "_declined"
UNDERSTOOD = (
    "utter_wrong_complainant_phone_other",
    "utter_wrong_complaint_occurred_on_repeated",
    "utter_wrong_complainant_name_surname",
    *(f"utter_wrong_{slot}{DECLINED}" for slot in (contact.NAME, contact.PHONE)),
)
"""What is wrong with an answer that was understood: it is said, whatever else the message sounds like."""
WORDED = (*fields.FREE_TEXT, "complaint_place")
"""Fields that keep the customer's words."""
CORRECTS_ITSELF = ("complaint_occurred_on", "complaint_place", "complaint_amount")
_HAS_NUMBER = regex.compile(r"[0-9*]")
"""A digit, or one that the door has masked."""
_NEGATIVE = regex.compile(r"^[-负]\s?[0-9零一二三四五六七八九十]")


def read(slot: str, turn: Turn) -> Reading:
    """Read the message as the answer to the question for a slot."""
    if heard("skip", turn.text):
        return _left_out(slot, turn) if slot in fields.SKIPPABLE else Reading(problem="utter_cannot_skip")
    if slot != contact.PHONE and heard("bare_phone", turn.text) and (number := contact.phone(turn)):
        return Reading({contact.PHONE: number})  # for the call back, or ahead of its question: no answer to this one
    meant = _last_said(turn) if slot in CORRECTS_ITSELF else turn
    if _only_inquires(turn) or (slot in WORDED and wording.is_contact(meant.raw)):
        reading = wrong(slot)
    else:
        reading = _READERS[slot](wording.answering(slot, meant) if slot in WORDED else meant)
    return _left_out(slot, turn) if reading.problem and _leaves_it_out(slot, turn) else reading


def _only_inquires(turn: Turn) -> bool:
    """Tell whether a message says that it only asks: 我先问问，销卡要不要本人去."""
    return bool(heard("inquires", turn.text)) and (turn.is_question or heard("question", turn.text) is not None)


def _left_out(slot: str, turn: Turn) -> Reading:
    return Reading(wishes.no_evidence(turn) if slot == fields.EVIDENCE else {slot: SKIPPED})


def _leaves_it_out(slot: str, turn: Turn) -> bool:
    """Tell whether the customer has no answer to a question that may be skipped, in words or after several tries."""
    if slot not in fields.SKIPPABLE or slot != turn.slots.get("requested_slot"):
        return False
    has_none = any(heard(name, turn.text) for name in ("nothing", "forgot_only"))
    has_none = has_none or any(heard("skip", normalize(clause)) for clause in clauses(turn.raw))
    return has_none or (_misses(turn) >= SKIP_AFTER and not turn.is_question)


def _misses(turn: Turn) -> int:
    return int(turn.slots.get("form_misses") or 0)


def _last_said(turn: Turn) -> Turn:
    """Return what is left of an answer that takes its beginning back: 城东支行，不对，是南门支行."""
    text = in_clauses(turn.raw)
    taken_back = list(table(ANSWERS)["taken_back"].finditer(text))
    after = text[taken_back[-1].end() :] if taken_back else ""
    return replace(turn, text=after, raw=after) if after else turn


def _is_agent(turn: Turn) -> Reading:
    if heard("for_self", turn.text):
        return Reading({"complaint_is_agent": False})
    if heard("relation", turn.text):  # relation and mandate would be the next question
        return Reading({"complaint_is_agent": True, **_agent_note(turn).values})
    if heard("for_another", turn.text) or heard("yes_answer", turn.text) or turn.is_act("affirm"):
        return Reading({"complaint_is_agent": True})
    return Reading({"complaint_is_agent": False}) if turn.is_act("deny") else wrong("complaint_is_agent")


def _business(turn: Turn) -> Reading:
    if heard("asks_meaning", turn.text):
        return Reading(problem="utter_explain_complaint_business")
    code = categories.answered("business", turn.text) if _is_a_class_of_others(turn.text) else None
    code = code or _code("business", turn.text) or categories.answered("business", turn.text)
    if code or heard("unclear", turn.text):
        return Reading({"complaint_business": code or story.OTHER})
    if _misses(turn) < GUESS_AFTER:
        return wrong("complaint_business")
    offered = (turn.slots.get(fields.UNSURE) or {}).get("complaint_business")
    if offered:  # nobody objects to what is offered, and something else is told meanwhile
        return Reading({"complaint_business": offered[0]}, is_guess=True)
    given_up = offered is not None or _misses(turn) >= GIVE_UP_AFTER
    guess = story.OTHER if given_up else _likely_business(turn)
    if guess == story.OTHER:
        return Reading({"complaint_business": guess}, is_guess=True)
    return Reading(doubts={"complaint_business": [guess]})


def _is_a_class_of_others(text: str) -> bool:
    """Tell whether a name only holds the word for what is left over: 其他中间业务."""
    return _code("business", text) == story.OTHER and categories.find_label("business", text) is None


def _likely_business(turn: Turn) -> str:
    """Return the business that the story and this message sound most like; no particular one when nothing was told."""
    facts = turn.slots.get("complaint_facts")
    best = services().classifier.rank(f"{facts} {turn.text}")["business"][0] if facts else None
    return best.code if best and best.confidence >= story.MAYBE else story.OTHER


def _code(kind: str, text: str) -> str | None:
    """Return the code that a text names by its label, else by what it hints at."""
    named = {label.split("（")[0]: code for code, label in categories.labels(kind).items()}
    held = [label for label in named if label in text]
    own = [label for label in held if not any(label != other and label in other for other in held)]
    return named[own[-1]] if own else categories.find_label(kind, text) or categories.suggest(kind, text)


def _reason(turn: Turn) -> Reading:
    code = _code("reason", turn.text)
    return Reading({fields.REASON: code}) if code else wrong(fields.REASON)


def _severity(turn: Turn) -> Reading:
    name = next((name for name in categories.severities() if name in turn.text), None)
    return Reading({fields.SEVERITY: name}) if name else wrong(fields.SEVERITY)


def _facts(turn: Turn) -> Reading:
    text = turn.raw.strip()
    if len(regex.findall(r"[\p{L}\p{N}]", text)) < 4:
        return wrong("complaint_facts")
    return Reading({"complaint_facts": text[: fields.MAX_FACTS]})


def with_more(slots: dict[str, Any], more: str) -> dict[str, Any]:
    """Return the story with more added to it."""
    return {"complaint_facts": f"{slots.get('complaint_facts') or ''}\n{more.strip()}"[: fields.MAX_FACTS]}


def _more(turn: Turn) -> Reading:
    told = _facts(turn)
    return told if told.problem else Reading(with_more(turn.slots, turn.raw))


def _occurred_on(turn: Turn) -> Reading:
    found = story.days(turn.text)
    past = _exactest(list(dict.fromkeys(day.value for day in found if not day.in_future)))
    if found and not past:
        return wrong("complaint_occurred_on", "_future")
    if len(past) > 1 and heard("all_count", turn.text):
        return Reading({"complaint_occurred_on": doubts.settled("complaint_occurred_on", past)})
    if len(past) > 1:
        return Reading(doubts={"complaint_occurred_on": past})
    if past:
        goes_on = heard("since_then", turn.text) and not regex.search(f"[{dates.SINCE}{dates.UNTIL}]", past[0])
        return Reading({"complaint_occurred_on": past[0] + (dates.SINCE if goes_on else "")})
    if lasting := heard("lasts", turn.text):
        stretch = regex.sub("俩个?", "两个", regex.sub("[多来]", "", lasting["stretch"]))
        return Reading({"complaint_occurred_on": story.days(f"最近{stretch}")[0].value})
    if years := heard("lasts_years", turn.text):
        return Reading({"complaint_occurred_on": f"{dates.today().year - numeral(years['years'])}年{dates.SINCE}"})
    if forgotten.is_this("complaint_occurred_on", turn) or heard("nothing", turn.text):
        return Reading({"complaint_occurred_on": SKIPPED})
    return wrong("complaint_occurred_on", "_repeated" if heard("again_and_again", turn.text) else "")


def _exactest(days: list[str]) -> list[str]:
    """Leave out days that are only said roughly beside an exact one: 前两天，礼拜天."""
    exact = [day for day in days if not day.endswith(periods.ABOUT)]
    return exact or days


def _amount(turn: Turn) -> Reading:
    if _NEGATIVE.match(turn.text):
        return wrong("complaint_amount", "_range")
    if heard("zero", turn.text) and not _misses(turn):  # said twice it means that no money is in it
        return wrong("complaint_amount", "_range")
    if amounts.is_vague(turn.text):
        return wrong("complaint_amount", "_vague")
    found = amounts.stated(turn.text).candidates
    if not found and (bare := _bare_amount(turn)) and not _is_a_name(turn.raw):
        found = (bare,)
    if not found:
        nothing = says_no_amount(turn) or forgotten.is_this("complaint_amount", turn)
        foreign = "_foreign" if amounts.is_foreign(turn.text) else ""
        return Reading({"complaint_amount": SKIPPED}) if nothing else wrong("complaint_amount", foreign)
    possible = [value for amount in found if (value := fields.in_range(amount))]
    if not possible:
        return wrong("complaint_amount", "_range")
    if len(possible) > 1:
        return Reading(doubts={"complaint_amount": possible})
    return Reading({"complaint_amount": possible[0]})


def _bare_amount(turn: Turn) -> Decimal | None:
    """Return an amount without its currency; of several clauses the first may be one: 260，退我就行，电话….."""
    said = [turn.text, *map(normalize, clauses(turn.raw)[:1])]
    return next(filter(None, map(amounts.bare_amount, said)), None)


def _is_a_name(text: str) -> bool:
    """Tell whether what may be a number is a name: 王一一, not 钱五百."""
    return is_plainly(text) and not amounts.is_told(text)


def says_no_amount(turn: Turn) -> bool:
    """Tell whether a clause of the message says that no money is in it: 不涉及钱，就是等了三小时."""
    if amounts.stated(turn.text).candidates:
        return False
    said = [normalize(clause) for clause in clauses(turn.raw)]
    return any(heard(name, clause) for clause in said for name in ("nothing", "no_money", "no_amount"))


def _agent_note(turn: Turn) -> Reading:
    tells = heard("says_for_whom", turn.text) or heard("nothing", turn.text) or is_plainly(turn.text)
    if confirming.says_yes(turn.text) or not (tells or _misses(turn)):
        return wrong(fields.AGENT_NOTE)
    return Reading({"complaint_agent_note": turn.raw.strip()[: fields.MAX_TEXT]})


def _name(turn: Turn) -> Reading:
    full = contact.typed_name(turn)
    if full is None and heard("declines_contact", turn.text):
        return wrong(contact.NAME, DECLINED)
    if full is None:
        return wrong(contact.NAME, "_surname" if heard("surname_only", turn.text) else "")
    asked_before = _misses(turn) > 0 or turn.slots.get("requested_slot") != contact.NAME
    if likeness(full) < Likeness.YES and not asked_before and not heard("own_name", turn.text):
        return wrong(contact.NAME, "_sure")
    return Reading({contact.NAME: str(contact.name(turn))})


def _phone(turn: Turn) -> Reading:
    masked = contact.phone(turn)
    if masked is None and heard("declines_contact", turn.text):
        return wrong(contact.PHONE, DECLINED)
    if masked is None:
        other = heard("other_contact", turn.text) and "_other"
        landline = heard("landline", turn.text) and "_landline"
        return wrong(contact.PHONE, other or landline or ("" if _HAS_NUMBER.search(turn.text) else "_none"))
    return Reading({contact.PHONE: masked})


_READERS: dict[str, Callable[[Turn], Reading]] = {
    fields.CONSENT: consenting.read,
    "complaint_is_agent": _is_agent,
    "complaint_agent_note": _agent_note,
    "complaint_business": _business,
    fields.REASON: _reason,
    fields.SEVERITY: _severity,
    "complaint_facts": _facts,
    fields.MORE: _more,
    "complaint_occurred_on": _occurred_on,
    "complaint_place": where.read,
    "complaint_amount": _amount,
    "complaint_request": wishes.request,
    "complaint_evidence": wishes.evidence,
    "complainant_name": _name,
    "complainant_phone": _phone,
}
