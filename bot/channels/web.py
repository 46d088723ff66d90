"""The chat page: a conversation bound to an unguessable cookie, its history kept by the server."""

from __future__ import annotations

import secrets
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from bot.channels.rest import read_json

STATIC = Path(__file__).resolve().parent.parent / "static"
COOKIE = "xiaobao"
COOKIE_DAYS = 30


def _conversation(request: Request) -> str | None:
    token = request.cookies.get(COOKIE, "")
    return f"web-{token}" if len(token) == 43 and token.replace("-", "").replace("_", "").isalnum() else None


def own_conversation(request: Request) -> str:
    """Return the conversation of the page that asks; 403 without its cookie, or from anywhere but the page itself."""
    conversation = _conversation(request)
    if conversation is None or request.headers.get("x-requested-with") != "xiaobao":
        raise HTTPException(403, "请从聊天页面发送，或刷新页面再试")
    return conversation


async def page(request: Request) -> Response:
    """Serve the chat page and give a visitor without a conversation a new one."""
    response = FileResponse(STATIC / "chat.html", headers={"Cache-Control": "no-cache"})
    if _conversation(request) is None:
        _give_cookie(request, response)
    return response


def _give_cookie(request: Request, response: Response) -> None:
    response.set_cookie(
        COOKIE,
        secrets.token_urlsafe(32),
        max_age=COOKIE_DAYS * 86400,
        httponly=True,
        samesite="lax",
        secure=request.app.state.settings.production,
    )


async def demo(request: Request) -> Response:
    """Serve the demo bank page, which leads to the chat."""
    return FileResponse(STATIC / "index.html", headers={"Cache-Control": "no-cache"})


async def history(request: Request) -> JSONResponse:
    """Return what was said so far, so that a reload loses nothing."""
    conversation = _conversation(request)
    said = await request.app.state.brain.history(conversation) if conversation else []
    return JSONResponse({"messages": said})


async def send(request: Request) -> JSONResponse:
    """Answer one message of the page; only the page itself may ask (same origin, own header)."""
    conversation = own_conversation(request)
    data = await read_json(request)
    text = data.get("text")
    if not isinstance(text, str):
        raise HTTPException(400, "text 应当是文本")
    return JSONResponse({"messages": await request.app.state.brain.answer(conversation, text, "web")})


async def leave(request: Request) -> Response:
    """Begin a new conversation: the page forgets the old one."""
    if request.headers.get("x-requested-with") != "xiaobao":
        raise HTTPException(403, "请从聊天页面操作")
    response = Response(status_code=204)
    _give_cookie(request, response)
    return response


routes = [
    Route("/", demo),
    Route("/chat", page),
    Route("/chat/messages", history, methods=["GET"]),
    Route("/chat/messages", send, methods=["POST"]),
    Route("/chat/leave", leave, methods=["POST"]),
    Mount("/static", StaticFiles(directory=STATIC)),
]
