"""What we ask of WeChat's API: texts and templates to customers, their media, the menu, QR codes.

Source, each under developers.weixin.qq.com/doc/service/api: customer/message/api_sendcustommessage,
notify/template/api_sendtemplatemessage, material/temporary/api_getmedia, custommenu/api_createcustommenu,
qrcode/qrcodes/api_createqrcode.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Protocol

from bot.channels.wechat.access_token import AccessToken
from bot.channels.wechat.breaker import Breaker
from bot.channels.wechat.calls import Answer, Call, Line
from bot.channels.wechat.errors import NO_ANSWER, NO_MENU, NO_PERMISSION, ApiRefused, Handling
from bot.channels.wechat.packets import writable
from bot.channels.wechat.templates import fitted
from bot.wechat_settings import WeChat
from tickets.evidence import MAX_BYTES
from tickets.store import Store

__all__ = ["ApiRefused", "Handling", "Tokens", "WeChatApi", "open_api"]

NO_FILE = 40007


class Tokens(Protocol):
    """Where access tokens come from."""

    async def current(self) -> str:
        """Return one that should be good."""
        ...

    async def instead_of(self, refused: str) -> str:
        """Return one after WeChat has refused this one."""
        ...


class WeChatApi:
    """The API of one account; every method raises `ApiRefused`, whose `handling` says what to do about it."""

    def __init__(self, settings: WeChat, tokens: Tokens, line: Line, breaker: Breaker | None = None) -> None:
        self._settings, self._tokens, self._line, self._breaker = settings, tokens, line, breaker or Breaker()

    async def send_text(self, openid: str, text: str) -> None:
        """Send a text of at most 2 048 bytes by the customer-service API; one that may have arrived is not repeated."""
        body = {"touser": openid, "msgtype": "text", "text": {"content": writable(text)}}
        await self._ask(Call("POST", "/cgi-bin/message/custom/send", body, again=False))

    async def send_template(self, openid: str, template: str, url: str, fields: dict[str, str], message_id: str) -> str:
        """Send a template message once, however often it is asked for under this id within ten minutes.

        Returns WeChat's id of it, with which its result is told (`Incoming.job_id`); fields are cut to what fits.
        """
        body = {"touser": openid, "template_id": template, "client_msg_id": message_id, "data": fitted(fields)}
        answer = await self._ask(Call("POST", "/cgi-bin/message/template/send", {**body, "url": url} if url else body))
        return str(answer.fields.get("msgid", ""))

    async def media(self, media_id: str) -> tuple[str, bytes]:
        """Return name and content of what a customer sent.

        Of one that is too big a byte more than we keep is read: whoever takes it sees that and refuses it.
        """
        call = Call("GET", "/cgi-bin/media/get", query={"media_id": media_id}, longest=MAX_BYTES)
        answer = await self._ask(call)
        if answer.file_name is None:  # a video's address, for example
            raise ApiRefused(NO_FILE)
        return answer.file_name, answer.content

    async def set_menu(self, menu: dict[str, Any]) -> None:
        """Replace the menu below the conversation; customers' phones show it within some minutes."""
        await self._ask(Call("POST", "/cgi-bin/menu/create", menu))

    async def menu(self) -> dict[str, Any]:
        """Return the menu as it is; empty when there is none."""
        try:
            answer = await self._ask(Call("GET", "/cgi-bin/menu/get"))
        except ApiRefused as refused:
            if refused.code == NO_MENU:
                return {}
            raise
        return dict(answer.fields.get("menu") or {})

    async def delete_menu(self) -> None:
        """Take the menu away."""
        await self._ask(Call("GET", "/cgi-bin/menu/delete"))

    async def scene_ticket(self, scene: str, seconds: int) -> str:
        """Return what a QR code has to hold so that scanning it brings `scene` (1 to 64 characters) to us."""
        body = {"expire_seconds": seconds, "action_name": "QR_STR_SCENE",
                "action_info": {"scene": {"scene_str": scene}}}  # fmt: skip
        answer = await self._ask(Call("POST", "/cgi-bin/qrcode/create", body))
        if not isinstance(address := answer.fields.get("url"), str):
            raise ApiRefused(NO_ANSWER)
        return address

    async def close(self) -> None:
        """Close every connection."""
        await self._line.close()

    async def _ask(self, call: Call) -> Answer:
        """Make a call with a token, and once more with another when WeChat does not take it."""
        if not self._settings.can_call:
            raise ApiRefused(NO_PERMISSION)
        self._breaker.check(call.path)
        token = await self._tokens.current()
        try:
            return await self._with(token, call)
        except ApiRefused as refused:
            if refused.handling is not Handling.NEW_TOKEN:
                raise
        return await self._with(await self._tokens.instead_of(token), call)

    async def _with(self, token: str, call: Call) -> Answer:
        try:
            return await self._line.ask(replace(call, query={**call.query, "access_token": token}))
        except ApiRefused as refused:
            self._breaker.note(call.path, refused)
            raise


def open_api(settings: WeChat, store: Store) -> WeChatApi:
    """Open the API of an account, its access token in the register's database."""
    line = Line(settings.api_base)
    return WeChatApi(settings, AccessToken(settings, store, line), line)
