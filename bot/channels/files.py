"""Evidence files of the chat page: one a request, read into memory alone, bound to the conversation of the cookie."""

from __future__ import annotations

from collections.abc import AsyncGenerator

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from bot.channels.web import own_conversation
from bot.uploads import UploadRefused
from tickets.evidence import MAX_BYTES

MAX_BODY = MAX_BYTES + 64 * 1024
"""A file with what multipart puts around it."""


class _InMemory(MultiPartParser):
    """Starlette's parser, never spooling to the disk: evidence may not lie about there unencrypted."""

    spool_max_size = MAX_BODY


async def upload(request: Request) -> JSONResponse:
    """Take the file of a multipart form; answers `{"file", "messages"}`: what was kept, and what the assistant says."""
    conversation = own_conversation(request)
    name, content = await _only_file(request)
    return JSONResponse(await request.app.state.brain.attach(conversation, name, content, "web"), 201)


async def take_back(request: Request) -> JSONResponse:
    """Erase a file that is not filed yet; answers `{"messages"}`."""
    conversation, file = own_conversation(request), request.path_params["file"]
    return JSONResponse({"messages": await request.app.state.brain.detach(conversation, file, "web")})


async def listed(request: Request) -> JSONResponse:
    """Return the files of the complaint that is being filed, and what may be sent."""
    return JSONResponse(await request.app.state.brain.files(own_conversation(request)))


async def _only_file(request: Request) -> tuple[str, bytes]:
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        raise HTTPException(400, "请用 multipart/form-data 发送文件")
    if int(request.headers.get("content-length") or 0) > MAX_BODY:
        raise UploadRefused("too_big")
    try:
        form = await _InMemory(request.headers, _limited(request), max_files=1, max_fields=2).parse()
    except MultiPartException:
        raise HTTPException(400, "请求不是合法的 multipart/form-data，一次传一个文件") from None
    file = next((part for _, part in form.multi_items() if isinstance(part, UploadFile)), None)
    if file is None:
        raise UploadRefused("not_one")
    content = await file.read()
    await form.close()
    return file.filename or "", content


async def _limited(request: Request) -> AsyncGenerator[bytes, None]:
    """Yield the body as it comes, up to the limit."""
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > MAX_BODY:
            raise UploadRefused("too_big")
        yield chunk


async def refused(request: Request, error: Exception) -> JSONResponse:
    """Answer an upload that was refused, in words for the customer."""
    assert isinstance(error, UploadRefused)
    return JSONResponse({"error": {"code": error.status, "message": error.message}}, error.status)


routes = [
    Route("/chat/files", listed, methods=["GET"]),
    Route("/chat/files", upload, methods=["POST"]),
    Route("/chat/files/{file}", take_back, methods=["DELETE"]),
]
