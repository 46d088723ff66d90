"""What the first sentence of a complaint says already, so that it is not asked again."""

from __future__ import annotations

from typing import Any

import regex

from actions.complaint import answers, fields, story
from bot.text.normalize import normalize

_FILLERS = regex.compile(
    r"你好|您好|请问|麻烦|我?(?:就是|现在)?(?:要|想|得)?(?:来)?(?:提交|发起|办理|登记|进行)?(?:一个|个|一下)?(?:投诉|举报|反映|反应|告)(?:你们|一下|个事|问题)?|"
    r"给我(?:办|登记|记)(?:一下)?|我要|我想|帮我|[，。！？、,.!?\s]"
)
SUBSTANCE = 8


def read(raw: str) -> dict[str, Any]:
    """Return slot values from the first message: its story and what that tells, doubts, agent or not."""
    text = normalize(raw)
    values: dict[str, Any] = {"complaint_is_agent": None if answers.is_for_somebody_else(text) else False}
    if len(_FILLERS.sub("", text)) < SUBSTANCE:
        return values
    told = story.read(raw)
    return {**values, **told.values, fields.UNSURE: told.doubts, "complaint_facts": raw.strip()[: fields.MAX_FACTS]}
