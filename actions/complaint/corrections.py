"""Corrections in free words: 写错了，地点是西关支行，不是东关支行."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import regex

from actions.complaint import fields
from actions.turn import Turn
from tickets import categories

_CUE = regex.compile(
    r"写错|填错|说错|打错|弄错|搞错|记错|输错|改[成为下一]|改一|修改|更正|换成|应该是|应当是|不是.{1,20}(?:是|，)|重新填|不对"
)
_CHANGE = regex.compile(r"^(?:我)?(?:想|需要|得)?要?(?:修改|改一下|改|更改|更正)(?:一下|内容|信息)?[。.吧]*$")
_ADD = regex.compile(r"^(?:我)?(?:还)?(?:想|要|再)?补充(?:一下|一点|一句|说明)?[：:，, ]*(?P<more>.*)$", regex.S)
_NEGATED = regex.compile(r"不是[^，。；,;]*")
_NEW_VALUE = regex.compile(r"(?:改成|改为|换成|应该是|应当是|更正为|是|为|：|:)\s*(?P<value>[^，。；;]+)")
_NAMED_FIRST = regex.compile(
    r"^(?:把)?(?P<field>经过|事情经过|事情|内容|情况|诉求|要求|请求)(?:改成|改为|换成|应该是|更正为|[：:])\s*(?P<value>.+)$",
    regex.S,
)
_FIELD_WORDS: dict[str, str] = {
    "complainant_phone": r"电话|手机号?|号码|联系方式",
    "complainant_name": r"姓名|名字",
    "complaint_amount": r"金额|钱数|多少钱|数额",
    "complaint_occurred_on": r"时间|日期|日子|哪天",
    "complaint_place": r"地点|地方|网点|支行|哪个行",
    "complaint_business": r"业务",
    "complaint_reason": r"原因",
    "complaint_severity": r"严重|级别|等级",
    "complaint_request": r"诉求|要求|请求|想要的",
    "complaint_evidence": r"凭证|证据|材料",
    "complaint_facts": r"经过|事情|内容|情况|事实",
}


def wants_to_change(turn: Turn) -> bool:
    """Tell whether the message only says that something is to be changed, not what."""
    return bool(_CHANGE.match(turn.text)) or turn.text in ("我要修改", "修改", "改", "有错", "不对")


def addition(turn: Turn) -> str | None:
    """Return what the customer adds to the story at the summary; empty when they only say that they want to."""
    match = _ADD.match(turn.raw.strip())
    return match.group("more").strip() if match else None


def field_named(text: str) -> str | None:
    """Return the field that a message names, or None."""
    return next((slot for slot, pattern in _FIELD_WORDS.items() if regex.search(pattern, text)), None)


def read(turn: Turn, at_summary: bool) -> tuple[str | None, dict[str, Any]]:
    """Return the field to correct and its new values; the field alone when no value came with it.

    Away from the summary a word such as 写错了 or 改成 is needed, else an answer would be taken for a correction.
    """
    whole = _named_first(turn.raw.strip())
    if whole:
        return whole
    if not _CUE.search(turn.text) and not at_summary:
        return None, {}
    meant = _without_negated(turn)
    slot = field_named(_NEGATED.sub("", turn.text)) or _field_of_entity(meant)
    if slot is None:
        return None, {}
    if slot in ("complaint_reason", "complaint_severity", "complaint_business"):
        value = _choice(slot, meant.text)
        return slot, {slot: value} if value else {}
    if slot in fields.FREE_TEXT:
        match = _NEW_VALUE.search(meant.raw)
        return slot, {slot: match.group("value").strip()} if match and slot != "complaint_evidence" else {}
    reading = fields.read(slot, _value_only(meant) if slot == "complaint_place" else meant)
    return slot, {} if reading.problem else reading.values


def _named_first(raw: str) -> tuple[str, dict[str, Any]] | None:
    """Read "经过改成……": free text takes everything behind it, whatever words it holds."""
    match = _NAMED_FIRST.match(raw)
    slot = field_named(match.group("field")) if match else None
    if match is None or slot not in ("complaint_facts", "complaint_request"):
        return None
    return slot, {slot: match.group("value").strip()[: fields.MAX_FACTS]}


def _without_negated(turn: Turn) -> Turn:
    """Drop what stands behind 不是: that is the wrong value."""
    spans = [match.span() for match in _NEGATED.finditer(turn.text)]
    kept = tuple(e for e in turn.entities if not any(start <= e["start"] < end for start, end in spans))
    return replace(turn, entities=kept, text=_NEGATED.sub("", turn.text), raw=_NEGATED.sub("", turn.raw))


def _field_of_entity(turn: Turn) -> str | None:
    by_entity = {
        "branch": "complaint_place",
        "money": "complaint_amount",
        "date": "complaint_occurred_on",
        "masked_phone": "complainant_phone",
    }
    return next((slot for label, slot in by_entity.items() if turn.entity(label)), None)


def _value_only(turn: Turn) -> Turn:
    """Cut a message down to the new value, so that 地点改成老街口 keeps 老街口."""
    match = _NEW_VALUE.search(turn.raw)
    return replace(turn, raw=match.group("value").strip()) if match else replace(turn, raw="")


def _choice(slot: str, text: str) -> str | None:
    if slot == "complaint_severity":
        return next((name for name in categories.severities() if name in text), None)
    kind = slot.removeprefix("complaint_")
    named = [code for code, label in categories.labels(kind).items() if label.split("（")[0] in text]
    return named[-1] if named else None
