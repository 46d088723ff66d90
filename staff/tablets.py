"""Branch tablets as staff see them: who calls, who answers, which tablet is alive."""

from __future__ import annotations

from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from staff.auth import caller
from staff.views import moment
from tickets.calls import Calls
from tickets.devices import Devices
from tickets.errors import UnknownCall
from tickets.models import Device, StaffCall


async def list_calls(request: Request) -> JSONResponse:
    """Return the calls nobody has answered; an account of a branch sees that branch."""
    actor, calls = await caller(request), Calls(request.app.state.register)
    found = await run_in_threadpool(calls.open, actor.branch)
    return JSONResponse({"items": [_call_json(call, calls) for call in found]})


async def answer_call(request: Request) -> JSONResponse:
    """Note that the caller is on the way; the tablet says so."""
    actor, calls = await caller(request), Calls(request.app.state.register)
    number = request.path_params["call"]
    if not number.isdigit() or len(number) > 18:
        raise UnknownCall
    call = await run_in_threadpool(calls.answer, int(number), actor.name, actor.branch)
    return JSONResponse(_call_json(call, calls))


async def list_devices(request: Request) -> JSONResponse:
    """Return the tablets; an account of a branch sees that branch."""
    actor, devices = await caller(request), Devices(request.app.state.register)
    found = [device for device in await run_in_threadpool(devices.all) if actor.branch in (None, device.branch)]
    return JSONResponse({"items": [_device_json(device, devices) for device in found]})


def _call_json(call: StaffCall, calls: Calls) -> dict[str, Any]:
    return {
        "id": call.id,
        "branch": call.branch,
        "device": call.device_id,
        "called_at": moment(call.called_at),
        "overdue": calls.is_overdue(call),
        "answered_at": moment(call.answered_at),
        "answered_by": call.answered_by,
    }


def _device_json(device: Device, devices: Devices) -> dict[str, Any]:
    return {
        "id": device.id,
        "branch": device.branch,
        "name": device.name,
        "enrolled": device.token_print is not None,
        "online": devices.is_online(device),
    }


routes = [
    Route("/calls", list_calls),
    Route("/calls/{call}/answer", answer_call, methods=["POST"]),
    Route("/devices", list_devices),
]
