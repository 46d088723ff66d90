"""Reading what callers send: query parameters and JSON bodies. Bad input gets a status and a clear sentence."""

from __future__ import annotations

import json
from datetime import date, datetime, time, timedelta
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request

from tickets import categories, lifecycle
from tickets.deadlines import CHINA
from tickets.errors import InvalidFields, UnknownTicket
from tickets.fields import NUMBER, plain_text

MAX_BODY = 256 * 1024
MAX_PER_PAGE = 200
MAX_PAGE = 10**9
SOURCES = ("web", "wechat", "kiosk", "rest", "staff")
YES, NO = ("true", "1", "yes"), ("false", "0", "no")
YEARS = range(2000, 2200)


def number(request: Request) -> str:
    """Return the ticket number of the path; raises `UnknownTicket` for what can be none."""
    given: str = request.path_params["number"]
    if not NUMBER.fullmatch(given):
        raise UnknownTicket(given)
    return given


def filters(request: Request) -> dict[str, Any]:
    """Return the filters of a list, checked; what is not given is None."""
    return {
        "status": _one_of(request, "status", lifecycle.states()),
        "business": _one_of(request, "business", categories.codes("business")),
        "reason": _one_of(request, "reason", categories.codes("reason")),
        "source": _one_of(request, "source", SOURCES),
        "branch": _words(request, "branch"),
        "q": _words(request, "q"),
        "overdue": yes_no(request, "overdue"),
        **period(request),
    }


def period(request: Request) -> dict[str, datetime | None]:
    """Return `from` and `to` as moments: where the first day begins in China, and where the last one ends."""
    return {"from": _day(request, "from", 0), "to": _day(request, "to", 1)}


def page(request: Request) -> tuple[int, int]:
    """Return page and page size; a size above the most is taken as the most."""
    return _positive(request, "page", 1), min(_positive(request, "per_page", 50), MAX_PER_PAGE)


def yes_no(request: Request, name: str) -> bool | None:
    """Return a yes or no of the query, None when not given."""
    raw = request.query_params.get(name, "").lower()
    if raw and raw not in YES + NO:
        raise HTTPException(422, f"{name} 应当是 true 或 false")
    return raw in YES if raw else None


async def body(request: Request) -> dict[str, Any]:
    """Return the JSON object of a request: 413 when it is too long, 400 when it is no JSON, 422 when no object."""
    raw = b""
    async for part in request.stream():
        raw += part
        if len(raw) > MAX_BODY:
            raise HTTPException(413, f"内容太长，最多 {MAX_BODY // 1024} KB")
    try:
        found = json.loads(raw)
    except (ValueError, RecursionError):
        raise HTTPException(400, "内容应当是 JSON") from None
    if not isinstance(found, dict):
        raise HTTPException(422, "内容应当是一个 JSON 对象")
    return found


def only_text(given: dict[str, Any]) -> str:
    """Return the `text` of a body that has nothing else; raises `InvalidFields`."""
    problems = {name: f"没有 {name} 这个字段" for name in given if name != "text"}
    try:
        text = plain_text(given.get("text"))
    except ValueError as error:
        problems["text"] = f"text {error}"
    if problems:
        raise InvalidFields(problems)
    return text


def _one_of(request: Request, name: str, known: Any) -> str | None:
    raw = request.query_params.get(name)
    if raw and raw not in known:
        raise HTTPException(422, f"{name} 只能是：{'、'.join(known)}")
    return raw or None


def _words(request: Request, name: str) -> str | None:
    raw = request.query_params.get(name, "").strip()
    if len(raw) > 64 or not raw.isprintable():
        raise HTTPException(422, f"{name} 应当是不超过 64 个字的一行文字")
    return raw or None


def _positive(request: Request, name: str, default: int) -> int:
    raw = request.query_params.get(name) or str(default)
    if not (raw.isascii() and raw.isdigit() and len(raw) < 20 and 0 < int(raw) < MAX_PAGE):
        raise HTTPException(422, f"{name} 应当是正整数")
    return int(raw)


def _day(request: Request, name: str, later: int) -> datetime | None:
    raw = request.query_params.get(name)
    if not raw:
        return None
    try:
        day = date.fromisoformat(raw)
    except ValueError:
        day = None
    if day is None or day.year not in YEARS:
        raise HTTPException(422, f"{name} 应当是 2026-01-31 这样的日期")
    return datetime.combine(day + timedelta(days=later), time.min, CHINA)
