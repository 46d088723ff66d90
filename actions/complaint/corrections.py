"""Corrections in free words: 写错了，地点是西关支行，不是东关支行."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import regex

from actions import manners
from actions.complaint import answers, contact, demands, edits, fields, hints, story, wording
from actions.complaint.confirming import says_yes
from actions.complaint.parts import (
    Part,
    about_the_card,
    begins_with_it,
    behind_name,
    fields_named,
    is_beside,
    opens,
    split,
)  # fmt: skip
from actions.complaint.reading import Correction, Reading, joined
from actions.complaint.texts import FACTS, NOTE, PLACE, TEXTS, edited, news, own_words, put_right, taken_out
from actions.turn import Turn
from bot.lexicon import ANSWERS, EDITS, heard, table, without
from bot.text import amounts
from bot.text.normalize import clauses, in_clauses, normalize, to_simplified
from tickets import categories

_MASK = "*"
"""Stands in a name or number that the door has masked."""
_EDGES = "，。；！？：、,.;!?:~～ "
AS_SAID = (PLACE, "complaint_request")
"""Fields that hold what is put there by their name, if it would be no answer without: 地点写我单位."""
LONGEST_REMOVAL = 24
BARE = 6
"""At the summary so short a message that names a field asks to change it."""
BARE_VALUE = 12
"""At the summary so short a message without a field's name may be the new value alone: 是西关支行."""
TOLD_FIRST = ("complaint_place", "complaint_amount", "complaint_occurred_on")
"""Fields whose values speak for themselves: 是西关支行 needs no name of the field."""
CLASSES = {"complaint_business": "business", fields.REASON: "reason"}
"""Fields whose values have names of their own, and the tables those are in."""
_MONTH = regex.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})")
_STRICT = ("complaint_amount", "complaint_occurred_on", "complainant_name", "complainant_phone")
"""Fields that not just any words can be a value of."""


def wants_to_change(turn: Turn) -> bool:
    """Tell whether the message only says that something is wrong or to be changed, not what."""
    return bool(heard("wants_to_change", in_clauses(turn.raw)))


def concerns(turn: Turn) -> bool:
    """Tell whether a message speaks of what stands in the fields, so that it is no more of the story."""
    text = in_clauses(turn.raw)
    edit = edits.read(text)
    named = any(opens(part.text) for part in split(text)) or any(about_the_card(clause) for clause in clauses(text))
    return bool(
        heard("corrects", text)
        or hints.read(turn, text, at_summary=True)
        or only_wish(turn)
        or named
        or (edit and edit.old)
    )


def addition(turn: Turn) -> str | None:
    """Return what the customer adds to the story; empty when they only say that they want to, None when they don't."""
    match = table(ANSWERS)["adds"].match(to_simplified(turn.raw.strip()))
    named = fields_named(match.group("more")[:BARE]) if match else ()
    if match and (opens(match.group("more")) or (named and named[0] not in (FACTS, "complaint_business"))):
        return None  # 加一条，诉求里还要利息; 时间10月14和10月22都写上
    return own_words(turn.raw.strip(), match.group("more").strip()) if match else None


def added_wish(turn: Turn) -> str | None:
    """Return what the customer wants besides what they wanted before; None when the message adds no wish."""
    simple = to_simplified(turn.raw.strip())
    match = table(ANSWERS)["adds_wish"].match(simple)
    more = match.group("more").strip() if match else ""
    is_wish = "complaint_request" in fields_named(simple) or demands.find(more) or demands.names_a_remedy(more)
    return own_words(turn.raw.strip(), more) if more and is_wish else None


def added_evidence(turn: Turn) -> str | None:
    """Return what the customer has to show besides what they named before; None when the message names nothing."""
    match = table(ANSWERS)["adds_evidence"].match(to_simplified(turn.raw.strip()))
    return own_words(turn.raw.strip(), match.group("more").strip()) if match else None


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
    hinted = None if turn.slots.get("requested_slot") in fields.STORIES else hints.read(turn, text, at_summary)
    if changed := _removed(turn, text) or hinted:
        return changed
    if at_summary and (only := only_wish(turn)):
        return only
    if telling and not begins_with_it(text):
        return None
    if at_summary and (taken := taken_out(turn, text)):
        return taken
    takes_out = telling and table(EDITS)["takes_out"].search(text)
    if not heard("corrects", text) and not takes_out:
        return _plainly_named(turn, text) if at_summary else None
    found = Correction()
    for part in split(text):
        now = _as_of(turn, found)
        read = _read_part(now, part)
        found = joined(found, read or (news(now, part) if at_summary else read))
    return found or None


def in_front(turn: Turn) -> Turn | None:
    """Return what a message says before it corrects something: 200，哦对了时间是昨天; None when it begins with that."""
    said = clauses(turn.raw)
    corrects = (i for i, clause in enumerate(said) if _is_of_the_correction(in_clauses(clause)))
    before = "，".join(said[: next(corrects, 0)])
    return replace(turn, raw=before, text=normalize(before)) if before else None


def _is_of_the_correction(clause: str) -> bool:
    return bool(heard("corrects", clause) or fields_named(clause) or begins_with_it(clause) or about_the_card(clause))


def sends(turn: Turn) -> bool:
    """Tell whether a message with corrections ends by sending the complaint in."""
    return any(says_yes(clause) and heard("sends", clause) for clause in clauses(in_clauses(turn.raw)))


def question(turn: Turn) -> str | None:
    """Return what a message with corrections asks besides them."""
    beside = [c for c in clauses(in_clauses(turn.raw)) if is_beside(c) and heard("asks", c)]
    asked = [c for c in beside if not (about_the_card(c) or (demands.find(c) and not heard("asks_how", c)))]
    return "，".join(asked) or None


def opened(turn: Turn, asked: str) -> Correction:
    """Return what an answer says besides about other fields by their names: 没有，地点是西关支行."""
    found = Correction()
    for part in split(in_clauses(turn.raw)):
        if part.slots and part.slots[0] not in (asked, FACTS) and opens(part.text):
            found = joined(found, replace(_read_part(turn, part), unsaid=()))
    return found


def _as_of(turn: Turn, found: Correction) -> Turn:
    """Return the turn with what was corrected so far: two changes to one text are both kept."""
    return replace(turn, slots={**turn.slots, **found.values})


def _removed(turn: Turn, text: str) -> Correction | None:
    """Read that a field is to be left empty (把地点去掉); one that is needed is asked for anew."""
    text = _removal(text)
    named = fields_named(text)
    told = [slot for slot in named if turn.slots.get(slot) or (slot == fields.EVIDENCE and turn.slots.get(NOTE))]
    if not told or (named[0] in TEXTS and edits.read(behind_name(named[0], text))):
        return None  # what is to go is a piece of the text
    emptied: dict[str, Any] = {slot: fields.SKIPPED for slot in told if slot in fields.SKIPPABLE}
    return Correction(
        emptied | ({NOTE: None} if fields.EVIDENCE in emptied else {}),
        unsaid=tuple(slot for slot in told if slot not in fields.SKIPPABLE),
    )


def _removal(text: str) -> str:
    """Return the words that empty a field; a reason may stand behind them: 凭证去掉吧，小票找不着了."""
    first, *reason = clauses(text) or [""]
    alone = not any(heard("corrects", clause) or opens(clause) for clause in reason)
    pieces = (text, first) if alone else (text,)
    return next((piece for piece in pieces if len(piece) <= LONGEST_REMOVAL and heard("removes", piece)), "")


def _plainly_named(turn: Turn, text: str) -> Correction | None:
    """Read what says no word of changing at the summary: 地点, 地点是西关支行, 是西关支行."""
    text = without("begins_afresh", text)
    named = fields_named(text)
    found = Correction()
    for part in split(text):
        now = _as_of(turn, found)
        if _gives_a_value(part) or (not part.slots and len(text) <= BARE_VALUE):
            found = joined(found, replace(_read_part(now, part), unsaid=part.slots if part.is_blamed else ()))
        elif found:
            found = joined(found, news(now, part))
    if named and len(text) <= BARE and not found:
        return Correction(unsaid=named[:1])
    return found or None


def _gives_a_value(part: Part) -> bool:
    """Tell whether a value stands right behind the name of the field, as in 地点是西关支行."""
    if len(part.slots) != 1 or part.is_blamed:
        return part.is_blamed
    behind = behind_name(part.slots[0], part.text).strip(_EDGES)
    return opens(part.text) or bool(heard("value_behind", behind) or (part.slots[0] in TEXTS and edits.read(behind)))


def _read_part(turn: Turn, part: Part) -> Correction:
    if part.slots[:1] in (("complaint_request",), (fields.EVIDENCE,)) and (whole := _new_text(turn, part)):
        return whole
    if part.slots and part.slots[0] in TEXTS and (changed := edited(turn, part.slots[0], part.text)):
        return changed
    new = _in_its_month(turn, _new_words(_what_it_becomes(part.text)))
    if not part.slots:
        return joined(_spoken_for_itself(turn, part.text, new), put_right(turn, part.text))
    found = Correction()
    for slot in part.slots:
        value = without("value_verb", behind_name(slot, new).strip(_EDGES)).strip(_EDGES)
        alone = len(part.slots) == 1 or slot in _STRICT
        reading = _value(turn, slot, value) if alone else _told(slot, value)
        wrong = (slot,) if part.is_blamed or heard("corrects", part.text) else ()
        said = reading.values or reading.doubts
        found = joined(found, Correction(reading.values, reading.doubts, () if said else wrong))
    return found


def _what_it_becomes(text: str) -> str:
    """Leave out a first clause that only says that a field is to be changed: 前面金额也改下，改成35."""
    first, *rest = clauses(text) or [""]
    return "，".join(rest) if rest and heard("only_to_change", first) else text


def _new_text(turn: Turn, part: Part) -> Correction | None:
    """Read a whole new text that stands behind the name of its field: 诉求：查清是谁泄露的."""
    behind = behind_name(part.slots[0], part.text)
    lead = table(EDITS)["text_lead"].match(behind)
    new = behind[lead.end() :].strip(_EDGES) if lead else ""
    return Correction(_value(turn, part.slots[0], new).values) if new else None


def _spoken_for_itself(turn: Turn, text: str, new: str) -> Correction:
    """Read a value that comes without the name of its field; a mere number can only be the amount."""
    if edits.of_numbers(text):
        return Correction()  # 利率说的是3.8不是4 is no sum and no day
    may_be = [slot for slot in TOLD_FIRST if slot != hints.AMOUNT or not hints.is_no_amount(text)]
    told = story.read(new).only(may_be)
    values: dict[str, Any] = {slot: value for slot, value in told.values.items() if value != turn.slots.get(slot)}
    if _MASK in turn.raw:
        values |= {**contact.told(turn, None), **answers.read("complainant_phone", turn).values}
    if heard("corrects", text) and not values and not told.doubts:
        bare = None if hints.is_no_amount(text) else fields.in_range(amounts.bare_amount(new))
        values = {"complaint_amount": bare} if bare else _classes(new)
    return Correction(values, told.doubts)


def _classes(text: str) -> dict[str, Any]:
    """Return business or reason where a text is the name of one: 不是银行卡，是储蓄."""
    bare = without("of_it", text.strip(_EDGES))
    named = ((slot, categories.named(kind, bare)) for slot, kind in CLASSES.items())
    return dict([(slot, code) for slot, code in named if code][:1])


def _in_its_month(turn: Turn, text: str) -> str:
    """Put the month that was told before a day that comes alone: who said 上个月12号 and now 13号 means that month."""
    told = _MONTH.match(turn.slots.get("complaint_occurred_on") or "")
    return (
        text
        if told is None or heard("names_a_month", text)
        else table(ANSWERS)["bare_day"].sub(rf"{told['year']}年{told['month']}月\g<0>", text)
    )


def _told(slot: str, text: str) -> Reading:
    told = story.read(text).only([slot])
    return Reading(dict(told.values), told.doubts)


def _value(turn: Turn, slot: str, new: str) -> Reading:
    """Read the new value as an answer to the question for its field."""
    if heard("no_value", new) or (slot == FACTS and not story.is_told(new)):
        return Reading()
    own = turn.raw if slot in (contact.NAME, contact.PHONE) else own_words(turn.raw, new)  # masked ones stand in `raw`
    reading = answers.read(slot, replace(turn, text=new, raw=own))
    as_said = reading.problem and slot in AS_SAID and len(own) > 1 and not manners.asks(replace(turn, text=new))
    return Reading({slot: wording.told(own, slot)[: fields.MAX_TEXT]}) if as_said else reading


def _new_words(text: str) -> str:
    """Cut a correction down to the new value: 不是… is not it, nor is what stands before 写错了 or 改成."""
    kept = without("negated", text).strip(_EDGES)
    behind = without("misspoken", kept).strip(_EDGES)
    if not behind and not heard("says_the_new", kept):
        return ""
    return without("new_value_lead", behind or without("misspoken_behind", kept)).strip(_EDGES)
