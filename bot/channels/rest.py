"""Rasa's REST channel and the parts of Rasa's HTTP API that outsiders may use (contract §2)."""

from __future__ import annotations

import hashlib
import hmac
import json
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

MAX_BODY = 256 * 1024
MAX_SENDER = 255


async def read_json(request: Request, limit: int = MAX_BODY) -> dict[str, Any]:
    """Read a JSON object; 413 over the size limit, 400 for what is no JSON; any other JSON counts as an empty one."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > limit:
            raise HTTPException(413, "请求太大了")
    try:
        data = json.loads(bytes(body))
    except (ValueError, UnicodeDecodeError, RecursionError):
        raise HTTPException(400, "请求不是合法的 JSON") from None
    return data if isinstance(data, dict) else {}


async def webhook(request: Request) -> JSONResponse:
    """Answer `{"sender", "message"}` with the list of messages of the reply."""
    data = await read_json(request)
    message = data.get("message")
    text = message if isinstance(message, str) else ""
    sender = _sender(data.get("sender"))
    request.app.state.limits.count(sender)
    return JSONResponse(await request.app.state.brain.answer(sender, text, "rest"))


def _sender(given: Any) -> str:
    """Return the conversation id: what was sent, verbatim; one that the store could not hold is shortened by digest."""
    text = str(given) if given not in (None, "") else "default"
    return text if len(text) <= MAX_SENDER else hashlib.sha256(text.encode()).hexdigest()


async def parse(request: Request) -> JSONResponse:
    """Return the parse report of `{"text": …}`."""
    _authorise(request)
    data = await read_json(request)
    text = data.get("text")
    if not isinstance(text, str):
        raise HTTPException(400, "text 应当是文本")
    return JSONResponse(await request.app.state.brain.parse(text))


async def tracker(request: Request) -> JSONResponse:
    """Return a conversation's state; an unknown id gives an empty one."""
    _authorise(request)
    events = request.query_params.get("include_events", "AFTER_RESTART")
    if events.upper() not in ("ALL", "APPLIED", "AFTER_RESTART", "NONE"):
        raise HTTPException(400, "include_events 只能是 ALL、APPLIED、AFTER_RESTART、NONE")
    state = await request.app.state.brain.tracker(request.path_params["conversation"], events)
    return JSONResponse(state)


async def status(request: Request) -> JSONResponse:
    """Say which model answers."""
    _authorise(request)
    model = request.app.state.model
    return JSONResponse({"model_file": model.name, "model_id": model.stem, "num_active_training_jobs": 0})


def _authorise(request: Request) -> None:
    """Let a caller of Rasa's API in: anybody in development, with the token in production."""
    token = request.app.state.settings.api_token
    if not token:
        return
    given = request.query_params.get("token") or request.headers.get("authorization", "").removeprefix("Bearer ")
    if not hmac.compare_digest(given.encode(), token.encode()):
        raise HTTPException(401, "需要正确的令牌")


routes = [
    Route("/webhooks/rest/webhook", webhook, methods=["POST"]),
    Route("/model/parse", parse, methods=["POST"]),
    Route("/conversations/{conversation}/tracker", tracker),
    Route("/status", status),
]
