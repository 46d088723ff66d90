"""What both web applications share: security headers, honest errors, plain pages."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Awaitable, Callable

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

log = logging.getLogger(__name__)
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)
HEADERS = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "geolocation=(), camera=()",
}


async def security_headers(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
    """Add the headers that keep pages to themselves."""
    response = await call_next(request)
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response


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
