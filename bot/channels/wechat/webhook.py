"""The address that WeChat calls: it proves to be ours, takes messages and events, and answers in time."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING

from prometheus_client import Counter, Histogram
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from bot.channels.wechat.crypto import PacketRefused
from bot.channels.wechat.envelope import ACKNOWLEDGED, MAX_BODY
from bot.channels.wechat.jobs import Passive
from bot.channels.wechat.packets import EVENT, Incoming, read, text_reply
from bot.web_errors import not_built

if TYPE_CHECKING:
    from bot.channels.wechat.account import Account

log = logging.getLogger(__name__)
ADDRESS = "/webhooks/wechat/webhook"
SECONDS = Histogram(
    "xiaobao_wechat_webhook_seconds",
    "Time from a delivery to its answer; WeChat cuts the connection after five seconds",
    buckets=(0.05, 0.1, 0.25, 0.5, 1, 2, 3, 4, 4.5, 5, 6),
)
PACKETS = Counter("xiaobao_wechat_packets", "Messages and events that were taken, by kind", ["kind"])
REFUSED = Counter("xiaobao_wechat_refused_packets", "Packets that are not WeChat's or are malformed", ["status"])
KINDS = ("text", "image", "voice", "video", "shortvideo", "location", "link", EVENT)


class Answer(Response):
    """A passive reply; whoever keeps its text is told whether it went."""

    def __init__(self, content: bytes, passive: Passive) -> None:
        super().__init__(content, media_type="application/xml")
        self._passive = passive

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it."""
        sent = False
        try:
            await super().__call__(scope, receive, send)
            sent = True
        finally:
            await self._passive.done(sent)


async def verify(request: Request) -> Response:
    """Prove to WeChat that this address is ours."""
    account = _account(request)
    if account is None:
        return await not_built(request)
    try:
        return PlainTextResponse(account.envelope.verified(request.query_params))
    except PacketRefused as refused:
        return _refused(refused)


async def deliver(request: Request) -> Response:
    """Take a message or an event and answer it."""
    account = _account(request)
    if account is None:
        return await not_built(request)
    with SECONDS.time():
        try:
            incoming = read(account.envelope.open(request.query_params, await _body(request)))
        except PacketRefused as refused:
            return _refused(refused)
        PACKETS.labels(incoming.kind if incoming.kind in KINDS else "other").inc()
        passive = await account.inbox.receive(incoming) if incoming.openid else None
        if passive is None:
            return PlainTextResponse(ACKNOWLEDGED)
        return await _reply(request, account, incoming, passive)


async def _reply(request: Request, account: Account, incoming: Incoming, passive: Passive) -> Response:
    """Return the reply, unless WeChat has hung up: then its text goes another way."""
    try:
        if not await request.is_disconnected():
            packet = text_reply(incoming, passive.text, int(time.time()))
            return Answer(account.envelope.seal(packet), passive)
    except BaseException:
        await passive.done(sent=False)
        raise
    await passive.done(sent=False)
    return PlainTextResponse(ACKNOWLEDGED)


async def _body(request: Request) -> bytes:
    """Read the body up to the limit."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BODY:
            raise PacketRefused(413, "the packet is too big")
    return bytes(body)


def _refused(refused: PacketRefused) -> Response:
    REFUSED.labels(str(refused.status)).inc()
    log.warning("a packet was refused: %s", refused)
    return PlainTextResponse("", refused.status)


def _account(request: Request) -> Account | None:
    account: Account | None = request.app.state.wechat
    return account


routes = [Route(ADDRESS, verify, methods=["GET"]), Route(ADDRESS, deliver, methods=["POST"])]
