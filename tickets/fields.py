"""The fields of operations: checks what was sent, and describes them in JSON Schema, from one table."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from tickets import categories, deadlines, lifecycle
from tickets.errors import InvalidFields
from tickets.lifecycle import Operation

LONGEST_TEXT, LONGEST_LINE, MOST_LINES = 5000, 64, 20
NUMBER = re.compile(r"TS[0-9]{8}-[0-9]{4,10}")
"""A ticket number: day of receipt in China and running number."""
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


def check(operation: Operation, given: dict[str, Any]) -> dict[str, Any]:
    """Return the cleaned values of an operation; raises `InvalidFields` naming every missing, bad or unknown one."""
    problems = {name: f"“{operation.label}”没有 {name} 这个字段" for name in given if name not in operation.fields}
    values: dict[str, Any] = {}
    for name in operation.fields:
        row = lifecycle.fields()[name]
        if given.get(name) in (None, ""):
            if name in operation.needs:
                problems[name] = f"缺少 {name}（{row['label']}）"
            continue
        try:
            values[name] = _CHECKS[row["kind"]](given[name], row)
        except ValueError as error:
            problems[name] = f"{name}（{row['label']}）{error}"
    if problems:
        raise InvalidFields(problems)
    return values


def plain_text(value: Any) -> str:
    """Return a text without blanks around it; raises `ValueError` when it is none, too long or unprintable."""
    return _text(value, {})


def choices(row: dict[str, Any]) -> list[str]:
    """Return what a choice field chooses from: a list of its own, or one of the tables of classification."""
    of: Any = row["of"]
    if isinstance(of, list):
        return [str(item) for item in of]
    if of == "authority":
        return deadlines.authorities()
    return categories.codes(of)


def schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema of a field."""
    row = lifecycle.fields()[name]
    return {"description": row["label"], **_SCHEMAS[row["kind"]](row)}


def _text(value: Any, row: dict[str, Any], longest: int = LONGEST_TEXT) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError("应当是一段不空的文字")
    if len(value) > longest:
        raise ValueError(f"不能超过 {longest} 个字")
    if _UNPRINTABLE.search(value):
        raise ValueError("有不能显示的字符")
    return value.strip()


def _line(value: Any, row: dict[str, Any]) -> str:
    text = _text(value, row, LONGEST_LINE)
    if "\n" in text:
        raise ValueError("应当只有一行")
    return text


def _lines(value: Any, row: dict[str, Any]) -> list[str]:
    if not isinstance(value, list) or len(value) > MOST_LINES:
        raise ValueError(f"应当是最多 {MOST_LINES} 项的列表")
    return [_line(item, row) for item in value]


def _choice(value: Any, row: dict[str, Any]) -> str:
    if value not in choices(row):
        raise ValueError(f"只能是：{'、'.join(choices(row))}")
    return str(value)


def _choices(value: Any, row: dict[str, Any]) -> list[str]:
    if not isinstance(value, list):
        raise ValueError("应当是一个列表")
    return list(dict.fromkeys(_choice(item, row) for item in value))


def _yes_no(value: Any, row: dict[str, Any]) -> bool:
    if not isinstance(value, bool):
        raise ValueError("应当是 true 或 false")
    return value


def _stars(value: Any, row: dict[str, Any]) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= 5:
        raise ValueError("应当是 1 到 5 的整数")
    return value


def _moment(value: Any, row: dict[str, Any]) -> datetime:
    try:
        moment = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        moment = None
    if moment is None or moment.tzinfo is None or not 2000 < moment.year < 2200:
        raise ValueError("应当是带时区的时间，比如 2026-01-31T09:30:00+08:00")
    return moment


def _day(value: Any, row: dict[str, Any]) -> date:
    try:
        day = date.fromisoformat(value)
    except (TypeError, ValueError):
        day = None
    if day is None or not 2000 < day.year < 2200:
        raise ValueError("应当是 2026-01-31 这样的日期")
    return day


def _ticket(value: Any, row: dict[str, Any]) -> str:
    if not isinstance(value, str) or not NUMBER.fullmatch(value):
        raise ValueError("应当是 TS20260131-0001 这样的单号")
    return value


_CHECKS: dict[str, Callable[[Any, dict[str, Any]], Any]] = {
    "text": _text, "line": _line, "lines": _lines, "choice": _choice, "choices": _choices,
    "yes_no": _yes_no, "stars": _stars, "day": _day, "moment": _moment, "ticket": _ticket,
}  # fmt: skip
_LINE_SCHEMA = {"type": "string", "minLength": 1, "maxLength": LONGEST_LINE}
_SCHEMAS: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "text": lambda row: {"type": "string", "minLength": 1, "maxLength": LONGEST_TEXT},
    "line": lambda row: _LINE_SCHEMA,
    "lines": lambda row: {"type": "array", "items": _LINE_SCHEMA, "maxItems": MOST_LINES},
    "choice": lambda row: {"type": "string", "enum": choices(row)},
    "choices": lambda row: {"type": "array", "items": {"type": "string", "enum": choices(row)}},
    "yes_no": lambda row: {"type": "boolean"},
    "stars": lambda row: {"type": "integer", "minimum": 1, "maximum": 5},
    "day": lambda row: {"type": "string", "format": "date"},
    "moment": lambda row: {"type": "string", "format": "date-time"},
    "ticket": lambda row: {"type": "string", "pattern": f"^{NUMBER.pattern}$"},
}
