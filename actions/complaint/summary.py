"""The summary of a complaint: read it, correct it, confirm it."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from actions.complaint import fields
from actions.services import services, words
from actions.speech import Button
from bot.complaint_classifier import ComplaintClassifier, Suggestion
from tickets import categories

LONG_ENOUGH = 20
"""Characters that tell of a matter by themselves."""
SHOWN = (
    "complaint_business",
    fields.REASON,
    fields.SEVERITY,
    "complaint_facts",
    "complaint_occurred_on",
    "complaint_place",
    "complaint_amount",
    "complaint_request",
    fields.EVIDENCE,
    fields.AGENT_NOTE,
    "complainant_name",
    "complainant_phone",
)


def reason(slots: dict[str, Any]) -> str:
    """Return the C code: corrected by the customer, or worked out from the story."""
    return slots.get("complaint_reason") or suggested(slots)["reason"].code


def suggested(slots: dict[str, Any]) -> dict[str, Suggestion]:
    """Return what the story seems to be about: reason, and the channel of the matter where it is told."""
    return _suggested(services().classifier, _story(slots))


@lru_cache(maxsize=256)
def _suggested(classifier: ComplaintClassifier, story: str) -> dict[str, Suggestion]:
    """Read each story once: the summary and the filing want it several times."""
    return classifier.suggest(story)


def severity(slots: dict[str, Any]) -> str:
    """Return the degree of severity: corrected by the customer, or worked out from the story."""
    return slots.get("complaint_severity") or categories.suggest_severity(_everything(slots))


def rows(slots: dict[str, Any]) -> list[dict[str, str]]:
    """Return the lines of the summary in order, as the `card` payload wants them."""
    labels = words()["fields"]
    return [{"label": labels[slot], "value": written(slot, slots), "field": slot} for slot in _lines(slots)]


def text(slots: dict[str, Any]) -> str:
    """Return the summary as plain text."""
    lines = [f"{row['label']}：{row['value']}" for row in rows(slots)]
    return "\n".join([words()["summary_lead"], *lines, words()["summary_tail"]])


def card(slots: dict[str, Any]) -> dict[str, Any]:
    """Return the summary as a card payload."""
    return {"type": "card", "title": words()["summary_title"], "rows": rows(slots)}


def _lines(slots: dict[str, Any]) -> list[str]:
    """Return the fields to show; evidence and mandate only where there is something to check."""
    left_out = [] if slots.get("complaint_is_agent") else [fields.AGENT_NOTE]
    if not slots.get(fields.EVIDENCE) and not slots.get(fields.EVIDENCE_NOTE):
        left_out.append(fields.EVIDENCE)
    return [slot for slot in SHOWN if slot not in left_out]


def written(slot: str, slots: dict[str, Any]) -> str:
    """Write a line of the summary: evidence with what was said about it, and that it is for somebody else."""
    if slot == fields.EVIDENCE:
        files = fields.shown(slot, slots[slot]) if slots.get(slot) else None
        return "；".join(filter(None, [files, slots.get(fields.EVIDENCE_NOTE)]))
    if slot == fields.AGENT_NOTE:
        return str(slots.get(slot) or words()["for_another"])
    return fields.shown(slot, value(slot, slots))


def _story(slots: dict[str, Any]) -> str:
    """Return what tells of the matter: the facts, which have been read already, and where they are short the wish."""
    facts = slots.get("complaint_facts") or ""
    return facts if len(facts) >= LONG_ENOUGH else _everything(slots)


def _everything(slots: dict[str, Any]) -> str:
    return f"{slots.get('complaint_facts') or ''} {slots.get('complaint_request') or ''}"


def value(slot: str, slots: dict[str, Any]) -> Any:
    """Return what would be filed for a field: the customer's value, or what was worked out."""
    worked_out = {fields.REASON: reason, fields.SEVERITY: severity}
    return worked_out[slot](slots) if slot in worked_out else slots.get(slot)


def likely_reasons(slots: dict[str, Any]) -> list[str]:
    """Return the C codes, those that fit the story best first."""
    return [suggestion.code for suggestion in services().classifier.rank(_story(slots))["reason"]]


def changes(slots: dict[str, Any]) -> list[Button]:
    """Return a button for each field that may be changed, and one to add to the story."""
    labels = words()["fields"]
    told = slots.get("complaint_facts") is not None
    worked_out = fields.WORKED_OUT if told else ()
    changeable = [slot for slot in _lines(slots) if slots.get(slot) is not None or slot in worked_out]
    buttons = [{"title": labels[slot], "payload": f"修改{labels[slot]}"} for slot in changeable]
    return [*buttons, words()["add_more"]] if told else buttons
