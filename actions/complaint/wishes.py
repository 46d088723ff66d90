"""What the customer wants and has to show: nearly any words are an answer, but not all."""

from __future__ import annotations

from typing import Any

from actions.complaint import demands, fields, story
from actions.complaint.confirming import says_yes
from actions.complaint.fields import SKIPPED
from actions.complaint.reading import Reading, wrong
from actions.complaint.wording import told
from actions.turn import Turn
from bot import places
from bot.lexicon import REQUESTS, heard, table
from bot.text import amounts
from bot.text.names import is_plainly
from bot.text.normalize import clauses, normalize
from tickets import categories

SMALL_TALK = ("greet", "thanks", "goodbye", "help", "who_are_you", "chitchat", "anger", "repeat", "simpler")
SURELY = 0.6
NO_WISH = ("nothing", "unclear", "yes_answer", "denies", "confirms", "no_wish")
SHORT_NAME = 6
"""The name of a place that is given instead of a wish is not longer."""


def request(turn: Turn) -> Reading:
    """Read what the customer wants; a name, a place or an amount alone is no wish."""
    text = turn.raw.strip()
    tells_only = _tells(turn.text) and not heard("wants_it_made_clear", turn.text)
    empty = tells_only or _is_small_talk(turn) or any(heard(name, turn.text) for name in NO_WISH)
    if amounts.is_bare(turn.text):
        return wrong("complaint_request", "_amount")
    if (len(text) < 2 and not heard("wish_in_a_word", text)) or (empty and not demands.find(turn.text)):
        return wrong("complaint_request")
    if not demands.find(turn.text) and (is_plainly(text) or _names_a_thing(text)):
        return wrong("complaint_request")
    return Reading({"complaint_request": text[: fields.MAX_TEXT]})


def is_order(turn: Turn) -> bool:
    """Tell whether an answer tells the bank to do something, though its words sound like a question: 补这几天利息."""
    text = turn.text
    if table(REQUESTS)["no_wish"].search(text) or heard("asks_how", text) or heard("asks_for_person", text):
        return False
    return bool(demands.find(text) or heard("orders", text))


def _names_a_thing(text: str) -> bool:
    """Tell whether a text is but the name of a business or of a place."""
    return categories.named("business", text) is not None or (len(text) <= SHORT_NAME and places.read(text) is not None)


def evidence(turn: Turn) -> Reading:
    """Read what there is to show: kept as a note, or skipped."""
    said = clauses(turn.raw)
    if len(said) > 1 and _has_none(normalize(said[0])) and heard("shows_besides", "，".join(said[1:])):
        return Reading(evidence_noted(turn))
    if heard("has_some", turn.text) and not turn.slots.get("form_misses"):
        return wrong("complaint_evidence", "_which")
    if _has_none(turn.text) or _sends(turn.text):
        return Reading({"complaint_evidence": SKIPPED})
    if turn.is_question or heard("asks_meaning", turn.text):
        return wrong("complaint_evidence")
    if heard("names_evidence", turn.text):
        return Reading(evidence_noted(turn))
    if wish := demands.find(turn.text):
        return Reading({"complaint_request": _with_wish(turn, wish)})
    if heard("no_answer", turn.text):
        return Reading({"complaint_evidence": SKIPPED})
    other = _is_small_talk(turn) or heard("own_name", turn.text) or amounts.stated(turn.text).candidates
    other = (
        other
        or says_yes(turn.text)
        or bool(heard("consents", turn.text))
        or _tells(turn.text)
        or is_plainly(turn.text)
        or amounts.is_bare(turn.text)
    )
    return wrong("complaint_evidence") if other else Reading(evidence_noted(turn))


def _tells(text: str) -> bool:
    """Tell whether a message tells of the matter itself."""
    return story.goes_on(text) or story.tells_a_fact(text)


def _sends(text: str) -> bool:
    """Tell whether a message sends the complaint in, so that there is nothing to show."""
    return says_yes(text) and heard("sends", text) is not None


def _has_none(text: str) -> bool:
    return any(heard(name, text) for name in ("nothing", "no_evidence", "no_more_files"))


def evidence_at_hand(raw: str) -> dict[str, Any]:
    """Return the slots of evidence that the first message names in a clause of its own."""
    named = [clause for clause in clauses(raw) if heard("evidence_at_hand", normalize(clause))]
    return {fields.EVIDENCE: [], fields.EVIDENCE_NOTE: "；".join(named)[: fields.MAX_TEXT]} if named else {}


def _is_small_talk(turn: Turn) -> bool:
    """Tell whether a message greets, thanks, vents or asks for help: neither a wish nor something to show."""
    return turn.is_act(*SMALL_TALK, least=SURELY) and not demands.find(turn.text)


def _with_wish(turn: Turn, wish: str) -> str:
    before = turn.slots.get("complaint_request")
    return f"{before}；{wish}"[: fields.MAX_TEXT] if before and wish not in before else wish


def evidence_noted(turn: Turn, words: str | None = None) -> dict[str, Any]:
    """Return the slots of evidence that is promised in words: a note, and the files that came already."""
    held = turn.slots.get(fields.EVIDENCE) or []
    return {fields.EVIDENCE: held, fields.EVIDENCE_NOTE: (words or told(turn.raw, fields.EVIDENCE))[: fields.MAX_TEXT]}
