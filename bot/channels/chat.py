"""The API of a chat: history, messages answered once however often they come, a stream of what is said, files."""

from __future__ import annotations

import uuid
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.brain import Brain
from bot.channels import interface, uploading
from bot.channels.receipt import receipt_of
from bot.channels.rest import read_json
from bot.channels.streams import Hub, stream_of
from bot.channels.visitors import FOLLOWER, Face, own_conversation, set_cookie
from bot.transcript import Transcript


class Chat:
    """The chat of one kind of page."""

    def __init__(self, face: Face) -> None:
        self._face = face

    def routes(self, prefix: str) -> list[Route]:
        """Return its addresses."""
        return [
            Route(f"{prefix}/messages", self.history, methods=["GET"]),
            Route(f"{prefix}/messages", self.send, methods=["POST"]),
            Route(f"{prefix}/stream", self.stream),
            Route(f"{prefix}/feedback", self.feedback, methods=["POST"]),
            Route(f"{prefix}/handoff", self.go_on, methods=["POST"]),
            Route(f"{prefix}/receipt", self.receipt, methods=["POST"]),
            Route(f"{prefix}/files", self.files, methods=["GET"]),
            Route(f"{prefix}/files", self.upload, methods=["POST"]),
            Route(f"{prefix}/files/{{file}}", self.take_back, methods=["DELETE"]),
        ]

    async def history(self, request: Request) -> JSONResponse:
        """Return what was said so far, so that a reload loses nothing."""
        conversation = await self._face.conversation(request)
        said = await _brain(request).transcript(conversation) if conversation else Transcript()
        return JSONResponse(interface.converted(said, interface.script(request)))

    async def send(self, request: Request) -> JSONResponse:
        """Answer one message of the page; sent again under its id it is answered once."""
        conversation = await own_conversation(request, self._face)
        request.app.state.limits.count(conversation)
        data = await read_json(request)
        text = data.get("text")
        if not isinstance(text, str):
            raise HTTPException(400, "text 应当是文本")
        return await self._said(request, conversation, text, data)

    async def go_on(self, request: Request) -> JSONResponse:
        """Go on with what was taken along from another screen; raises `UnknownHandoff`."""
        conversation = await own_conversation(request, self._face)
        request.app.state.limits.count(conversation)
        data = await read_json(request)
        found = await _brain(request).handed_over(str(data.get("token", "")))
        if found.page:
            return _moved(request, found.page)
        return await self._said(request, conversation, found.say, data)

    async def receipt(self, request: Request) -> JSONResponse:
        """Return a QR code with which the customer goes on at their phone; 404 while there is nothing to go on with."""
        conversation = await own_conversation(request, self._face)
        request.app.state.limits.count(conversation)
        token = await _brain(request).hand_over(conversation)
        if token is None:
            raise HTTPException(404, "现在还没有可以带走的单子")
        return JSONResponse(await receipt_of(request, token))

    async def _said(self, request: Request, conversation: str, text: str, data: dict[str, Any]) -> JSONResponse:
        after = data.get("after", -1)
        if not isinstance(after, int):
            raise HTTPException(400, "after 应当是整数")
        message_id = _message_id(data.get("id"))
        said = await _brain(request).exchange(conversation, text, self._face.channel, message_id, after)
        _hub(request).wake(conversation)
        return JSONResponse(interface.converted(said, data.get("script")))

    async def stream(self, request: Request) -> Response:
        """Send what is said as it is said."""
        conversation = await self._face.conversation(request)
        if conversation is None:
            raise HTTPException(403, "请刷新聊天页面再试")
        return stream_of(request, conversation)

    async def feedback(self, request: Request) -> Response:
        """Take whether an answer helped, and why not."""
        conversation = await own_conversation(request, self._face)
        request.app.state.limits.count(conversation)
        data = await read_json(request)
        event, helpful, reason, text = (data.get(name) for name in ("event", "helpful", "reason", "text"))
        if not isinstance(event, int) or not isinstance(helpful, bool) or reason not in (None, *_reasons()):
            raise HTTPException(400, "event、helpful 或 reason 不对")
        await _brain(request).rate_answer(conversation, event, helpful, reason, str(text or "")[:500])
        return Response(status_code=204)

    # ---- files

    async def files(self, request: Request) -> JSONResponse:
        """Return the files of the complaint that is being filed, and what may be sent."""
        return JSONResponse(await _brain(request).files(await own_conversation(request, self._face)))

    async def upload(self, request: Request) -> JSONResponse:
        """Take the file of a multipart form; answers with what was kept as `file`, and with what was said."""
        conversation = await own_conversation(request, self._face)
        request.app.state.limits.count(conversation)
        name, content = await uploading.only_file(request)
        taken = await _brain(request).attach(conversation, name, content, self._face.channel)
        return JSONResponse({"file": taken["file"], **await self._since(request, conversation)}, 201)

    async def take_back(self, request: Request) -> JSONResponse:
        """Erase a file that is not filed yet; answers with what was said."""
        conversation = await own_conversation(request, self._face)
        await _brain(request).detach(conversation, request.path_params["file"], self._face.channel)
        return JSONResponse(await self._since(request, conversation))

    async def _since(self, request: Request, conversation: str) -> dict[str, Any]:
        after = request.query_params.get("after", "-1")
        said = await _brain(request).transcript(conversation, int(after) if after.lstrip("-").isdigit() else -1)
        _hub(request).wake(conversation)
        return interface.converted(said, interface.script(request))


def _moved(request: Request, page: str) -> JSONResponse:
    """Let the page go on with a conversation of WeChat: it has to load that one's history."""
    response = JSONResponse({"moved": True})
    set_cookie(request, response, FOLLOWER, page)
    return response


def _reasons() -> list[str]:
    return [reason["key"] for reason in interface.words()["feedback"]["reasons"]]


def _message_id(given: Any) -> str:
    try:
        return str(uuid.UUID(str(given)))
    except ValueError:
        raise HTTPException(400, "id 应当是 UUID") from None


def _brain(request: Request) -> Brain:
    brain: Brain = request.app.state.brain
    return brain


def _hub(request: Request) -> Hub:
    hub: Hub = request.app.state.hub
    return hub
