"""The fields of a complaint: their order, which may be skipped, and how an answer is read (contract §5)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import regex

from actions.services import services, words
from actions.turn import Turn
from bot.text import amounts
from tickets import categories
from tickets.crypto import mask_name, mask_phone

ORDER = (
    "complaint_consent",
    "complaint_is_agent",
    "complaint_agent_note",
    "complaint_business",
    "complaint_facts",
    "complaint_occurred_on",
    "complaint_place",
    "complaint_amount",
    "complaint_request",
    "complaint_evidence",
    "complainant_name",
    "complainant_phone",
    "complaint_confirmed",
)
SKIPPABLE = (
    "complaint_agent_note",
    "complaint_occurred_on",
    "complaint_place",
    "complaint_amount",
    "complaint_evidence",
)
FREE_TEXT = ("complaint_facts", "complaint_request", "complaint_agent_note", "complaint_evidence")
EXTRA = ("complaint_reason", "complaint_severity", "complaint_evidence_note", "complaint_filing")
SKIPPED = ""
MAX_FACTS = 5000
MAX_TEXT = 500
MAX_AMOUNT = Decimal(1_000_000_000)
PREFILL_PLACES = ("ATM", "手机银行", "网上银行", "柜台")

_SKIP = regex.compile(r"^(?:跳过|略过|先?不填|下一(?:个|项|步|题)|skip|pass|不用填?了?|先跳过吧?)[。.!！吧]*$", regex.I)
_NOTHING = regex.compile(
    r"^(?:没有?|无|没得|冇|没有了|暂时没有|都没有|不涉及(?:钱|金额)?|没花钱|没损失|没多少)[。.!！的啊吧呀]*$"
)
_FORGOT = regex.compile(r"记不(?:清|得|住|起)|不记得|忘(?:了|记)|想不起|不清楚|不知道|唔记得")
_YES = regex.compile(
    r"^(?:我)?(?:同意|愿意|可以|好的?|行|中|要得|得|嗯+|是的?|对的?|没问题|ok|okay|yes|y|係|好呀?)[了吧啊呀哦的。.!！~～]*$",
    regex.I,
)
_NO = regex.compile(r"不(?:太)?(?:同意|愿意|可以|行|好|要|想|中)|拒绝|唔(?:同意|得|好)|^不+[。.]?$|^no?$", regex.I)
_UNCLEAR = regex.compile(r"不清楚|不知道|说不(?:好|清|准)|不确定|搞不清|其他|其它|都不是|随便|唔知")
_SELF = regex.compile(r"本人|我自己|自己(?:的|投诉)|不是(?:代|替|帮)|不代")
_AGENT_SIGN = regex.compile(
    r"(?:替|代|帮)(?:我)?(?:爸|妈|父|母|爷|奶|姥|外公|外婆|老公|老婆|丈夫|妻子|儿|女|孩|哥|姐|弟|妹|朋友|同事|邻居|老人|家里|亲戚|客户|他|她|别人)"
    r"|(?:受|委托|代理).{0,4}(?:人|委托|投诉)|代(?:为)?投诉|替(?:别人|人)投诉"
)
_NEGATIVE = regex.compile(r"^[-负]\s?[0-9零一二三四五六七八九十]")
_PHONE = regex.compile(r"1[3-9][0-9]{9}|0[0-9]{2,3}[2-9][0-9]{6,7}")


@dataclass(frozen=True)
class Reading:
    """What an answer gave: slot values, or the name of the response that says what is wrong."""

    values: dict[str, Any] = field(default_factory=dict)
    problem: str | None = None


def wrong(slot: str, kind: str = "") -> Reading:
    """Return a reading that names the response for a wrong answer."""
    return Reading(problem=f"utter_wrong_{slot}{kind}")


def read(slot: str, turn: Turn) -> Reading:
    """Read the message as the answer to the question for a slot."""
    if _SKIP.match(turn.text):
        return Reading({slot: SKIPPED}) if slot in SKIPPABLE else Reading(problem="utter_cannot_skip")
    return _READERS[slot](turn)


def required(slots: dict[str, Any]) -> list[str]:
    """Return the fields this complaint needs, in order; whether for somebody else is asked on a sign of it only."""
    left_out = set()
    if slots.get("complaint_is_agent") is not True:
        left_out.add("complaint_agent_note")
    if slots.get("complaint_is_agent") is False:
        left_out.add("complaint_is_agent")
    return [slot for slot in ORDER if slot not in left_out]


def next_open(slots: dict[str, Any]) -> str:
    """Return the first field without a value; the summary is always left."""
    return next((slot for slot in required(slots) if slots.get(slot) is None), ORDER[-1])


def prefill(turn: Turn, slots: dict[str, Any]) -> dict[str, Any]:
    """Return what a message says about fields that are still open: date, place, amount, business."""
    text = turn.text
    found = {
        "complaint_occurred_on": turn.entity("date"),
        "complaint_place": _known_place(turn),
        "complaint_amount": _in_range(turn.entity("money")),
        "complaint_business": categories.suggest("business", text),
    }
    return {slot: value for slot, value in found.items() if value is not None and slots.get(slot) is None}


def is_for_somebody_else(text: str) -> bool:
    """Tell whether a message shows a sign of a complaint for another person (C1-21)."""
    return bool(_AGENT_SIGN.search(text)) and not _SELF.search(text)


def _consent(turn: Turn) -> Reading:
    if _NO.search(turn.text) or turn.is_act("deny"):
        return Reading({"complaint_consent": False})
    if _YES.match(turn.text) or "同意" in turn.text or turn.is_act("affirm"):
        return Reading({"complaint_consent": True})
    return wrong("complaint_consent")


def _is_agent(turn: Turn) -> Reading:
    if _SELF.search(turn.text) or turn.is_act("deny"):
        return Reading({"complaint_is_agent": False})
    if _AGENT_SIGN.search(turn.text) or _YES.match(turn.text) or turn.is_act("affirm"):
        return Reading({"complaint_is_agent": True})
    return wrong("complaint_is_agent")


def _business(turn: Turn) -> Reading:
    code = categories.find_label("business", turn.text) or categories.suggest("business", turn.text)
    if code is None and _UNCLEAR.search(turn.text):
        code = "B.other"
    return Reading({"complaint_business": code}) if code else wrong("complaint_business")


def _facts(turn: Turn) -> Reading:
    text = turn.raw.strip()
    if len(regex.findall(r"[\p{L}\p{N}]", text)) < 4:
        return wrong("complaint_facts")
    extra = {slot: value for slot, value in prefill(turn, turn.slots).items() if slot != "complaint_business"}
    return Reading({"complaint_facts": text[:MAX_FACTS], **extra})


def _occurred_on(turn: Turn) -> Reading:
    if turn.entity("future_date") and not turn.entity("date"):
        return wrong("complaint_occurred_on", "_future")
    value = turn.entity("date")
    if value is None and (_FORGOT.search(turn.text) or _NOTHING.match(turn.text)):
        value = SKIPPED
    return wrong("complaint_occurred_on") if value is None else Reading({"complaint_occurred_on": value})


def _place(turn: Turn) -> Reading:
    value = turn.entity("branch", "place")
    if value is None:
        if _FORGOT.search(turn.text) or _NOTHING.match(turn.text):
            value = SKIPPED
        elif 2 <= len(turn.raw.strip()) <= 60:
            value = regex.sub(r"^(?:就?是?在|在)", "", turn.raw.strip()).rstrip("。.！!")
    return wrong("complaint_place") if value is None else Reading({"complaint_place": value})


def _amount(turn: Turn) -> Reading:
    if _NEGATIVE.match(turn.text):
        return wrong("complaint_amount", "_range")
    value = turn.entity("money", "number")
    if value is None:
        nothing = _NOTHING.match(turn.text) or _FORGOT.search(turn.text)
        return Reading({"complaint_amount": SKIPPED}) if nothing else wrong("complaint_amount")
    if _in_range(value) is None:
        return wrong("complaint_amount", "_range")
    return Reading({"complaint_amount": value})


def _request(turn: Turn) -> Reading:
    text = turn.raw.strip()
    return Reading({"complaint_request": text[:MAX_TEXT]}) if len(text) >= 2 else wrong("complaint_request")


def _evidence(turn: Turn) -> Reading:
    if _NOTHING.match(turn.text):
        return Reading({"complaint_evidence": SKIPPED})
    return Reading({"complaint_evidence": [], "complaint_evidence_note": turn.raw.strip()[:MAX_TEXT]})


def _agent_note(turn: Turn) -> Reading:
    return Reading({"complaint_agent_note": turn.raw.strip()[:MAX_TEXT]})


def _name(turn: Turn) -> Reading:
    full = services().register.draft(turn.sender).get("name")
    if full is None or mask_name(full) not in turn.raw:
        return wrong("complainant_name")
    services().register.keep_draft(turn.sender, {"complainant_name": full})
    return Reading({"complainant_name": mask_name(full)})


def _phone(turn: Turn) -> Reading:
    full = services().register.draft(turn.sender).get("phone")
    if full is None or mask_phone(full) not in turn.raw or not _PHONE.fullmatch(full):
        return wrong("complainant_phone")
    services().register.keep_draft(turn.sender, {"complainant_phone": full})
    return Reading({"complainant_phone": mask_phone(full)})


def _known_place(turn: Turn) -> str | None:
    place = turn.entity("place")
    return turn.entity("branch") or (place if place in PREFILL_PLACES else None)


def _in_range(value: str | None) -> str | None:
    return value if value is not None and 0 < Decimal(value) <= MAX_AMOUNT else None


_READERS: dict[str, Callable[[Turn], Reading]] = {
    "complaint_consent": _consent,
    "complaint_is_agent": _is_agent,
    "complaint_agent_note": _agent_note,
    "complaint_business": _business,
    "complaint_facts": _facts,
    "complaint_occurred_on": _occurred_on,
    "complaint_place": _place,
    "complaint_amount": _amount,
    "complaint_request": _request,
    "complaint_evidence": _evidence,
    "complainant_name": _name,
    "complainant_phone": _phone,
}


def plain_amount(value: str) -> str:
    """Write an amount with its unit."""
    return str(words()["yuan"]).format(amount=amounts.plain(Decimal(value)))
