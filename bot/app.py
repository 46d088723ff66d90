"""The customer-facing web application."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.brain import Brain, NotReady
from bot.branch_tablets import open_tablets
from bot.channels import kiosk, knowledge, rest, uploading, web
from bot.channels.limits import Limits
from bot.channels.refusals import STATUSES, refused
from bot.channels.streams import Hub
from bot.channels.wechat import webhook
from bot.channels.wechat.account import open_account
from bot.settings import Settings
from bot.upkeep import Upkeep
from bot.uploads import UploadRefused
from bot.web_errors import http_error, server_error
from bot.web_security import SecurityHeaders


async def healthz(request: Request) -> JSONResponse:
    """Say that the process lives."""
    return JSONResponse({"status": "alive"})


async def readyz(request: Request) -> JSONResponse:
    """Say whether messages are answered: 200, or 503 while the model is being loaded."""
    brain: Brain = request.app.state.brain
    if brain.ready:
        return JSONResponse({"status": "ready"})
    return JSONResponse({"status": "failed" if brain.failure else "loading"}, 503)


async def metrics(request: Request) -> Response:
    """Return the counters in Prometheus' text form."""
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)


async def not_ready(request: Request, error: Exception) -> JSONResponse:
    """Answer while the model is being loaded."""
    return JSONResponse({"error": {"code": 503, "message": "助手正在启动，请过几秒再试"}}, 503)


def create_app(settings: Settings, model: Path) -> Starlette:
    """Assemble the application; brain and upkeep start and stop with it."""
    brain, upkeep, hub, limits = Brain(settings, model), Upkeep(settings), Hub(), Limits(settings)
    wechat = open_account(settings, brain, limits.allows)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        brain.start()
        upkeep.start()
        news = asyncio.create_task(hub.bring_news(brain))
        if wechat is not None:
            wechat.start()
        yield
        news.cancel()
        if wechat is not None:
            await wechat.stop()
        upkeep.stop()
        brain.stop()

    app = Starlette(
        routes=[
            Route("/healthz", healthz),
            Route("/readyz", readyz),
            Route("/metrics", metrics),
            *webhook.routes,
            *rest.routes,
            *web.routes,
            *kiosk.routes,
            *knowledge.routes,
        ],
        middleware=[Middleware(SecurityHeaders, framed_by=settings.embed_origins)],
        exception_handlers={
            HTTPException: http_error,
            NotReady: not_ready,
            UploadRefused: uploading.refused,
            **dict.fromkeys(STATUSES, refused),
            Exception: server_error,
        },
        lifespan=lifespan,
    )
    app.state.brain, app.state.hub, app.state.limits, app.state.wechat = brain, hub, limits, wechat
    app.state.tablets = open_tablets(settings)
    app.state.settings, app.state.model = settings, model
    return app
