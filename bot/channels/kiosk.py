"""Branch tablets: enrolment, sessions of which nothing stays, calls for staff, going on at one's own phone."""

from __future__ import annotations

from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.bank import load_bank
from bot.branch_tablets import Tablets
from bot.channels import visitors, web
from bot.channels.chat import Chat
from bot.channels.rest import read_json
from tickets.devices import TIMES
from tickets.models import Device, StaffCall

DEVICE, SESSION = "xiaobao_device", "xiaobao_session"
DEVICE_DAYS = 400
CALLING, COMING, OVERDUE = "calling", "coming", "overdue"


class Tablet:
    """The page on a branch tablet; a conversation ends with its session."""

    channel = "kiosk"

    async def conversation(self, request: HTTPConnection) -> str | None:
        """Return the conversation of the running session; a session that has ended opens nothing."""
        conversation = visitors.conversation_of(request.cookies.get(SESSION, ""), self.channel)
        if conversation is None:
            return None
        running = await run_in_threadpool(_tablets(request).devices.of_conversation, conversation)
        return conversation if running else None


FACE = Tablet()


async def page(request: Request) -> Response:
    """Serve the tablet page."""
    return web.page("kiosk.html")


async def worker(request: Request) -> Response:
    """Serve the service worker that keeps the page on the tablet, for when there is no network."""
    return web.page("kiosk-sw.js")


async def enrol(request: Request) -> Response:
    """Make this tablet the one that the code was made for."""
    visitors.from_page(request)
    request.app.state.limits.count(f"enrol {request.client.host if request.client else ''}")
    code = (await read_json(request)).get("code")
    token = await run_in_threadpool(_tablets(request).devices.enrol, str(code or ""))
    response = Response(status_code=204)
    _set_cookie(request, response, DEVICE, token, DEVICE_DAYS * 86400)
    return response


async def device(request: Request) -> JSONResponse:
    """Tell the tablet what it is: its branch and its times; 403 while it is not enrolled."""
    found = await _device(request)
    bank = load_bank()
    return JSONResponse(
        {
            "branch": found.branch,
            "name": found.name,
            "times": {**TIMES, **found.times},
            "bank": {"name": bank.name, "hotline": bank.hotline, "hours": bank.human_hours},
        }
    )


async def ping(request: Request) -> Response:
    """Note that the tablet is alive."""
    visitors.from_page(request)
    await run_in_threadpool(_tablets(request).devices.seen, (await _device(request)).id)
    return Response(status_code=204)


async def begin(request: Request) -> Response:
    """Begin a session: a new conversation; the one before ends. A call for staff goes on: its caller is still here."""
    visitors.from_page(request)
    found = await _device(request)
    await _end(request, found, await FACE.conversation(request))
    token = visitors.new_token()
    conversation = visitors.conversation_of(token, FACE.channel) or ""
    await run_in_threadpool(_tablets(request).devices.begin_session, found.id, conversation)
    response = Response(status_code=201)
    _set_cookie(request, response, SESSION, token)
    return response


async def end(request: Request) -> Response:
    """End the session of this cookie: nothing of it can be reached from here any more, and its call is taken back.

    What comes late, with an old cookie or none, ends nothing: the next customer's session goes on. The page empties its
    storages itself: the browser's way would take the shell too, which has to open without a network.
    """
    visitors.from_page(request)
    found, conversation = await _device(request), await FACE.conversation(request)
    if conversation is None:
        return Response(status_code=204)
    await _end(request, found, conversation)
    await run_in_threadpool(_tablets(request).calls.withdraw, found.id)
    response = Response(status_code=204, headers={"Clear-Site-Data": '"cache"'})
    response.delete_cookie(SESSION)
    return response


async def _end(request: Request, found: Device, conversation: str | None) -> None:
    await run_in_threadpool(_tablets(request).devices.end_session, found.id)
    if conversation is not None:
        request.app.state.hub.close(conversation)
        await request.app.state.brain.forget(conversation)


async def call(request: Request) -> JSONResponse:
    """Call for staff of the branch."""
    visitors.from_page(request)
    made = await run_in_threadpool(_tablets(request).calls.call, await _device(request))
    return JSONResponse(_call_json(request, made), 201)


async def call_state(request: Request) -> JSONResponse:
    """Tell how the call stands: none, calling, coming, or overdue."""
    latest = await run_in_threadpool(_tablets(request).calls.latest, await _device(request))
    return JSONResponse(_call_json(request, latest))


def _call_json(request: Request, made: StaffCall | None) -> dict[str, Any]:
    if made is None:
        return {"state": "none"}
    if made.answered_at is not None:
        return {"state": COMING}
    return {"state": OVERDUE if _tablets(request).calls.is_overdue(made) else CALLING}


async def _device(request: Request) -> Device:
    """Return the tablet that asks; 403 when it is not enrolled."""
    found = await run_in_threadpool(_tablets(request).known, request.cookies.get(DEVICE, ""))
    if found is None:
        raise HTTPException(403, "这台平板还没有登记，请工作人员输入登记码")
    return found


def _tablets(request: HTTPConnection) -> Tablets:
    tablets: Tablets = request.app.state.tablets
    return tablets


def _set_cookie(request: Request, response: Response, name: str, token: str, max_age: int | None = None) -> None:
    secure = request.app.state.settings.production
    response.set_cookie(name, token, max_age=max_age, httponly=True, samesite="strict", secure=secure)


routes = [
    Route("/kiosk", page),
    Route("/kiosk-sw.js", worker),
    Route("/api/kiosk/enrol", enrol, methods=["POST"]),
    Route("/api/kiosk/device", device),
    Route("/api/kiosk/ping", ping, methods=["POST"]),
    Route("/api/kiosk/session", begin, methods=["POST"]),
    Route("/api/kiosk/session", end, methods=["DELETE"]),
    Route("/api/kiosk/call", call, methods=["POST"]),
    Route("/api/kiosk/call", call_state, methods=["GET"]),
    *Chat(FACE).routes("/api/kiosk/chat"),
]
