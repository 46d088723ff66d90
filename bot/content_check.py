"""Checks on what content staff write: every topic answered, every record whole, every button pointing somewhere."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import regex
import yaml

from bot.answers import PREFIX, SIMPLE
from bot.text.dates import today

RECORD = ("title", "ask", "button", "related", "sources", "owner", "reviewed_on", "review_by")
PLACEHOLDERS = {"bank_name", "bank_hotline", "bank_hours", "privacy_contact"}
LONGEST, LONGEST_SIMPLE = 240, 75
FEWEST, FEWEST_ACT = 15, 30
_PROMISE = regex.compile(
    r"(?:一定|肯定|保证|必定|承诺|确保|绝对)(?:会|能|可以|给您|帮您).{0,6}(?:追回|赔|退|返还|补偿|减免)"
)
_ASKS_SECRET = regex.compile(
    r"请(?:您)?(?:先)?(?:提供|输入|告诉|发送|回复)[^，。；\n不勿别]{0,6}(?:密码|验证码|CVV|安全码)"
)
_MARKUP = regex.compile(r"\*\*|</?[a-z]+>|https?://", regex.I)


def problems(data: Path) -> list[str]:
    """Return everything that is wrong, a sentence each; an empty list means that content may be published."""
    responses = _responses(data / "responses")
    questions = read_questions(data / "nlu")
    answered = {name.removeprefix(PREFIX) for name, body in responses.items() if "ask" in (body.get("metadata") or {})}
    return [
        *_check_questions(questions, answered),
        *(problem for name, body in responses.items() for problem in _check_text(name, body)),
        *(problem for topic in sorted(answered) for problem in _check_record(topic, responses, questions, answered)),
    ]


def _responses(folder: Path) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for path in sorted(folder.glob("*.yml")):
        for name, variations in yaml.safe_load(path.read_text("utf-8"))["responses"].items():
            found[name] = variations[0]
    return found


def read_questions(folder: Path) -> dict[str, list[str]]:
    """Return topic → the ways of asking that `data/nlu/` has for it."""
    found: dict[str, list[str]] = {}
    for path in sorted(folder.glob("*.yml")):
        for block in yaml.safe_load(path.read_text("utf-8"))["nlu"]:
            lines = [line.strip()[2:] for line in block["examples"].splitlines() if line.strip()]
            found.setdefault(block["intent"], []).extend(lines)
    return found


def _check_questions(questions: dict[str, list[str]], answered: set[str]) -> Iterator[str]:
    owner: dict[str, str] = {}
    for topic, sentences in questions.items():
        if not topic.startswith("acts.") and topic not in answered:
            yield f"{topic}：有问法，没有回答"
        fewest = FEWEST_ACT if topic.startswith("acts.") else FEWEST
        if len(set(sentences)) < fewest:
            yield f"{topic}：问法只有 {len(set(sentences))} 条，至少要 {fewest} 条"
        for sentence in sentences:
            if owner.setdefault(sentence, topic) != topic:
                yield f"“{sentence}”同时写在 {owner[sentence]} 和 {topic} 下"


def _check_text(name: str, body: dict[str, Any]) -> Iterator[str]:
    text = body.get("text", "")
    for pattern, what in (
        (_PROMISE, "像是在承诺结果"),
        (_ASKS_SECRET, "像是在索要密码或验证码"),
        (_MARKUP, "有标记或网址"),
    ):
        if pattern.search(text):
            yield f"{name}：{what}"
    if "metadata" in body or name.endswith(SIMPLE):
        unknown = set(regex.findall(r"\{(\w+)\}", text)) - PLACEHOLDERS
        if unknown:
            yield f"{name}：不认识的占位符 {sorted(unknown)}"
        longest = LONGEST_SIMPLE if name.endswith(SIMPLE) else LONGEST
        if len(regex.sub(r"\s", "", text)) > longest:
            yield f"{name}：太长，超过 {longest} 字"


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
