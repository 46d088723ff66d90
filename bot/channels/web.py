"""The bank's website: the demo page, the chat page, the script of the widget."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from bot.channels import interface, visitors
from bot.channels.chat import Chat
from bot.settings import ROOT

PAGES = ROOT / "web" / "dist"
"""What `npm run build` makes of `web/`."""
FACE = visitors.Browser()


async def chat(request: Request) -> Response:
    """Serve the chat page and give a visitor without a conversation a new one."""
    response = page("chat.html")
    if await FACE.conversation(request) is None:
        visitors.give_cookie(request, response)
    return response


async def demo(request: Request) -> Response:
    """Serve the demo bank page, which shows the widget."""
    return page("index.html")


async def embed(request: Request) -> Response:
    """Serve the script that puts the widget on a page of the bank."""
    return page("embed.js", cache="public, max-age=300")


def page(name: str, cache: str = "no-cache") -> Response:
    """Return a built page; 501 while there is none."""
    path = PAGES / name
    if not path.is_file():
        raise HTTPException(501, "页面还没有构建：运行 make serve，或在 web/ 里 npm run build")
    return FileResponse(path, headers={"Cache-Control": cache})


async def leave(request: Request) -> Response:
    """End the conversation: the browser gets a new one, and what was typed for an unfiled complaint is erased."""
    visitors.from_page(request)
    conversation = await FACE.conversation(request)
    if conversation is not None:
        await request.app.state.brain.forget(conversation)
        request.app.state.hub.close(conversation)
    response = Response(status_code=204)
    response.delete_cookie(visitors.FOLLOWER)
    visitors.give_cookie(request, response)
    return response


routes = [
    Route("/", demo),
    Route("/chat", chat),
    Route("/embed.js", embed),
    Route("/api/chat/interface", interface.read),
    Route("/api/chat/leave", leave, methods=["POST"]),
    *Chat(FACE).routes("/api/chat"),
    Mount("/assets", StaticFiles(directory=PAGES / "assets", check_dir=False)),
]
