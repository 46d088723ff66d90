"""What of an answer goes into a field: the customer's own words about the matter, not what they say to the form."""

from __future__ import annotations

from dataclasses import replace

import regex

from actions.complaint import confirming, parts
from actions.turn import Turn
from bot.lexicon import EDITS, heard, table
from bot.text.normalize import normalize, to_simplified

_CLAUSES = regex.compile(
    r"(?:(?!\s+(?:我叫|我姓|叫|本人|姓名|联系|电话|手机|電話|手機|\p{Han}{1,2}\*))[^，。；！？,;!?\n])+[，。；！？,;!?\n\s]*"
)
"""Clauses, also where nothing but a blank stands before name and phone."""
_EDGES = "，。；、,; \n"
STORY = ("complaint_facts", "complaint_more")
"""Texts that keep every clause but name, phone and courtesies."""


def answering(slot: str, turn: Turn) -> Turn:
    """Return the message without what is no answer to this question; as it is when nothing would be left."""
    kept = told(turn.raw, slot)
    return turn if kept in ("", turn.raw.strip()) else replace(turn, raw=kept, text=normalize(kept))


def is_contact(raw: str) -> bool:
    """Tell whether a message gives name and phone and nothing else."""
    said = [to_simplified(clause).strip(_EDGES) for clause in _CLAUSES.findall(raw)]
    return bool(said) and all(table(EDITS)["contact"].search(clause) for clause in said)


def told(raw: str, slot: str) -> str:
    """Return the words about the matter, in the customer's own script."""
    clauses = [clause for clause in _CLAUSES.findall(raw) if not _is_beside(to_simplified(clause).strip(), slot)]
    kept = "".join(clauses).strip(_EDGES) if len(clauses) < len(_CLAUSES.findall(raw)) else raw.strip()
    return kept if slot in STORY else _unframed(kept, slot)


def _is_beside(clause: str, slot: str) -> bool:
    """Tell whether a clause gives name or phone, thanks, puts off, sends in, or answers another question by name."""
    if any(table(EDITS)[name].search(clause.strip(_EDGES)) for name in ("contact", "courtesy")):
        return True
    if slot in STORY:
        return False
    bare = clause.strip("，。；！？,;!? \n")
    if confirming.says_yes(bare):
        return True
    put_off = any(heard(name, bare) for name in ("pause", "later")) or table(EDITS)["puts_off"].search(bare)
    named = parts.fields_named(bare)[:1]
    return bool(put_off or (named and named != (slot,) and parts.opens(bare)))


def _unframed(text: str, slot: str) -> str:
    """Drop what leads to an answer (就写…, 我刚才说过了，…), and where it was not."""
    simple = to_simplified(text)
    if len(simple) != len(text):
        return text
    lead = table(EDITS)["framing"].match(simple)
    start = lead.end() if lead else 0
    tail = table(EDITS)["denied_tail"].search(simple, start) if slot == "complaint_place" else None
    return text[start : tail.start() if tail and tail.start() > start else None].strip(_EDGES)


def naming(name: str, raw: str) -> str:
    """Return the clauses of a message that say what `answers.yml` has under this name."""
    clauses = [clause for clause in _CLAUSES.findall(raw) if heard(name, to_simplified(clause))]
    return "".join(clauses).strip(_EDGES) or raw.strip()
