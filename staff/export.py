"""Tickets as a workbook for Excel: masked, safe to open, and taking it is on record (C7-31)."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from staff.views import ticket_json
from tickets import categories, lifecycle
from tickets.register import Register
from tickets.workflow import Actor

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
COLUMNS = {
    "number": "单号", "status": "状态", "received_at": "收到时间", "due_on": "到期日", "alert": "预警",
    "business": "业务", "reason": "原因", "channel": "办理渠道", "source": "来源", "severity": "严重程度",
    "branch": "网点", "place": "地点", "occurred_on": "发生时间", "amount": "金额（元）", "facts": "经过",
    "request": "诉求", "complainant_name": "姓名", "complainant_phone": "电话", "is_agent": "代办",
    "assignee": "承办人", "notified_at": "告知时间", "stars": "满意度",
}  # fmt: skip
LONGEST_CELL = 32_000
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def take(register: Register, filters: dict[str, Any], actor: Actor) -> bytes:
    """Return the workbook of the tickets that filters name."""
    tickets = register.take_out(filters, actor.name)
    return workbook(ticket_json(ticket, register, actor.role) for ticket in tickets)


def workbook(rows: Iterable[dict[str, Any]]) -> bytes:
    """Write rows of the API's shape as one sheet with codes spelt out."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("工单")
    sheet.append(list(COLUMNS.values()))
    for row in rows:
        sheet.append([safe(_words(name, row[name])) for name in COLUMNS])
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def safe(value: Any) -> Any:
    """Return a cell that Excel shows as it is: never a formula, no characters it cannot hold."""
    if not isinstance(value, str):
        return value
    text = ILLEGAL_CHARACTERS_RE.sub("", value)[:LONGEST_CELL]
    return f"'{text}" if text.startswith(_FORMULA) else text


def _words(name: str, value: Any) -> Any:
    if name == "status":
        return lifecycle.states()[value]
    if name in ("business", "reason", "channel"):
        return categories.labels(name).get(value, value)
    return ("是" if value else "否") if isinstance(value, bool) else value
