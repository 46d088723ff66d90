"""Reading evidence files that pages send: one a request, into memory alone."""

from __future__ import annotations

from collections.abc import AsyncGenerator

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request
from starlette.responses import JSONResponse

from bot.uploads import UploadRefused
from tickets.evidence import MAX_BYTES

MAX_BODY = MAX_BYTES + 64 * 1024
"""A file with what multipart puts around it."""


class _InMemory(MultiPartParser):
    """Starlette's parser, never spooling to the disk: evidence may not lie about there unencrypted."""

    spool_max_size = MAX_BODY


async def only_file(request: Request) -> tuple[str, bytes]:
    """Return name and content of the one file of a multipart form; raises `UploadRefused`, 400 for no such form."""
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
