"""The access token of the account: one for all processes, fetched by one of them at a time.

It is kept sealed in a row, and used until five minutes before its end: from then on WeChat gives out the next one, and
takes both. It is never refreshed by force, which would take it away from everybody else who uses this account.
Source: developers.weixin.qq.com/doc/service/api/base/api_getstableaccesstoken.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography.fernet import InvalidToken

from bot.channels.wechat.calls import Call, Line, Pause
from bot.channels.wechat.errors import NO_ANSWER, ApiRefused
from bot.wechat_settings import WeChat
from tickets.models import WeChatToken
from tickets.store import Store
from tickets.upsert import insert_missing

OVERLAP_S = 300
TURN = timedelta(seconds=20)
"""How long one process has to fetch; then it counts as dead. Two that fetch at once do no harm: they get the same."""
WAIT_S = 0.2


@dataclass(frozen=True)
class Held:
    """A token and how long it is used."""

    token: str
    until: datetime


class AccessToken:
    """The token of one account; `store` is the register's."""

    def __init__(self, settings: WeChat, store: Store, line: Line, pause: Pause = asyncio.sleep) -> None:
        self._settings, self._store, self._line, self._pause = settings, store, line, pause
        self._lock = asyncio.Lock()
        self._held: Held | None = None

    async def current(self) -> str:
        """Return a token; raises `ApiRefused`, and `StoreUnavailable` when it is time for a new one."""
        return await self._other_than("")

    async def instead_of(self, refused: str) -> str:
        """Return a token after WeChat has refused this one: the row's if it is another, else asked for anew."""
        return await self._other_than(refused)

    async def _other_than(self, unwanted: str) -> str:
        async with self._lock:
            held = self._held
            while held is None or held.until <= self._store.now() or held.token == unwanted:
                found = await asyncio.to_thread(self._look, unwanted)
                if found is None:
                    await self._pause(WAIT_S)
                    continue
                held = found if isinstance(found, Held) else await self._fetched()
                break
            self._held = held
            return held.token

    def _look(self, unwanted: str) -> Held | bool | None:
        """Return the row's token; True when it is our turn to fetch one, None while it is another process's."""
        now = self._store.now()
        with self._store.transaction() as session:
            insert_missing(session, WeChatToken, [{"app_id": self._settings.app_id}])
            row = session.get(WeChatToken, self._settings.app_id, with_for_update=True)
            held = self._opened(row)
            if held is not None and held.until > now and held.token != unwanted:
                return held
            if row.refreshing_until is not None and row.refreshing_until > now:
                return None
            row.refreshing_until = now + TURN
            return True

    def _opened(self, row: WeChatToken) -> Held | None:
        if row.sealed_token is None or row.expires_at is None:
            return None
        try:
            return Held(self._store.cipher.open(row.sealed_token), row.expires_at)
        except InvalidToken:  # sealed by a key that is gone: fetched anew
            return None

    async def _fetched(self) -> Held:
        account = {"appid": self._settings.app_id, "secret": self._settings.app_secret}
        body = {"grant_type": "client_credential", **account, "force_refresh": False}
        held: Held | None = None
        try:
            answer = await self._line.ask(Call("POST", "/cgi-bin/stable_token", body))
            held = self._read(answer.fields)
        finally:
            await asyncio.to_thread(self._keep, held)
        return held

    def _read(self, fields: dict[str, object]) -> Held:
        token, seconds = fields.get("access_token"), fields.get("expires_in")
        if not isinstance(token, str) or not isinstance(seconds, int):
            raise ApiRefused(NO_ANSWER)
        used = max(seconds - OVERLAP_S, seconds // 2)  # one that is short-lived is not asked for with every message
        return Held(token, self._store.now() + timedelta(seconds=used))

    def _keep(self, held: Held | None) -> None:
        """End our turn, with a token or without."""
        with self._store.transaction() as session:
            row = session.get(WeChatToken, self._settings.app_id, with_for_update=True)
            row.refreshing_until = None
            if held is not None:
                row.sealed_token, row.expires_at = self._store.cipher.seal(held.token), held.until
