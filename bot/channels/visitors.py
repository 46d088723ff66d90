"""Who a page belongs to: an unguessable cookie stands for one conversation; only our own pages may act on it."""

from __future__ import annotations

import hashlib
import secrets
from typing import Protocol
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection, Request
from starlette.responses import Response

COOKIE = "xiaobao"
COOKIE_DAYS = 30
FOLLOWER = "xiaobao_wechat"
"""Cookie of a browser that goes on with a conversation of WeChat."""
PAGE = "xiaobao"
"""What our pages send as X-Requested-With: another site cannot without a permission that we never give."""
TOKEN_LENGTH = 43
WECHAT = "wechat"
"""Name of the channel in conversations and tickets."""


class Face(Protocol):
    """A kind of page that customers talk to; `channel` is its name in conversations and tickets."""

    channel: str

    async def conversation(self, request: HTTPConnection) -> str | None:
        """Return the conversation of the page that asks, or None."""
        ...


class Browser:
    """The chat page in a customer's own browser."""

    channel = "web"

    async def conversation(self, request: HTTPConnection) -> str | None:
        """Return the conversation of the cookie: one of WeChat's as long as its customer follows."""
        wechat = request.app.state.wechat
        followed = conversation_of(request.cookies.get(FOLLOWER, ""), WECHAT)
        if followed and wechat and await run_in_threadpool(wechat.followers.has, followed):
            return followed
        return conversation_of(request.cookies.get(COOKIE, ""), self.channel)


def conversation_of(token: str, channel: str) -> str | None:
    """Return the conversation a token stands for, None for what is no token of ours; the token is kept nowhere."""
    if len(token) != TOKEN_LENGTH or not token.replace("-", "").replace("_", "").isalnum():
        return None
    return f"{channel}-{hashlib.sha256(token.encode()).hexdigest()[:40]}"


def new_token() -> str:
    """Return an unguessable token."""
    return secrets.token_urlsafe(32)


def from_page(request: Request) -> None:
    """Let only our own pages act: their header, and where the browser names an origin, this very host; else 403."""
    origin = request.headers.get("origin")
    foreign = origin is not None and urlsplit(origin).netloc != request.headers.get("host")
    if foreign or request.headers.get("x-requested-with") != PAGE:
        raise HTTPException(403, "请从聊天页面操作")


async def own_conversation(request: Request, face: Face) -> str:
    """Return the conversation of the page that acts; 403 without its cookie, or from anywhere but the page itself."""
    from_page(request)
    found = await face.conversation(request)
    if found is None:
        raise HTTPException(403, "请从聊天页面发送，或刷新页面再试")
    return found


def give_cookie(request: Request, response: Response) -> None:
    """Begin a new conversation for this browser."""
    set_cookie(request, response, COOKIE, new_token())


def set_cookie(request: Request, response: Response, name: str, token: str) -> None:
    """Let this browser act in the conversation of a token."""
    settings = request.app.state.settings
    embedded = settings.production and bool(settings.embed_origins)
    response.set_cookie(
        name,
        token,
        max_age=COOKIE_DAYS * 86400,
        httponly=True,
        samesite="none" if embedded else "lax",  # in the frame of another site only "none" is sent along
        secure=settings.production,
    )
    if embedded:  # browsers that block other sites' cookies keep one for each site that shows the frame
        header, value = response.raw_headers.pop()
        response.raw_headers.append((header, value + b"; Partitioned"))
