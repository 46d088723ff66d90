"""The staff-facing web application: ticket API now, desk and studio later. Its process sends what the outbox holds."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Mount, Route

from bot.settings import Settings
from bot.stores import evidence_of, register_of
from bot.web_errors import http_error, not_built, server_error
from bot.web_security import SecurityHeaders
from staff import api, tablets
from staff.openapi import document
from staff.refusals import STATUSES, refused
from tickets.delivery import Courier
from tickets.errors import StoreUnavailable
from tickets.file_port import FilePort

log = logging.getLogger(__name__)
COURIER_EVERY = 5.0
"""Seconds between two looks into the outbox."""


async def healthz(request: Request) -> JSONResponse:
    """Say that the process lives."""
    return JSONResponse({"status": "alive"})


async def openapi(request: Request) -> JSONResponse:
    """Return the description of the API."""
    return JSONResponse(document())


@asynccontextmanager
async def delivering(app: Starlette) -> AsyncIterator[None]:
    """Send what the outbox holds as long as the application runs."""
    task = asyncio.create_task(_deliver(app.state.courier))
    yield
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


async def _deliver(courier: Courier) -> None:
    while True:
        try:
            await run_in_threadpool(courier.deliver_due)
        except StoreUnavailable as error:
            log.warning("the outbox waits: %s", error)
        await asyncio.sleep(COURIER_EVERY)


def create_app(settings: Settings) -> Starlette:
    """Assemble the application over the register of these settings."""
    app = Starlette(
        lifespan=delivering,
        routes=[
            Route("/healthz", healthz),
            Route("/", not_built),
            Route("/desk", not_built),
            Route("/studio", not_built),
            Route("/api/openapi.json", openapi),
            Mount("/api", routes=[*api.routes, *tablets.routes]),
        ],
        middleware=[Middleware(SecurityHeaders)],
        exception_handlers={HTTPException: http_error, Exception: server_error, **dict.fromkeys(STATUSES, refused)},
    )
    app.state.settings = settings
    app.state.register = register_of(settings)
    app.state.evidence = evidence_of(settings, app.state.register)
    app.state.courier = Courier(app.state.register, FilePort(settings.var / "outbox"))
    return app
