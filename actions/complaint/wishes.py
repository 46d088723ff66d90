"""What the customer wants and has to show: nearly any words are an answer, but not all."""

from __future__ import annotations

from typing import Any

from actions.complaint import demands, fields, hints, sorting, story
from actions.complaint.confirming import says_yes
from actions.complaint.fields import SKIPPED
from actions.complaint.reading import Reading, wrong
from actions.complaint.wording import told
from actions.turn import Turn
from bot import places
from bot.lexicon import EDITS, REQUESTS, heard, table
from bot.text import amounts
from bot.text.money import find_money
from bot.text.names import is_plainly
from bot.text.normalize import clauses, normalize
from tickets import categories

SMALL_TALK = ("greet", "thanks", "goodbye", "help", "who_are_you", "chitchat", "anger", "repeat", "simpler")
SURELY = 0.6
NO_WISH = ("nothing", "no_amount", "unclear", "yes_answer", "denies", "confirms", "no_wish")
SHORT_THING = 6
"""So short an answer without a verb may be something to show that nobody has heard of: 产检本."""
SHORT_NAME = 6
"""The name of a place that is given instead of a wish is not longer."""


def request(turn: Turn) -> Reading:
    """Read what the customer wants; a name, a place, an amount or something to show is no wish."""
    text = turn.raw.strip()
    wish = demands.find(turn.text) or sorting.sort(text).wish
    tells_only = _tells(turn.text) and not heard("wants_it_made_clear", turn.text)
    empty = tells_only or _is_small_talk(turn) or any(heard(name, turn.text) for name in NO_WISH)
    if amounts.is_bare(turn.text):
        return wrong("complaint_request", "_amount")
    if (len(text) < 2 and not heard("wish_in_a_word", text)) or (empty and not wish):
        return wrong("complaint_request")
    other = is_plainly(text) or _names_a_thing(text) or story.is_lone(text) or _answers_something_else(turn)
    if not wish and other:
        return wrong("complaint_request")
    return Reading({"complaint_request": text[: fields.MAX_TEXT]})


def is_order(turn: Turn) -> bool:
    """Tell whether an answer tells the bank to do something, though its words sound like a question: 补这几天利息."""
    return demands.orders(turn.text)


def _answers_something_else(turn: Turn) -> bool:
    """Tell whether a message says what there is to show, or that how much it was is not known."""
    if table(REQUESTS)["no_wish"].search(turn.text) or hints.is_no_amount(turn.text):
        return True
    shown = sorting.sort(turn.raw).evidence or heard("evidence_at_hand", turn.text)
    return bool(shown or (find_money(turn.text) and heard("forgot", turn.text)))


def _names_a_thing(text: str) -> bool:
    """Tell whether a text is but the name of a business, or says where it was: 就西关支行门口那台."""
    if categories.named("business", text) is not None:
        return True
    only_where = len(text) <= SHORT_NAME or table(EDITS)["only_where"].search(normalize(text))
    return bool(only_where) and places.read(text) is not None


def evidence(turn: Turn) -> Reading:
    """Read what there is to show: kept as a note, or skipped; what is wanted goes with the wish."""
    said = clauses(turn.raw)
    if len(said) > 1 and _has_none(normalize(said[0])) and heard("shows_besides", "，".join(said[1:])):
        return Reading(evidence_noted(turn))
    if heard("has_some", turn.text) and not turn.slots.get("form_misses"):
        return wrong("complaint_evidence", "_which")
    if _has_none(turn.text) or _sends(turn.text):
        return Reading(no_evidence(turn))
    asks = turn.is_question and not heard("is_kept", turn.text)  # 回单在家里呢
    if (asks or heard("asks_meaning", turn.text)) and not is_order(turn):
        return wrong(fields.EVIDENCE)
    told = sorting.sort(turn.raw)
    if told.has_no_evidence and not told.wish:
        return Reading(no_evidence(turn))
    wish = {"complaint_request": with_wish(turn, told.wish)} if told.wish else {}
    if told.evidence or (not wish and heard("names_evidence", turn.text)):
        return Reading({**evidence_noted(turn, told.evidence if wish else None), **wish})
    if wish:
        return Reading(wish)
    if heard("no_answer", turn.text) and not heard("declines_contact", turn.text):
        return Reading(no_evidence(turn))
    return wrong(fields.EVIDENCE) if _is_no_evidence(turn) else Reading(evidence_noted(turn))


def _is_no_evidence(turn: Turn) -> bool:
    """Tell whether a message that names nothing known to be shown is none, or has to be asked back for once."""
    other = (
        _is_small_talk(turn)
        or says_yes(turn.text)
        or _tells(turn.text)
        or is_plainly(turn.text)
        or amounts.is_bare(turn.text)
        or bool(sorting.sort(turn.raw).place)
        or bool(amounts.stated(turn.text).candidates or story.days(turn.text))
        or any(heard(name, turn.text) for name in ("own_name", "consents", "declines_contact", "pause"))
    )
    asked_back = int(turn.slots.get("form_misses") or 0) > 0 or turn.slots.get("requested_slot") != fields.EVIDENCE
    may_be_a_thing = len(turn.text) <= SHORT_THING and not table(EDITS)["speaks"].search(turn.text)
    return other or not (asked_back or may_be_a_thing or heard("shows_besides", turn.text))


def no_evidence(turn: Turn) -> dict[str, Any]:
    """Return the slots of who has nothing to show: no note either; files that came already stay."""
    return {fields.EVIDENCE: turn.slots.get(fields.EVIDENCE) or SKIPPED, fields.EVIDENCE_NOTE: None}


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


def with_wish(turn: Turn, wish: str) -> str:
    """Return what was wanted before with one more wish, unless it is there already."""
    before = str(turn.slots.get("complaint_request") or "")
    return before if before and wish in before else "；".join(filter(None, [before, wish]))[: fields.MAX_TEXT]


def evidence_noted(turn: Turn, words: str | None = None) -> dict[str, Any]:
    """Return the slots of evidence that is promised in words: a note, and the files that came already."""
    held = turn.slots.get(fields.EVIDENCE) or []
    return {fields.EVIDENCE: held, fields.EVIDENCE_NOTE: (words or told(turn.raw, fields.EVIDENCE))[: fields.MAX_TEXT]}
