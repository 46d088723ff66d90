"""What a page is told when something is refused, in words of `data/interface.yml`."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse

from bot.channels import interface
from tickets.errors import RegisterError, StoreUnavailable, UnknownDevice, UnknownHandoff

STATUSES: dict[type[RegisterError], tuple[int, str]] = {
    UnknownHandoff: (410, "handoff_used"),
    UnknownDevice: (403, "code_unknown"),
    StoreUnavailable: (503, "busy"),
}


async def refused(request: Request, error: Exception) -> JSONResponse:
    """Answer `{"error": {"code", "message"}}`."""
    status, name = next(answer for kind, answer in STATUSES.items() if isinstance(error, kind))
    return JSONResponse({"error": {"code": status, "message": interface.words()["refused"][name]}}, status)
