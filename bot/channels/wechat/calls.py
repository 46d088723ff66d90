"""Calls of WeChat's API over HTTP: what it answers, or the refusal; counted, and logged without their content.

Source: developers.weixin.qq.com/doc/oplatform/developers/dev/guide (calls) and …/errCode/errCode (refusals).
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from email.message import Message
from typing import Any

import httpx
from prometheus_client import Counter

from bot.channels.wechat.errors import BUSY, NO_ANSWER, UNFORESEEN, ApiRefused, Handling, label

logging.getLogger("httpx").setLevel(logging.WARNING)  # below, it logs addresses, and ours hold the access token
log = logging.getLogger(__name__)
ERRORS = Counter("xiaobao_wechat_api_errors", "Refusals of WeChat's API by error code; -2 is no answer", ["code"])
TIMEOUT = httpx.Timeout(5, connect=3)
"""Seconds for each step of a call."""
PAUSES_S = (0.3, 1.0, 3.0)
"""Before each further try of a call that WeChat is too busy for."""
LONGEST_ANSWER = 1024 * 1024
LOUD = frozenset({Handling.ALERT, Handling.BREAK, Handling.PASSIVE_ONLY})
Pause = Callable[[float], Awaitable[None]]


@dataclass(frozen=True)
class Call:
    """One call; `again` tells that doing it twice does no harm, `longest` how many bytes of the answer are read."""

    method: str
    path: str
    body: dict[str, Any] | None = None
    query: dict[str, str] = field(default_factory=dict)
    again: bool = True
    longest: int = LONGEST_ANSWER


@dataclass(frozen=True)
class Answer:
    """What came back: the fields of a JSON object, or a file with its name."""

    fields: dict[str, Any]
    file_name: str | None = None
    content: bytes = b""


class Unanswered(ApiRefused):
    """No answer of WeChat's; `reached` tells that it may have done all the same what it was asked."""

    def __init__(self, reached: bool) -> None:
        super().__init__(NO_ANSWER)
        self.reached = reached


class Line:
    """The line to WeChat's API at one address; a proxy of the environment is used, except for this very machine."""

    def __init__(self, base: str, pause: Pause = asyncio.sleep) -> None:
        here = {f"all://{name}": None for name in ("127.0.0.1", "localhost")}
        headers = {"Accept-Encoding": "identity"}  # so that the limit counts what is really read
        self._client = httpx.AsyncClient(base_url=base, timeout=TIMEOUT, mounts=here, headers=headers)
        self._pause = pause

    async def ask(self, call: Call) -> Answer:
        """Make a call, again with growing pauses while WeChat is busy; raises `ApiRefused`."""
        for pause in PAUSES_S:
            try:
                return await self._once(call)
            except ApiRefused as refused:
                if not _worth_another_try(call, refused):
                    raise
            await self._pause(pause)
        return await self._once(call)

    async def close(self) -> None:
        """Close every connection."""
        await self._client.aclose()

    async def _once(self, call: Call) -> Answer:
        try:
            return await self._sent(call)
        except ApiRefused as refused:
            ERRORS.labels(label(refused.code)).inc()
            loud = refused.handling in LOUD or refused.code in UNFORESEEN
            log.log(logging.ERROR if loud else logging.WARNING, "%s refused: %s", call.path, refused)
            raise

    async def _sent(self, call: Call) -> Answer:
        # raw UTF-8: of \uXXXX WeChat says 40033, or shows it as it is
        body = json.dumps(call.body, ensure_ascii=False).encode("utf-8", "replace") if call.body is not None else None
        headers = {"Content-Type": "application/json; charset=utf-8"} if body is not None else {}
        try:
            async with self._client.stream(
                call.method, call.path, params=call.query, content=body, headers=headers
            ) as response:
                return _understood(response, await _read(response, call.longest))
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError):
            raise Unanswered(reached=False) from None
        except httpx.HTTPError:
            raise Unanswered(reached=True) from None


def _worth_another_try(call: Call, refused: ApiRefused) -> bool:
    if isinstance(refused, Unanswered):
        return call.again or not refused.reached
    return refused.code == BUSY


async def _read(response: httpx.Response, longest: int) -> bytes:
    """Return the answer; of one that is too long a byte more than that, so that it shows."""
    content = bytearray()
    async for chunk in response.aiter_bytes():
        content += chunk
        if len(content) > longest:
            break
    return bytes(content[: longest + 1])


def _understood(response: httpx.Response, content: bytes) -> Answer:
    if response.status_code != httpx.codes.OK:
        raise Unanswered(reached=True)
    disposition = response.headers.get("content-disposition", "")
    if disposition:
        return Answer({}, _file_name(disposition), content)
    try:
        fields = json.loads(content)
    except (ValueError, RecursionError):
        fields = None
    if not isinstance(fields, dict):
        raise Unanswered(reached=True)
    code = fields.get("errcode") or 0
    if code:
        raise ApiRefused(code if isinstance(code, int) else NO_ANSWER)
    return Answer(fields)


def _file_name(disposition: str) -> str:
    """Return the name in a Content-Disposition header, empty when there is none."""
    message = Message()
    message["Content-Disposition"] = disposition
    return message.get_filename() or ""
