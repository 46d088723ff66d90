"""Who is calling the staff API: the administrator's token from the settings, or the token of an account."""

from __future__ import annotations

import hmac

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request

from tickets import lifecycle
from tickets.accounts import Accounts
from tickets.errors import UnknownTicket
from tickets.models import Ticket
from tickets.workflow import Actor

ADMINISTRATOR = Actor("administrator", lifecycle.ADMIN)
"""Whoever holds `XIAOBAO_STAFF_TOKEN`, or sits at the machine's own command line."""


async def caller(request: Request) -> Actor:
    """Return who calls, by bearer token; 401 when nobody we know."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer" and token:
        if hmac.compare_digest(token.encode(), request.app.state.settings.staff_token.encode()):
            return ADMINISTRATOR
        account = await run_in_threadpool(Accounts(request.app.state.register).of_token, token)
        if account is not None:
            return Actor(account.name, account.role, account.branch)
    raise HTTPException(401, "需要正确的令牌", headers={"WWW-Authenticate": "Bearer"})


def require(actor: Actor, what: str, label: str) -> None:
    """Refuse with 403 unless the role may `reveal`, `report` or `export`."""
    if not lifecycle.may(actor.role, what):
        raise HTTPException(403, f"您的角色不能{label}")


def check_sight(actor: Actor, ticket: Ticket) -> None:
    """Hide tickets of other branches from an account that belongs to one; raises `UnknownTicket`."""
    if actor.branch is not None and ticket.branch != actor.branch:
        raise UnknownTicket(ticket.number)
