"""Checks on the answers: records whole and in date, plain text of the right length, buttons that lead somewhere."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import regex
import yaml

from bot.answers import PREFIX, SIMPLE
from bot.bank import load_hotlines
from bot.text.dates import today

RECORD = ("title", "ask", "button", "related", "sources", "owner", "reviewed_on", "review_by")
PLACEHOLDERS = {"bank_name", "bank_hotline", "bank_hours", "privacy_contact"}
LONGEST, LONGEST_FACET, LONGEST_SIMPLE = 200, 90, 60
"""Characters without blanks; a placeholder counts as four."""
_BLANK, _PLACEHOLDER = regex.compile(r"\s"), regex.compile(r"\{\w+\}")
FORM_CHOICES = ("utter_case_", "utter_question_", "utter_ask_", "utter_complaint_", "utter_wrong_")
"""Responses of forms: their buttons answer the form, not the model."""
_PROMISE = regex.compile(
    r"(?:一定|肯定|保证|必定|承诺|确保|绝对)(?:会|能|可以|给您|帮您).{0,6}(?:追回|赔|退|返还|补偿|减免)"
)
_ASKS_SECRET = regex.compile(
    r"请(?:您)?(?:先)?(?:提供|输入|告诉|发送|回复)[^，。；\n不勿别]{0,6}(?:密码|验证码|CVV|安全码)"
)
_HOTLINE = regex.compile(r"(?<![\d.-])(?:1[12]0|100\d{2}|12\d{3}|9[56]\d{3})(?![\d.%-])(?!\s?(?:元|块|万|天|日|年))")
_MARKUP = regex.compile(r"\*\*|</?[a-z]+>|https?://", regex.I)


def answered(responses: dict[str, dict[str, Any]]) -> set[str]:
    """Return the topics that have an approved answer."""
    return {name.removeprefix(PREFIX) for name, body in responses.items() if "ask" in (body.get("metadata") or {})}


def check(responses: dict[str, dict[str, Any]], questions: dict[str, list[str]], topics: set[str]) -> Iterator[str]:
    """Yield what is wrong."""
    typed = {line for lines in questions.values() for line in lines}
    for name, body in responses.items():
        yield from _check_text(name, body)
        yield from _check_buttons(name, body, typed)
    for topic in sorted(topics):
        yield from _check_record(topic, responses, questions, topics)


def read_responses(folder: Path) -> dict[str, dict[str, Any]]:
    """Return response name → its only variation."""
    found: dict[str, dict[str, Any]] = {}
    for path in sorted(folder.glob("*.yml")):
        for name, variations in yaml.safe_load(path.read_text("utf-8"))["responses"].items():
            found[name] = variations[0]
    return found


def _check_text(name: str, body: dict[str, Any]) -> Iterator[str]:
    text = body.get("text", "")
    for pattern, what in (
        (_PROMISE, "像是在承诺结果"),
        (_ASKS_SECRET, "像是在索要密码或验证码"),
        (_MARKUP, "有标记或网址"),
    ):
        if pattern.search(text):
            yield f"{name}：{what}"
    for number in set(_HOTLINE.findall(text)) - {hotline.number for hotline in load_hotlines()}:
        yield f"{name}：号码 {number} 不在 data/bank/hotlines.yml 里"
    is_side = name.count(".") == 2 and not name.startswith("utter_question_")
    is_facet = "metadata" not in body and is_side and not name.endswith(SIMPLE)
    if "metadata" in body or is_facet or name.endswith(SIMPLE):
        unknown = set(regex.findall(r"\{(\w+)\}", text)) - PLACEHOLDERS
        if unknown:
            yield f"{name}：不认识的占位符 {sorted(unknown)}"
        longest = LONGEST_SIMPLE if name.endswith(SIMPLE) else LONGEST_FACET if is_facet else LONGEST
        if len(_BLANK.sub("", _PLACEHOLDER.sub("四个字宽", text))) > longest:
            yield f"{name}：太长，超过 {longest} 字"


def _check_buttons(name: str, body: dict[str, Any], typed: set[str]) -> Iterator[str]:
    """A button types what a customer could have typed: something the model was trained on, or a choice of a form."""
    for button in body.get("buttons") or ():
        if button["payload"] not in typed and not name.startswith(FORM_CHOICES):
            yield f"{name}：按钮“{button['title']}”打出的“{button['payload']}”不是任何话题的问法"


def _check_record(
    topic: str, responses: dict[str, dict[str, Any]], questions: dict[str, list[str]], answered: set[str]
) -> Iterator[str]:
    record = responses[PREFIX + topic]["metadata"]
    missing = [key for key in RECORD if not record.get(key)]
    if missing:
        yield f"{topic}：缺 {'、'.join(missing)}"
        return
    if date.fromisoformat(str(record["review_by"])) < today():
        yield f"{topic}：过了复核日期 {record['review_by']}"
    if PREFIX + topic + SIMPLE not in responses:
        yield f"{topic}：没有“说简单点”的版本"
    if record["ask"] not in questions.get(topic, ()):
        yield f"{topic}：按钮问句“{record['ask']}”不在它自己的问法里"
    for other in record["related"]:
        if other not in answered:
            yield f"{topic}：相关话题 {other} 没有回答"
