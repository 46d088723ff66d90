"""The fake WeChat's API: what Tencent's servers answer, limits included."""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from tests.wechat.fake_account import SECRET, FakeAccount, Shown
from tests.wechat.official import APP_ID

LONGEST_TEXT = 2048
SAME_MESSAGE_S = 600
PIECE = 65536
FIELD = {"thing": 20, "phrase": 5, "character_string": 32, "name": 10}
FIRST_LEVEL, SECOND_LEVEL, KEY_BYTES = (3, 16), (5, 60), 128
Handler = Callable[[Request], Awaitable[Response]]


class Refused(Exception):
    """An error code is answered."""

    def __init__(self, code: int, status: int = 200) -> None:
        self.code, self.status = code, status


class FakeApi:
    """Answers the calls of one account."""

    def __init__(self, account: FakeAccount) -> None:
        self.account = account

    def app(self) -> Starlette:
        """Return it as an application."""
        calls = {
            "/cgi-bin/stable_token": ("POST", self.stable_token),
            "/cgi-bin/message/custom/send": ("POST", self.with_token(self.send)),
            "/cgi-bin/message/template/send": ("POST", self.with_token(self.template)),
            "/cgi-bin/media/get": ("GET", self.with_token(self.media)),
            "/cgi-bin/menu/create": ("POST", self.with_token(self.create_menu)),
            "/cgi-bin/menu/get": ("GET", self.with_token(self.get_menu)),
            "/cgi-bin/menu/delete": ("GET", self.with_token(self.delete_menu)),
            "/cgi-bin/qrcode/create": ("POST", self.with_token(self.code)),
        }
        return Starlette(
            routes=[Route(path, self.guarded(handler), methods=[method]) for path, (method, handler) in calls.items()]
        )

    def guarded(self, handler: Handler) -> Handler:
        """Count a call, and fail where it has been told to."""

        async def endpoint(request: Request) -> Response:
            path = request.url.path
            with self.account.lock:
                self.account.calls[path] += 1
                self.account.lock.notify_all()
            try:
                failure = self.account.failing(path)
                if failure:
                    raise Refused(failure.code, failure.status)
                return await handler(request)
            except Refused as refused:
                self.account.refusals[refused.code] += 1
                return JSONResponse({"errcode": refused.code, "errmsg": "refused"}, refused.status)

        return endpoint

    def with_token(self, handler: Handler) -> Handler:
        """Let a call through that has a good token."""

        async def endpoint(request: Request) -> Response:
            with self.account.lock:
                code = self.account.refusal_of(request.query_params.get("access_token"))
            if code:
                raise Refused(code)
            return await handler(request)

        return endpoint

    # ---- calls

    async def stable_token(self, request: Request) -> Response:
        body = await _json(request)
        if body.get("grant_type") != "client_credential":
            raise Refused(40002)
        if body.get("appid") != APP_ID:
            raise Refused(40013)
        if body.get("secret") != SECRET:
            raise Refused(40125)
        if body.get("force_refresh"):
            self.account.calls["force_refresh"] += 1
            self.account.take_tokens_away()
        token, seconds = self.account.token()
        return JSONResponse({"access_token": token, "expires_in": seconds})

    async def send(self, request: Request) -> Response:
        body = await _json(request)
        openid = body.get("touser", "")
        if body.get("msgtype") != "text":
            raise Refused(40008)
        text = body["text"]["content"]
        if not text:
            raise Refused(44004)
        if len(text.encode()) > LONGEST_TEXT:
            raise Refused(45002)
        with self.account.lock:
            member = self.account.members.get(openid)
            if member is None:
                raise Refused(40003)
            code = member.allowances.take(self.account.now()) if member.following else 45015
            if code:
                raise Refused(code)
            self.account.show(openid, Shown("push", text))
        return JSONResponse({"errcode": 0, "errmsg": "ok"})

    async def template(self, request: Request) -> Response:
        body = await _json(request)
        openid, name = body.get("touser", ""), body.get("client_msg_id", "")
        if body.get("template_id") not in self.account.templates:
            raise Refused(40037)
        fields = {key: field["value"] for key, field in body["data"].items()}
        if any(len(value) > FIELD.get(re.sub(r"\d+$", "", key), 1000) for key, value in fields.items()):
            raise Refused(47003)
        with self.account.lock:
            member = self.account.members.get(openid)
            if member is None:
                raise Refused(40003)
            if not member.following:
                raise Refused(43004)
            job, at = self.account.jobs.get(f"{openid} {name}", ("", 0.0))
            if not name or not job or at + SAME_MESSAGE_S < self.account.now():
                job = str(secrets.randbelow(10**9))
                self.account.jobs[f"{openid} {name}"] = (job, self.account.now())
                text = "，".join(fields.values())
                self.account.show(openid, Shown("template", text, fields, body.get("url", ""), job))
        return JSONResponse({"errcode": 0, "errmsg": "ok", "msgid": int(job)})

    async def media(self, request: Request) -> Response:
        found = self.account.media.get(request.query_params.get("media_id", ""))
        if found is None:
            raise Refused(40007)
        name, content = found
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return StreamingResponse(_pieces(content), media_type="image/jpeg", headers=headers)

    async def create_menu(self, request: Request) -> Response:
        menu = await _json(request)
        _check_menu(menu.get("button"), FIRST_LEVEL)
        self.account.menu = menu
        return JSONResponse({"errcode": 0, "errmsg": "ok"})

    async def get_menu(self, request: Request) -> Response:
        if self.account.menu is None:
            raise Refused(46003)
        return JSONResponse({"menu": self.account.menu})

    async def delete_menu(self, request: Request) -> Response:
        self.account.menu = None
        return JSONResponse({"errcode": 0, "errmsg": "ok"})

    async def code(self, request: Request) -> Response:
        body = await _json(request)
        scene, seconds = body["action_info"]["scene"].get("scene_str", ""), body.get("expire_seconds", 60)
        if body.get("action_name") != "QR_STR_SCENE" or not 1 <= len(scene) <= 64 or not 0 < seconds <= 2_592_000:
            raise Refused(40053)
        address = f"http://weixin.qq.com/q/{secrets.token_urlsafe(12)}"
        with self.account.lock:
            self.account.scenes[address] = (scene, self.account.now() + seconds)
        return JSONResponse({"ticket": secrets.token_hex(24), "expire_seconds": seconds, "url": address})


def _pieces(content: bytes | None) -> Iterator[bytes]:
    while content is None:
        yield bytes(PIECE)
    yield from (content[start : start + PIECE] for start in range(0, len(content), PIECE))


async def _json(request: Request) -> dict[str, Any]:
    raw = await request.body()
    if b"\\u" in raw:
        raise Refused(40033)
    try:
        body = json.loads(raw.decode())
    except ValueError:
        raise Refused(47001) from None
    if not isinstance(body, dict):
        raise Refused(47001)
    return body


def _check_menu(buttons: Any, level: tuple[int, int]) -> None:
    most, longest = level
    if not isinstance(buttons, list) or not 1 <= len(buttons) <= most:
        raise Refused(40016 if level == FIRST_LEVEL else 40023)
    for button in buttons:
        if not 0 < len(button["name"].encode()) <= longest:
            raise Refused(40018 if level == FIRST_LEVEL else 40025)
        if button.get("sub_button"):
            _check_menu(button["sub_button"], SECOND_LEVEL)
        elif button.get("type") == "click" and not 0 < len(button.get("key", "").encode()) <= KEY_BYTES:
            raise Refused(40019)
        elif button.get("type") == "view" and not 0 < len(button.get("url", "").encode()) <= 1024:
            raise Refused(40020)
        elif button.get("type") not in ("click", "view"):
            raise Refused(40017)
