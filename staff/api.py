"""The ticket API for staff and their tools (contract §7); what it takes and answers is described in `openapi.py`."""

from __future__ import annotations

from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from staff import export, inputs
from staff.auth import caller, check_sight, require
from staff.openapi import ANY_FILE
from staff.views import event_json, evidence_json, ticket_json
from tickets.evidence import Evidence
from tickets.models import Ticket
from tickets.register import Register
from tickets.reports import summary
from tickets.workflow import Actor, Workflow


async def list_tickets(request: Request) -> Response:
    """Return one page of tickets, newest first."""
    actor, register = await caller(request), _register(request)
    filters, (page, per_page) = _in_sight(actor, inputs.filters(request)), inputs.page(request)
    rows, total = await run_in_threadpool(register.tickets, filters, page, per_page)
    items = [ticket_json(row, register, actor.role) for row in rows]
    return JSONResponse({"items": items, "total": total, "page": page, "per_page": per_page})


async def get_ticket(request: Request) -> Response:
    """Return one ticket; `?reveal=true` shows name and phone in full and is written into the audit trail."""
    actor, register = await caller(request), _register(request)
    reveal = inputs.yes_no(request, "reveal") is True
    if reveal:
        require(actor, "reveal", "查看完整的姓名和电话")
    ticket = await _seen(request, actor)
    if reveal:
        await run_in_threadpool(register.record_reveal, ticket.number, actor.name)
    return JSONResponse(ticket_json(ticket, register, actor.role, reveal))


async def get_events(request: Request) -> Response:
    """Return a ticket's audit trail, oldest first."""
    actor, register = await caller(request), _register(request)
    ticket = await _seen(request, actor)
    events = await run_in_threadpool(register.events, ticket.number)
    return JSONResponse({"items": [event_json(event, register) for event in events]})


async def list_evidence(request: Request) -> Response:
    """Return what files a ticket has, oldest first; their content is another matter."""
    actor, register = await caller(request), _register(request)
    number = (await _seen(request, actor)).number
    rows = await run_in_threadpool(_evidence(request).of_ticket, number)
    return JSONResponse({"items": [evidence_json(row, register) for row in rows]})


async def get_evidence(request: Request) -> Response:
    """Return a file to be saved, never shown by the browser; every look is written into the audit trail."""
    actor = await caller(request)
    require(actor, "reveal", "看凭证")
    number = (await _seen(request, actor)).number
    file = await run_in_threadpool(_evidence(request).look, number, request.path_params["file"], actor.name)
    headers = {
        "Content-Disposition": f'attachment; filename="{number}-{file.row.id[:8]}.{file.extension}"',
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
    }
    return Response(file.content, media_type=ANY_FILE, headers=headers)


async def post_transition(request: Request) -> Response:
    """Do one operation and return the ticket as it then is."""
    actor, register = await caller(request), _register(request)
    given = await inputs.body(request)
    name = given.pop("to", None)
    if not isinstance(name, str):
        raise HTTPException(422, "缺少 to：要做什么操作")
    number = (await _seen(request, actor)).number
    ticket = await run_in_threadpool(Workflow(register).perform, number, actor, name, given)
    return JSONResponse(ticket_json(ticket, register, actor.role))


async def post_note(request: Request) -> Response:
    """Add a note to a ticket."""
    actor, register = await caller(request), _register(request)
    text = inputs.only_text(await inputs.body(request))
    number = (await _seen(request, actor)).number
    event = await run_in_threadpool(register.add_note, number, actor.name, text)
    return JSONResponse(event_json(event, register), 201)


async def get_summary(request: Request) -> Response:
    """Return the figures of a period (facts §6.6)."""
    actor, register = await caller(request), _register(request)
    require(actor, "report", "看统计")
    filters = _in_sight(actor, inputs.period(request))
    return JSONResponse(await run_in_threadpool(summary, register, filters))


async def get_export(request: Request) -> Response:
    """Return the tickets of a list as a workbook, masked; that it was taken is on record."""
    actor, register = await caller(request), _register(request)
    require(actor, "export", "导出工单")
    filters = _in_sight(actor, inputs.filters(request))
    content = await run_in_threadpool(export.take, register, filters, actor)
    name = f"tickets-{register.today().isoformat()}.xlsx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(content, media_type=export.MEDIA_TYPE, headers=headers)


def _register(request: Request) -> Register:
    register: Register = request.app.state.register
    return register


def _evidence(request: Request) -> Evidence:
    evidence: Evidence = request.app.state.evidence
    return evidence


async def _seen(request: Request, actor: Actor) -> Ticket:
    """Return the ticket of the path when this caller may see it; raises `UnknownTicket`."""
    ticket = await run_in_threadpool(_register(request).ticket, inputs.number(request))
    check_sight(actor, ticket)
    return ticket


def _in_sight(actor: Actor, filters: dict[str, Any]) -> dict[str, Any]:
    """Narrow filters to what a caller may see: an account of a branch sees that branch."""
    return {**filters, "branch": actor.branch} if actor.branch is not None else filters


routes = [
    Route("/tickets", list_tickets),
    Route("/tickets/{number}", get_ticket),
    Route("/tickets/{number}/transitions", post_transition, methods=["POST"]),
    Route("/tickets/{number}/notes", post_note, methods=["POST"]),
    Route("/tickets/{number}/events", get_events),
    Route("/tickets/{number}/evidence", list_evidence),
    Route("/tickets/{number}/evidence/{file}", get_evidence),
    Route("/reports/summary", get_summary),
    Route("/export.xlsx", get_export),
]
