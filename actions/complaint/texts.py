"""Corrections inside the texts of a complaint: story, wish, what there is to show."""

from __future__ import annotations

from dataclasses import replace

from actions.complaint import besides, edits, fields, story
from actions.complaint.parts import Part, behind_name, opens
from actions.complaint.reading import Correction, joined
from actions.services import words
from actions.turn import Turn
from bot import places
from bot.lexicon import heard, without
from bot.text.normalize import to_simplified

FACTS, PLACE, NOTE = "complaint_facts", "complaint_place", fields.EVIDENCE_NOTE
TEXTS = {FACTS: "\n", "complaint_request": "；", fields.EVIDENCE: "；"}
"""Fields in which one thing may be changed, and what stands before what is added."""
_EDGES = "，。；！？：、,.;!?:~～ "


def edited(turn: Turn, slot: str, text: str) -> Correction | None:
    """Read a change inside a text (经过里4%改成3.8%); None when a whole new text is given."""
    behind = behind_name(slot, text)
    edit = edits.read(behind)
    if edit is None and slot == FACTS and not (heard("corrects", text) or "：" in text):
        edit = edits.Edit(new=without("new_value_lead", behind).strip(_EDGES))  # 情况是… goes on with the story
    if edit is None:
        return None
    edit = replace(edit, new=own_words(turn.raw, edit.new))
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


def put_right(turn: Turn, text: str) -> Correction:
    """Read what is put right without naming its field, wherever it stands: 不是南门，是北街."""
    edit = edits.puts_right(text)
    if edit is None or besides.agent(turn):
        return Correction()
    found = Correction()
    for slot in (*TEXTS, PLACE):
        if edits.holds(_held(turn, slot), edit.old):
            changed = edits.applied(replace(edit, new=own_words(turn.raw, edit.new)), _held(turn, slot), "") or ""
            found = joined(found, _text(turn, slot, _as_known(changed) if slot == PLACE else changed))
    return found


def _as_known(place: str) -> str:
    """Return a place in the bank's own words, where the directory has it."""
    simple = to_simplified(place)
    known = places.read(simple)
    return known.value if known else simple


def _noted_right(turn: Turn, text: str) -> str:
    """Return the story with what is put right behind it, where the story does not have the words that were wrong."""
    note = words()["put_right"].format(words=own_words(turn.raw, text.strip(_EDGES)))
    return "\n".join(filter(None, [_held(turn, FACTS), note]))


def taken_out(turn: Turn, text: str) -> Correction | None:
    """Read that a sentence is to go, whichever text it stands in: 态度差那句删了."""
    edit = edits.read(text)
    if edit is None or edit.new or opens(text) or any(behind_name(slot, text) != text for slot in TEXTS):
        return None
    without = {slot: edits.applied(edit, _held(turn, slot), "") for slot in TEXTS}
    held = [slot for slot in TEXTS if edits.holds(_held(turn, slot), edit.old)]  # in so many words
    slot = next(iter([*held, *(slot for slot, left in without.items() if left is not None)]), None)
    return _text(turn, slot, without[slot] or "") if slot else None


def news(turn: Turn, part: Part) -> Correction:
    """Return the story with what a clause besides the corrections tells: 产品叫稳盈, 利率说的是3.8不是4."""
    if part.slots or besides.agent(turn):
        return Correction()
    if edits.puts_right(part.text):
        return _text(turn, FACTS, _noted_right(turn, part.text))
    if not (story.tells_a_fact(part.text) or story.goes_on(part.text)):
        return Correction()
    return _text(turn, FACTS, "\n".join(filter(None, [_held(turn, FACTS), own_words(turn.raw, part.text)])))


def own_words(raw: str, said: str) -> str:
    """Return words of a message in the customer's own script, where they can be told."""
    simple = to_simplified(raw)
    start = simple.rfind(said) if len(simple) == len(raw) else -1
    return raw[start : start + len(said)] if start >= 0 else said
