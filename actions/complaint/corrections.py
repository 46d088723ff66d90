"""Corrections in free words: 写错了，地点是西关支行，不是东关支行."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import regex

from actions.complaint import answers, fields, story
from actions.turn import Turn
from bot.lexicon import heard
from tickets import categories

_CUE = regex.compile(
    r"(?:写|填|说|打|弄|搞|记|输)错|改[成为下一]|修改|更正|换成|应该是|应当是|不是.{1,20}(?:是|，)|重新填|不对|有误"
)
_AFRESH = regex.compile(
    r"^(?:等等|等一下|哦|对了|不好意思|抱歉|啊)?[，, ]*(?:我)?(?:把)?"
    r"(?:刚才|刚刚|前面|上面|之前)?(?:我)?(?:的|说的|填的|写的)?"
)
"""How a message begins that corrects an earlier answer while a story is asked."""
_ADD = regex.compile(r"^(?:我)?(?:还)?(?:想|要|再)?补充(?:一下|一点|一句|说明)?[：:，, ]*(?P<more>.*)$", regex.S)
_CLAUSES = regex.compile(r"[，。；,;]+")
_NEGATED = regex.compile(r"不是[^，。；,;]*")
_NEW_VALUE = regex.compile(r"(?:改成|改为|换成|应该是|应当是|更正为|是|为|：|:)\s*(?P<value>[^，。；;]+)")
_NAMED_FIRST = regex.compile(
    r"^(?:把)?(?P<field>经过|事情经过|事情|内容|情况|诉求|要求|请求)(?:改成|改为|换成|应该是|更正为|[：:])\s*(?P<value>.+)$",
    regex.S,
)
_FIELD_WORDS: dict[str, str] = {
    "complainant_phone": r"(?<![打接回来客服])电话(?!里|客服|银行)|手机号?(?!银行)|号码|联系方式",
    "complainant_name": r"姓名|名字",
    "complaint_amount": r"金额|钱数|多少钱|数额",
    "complaint_occurred_on": r"时间|日期|日子|哪天",
    "complaint_place": r"地点|地方|网点|支行|哪个行",
    "complaint_business": r"业务(?!员)",
    "complaint_reason": r"原因",
    "complaint_severity": r"严重|级别|等级",
    "complaint_request": r"诉求|要求|请求|想要的",
    "complaint_evidence": r"凭证|证据|材料",
    "complaint_facts": r"经过|事情|内容|情况|事实",
}
LONGEST_NUMBER = 20
"""A message with a phone number that is longer tells of somebody, as it may be of a swindler's number."""
TOLD_FIRST = ("complaint_place", "complaint_amount", "complaint_occurred_on")
"""Fields whose values speak for themselves: 是西关支行 needs no name of the field."""


@dataclass(frozen=True)
class Correction:
    """The field to correct with its new values; without values it has to be asked."""

    slot: str
    values: dict[str, Any] = field(default_factory=dict)


def wants_to_change(turn: Turn) -> bool:
    """Tell whether the message only says that something is to be changed, not what."""
    return bool(heard("wants_to_change", turn.text))


def is_cued(turn: Turn) -> bool:
    """Tell whether the message has a word of correcting: 写错了, 改成, 不对."""
    return _CUE.search(turn.text) is not None


def addition(turn: Turn) -> str | None:
    """Return what the customer adds to the story at the summary; empty when they only say that they want to."""
    match = _ADD.match(turn.raw.strip())
    return match.group("more").strip() if match else None


def field_named(text: str) -> str | None:
    """Return the field that a message names, or None."""
    return next((slot for slot, pattern in _FIELD_WORDS.items() if regex.search(pattern, text)), None)


def read(turn: Turn, at_summary: bool, telling: bool) -> Correction | None:
    """Return what is corrected, or None.

    Away from the summary a word such as 写错了 or 改成 is needed, else an answer would be taken for a correction;
    while free text is asked (`telling`) the message has to begin with it.
    """
    whole = _named_first(turn.raw.strip())
    if whole:
        return whole
    cue = _CUE.search(turn.text)
    if (cue is None and not at_summary) or (telling and not _begins_with_it(turn.text)):
        return None
    several = _several(turn)
    if several:
        return several
    meant = _without_negated(turn)
    slot = field_named(_NEGATED.sub("", turn.text)) or _field_told(meant)
    return Correction(slot, _new_values(slot, meant)) if slot else None


def _several(turn: Turn) -> Correction | None:
    """Read 时间改成9月初，金额改成两万: one correction a clause; None unless at least two clauses have one."""
    clauses = [clause for clause in _CLAUSES.split(turn.text) if _CUE.search(clause) and field_named(clause)]
    if len(clauses) < 2:
        return None
    values: dict[str, Any] = {}
    for clause in clauses:
        values |= _new_values(str(field_named(clause)), replace(turn, text=clause, raw=clause))
    return Correction(next(iter(values)), values) if values else None


def _begins_with_it(text: str) -> bool:
    rest = _AFRESH.sub("", text, count=1)
    named = any(regex.match(pattern, rest) for pattern in _FIELD_WORDS.values())
    cue = _CUE.search(rest)
    return cue is not None and cue.start() <= (8 if named else 0)


def _new_values(slot: str, meant: Turn) -> dict[str, Any]:
    if slot in ("complaint_reason", "complaint_severity", "complaint_business"):
        value = _choice(slot, meant.text)
        return {slot: value} if value else {}
    if slot in fields.FREE_TEXT:
        match = _NEW_VALUE.search(meant.raw)
        return {slot: match.group("value").strip()} if match and slot != "complaint_evidence" else {}
    only = _value_only(meant)
    return answers.read(slot, only if only.raw or slot == "complaint_place" else meant).values


def _named_first(raw: str) -> Correction | None:
    """Read "经过改成……": free text takes everything behind it, whatever words it holds."""
    match = _NAMED_FIRST.match(raw)
    slot = field_named(match.group("field")) if match else None
    if match is None or slot not in ("complaint_facts", "complaint_request"):
        return None
    return Correction(slot, {slot: match.group("value").strip()[: fields.MAX_FACTS]})


def _without_negated(turn: Turn) -> Turn:
    """Drop what stands behind 不是: that is the wrong value."""
    return replace(turn, text=_NEGATED.sub("", turn.text), raw=_NEGATED.sub("", turn.raw))


def _field_told(turn: Turn) -> str | None:
    if turn.entity("masked_phone") and (len(turn.text) <= LONGEST_NUMBER or heard("own_phone", turn.text)):
        return "complainant_phone"
    told = story.read(turn.text)
    return next((slot for slot in TOLD_FIRST if slot in told.values), None)


def _value_only(turn: Turn) -> Turn:
    """Cut a message down to the new value, so that 地点改成老街口 keeps 老街口."""
    match = _NEW_VALUE.search(turn.raw)
    value = match.group("value").strip() if match else ""
    return replace(turn, raw=value, text=value)


def _choice(slot: str, text: str) -> str | None:
    if slot == "complaint_severity":
        return next((name for name in categories.severities() if name in text), None)
    kind = slot.removeprefix("complaint_")
    named = [code for code, label in categories.labels(kind).items() if label.split("（")[0] in text]
    return named[-1] if named else None
