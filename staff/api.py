"""The ticket API for staff and their tools (contract §7): read-only for now."""

from __future__ import annotations

import hmac
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from tickets.crypto import mask_name, mask_phone
from tickets.deadlines import CHINA
from tickets.errors import UnknownTicket
from tickets.models import Ticket, TicketEvent
from tickets.register import Register

MAX_PER_PAGE = 200
ACTOR = "api-token"
FILTERS = ("status", "business", "reason", "branch", "source", "q")


async def list_tickets(request: Request) -> JSONResponse:
    """Return one page of tickets, newest first."""
    register = _register(request)
    query = request.query_params
    page, per_page = _number(request, "page", 1), min(_number(request, "per_page", 50), MAX_PER_PAGE)
    filters: dict[str, Any] = {name: query.get(name) for name in FILTERS}
    filters["overdue"] = query.get("overdue", "").lower() in ("1", "true", "yes")
    filters["from"], filters["to"] = _day(request, "from", 0), _day(request, "to", 1)
    rows, total = await run_in_threadpool(register.tickets, filters, page, per_page)
    items = [as_json(row, register, reveal=False) for row in rows]
    return JSONResponse({"items": items, "total": total, "page": page, "per_page": per_page})


async def get_ticket(request: Request) -> JSONResponse:
    """Return one ticket; `?reveal=true` shows name and phone in full and is written into the audit trail."""
    register, number = _register(request), request.path_params["number"]
    reveal = request.query_params.get("reveal", "").lower() == "true"
    try:
        ticket = await run_in_threadpool(register.ticket, number)
        if reveal:
            await run_in_threadpool(register.record_reveal, number, ACTOR)
    except UnknownTicket:
        raise HTTPException(404, f"没有单号为 {number} 的投诉") from None
    return JSONResponse(as_json(ticket, register, reveal))


async def get_events(request: Request) -> JSONResponse:
    """Return a ticket's audit trail, oldest first."""
    register, number = _register(request), request.path_params["number"]
    try:
        events = await run_in_threadpool(register.events, number)
    except UnknownTicket:
        raise HTTPException(404, f"没有单号为 {number} 的投诉") from None
    return JSONResponse({"items": [_event_json(event) for event in events]})


def as_json(ticket: Ticket, register: Register, reveal: bool) -> dict[str, Any]:
    """Return a ticket as the API shows it; personal fields are masked unless revealed."""
    opened = register.cipher.open
    name, phone = opened(ticket.sealed_name), opened(ticket.sealed_phone)
    amount = None if ticket.amount_fen is None else str(Decimal(ticket.amount_fen) / 100)
    plain = {
        column: getattr(ticket, column)
        for column in (
            "number", "status", "business", "reason", "channel", "source", "place", "occurred_on",
            "is_agent", "severity", "flags", "evidence", "rule_version", "assignee", "branch",
        )
    }  # fmt: skip
    return {
        **plain,
        "received_at": ticket.received_at.astimezone(CHINA).isoformat(timespec="seconds"),
        "due_on": ticket.due_on.isoformat(),
        "amount": amount,
        "facts": opened(ticket.sealed_facts),
        "request": opened(ticket.sealed_request),
        "complainant_name": name if reveal else mask_name(name),
        "complainant_phone": phone if reveal else mask_phone(phone),
    }


def _event_json(event: TicketEvent) -> dict[str, Any]:
    at = event.at.astimezone(CHINA).isoformat(timespec="seconds")
    return {"at": at, "actor": event.actor, "kind": event.kind, "detail": event.detail}


def _register(request: Request) -> Register:
    """Return the register to a caller with the right bearer token; 401 otherwise."""
    given = request.headers.get("authorization", "").removeprefix("Bearer ")
    if not hmac.compare_digest(given.encode(), request.app.state.settings.staff_token.encode()):
        raise HTTPException(401, "需要正确的令牌", headers={"WWW-Authenticate": "Bearer"})
    register: Register = request.app.state.register
    return register


def _number(request: Request, name: str, default: int) -> int:
    raw = request.query_params.get(name, str(default))
    if not raw.isdigit() or not 0 < int(raw) < 10**9:
        raise HTTPException(422, f"{name} 应当是正整数")
    return int(raw)


def _day(request: Request, name: str, later: int) -> datetime | None:
    """Read a day as the moment it begins in China, or the one `later` days after."""
    raw = request.query_params.get(name)
    if not raw:
        return None
    try:
        day = date.fromisoformat(raw)
    except ValueError:
        raise HTTPException(422, f"{name} 应当是 2026-01-31 这样的日期") from None
    return datetime.combine(day + timedelta(days=later), time.min, CHINA)


routes = [
    Route("/tickets", list_tickets),
    Route("/tickets/{number}", get_ticket),
    Route("/tickets/{number}/events", get_events),
]
