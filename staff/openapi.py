"""The description of the ticket API in OpenAPI 3.1, made from the tables that the register itself works by."""

from __future__ import annotations

from functools import cache
from typing import Any

from staff import inputs
from staff.export import MEDIA_TYPE
from tickets import categories, deadlines, fields, file_kinds, lifecycle
from tickets.effects import DECISION_PARTS
from tickets.lifecycle import Operation

Schema = dict[str, Any]
TEXT: Schema = {"type": "string"}
NUMBER: Schema = {"type": "integer"}
DAY: Schema = {"type": "string", "format": "date"}
MOMENT: Schema = {"type": "string", "format": "date-time"}
YES_NO: Schema = {"type": "boolean"}
TEXTS: Schema = {"type": "array", "items": TEXT}
ANY_FILE = "application/octet-stream"
"""Whatever a customer sent: no browser makes a page of it."""
ERRORS = {
    "400": "内容不是 JSON", "401": "令牌不对", "403": "您的角色不能做", "404": "没有这个单号、文件或呼叫",
    "409": "工单现在的状态不能这样做", "413": "内容太长", "422": "有缺的或不对的，error.fields 逐个说明",
    "503": "数据库暂时连不上，或文件读不出来",
}  # fmt: skip


@cache
def document() -> Schema:
    """Return the whole description."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "消保助手 工单接口", "version": "0.2.0", "description": _roles()},
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": {
                "Ticket": _ticket(), "Event": _event(), "Evidence": _evidence(),
                "Error": _error(), "Summary": _summary(), "Call": _call(), "Device": _device(),
                **{f"to_{name}": _request(step) for name, step in lifecycle.operations().items()},
            },
        },
        "security": [{"token": []}],
        "paths": _paths(),
    }  # fmt: skip


def _paths() -> Schema:
    one = "/api/tickets/{number}"
    transition: Schema = {
        "oneOf": [_ref(f"to_{name}") for name in lifecycle.operations()],
        "discriminator": {
            "propertyName": "to",
            "mapping": {name: f"#/components/schemas/to_{name}" for name in lifecycle.operations()},
        },
    }
    note = _object({"text": fields.schema("reason") | {"description": "备注"}}, extra=False)
    reveal = [_query("reveal", YES_NO, "显示完整的姓名和电话；会记入操作记录")]
    return {
        "/api/tickets": {"get": _operation("工单列表，新的在前", _json(_page()), _filters() + _paging(), "422")},
        one: {"get": _operation("一件工单", _json(_ref("Ticket")), [_NUMBER, *reveal], "403 404 422")},
        f"{one}/transitions": {
            "post": _operation(
                "对工单做一个操作", _json(_ref("Ticket")), [_NUMBER], "400 403 404 409 413 422", transition
            )
        },
        f"{one}/notes": {
            "post": _operation("写备注", _json(_ref("Event")), [_NUMBER], "400 404 413 422", note, success="201")
        },
        f"{one}/events": {"get": _operation("操作记录，早的在前", _json(_items("Event")), [_NUMBER], "404")},
        f"{one}/evidence": {"get": _operation("凭证文件，早的在前", _json(_items("Evidence")), [_NUMBER], "404")},
        f"{one}/evidence/{{file}}": {
            "get": _operation("下载一个凭证；会记入操作记录", {ANY_FILE: {"schema": {}}}, [_NUMBER, _FILE], "403 404")
        },
        "/api/calls": {"get": _operation("网点平板上还没人应的呼叫，早的在前", _json(_items("Call")), [], "")},
        "/api/calls/{call}/answer": {"post": _operation("应一个呼叫：人正在过去", _json(_ref("Call")), [_CALL], "404")},
        "/api/devices": {"get": _operation("网点平板，90 秒没有消息的算离线", _json(_items("Device")), [], "")},
        "/api/reports/summary": {"get": _operation("一段时间的统计", _json(_ref("Summary")), _period(), "403 422")},
        "/api/export.xlsx": {
            "get": _operation("导出工单（打码）；会留记录", {MEDIA_TYPE: {"schema": {}}}, _filters(), "403 422")
        },
    }


def _operation(
    summary: str, content: Schema, parameters: list[Schema], errors: str, body: Schema | None = None,
    success: str = "200",
) -> Schema:  # fmt: skip
    answers: Schema = {success: {"description": "成功", "content": content}}
    for code in sorted(("401", "503", *errors.split())):
        answers[code] = {"description": ERRORS[code], "content": _json(_ref("Error"))}
    operation: Schema = {"summary": summary, "parameters": parameters, "responses": answers}
    if body is not None:
        operation["requestBody"] = {"required": True, "content": _json(body)}
    return operation


def _request(step: Operation) -> Schema:
    """Describe the body of one operation; every field it takes may be left out unless it is needed."""
    sources = "、".join(lifecycle.states()[state] for state in step.sources)
    allowed = "、".join(label for role, label in lifecycle.roles().items() if role in step.roles)
    words = f"{step.label}。可以做的状态：{sources}。可以做的角色：{allowed or '（只有客户自己）'}。"
    properties = {"to": {"const": step.name}, **{name: fields.schema(name) for name in step.fields}}
    return {
        **_object(properties, extra=False),
        "required": ["to", *step.needs],
        "description": f"{words}依据：{step.basis}。" if step.basis else words,
    }


def _ticket() -> Schema:
    maybe_text, maybe_day = _maybe(TEXT), _maybe(DAY)
    decision = _maybe(_object(dict.fromkeys(DECISION_PARTS, TEXT)))
    return _object({
        "number": {"type": "string", "pattern": f"^{fields.NUMBER.pattern}$"},
        "status": _enum(lifecycle.states()),
        "received_at": MOMENT, "due_on": DAY, "alert": maybe_text,
        "business": TEXT, "reason": TEXT, "channel": maybe_text,
        "source": _enum(inputs.SOURCES), "source_authority": _enum(deadlines.authorities()),
        "place": maybe_text, "occurred_on": maybe_text,
        "amount": {"type": ["string", "null"], "description": "元，十进制文本"},
        "facts": TEXT, "request": TEXT, "complainant_name": TEXT, "complainant_phone": TEXT,
        "is_agent": YES_NO, "severity": _enum(categories.severities()),
        "flags": TEXTS, "marks": {"type": "array", "items": _enum(lifecycle.marks())}, "evidence": TEXTS,
        "rule_version": TEXT, "assignee": maybe_text, "branch": maybe_text,
        "conflicts": TEXTS, "against_staff": YES_NO, "merged_into": maybe_text,
        "agreed_due_on": maybe_day, "agreed_way": maybe_text,
        "agreements": {"type": "array", "items": _object({
            "agreed_at": MOMENT, "agreed_due_on": maybe_day, "agreed_way": maybe_text, "reason": TEXT, "proof": TEXT,
        })},
        "decision": decision, "notified_at": _maybe(MOMENT),
        "delivery": _maybe(_object({"way": TEXT, "proof": TEXT})),
        "review_due_on": maybe_day, "review_decision": decision,
        "stars": _maybe(NUMBER),
        "operations": {"type": "array", "items": _enum(lifecycle.operations()), "description": "您现在可以做的操作"},
    })  # fmt: skip


def _event() -> Schema:
    return _object({"at": MOMENT, "actor": TEXT, "kind": TEXT, "detail": {"type": "object"}, "text": _maybe(TEXT)})


def _evidence() -> Schema:
    kinds = _enum(kind.name for kind in file_kinds.KINDS)
    return _object({"id": TEXT, "name": TEXT, "kind": kinds, "size": NUMBER, "sha256": TEXT, "uploaded_at": MOMENT})


def _call() -> Schema:
    return _object({
        "id": NUMBER, "branch": TEXT, "device": TEXT, "called_at": MOMENT, "overdue": YES_NO,
        "answered_at": _maybe(MOMENT), "answered_by": _maybe(TEXT),
    })  # fmt: skip


def _device() -> Schema:
    return _object({"id": TEXT, "branch": TEXT, "name": TEXT, "enrolled": YES_NO, "online": YES_NO})


def _error() -> Schema:
    error = _object({"code": NUMBER, "message": TEXT})
    error["properties"]["fields"] = {"type": "object", "additionalProperties": TEXT}
    return _object({"error": error})


def _summary() -> Schema:
    counts = {"type": "object", "additionalProperties": NUMBER}
    measure = {"type": ["number", "null"]}
    return _object({
        "total": NUMBER, "notified": NUMBER, "overdue": NUMBER, "rated": NUMBER,
        **{f"by_{name}": counts for name in ("status", "business", "reason", "source", "branch")},
        "in_time_rate": measure, "median_days": measure, "average_stars": measure,
    })  # fmt: skip


def _page() -> Schema:
    return _object({**_items("Ticket")["properties"], "total": NUMBER, "page": NUMBER, "per_page": NUMBER})


def _filters() -> list[Schema]:
    return [
        _query("status", _enum(lifecycle.states()), "状态"),
        _query("overdue", YES_NO, "是否逾期；停表的不算"),
        _query("business", _enum(categories.codes("business")), "业务类别"),
        _query("reason", _enum(categories.codes("reason")), "投诉原因"),
        _query("branch", {"type": "string", "maxLength": 64}, "网点"),
        _query("source", _enum(inputs.SOURCES), "从哪里提交"),
        _query("q", {"type": "string", "maxLength": 64}, "单号的一部分，或完整的电话号码"),
        *_period(),
    ]


def _period() -> list[Schema]:
    return [_query("from", DAY, "收到日期从这天起"), _query("to", DAY, "收到日期到这天为止")]


def _paging() -> list[Schema]:
    page = {"type": "integer", "minimum": 1, "maximum": inputs.MAX_PAGE - 1}
    return [
        _query("page", {**page, "default": 1}, "第几页"),
        _query("per_page", {**page, "default": 50}, f"每页几件，最多 {inputs.MAX_PER_PAGE}"),
    ]


def _roles() -> str:
    return "角色：" + "、".join(f"{role}（{label}）" for role, label in lifecycle.roles().items())


def _query(name: str, schema: Schema, description: str) -> Schema:
    return {"name": name, "in": "query", "schema": schema, "description": description}


def _object(properties: Schema, extra: bool = True) -> Schema:
    closed = {} if extra else {"additionalProperties": False}
    return {"type": "object", "properties": properties, "required": list(properties), **closed}


def _items(name: str) -> Schema:
    return _object({"items": {"type": "array", "items": _ref(name)}})


def _maybe(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def _enum(names: Any) -> Schema:
    return {"type": "string", "enum": list(names)}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def _json(schema: Schema) -> Schema:
    return {"application/json": {"schema": schema}}


_NUMBER: Schema = {
    "name": "number", "in": "path", "required": True, "description": "单号",
    "schema": {"type": "string", "pattern": f"^{fields.NUMBER.pattern}$"},
}  # fmt: skip
_CALL: Schema = {"name": "call", "in": "path", "required": True, "description": "呼叫编号", "schema": NUMBER}
_FILE: Schema = {"name": "file", "in": "path", "required": True, "description": "文件编号", "schema": TEXT}
