"""Corrections in free words: 写错了，地点是西关支行，不是东关支行."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import regex

from actions import manners
from actions.complaint import answers, contact, fields, story
from actions.complaint.reading import Reading
from actions.turn import Turn
from bot.lexicon import ANSWERS, FIELDS, heard, table, without
from bot.text import amounts
from bot.text.normalize import in_clauses, to_simplified
from tickets import categories

_CLAUSES = regex.compile(r"[，。；！？;!?\n]+")
_MASK = "*"
"""Stands in a name or number that the door has masked."""
_EDGES = "，。；！？：、,.;!?:~～ "
SHORTEST_NAME_AND_CUE = 8
"""While a story is asked, a correction begins with the field and says so within as many characters."""
NOTE = fields.EVIDENCE_NOTE
LONGEST_REMOVAL = 16
BARE = 6
"""At the summary so short a message that names a field asks to change it."""
BARE_VALUE = 12
"""At the summary so short a message without a field's name may be the new value alone: 是西关支行."""
TOLD_FIRST = ("complaint_place", "complaint_amount", "complaint_occurred_on")
"""Fields whose values speak for themselves: 是西关支行 needs no name of the field."""
CLASSES = {"complaint_business": "business", fields.REASON: "reason"}
"""Fields whose values have names of their own, and the tables those are in."""
_MONTH = regex.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})")
_BARE_DAY = regex.compile(
    r"(?<![0-9一二三四五六七八九十])(?:[0-9]{1,2}|[一二三]?十?[一二三四五六七八九]|[一二三]?十)[号日](?!线|楼|窗|柜|机)"
)
_STRICT = ("complaint_amount", "complaint_occurred_on", "complainant_name", "complainant_phone")
"""Fields that not just any words can be a value of."""


@dataclass(frozen=True)
class Correction:
    """New values, candidates to confirm, and fields that were called wrong without a new value."""

    values: dict[str, Any] = field(default_factory=dict)
    doubts: dict[str, list[str]] = field(default_factory=dict)
    unsaid: tuple[str, ...] = ()

    @property
    def slots(self) -> set[str]:
        """The fields it is about."""
        return {*self.values, *self.doubts, *self.unsaid}


@dataclass(frozen=True)
class _Part:
    """Neighbouring clauses about the same fields; without fields the values have to speak for themselves."""

    slots: tuple[str, ...]
    text: str


def wants_to_change(turn: Turn) -> bool:
    """Tell whether the message only says that something is wrong or to be changed, not what."""
    return bool(heard("wants_to_change", in_clauses(turn.raw)))


def is_cued(turn: Turn) -> bool:
    """Tell whether the message has a word of correcting: 写错了, 改成, 不对."""
    return heard("corrects", in_clauses(turn.raw)) is not None


def addition(turn: Turn) -> str | None:
    """Return what the customer adds to the story; empty when they only say that they want to, None when they don't."""
    match = table(ANSWERS)["adds"].match(to_simplified(turn.raw.strip()))
    return _own_words(turn.raw.strip(), match.group("more").strip()) if match else None


def added_wish(turn: Turn) -> str | None:
    """Return what the customer wants besides what they wanted before; None when the message adds no wish."""
    match = table(ANSWERS)["adds_wish"].match(to_simplified(turn.raw.strip()))
    return _own_words(turn.raw.strip(), match.group("more").strip()) if match else None


def added_evidence(turn: Turn) -> str | None:
    """Return what the customer has to show besides what they named before; None when the message names nothing."""
    match = table(ANSWERS)["adds_evidence"].match(to_simplified(turn.raw.strip()))
    return _own_words(turn.raw.strip(), match.group("more").strip()) if match else None


def only_wish(turn: Turn) -> Correction | None:
    """Return the wish that is left of all, with what led to it; None when nothing is said to be all that is wanted."""
    match = table(ANSWERS)["only_wish"].search(in_clauses(turn.raw))
    if match is None or manners.asks(turn):
        return None
    return Correction({"complaint_request": match.group("more"), **answers.with_more(turn.slots, turn.raw)})


def fields_named(text: str) -> tuple[str, ...]:
    """Return the fields that a text names, in the order of naming."""
    found = {slot: match.start() for slot, words in table(FIELDS).items() if (match := words.search(text))}
    return tuple(sorted(found, key=lambda slot: found[slot]))


def bare_field(text: str) -> str | None:
    """Return the field whose name is all that a message says."""
    return next((slot for slot, words in table(FIELDS).items() if words.fullmatch(text.strip(_EDGES))), None)


def read(turn: Turn, at_summary: bool, telling: bool) -> Correction | None:
    """Return what is corrected, or None.

    Away from the summary a word such as 写错了 or 改成 is needed, else an answer would be taken for a correction;
    while free text is asked (`telling`) the message has to begin with it.
    """
    text = in_clauses(turn.raw)
    removed = _removed(turn, text)
    if removed:
        return removed
    if at_summary and (only := only_wish(turn)):
        return only
    if telling and not _begins_with_it(text):
        return None
    if not heard("corrects", text):
        return _plainly_named(turn, text) if at_summary else None
    found = Correction()
    for part in _parts(text):
        found = _joined(found, _read_part(turn, part))
    return found if found.slots else None


def _removed(turn: Turn, text: str) -> Correction | None:
    """Read that a field is to be left empty (把地点去掉); one that is needed is asked for anew."""
    named = fields_named(text) if len(text) <= LONGEST_REMOVAL and heard("removes", text) else ()
    told = [slot for slot in named if turn.slots.get(slot) or (slot == fields.EVIDENCE and turn.slots.get(NOTE))]
    if not told:
        return None
    emptied: dict[str, Any] = {slot: fields.SKIPPED for slot in told if slot in fields.SKIPPABLE}
    return Correction(
        emptied | ({NOTE: None} if fields.EVIDENCE in emptied else {}),
        unsaid=tuple(slot for slot in told if slot not in fields.SKIPPABLE),
    )


def _plainly_named(turn: Turn, text: str) -> Correction | None:
    """Read what says no word of changing at the summary: 地点, 地点是西关支行, 是西关支行."""
    text = without("begins_afresh", text)
    named = fields_named(text)
    if named and len(text) <= BARE:
        return Correction(unsaid=named[:1])
    parts = [part for part in _parts(text) if _gives_a_value(part) or (not part.slots and len(text) <= BARE_VALUE)]
    found = Correction()
    for part in parts:
        found = _joined(found, replace(_read_part(turn, part), unsaid=()))
    return found if found.slots else None


def _gives_a_value(part: _Part) -> bool:
    """Tell whether a value stands right behind the name of the field, as in 地点是西关支行."""
    return len(part.slots) == 1 and bool(heard("value_behind", _behind_name(part.slots[0], part.text)))


def _parts(text: str) -> list[_Part]:
    """Put the clauses together by the field they are about; a clause without one goes with the clause before."""
    parts: list[_Part] = []
    for clause in filter(None, _CLAUSES.split(text)):
        named = fields_named(_before_the_value(clause))
        goes_on = parts and (not named or named == parts[-1].slots)
        if goes_on or (parts and parts[-1].slots and _belongs_to_text(parts[-1], clause)):
            parts[-1] = replace(parts[-1], text=f"{parts[-1].text}，{clause}")
        else:
            parts.append(_Part(named, clause))
    return parts


def _before_the_value(clause: str) -> str:
    """Cut a clause before the new value, which may hold the word for a field: 应该是西关支行."""
    kept = without("negated", clause)
    lead = heard("new_value_lead", kept)
    names_it_behind = lead and any(words.match(kept, lead.end()) for words in table(FIELDS).values())
    return kept[: lead.end()] if lead and not names_it_behind else kept


def _belongs_to_text(part: _Part, clause: str) -> bool:
    """Tell whether a clause goes on with the new story or wish before it, though it has the word for a field in it."""
    return part.slots[0] in fields.FREE_TEXT and not _begins_with_it(clause)


def _read_part(turn: Turn, part: _Part) -> Correction:
    new = _in_its_month(turn, _new_words(part.text))
    if not part.slots:
        return _spoken_for_itself(turn, new, called_wrong=bool(heard("corrects", part.text)))
    found = Correction()
    for slot in part.slots:
        value = without("value_verb", _behind_name(slot, new)).strip(_EDGES)
        alone = len(part.slots) == 1 or slot in _STRICT
        reading = _value(turn, slot, value) if alone else _told(slot, value)
        wrong = (slot,) if heard("corrects", part.text) else ()
        said = reading.values or reading.doubts
        found = _joined(found, Correction(reading.values, reading.doubts, () if said else wrong))
    return found


def _spoken_for_itself(turn: Turn, new: str, called_wrong: bool) -> Correction:
    """Read a value that comes without the name of its field; a mere number can only be the amount."""
    told = story.read(new).only(list(TOLD_FIRST))
    values: dict[str, Any] = {slot: value for slot, value in told.values.items() if value != turn.slots.get(slot)}
    if _MASK in turn.raw:
        values |= answers.read("complainant_phone", turn).values
    if called_wrong and not values and not told.doubts:
        bare = fields.in_range(amounts.bare_amount(new))
        values = {"complaint_amount": bare} if bare else _classes(new)
    return Correction(values, told.doubts)


def _classes(text: str) -> dict[str, Any]:
    """Return business or reason where a text is the name of one: 不是银行卡，是储蓄."""
    named = ((slot, categories.named(kind, text)) for slot, kind in CLASSES.items())
    return dict([(slot, code) for slot, code in named if code][:1])


def _in_its_month(turn: Turn, text: str) -> str:
    """Put the month that was told before a day that comes alone: who said 上个月12号 and now 13号 means that month."""
    told = _MONTH.match(turn.slots.get("complaint_occurred_on") or "")
    return text if told is None or "月" in text else _BARE_DAY.sub(rf"{told['year']}年{told['month']}月\g<0>", text)


def _told(slot: str, text: str) -> Reading:
    told = story.read(text).only([slot])
    return Reading(dict(told.values), told.doubts)


def _value(turn: Turn, slot: str, new: str) -> Reading:
    """Read the new value as an answer to the question for its field."""
    if heard("no_value", new):
        return Reading()
    own = turn.raw if slot in (contact.NAME, contact.PHONE) else _own_words(turn.raw, new)  # masked ones stand in `raw`
    return answers.read(slot, replace(turn, text=new, raw=own))


def _new_words(text: str) -> str:
    """Cut a correction down to the new value: 不是… is not it, nor is what stands before 写错了 or 改成."""
    kept = without("negated", text).strip(_EDGES)
    behind = without("misspoken", kept).strip(_EDGES)
    if not behind and not heard("says_the_new", kept):
        return ""
    return without("new_value_lead", behind or without("misspoken_behind", kept)).strip(_EDGES)


def _behind_name(slot: str, text: str) -> str:
    """Drop the name of the field from the front of a text."""
    return regex.sub(rf"^(?:把|的|那个|这个)*(?:{table(FIELDS)[slot].pattern})", "", text, count=1)


def _own_words(raw: str, end: str) -> str:
    """Return the end of the customer's message in their own script, where it can be told."""
    own = raw.strip()[-len(end) :] if end else ""
    return own if to_simplified(own) == end else end


def _joined(first: Correction, second: Correction) -> Correction:
    values = {**first.values, **second.values}
    doubts = {**first.doubts, **second.doubts}
    unsaid = [slot for slot in (*first.unsaid, *second.unsaid) if slot not in values and slot not in doubts]
    return Correction(values, doubts, tuple(dict.fromkeys(unsaid)))


def _begins_with_it(text: str) -> bool:
    """Tell whether a message begins by correcting: 时间写错了…, 说错了…; a story has such words somewhere."""
    rest = without("begins_afresh", text)
    behind = without("changes_first", rest)
    if behind != rest and any(words.match(behind) for words in table(FIELDS).values()):
        return True
    cue = heard("corrects", rest)
    named = any(words.match(rest) for words in table(FIELDS).values())
    if named:
        return cue is not None and cue.start() <= SHORTEST_NAME_AND_CUE
    return bool(heard("misspoke_first", rest))
