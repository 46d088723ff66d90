"""What the register refuses, as answers of the API: `{"error": {"code", "message"}}` (contract §7)."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from tickets.errors import (
    EvidenceUnreadable,
    IllegalOperation,
    InvalidFields,
    NotYourRole,
    RegisterError,
    StoreUnavailable,
    UnknownCall,
    UnknownDevice,
    UnknownEvidence,
    UnknownOperation,
    UnknownTicket,
)

STATUSES: dict[type[RegisterError], int] = {
    UnknownTicket: 404,
    UnknownEvidence: 404,
    UnknownCall: 404,
    UnknownOperation: 422,
    InvalidFields: 422,
    NotYourRole: 403,
    IllegalOperation: 409,
    StoreUnavailable: 503,
    EvidenceUnreadable: 503,
}


async def refused(request: Request, error: Exception) -> Response:
    """Answer with the status of the refusal; one of fields names each of them."""
    code = STATUSES[type(error)]  # type: ignore[index]
    body: dict[str, Any] = {"code": code, "message": message(error)}
    if isinstance(error, InvalidFields):
        body["fields"] = error.problems
    return JSONResponse({"error": body}, code)


def message(error: Exception) -> str:
    """Return what people are told of a refusal."""
    if isinstance(error, UnknownTicket):
        return f"没有单号为 {error} 的投诉"
    if isinstance(error, UnknownEvidence):
        return "这件投诉没有这个文件"
    if isinstance(error, UnknownCall):
        return "没有这个呼叫，或不是您网点的"
    if isinstance(error, UnknownDevice):
        return "没有这台平板"
    if isinstance(error, EvidenceUnreadable):
        return "这个文件现在读不出来，请告诉系统管理员"
    if isinstance(error, StoreUnavailable):
        return "数据库暂时连不上，请稍后再试"
    return str(error)
