"""Corrections in free words: 写错了，地点是西关支行，不是东关支行."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import regex

from actions import manners
from actions.complaint import answers, besides, contact, edits, fields, story
from actions.complaint.parts import Part, begins_with_it, behind_name, fields_named, opens, split
from actions.complaint.reading import Reading
from actions.services import words
from actions.turn import Turn
from bot.lexicon import ANSWERS, heard, table, without
from bot.text import amounts
from bot.text.normalize import in_clauses, to_simplified
from tickets import categories

_MASK = "*"
"""Stands in a name or number that the door has masked."""
_EDGES = "，。；！？：、,.;!?:~～ "
FACTS, PLACE, DAY = "complaint_facts", "complaint_place", "complaint_occurred_on"
NOTE = fields.EVIDENCE_NOTE
TEXTS = {FACTS: "\n", "complaint_request": "；", fields.EVIDENCE: "；"}
"""Fields in which one thing may be changed, and what stands before what is added."""
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
    missing: tuple[str, ...] = ()
    """Words that were to be taken out of a text that does not hold them."""

    @property
    def slots(self) -> set[str]:
        """The fields it is about."""
        return {*self.values, *self.doubts, *self.unsaid}

    def __bool__(self) -> bool:
        """Whether it says anything."""
        return bool(self.slots or self.missing)


def wants_to_change(turn: Turn) -> bool:
    """Tell whether the message only says that something is wrong or to be changed, not what."""
    return bool(heard("wants_to_change", in_clauses(turn.raw)))


def is_cued(turn: Turn) -> bool:
    """Tell whether the message has a word of correcting: 写错了, 改成, 不对."""
    return heard("corrects", in_clauses(turn.raw)) is not None


def addition(turn: Turn) -> str | None:
    """Return what the customer adds to the story; empty when they only say that they want to, None when they don't."""
    match = table(ANSWERS)["adds"].match(to_simplified(turn.raw.strip()))
    if match and opens(match.group("more")):
        return None  # 加一条，诉求里还要利息
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
    if telling and not begins_with_it(text):
        return None
    if not heard("corrects", text):
        return _plainly_named(turn, text) if at_summary else None
    found = Correction()
    for part in split(text):
        read = _read_part(turn, part)
        is_news = at_summary and not part.slots and not read and edits.puts_right(part.text) and not besides.agent(turn)
        found = _joined(found, _text(turn, FACTS, _noted_right(turn, part.text)) if is_news else read)
    return found or None


def opened(turn: Turn, asked: str) -> Correction:
    """Return what an answer says besides about other fields by their names: 没有，地点是西关支行."""
    found = Correction()
    for part in split(in_clauses(turn.raw)):
        if part.slots and part.slots[0] not in (asked, FACTS) and opens(part.text):
            found = _joined(found, replace(_read_part(turn, part), unsaid=()))
    return found


def _removed(turn: Turn, text: str) -> Correction | None:
    """Read that a field is to be left empty (把地点去掉); one that is needed is asked for anew."""
    named = fields_named(text) if len(text) <= LONGEST_REMOVAL and heard("removes", text) else ()
    told = [slot for slot in named if turn.slots.get(slot) or (slot == fields.EVIDENCE and turn.slots.get(NOTE))]
    if not told or (named[0] in TEXTS and edits.read(behind_name(named[0], text))):
        return None  # what is to go is a piece of the text
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
    parts = [part for part in split(text) if _gives_a_value(part) or (not part.slots and len(text) <= BARE_VALUE)]
    found = Correction()
    for part in parts:
        found = _joined(found, replace(_read_part(turn, part), unsaid=()))
    return found or None


def _gives_a_value(part: Part) -> bool:
    """Tell whether a value stands right behind the name of the field, as in 地点是西关支行."""
    if len(part.slots) != 1:
        return False
    behind = behind_name(part.slots[0], part.text)
    return opens(part.text) or bool(heard("value_behind", behind) or (part.slots[0] in TEXTS and edits.read(behind)))


def _read_part(turn: Turn, part: Part) -> Correction:
    if part.slots and part.slots[0] in TEXTS and (edited := _edited(turn, part.slots[0], part.text)):
        return edited
    new = _in_its_month(turn, _new_words(part.text))
    if not part.slots:
        return _joined(_spoken_for_itself(turn, part.text, new), _put_right(turn, part.text))
    found = Correction()
    for slot in part.slots:
        value = without("value_verb", behind_name(slot, new)).strip(_EDGES)
        alone = len(part.slots) == 1 or slot in _STRICT
        reading = _value(turn, slot, value) if alone else _told(slot, value)
        wrong = (slot,) if heard("corrects", part.text) else ()
        said = reading.values or reading.doubts
        found = _joined(found, Correction(reading.values, reading.doubts, () if said else wrong))
    return found


def _edited(turn: Turn, slot: str, text: str) -> Correction | None:
    """Read a change inside a text (经过里4%改成3.8%); None when a whole new text is given."""
    behind = behind_name(slot, text)
    edit = edits.read(behind)
    if edit is None and slot == FACTS and not (heard("corrects", text) or "：" in text):
        edit = edits.Edit(new=without("value_verb", behind).strip(_EDGES))  # 情况是… goes on with the story
    if edit is None:
        return None
    edit = replace(edit, new=_own_words(turn.raw, edit.new))
    held = _held(turn, slot)
    changed = edits.applied(edit, held, TEXTS[slot])
    if changed is None and not edit.new:
        return Correction(missing=(edit.old,))
    if changed is None:
        changed = _noted_right(turn, text) if slot == FACTS else edit.new
    return _text(turn, slot, changed)


def _text(turn: Turn, slot: str, new: str) -> Correction:
    """Return a text as it is now; one that is needed and has nothing left is asked for anew."""
    if not new and slot not in fields.SKIPPABLE:
        return Correction(unsaid=(slot,))
    if slot != fields.EVIDENCE:
        return Correction({slot: new[: fields.MAX_FACTS if slot == FACTS else fields.MAX_TEXT]})
    files = turn.slots.get(fields.EVIDENCE) or []
    return Correction({slot: files if new or files else fields.SKIPPED, NOTE: new[: fields.MAX_TEXT] or None})


def _held(turn: Turn, slot: str) -> str:
    return str(turn.slots.get(NOTE if slot == fields.EVIDENCE else slot) or "")


def _put_right(turn: Turn, text: str) -> Correction:
    """Read what is put right without naming its field, wherever it stands: 不是南门，是北街."""
    edit = edits.puts_right(text)
    if edit is None or besides.agent(turn):
        return Correction()
    found = Correction()
    for slot in (*TEXTS, PLACE):
        if edits.holds(_held(turn, slot), edit.old):
            changed = edits.applied(replace(edit, new=_own_words(turn.raw, edit.new)), _held(turn, slot), "")
            found = _joined(found, _text(turn, slot, changed or ""))
    return found


def _noted_right(turn: Turn, text: str) -> str:
    """Return the story with what is put right behind it, where the story does not have the words that were wrong."""
    note = words()["put_right"].format(words=_own_words(turn.raw, text.strip(_EDGES)))
    return "\n".join(filter(None, [_held(turn, FACTS), note]))


def _spoken_for_itself(turn: Turn, text: str, new: str) -> Correction:
    """Read a value that comes without the name of its field; a mere number can only be the amount."""
    told = story.read(new).only([slot for slot in TOLD_FIRST if slot != DAY or not edits.of_numbers(text)])
    values: dict[str, Any] = {slot: value for slot, value in told.values.items() if value != turn.slots.get(slot)}
    if _MASK in turn.raw:
        values |= answers.read("complainant_phone", turn).values
    if heard("corrects", text) and not values and not told.doubts:
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
    if heard("no_value", new) or (slot == FACTS and not story.is_told(new)):
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


def _own_words(raw: str, words: str) -> str:
    """Return words of a message in the customer's own script, where they can be told."""
    simple = to_simplified(raw)
    start = simple.rfind(words) if len(simple) == len(raw) else -1
    return raw[start : start + len(words)] if start >= 0 else words


def _joined(first: Correction, second: Correction) -> Correction:
    values = {**first.values, **second.values}
    doubts = {**first.doubts, **second.doubts}
    unsaid = [slot for slot in (*first.unsaid, *second.unsaid) if slot not in values and slot not in doubts]
    return Correction(values, doubts, tuple(dict.fromkeys(unsaid)), (*first.missing, *second.missing))
