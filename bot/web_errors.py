"""What both web applications answer where something is wrong: honest errors, plain pages."""

from __future__ import annotations

import logging
import uuid

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

log = logging.getLogger(__name__)


async def http_error(request: Request, error: Exception) -> Response:
    """Answer a refused request in JSON: `{"error": {"code", "message"}}`."""
    assert isinstance(error, HTTPException)
    return JSONResponse(
        {"error": {"code": error.status_code, "message": error.detail}}, error.status_code, headers=error.headers
    )


async def server_error(request: Request, error: Exception) -> Response:
    """Answer what nobody foresaw: an id for the log, no details for the outside."""
    error_id = uuid.uuid4().hex[:8]
    log.error("request failed, error_id=%s", error_id, exc_info=error)
    message = f"系统出了点问题，请稍后再试（编号 {error_id}）"
    return JSONResponse({"error": {"code": 500, "message": message}}, 500)


async def not_built(request: Request) -> Response:
    """Answer a page that is planned, but not there yet."""
    return PlainTextResponse("这个页面还没有建好。", 501)
