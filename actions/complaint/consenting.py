"""Consent to the notice: a clear yes in a clause of its own counts, whatever else is said; terms and doubts do not."""

from __future__ import annotations

from actions.complaint.fields import CONSENT
from actions.complaint.parts import fields_named
from actions.complaint.reading import Reading, wrong
from actions.turn import Turn
from bot.lexicon import heard
from bot.text.normalize import clauses, normalize

SURELY, FEW_WORDS = 0.8, 12
REMARKS = ("how_to_reach", "call_at")
"""What sounds like terms but only says how to be reached: that is kept, and is no matter of consent."""


def read(turn: Turn) -> Reading:
    """Take a clear yes or a no; a question about it, a yes on terms, or a no to the matter is neither (C7-03)."""
    if heard("objects_to_matter", turn.text):
        return wrong(CONSENT)
    if _agrees(turn.text) or _affirms(turn):
        return Reading({CONSENT: True})
    asks = turn.is_question or heard("question", turn.text) or heard("asks_something", turn.text)
    decided = _refuses_while_asking(turn) if asks else _decided(turn)
    if _terms(turn) if decided else heard("consents_on_terms", turn.text):
        return wrong(CONSENT, "_on_terms")
    if decided is not None:
        return Reading({CONSENT: decided})
    if asks:
        return Reading(problem=f"utter_explain_{CONSENT}")
    refused = heard("no_answer", turn.text) or (turn.is_act("deny") and not _has_none_of_a_field(turn.text))
    return Reading({CONSENT: False}) if refused else wrong(CONSENT)


def says_yes_besides(turn: Turn) -> bool:
    """Tell whether a message that asks about the filing has a clear yes too; a doubt about the notice keeps it open."""
    said = [normalize(clause) for clause in clauses(turn.raw)]
    others = [clause for clause in said if not heard("consents_in_words", clause)]
    doubted = any(heard("about_the_notice", clause) for clause in others)
    return len(others) < len(said) and not (doubted or _terms(turn))


def besides(turn: Turn) -> str:
    """Return what is told besides the yes, in the customer's own words; empty when that is all."""
    told = (clause for clause in clauses(turn.raw) if not _only_agrees(normalize(clause)))
    return "，".join(clause for clause in told if not _is_remark(normalize(clause)))


def remarks(turn: Turn) -> str:
    """Return what is said about how to be reached, which goes with the story."""
    return "，".join(clause for clause in clauses(turn.raw) if _is_remark(normalize(clause)))


def _agrees(text: str) -> bool:
    return bool(heard("consents", text) or heard("lets_it_be_done", text))


def _has_none_of_a_field(text: str) -> bool:
    """Tell whether a no answers a question that comes later: 没有金额, 没凭证."""
    return bool(fields_named(text)) or any(heard(name, text) for name in ("no_money", "no_amount"))


def _affirms(turn: Turn) -> bool:
    """Tell whether a few words that the model surely takes for a yes name what is agreed to, and hold nothing back."""
    yes = turn.is_act("affirm", least=SURELY) and len(turn.text) <= FEW_WORDS
    return bool(yes and heard("word_of_consent", turn.text)) and not heard("no_plain_yes", turn.text)


def _only_agrees(clause: str) -> bool:
    return _agrees(clause) or any(heard(name, clause) for name in ("hurries", "resigns", "files_again"))


def _decided(turn: Turn) -> bool | None:
    """Return what the last clause that says yes or no in so many words decides; None when none does."""
    for clause in map(normalize, reversed(clauses(turn.raw))):
        if heard("consents_in_words", clause):
            return True
        if heard("refuses_in_words", clause):
            return False
    return None


def _refuses_while_asking(turn: Turn) -> bool | None:
    """Return False for a plain no with a heated question besides: 不同意，凭什么; asking what a no leads to is none."""
    if heard("asks_if_refused", turn.text):
        return None
    refuses = any(heard("refuses_plainly", normalize(clause)) for clause in clauses(turn.raw))
    return False if refuses else None


def _terms(turn: Turn) -> bool:
    """Tell whether the yes hangs on something the bank would have to grant."""
    said = map(normalize, clauses(turn.raw))
    return any(heard("sets_terms", clause) and not _is_remark(clause) for clause in said)


def _is_remark(clause: str) -> bool:
    return any(heard(name, clause) for name in REMARKS)
