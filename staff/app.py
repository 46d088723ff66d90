"""The staff-facing web application: ticket API now, desk and studio later."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route

from bot.settings import Settings
from bot.stores import register_of
from bot.web_errors import http_error, not_built, security_headers, server_error
from staff import api
from staff.openapi import document
from tickets.errors import StoreUnavailable


async def healthz(request: Request) -> JSONResponse:
    """Say that the process lives."""
    return JSONResponse({"status": "alive"})


async def openapi(request: Request) -> JSONResponse:
    """Return the description of the API."""
    return JSONResponse(document())


async def store_down(request: Request, error: Exception) -> Response:
    """Answer while the database does not."""
    return JSONResponse({"error": {"code": 503, "message": "数据库暂时连不上，请稍后再试"}}, 503)


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
        exception_handlers={HTTPException: http_error, StoreUnavailable: store_down, Exception: server_error},
    )
    app.state.settings = settings
    app.state.register = register_of(settings)
    return app
