"""An answer taken apart by what its clauses are, whatever was asked: a wish, something to show, a place."""

from __future__ import annotations

from dataclasses import dataclass

from actions.complaint import demands
from bot import places
from bot.bank import load_bank
from bot.lexicon import EDITS, heard, table
from bot.text.normalize import clauses, normalize
from tickets import categories

SHORT_THING = 6
"""So short a clause names a thing and does not tell what is to become of it: 短信截图, not 存折的另外再投."""
LONGEST_PLACE = 12
"""A clause that puts a place right is not longer: 应该是南门那个网点."""


@dataclass(frozen=True)
class Sorted:
    """The clauses of an answer by what they are, in the customer's own words; empty where there are none."""

    wish: str = ""
    evidence: str = ""
    place: str = ""
    has_no_evidence: bool = False
    """Whether a clause says that there is nothing to show, and none names something."""


def sort(raw: str) -> Sorted:
    """Put each clause where it belongs; what asks something, and what is nothing of these, is left out."""
    wishes, shown, place, denied = [], [], "", False
    for clause in clauses(raw):
        text = normalize(clause)
        wants, asks = demands.find(text) or heard("wants_to_be_told", text), heard("asks", text)
        if table(EDITS)["contact"].search(text) or (asks and not wants):
            continue
        if heard("no_evidence", text) and table(EDITS)["evidence_word"].search(text):
            denied = True
        elif is_evidence(text):
            shown.append(clause)
        elif wants or demands.names_a_remedy(text):
            wishes.append(clause)
        else:
            place = _branch(text) or place
    place = place or _branch(normalize(raw))
    return Sorted("，".join(wishes), "，".join(shown), place, denied and not shown)


def is_evidence(text: str) -> bool:
    """Tell whether a clause names something to show, and does not want anything done about it: 把短信通知取消."""
    if not heard("names_evidence", text) or categories.find_label("business", text):
        return False
    if table(EDITS)["contrasts"].search(text):
        return False
    shows = table(EDITS)["shows_it"].search(text) is not None
    return shows or (len(text) <= SHORT_THING and not (demands.find(text) or demands.names_a_remedy(text)))


def _branch(text: str) -> str:
    """Return the branch that a short clause says it was: 係南門先啱, 网点就南门那个; a mere mention is none."""
    known = places.read(text) if len(text) <= LONGEST_PLACE else None
    if known is None or (places.says_more(text, known) and not table(EDITS)["says_where"].search(text)):
        return ""
    return known.value if known.value in {branch.name for branch in load_bank().branches} else ""
