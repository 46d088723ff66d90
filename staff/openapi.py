"""The description of the ticket API in OpenAPI 3.1."""

from __future__ import annotations

from typing import Any

_TEXT = {"type": "string"}
_MAYBE_TEXT = {"type": ["string", "null"]}
_TEXTS = {"type": "array", "items": _TEXT}
_TICKET: dict[str, Any] = {
    "number": _TEXT,
    "status": _TEXT,
    "received_at": {"type": "string", "format": "date-time"},
    "due_on": {"type": "string", "format": "date"},
    "business": _TEXT,
    "reason": _TEXT,
    "channel": _MAYBE_TEXT,
    "source": _TEXT,
    "place": _MAYBE_TEXT,
    "occurred_on": _MAYBE_TEXT,
    "amount": {"type": ["string", "null"], "description": "元，十进制文本"},
    "facts": _TEXT,
    "request": _TEXT,
    "complainant_name": _TEXT,
    "complainant_phone": _TEXT,
    "is_agent": {"type": "boolean"},
    "severity": _TEXT,
    "flags": _TEXTS,
    "evidence": _TEXTS,
    "rule_version": _TEXT,
    "assignee": _MAYBE_TEXT,
    "branch": _MAYBE_TEXT,
}
_LIST_FILTERS = ("status", "overdue", "business", "reason", "branch", "source", "q", "from", "to", "page", "per_page")


def document() -> dict[str, Any]:
    """Return the whole description."""
    ticket = {"type": "object", "properties": _TICKET}
    page = {"items": {"type": "array", "items": ticket}} | {
        key: {"type": "integer"} for key in ("total", "page", "per_page")
    }
    event = {"type": "object", "properties": {"at": _TEXT, "actor": _TEXT, "kind": _TEXT, "detail": {"type": "object"}}}
    trail = {"type": "object", "properties": {"items": {"type": "array", "items": event}}}
    return {
        "openapi": "3.1.0",
        "info": {"title": "消保助手 工单接口", "version": "0.1.0"},
        "components": {"securitySchemes": {"token": {"type": "http", "scheme": "bearer"}}},
        "security": [{"token": []}],
        "paths": {
            "/api/tickets": {"get": _operation("工单列表", {"type": "object", "properties": page}, _LIST_FILTERS)},
            "/api/tickets/{number}": {"get": _operation("一件工单", ticket, ("reveal",), numbered=True)},
            "/api/tickets/{number}/events": {"get": _operation("操作记录", trail, (), numbered=True)},
        },
    }


def _operation(
    summary: str, schema: dict[str, Any], queries: tuple[str, ...], numbered: bool = False
) -> dict[str, Any]:
    parameters: list[dict[str, Any]] = [{"name": name, "in": "query", "schema": _TEXT} for name in queries]
    if numbered:
        parameters.insert(0, {"name": "number", "in": "path", "required": True, "schema": _TEXT})
    answers = {"200": {"description": "成功", "content": {"application/json": {"schema": schema}}}}
    errors = {"401": {"description": "令牌不对"}, **({"404": {"description": "没有这个单号"}} if numbered else {})}
    return {"summary": summary, "parameters": parameters, "responses": {**answers, **errors}}
