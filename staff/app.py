"""The staff-facing web application: ticket API now, desk and studio later."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Mount, Route

from bot.settings import Settings
from bot.web_errors import http_error, not_built, security_headers, server_error
from staff import api
from staff.openapi import document
from staff.refusals import STATUSES, refused
from tickets.register import open_register


async def healthz(request: Request) -> JSONResponse:
    """Say that the process lives."""
    return JSONResponse({"status": "alive"})


async def openapi(request: Request) -> JSONResponse:
    """Return the description of the API."""
    return JSONResponse(document())


def create_app(settings: Settings) -> Starlette:
    """Assemble the application over the register of these settings."""
    app = Starlette(
        routes=[
            Route("/healthz", healthz),
            Route("/", not_built),
            Route("/desk", not_built),
            Route("/studio", not_built),
            Route("/api/openapi.json", openapi),
            Mount("/api", routes=api.routes),
        ],
        middleware=[Middleware(BaseHTTPMiddleware, dispatch=security_headers)],
        exception_handlers={HTTPException: http_error, Exception: server_error, **dict.fromkeys(STATUSES, refused)},
    )
    app.state.settings = settings
    app.state.register = open_register(settings.database_url, settings.secret_key)
    return app
