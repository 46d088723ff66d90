"""What the first sentence of a complaint says already, so that it is not asked again."""

from __future__ import annotations

from typing import Any

from actions.complaint import besides, fields, story, wishes, wording
from bot.text.normalize import normalize


def read(raw: str, before: str = "") -> dict[str, Any]:
    """Return slot values from the message that began a complaint, and from the one before that led to it."""
    told_before = story.is_told(before) or story.grieves(before)
    tells_now = story.is_told(raw) and story.is_told(wording.told(raw, "complaint_facts"))  # more than name and phone
    kept = [message for message, tells in ((before, told_before), (raw, tells_now)) if tells]
    facts = "\n".join(message.strip() for message in kept)
    told = story.read(facts or raw)
    agent = besides.agent_told(normalize(f"{before}，{raw}"))
    values = {
        **told.values,
        **wishes.evidence_at_hand(f"{before}，{raw}"),
        fields.UNSURE: told.doubts,
        "complaint_is_agent": agent,
    }
    return {**values, "complaint_facts": facts[: fields.MAX_FACTS]} if facts else values
