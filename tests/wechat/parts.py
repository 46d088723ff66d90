"""Parts of a WeChat channel for tests: a brain that answers what it is told to, WeChat's interface as a recorder."""

from __future__ import annotations

import asyncio
import itertools
from types import SimpleNamespace

import httpx
from starlette.applications import Starlette

from bot.channels.visitors import WECHAT
from bot.channels.wechat import webhook
from bot.channels.wechat.account import Account, Surroundings
from bot.channels.wechat.api import ApiRefused
from bot.channels.wechat.packets import cdata, elements
from bot.channels.wechat.signing import signature
from bot.transcript import NEWS, Transcript
from bot.wechat_settings import WeChat
from tickets.errors import UnknownHandoff
from tickets.handoffs import Handover

TOKEN = "token of the tests"
IDS = itertools.count(1000)


class Mind:
    """Keeps conversations as the brain does and says what `reply` says; `ready` holds every answer up."""

    def __init__(self) -> None:
        self.said: dict[str, list[dict]] = {}
        self.ready, self.thinking = asyncio.Event(), asyncio.Event()
        self.ready.set()
        self.asked: list[tuple[str, str]] = []
        self.handed: dict[str, Handover] = {}
        self.files: list[tuple[str, str, bytes]] = []
        self.files_wanted, self.open_question = False, None
        self.reply = lambda text: [{"text": f"答：{text}"}]

    async def exchange(self, sender, text, channel, message_id, after):
        events = self.said.setdefault(sender, [])
        if not any(event.get("message_id") == message_id for event in events):
            self.asked.append((sender, text))
            self.thinking.set()
            await self.ready.wait()
            self._write(sender, text, channel, message_id, self.reply(text))
        return await self.transcript(sender, after)

    async def transcript(self, sender, after=-1):
        events = self.said.get(sender, [])
        return Transcript(events[after + 1 :], len(events) - 1, self.open_question, None, self.files_wanted)

    async def attach(self, sender, name, content, channel, message_id=None):
        self.files.append((sender, name, content))
        self._write(sender, "（传了一个文件）", channel, message_id, [{"text": "文件收到了"}])

    async def handed_over(self, token, sender=None):
        try:
            return self.handed.pop(token)
        except KeyError:
            raise UnknownHandoff from None

    async def erase(self, sender):
        self.said.pop(sender, None)

    def tell(self, sender, text):
        """Say news."""
        self._add(sender, {"from": "bot", "text": text, NEWS: True})

    def typed_on_the_page(self, sender, text):
        """Answer a message of the page that goes on with this conversation."""
        self._write(sender, text, "web", "uuid", self.reply(text))

    def _write(self, sender, text, channel, message_id, messages):
        self._add(sender, {"from": "user", "text": text, "channel": channel, "message_id": message_id})
        for message in messages:
            self._add(sender, {"from": "bot", **message})

    def _add(self, sender, event):
        events = self.said.setdefault(sender, [])
        events.append({"id": len(events), **event})


class Pushes:
    """WeChat's interfaces: records texts and templates, or refuses with what `refusals` yields."""

    def __init__(self) -> None:
        self.texts: list[tuple[str, str]] = []
        self.templates: list[tuple[str, dict]] = []
        self.refusals = itertools.repeat(None)
        self.happened = asyncio.Event()
        self.pictures: dict[str, bytes] = {}
        self.tries = 0

    def refuse(self, *errors, ever=None):
        self.refusals = itertools.chain(errors, itertools.repeat(ever))

    async def send_text(self, openid, text):
        await self._called()
        self.texts.append((openid, text))

    async def send_template(self, openid, template, url, fields, message_id):
        await self._called()
        self.templates.append((openid, fields))

    async def media(self, media_id):
        if media_id not in self.pictures:
            raise ApiRefused(40007)
        return "picture.jpg", self.pictures[media_id]

    async def close(self):
        pass

    async def _called(self):
        self.tries += 1
        self.happened.set()
        error = next(self.refusals)
        if error is not None:
            raise error


class Line:
    """The channel with these parts, called as WeChat calls it."""

    def __init__(self, store, mind=None, api=None, patient=True, public_url="", may_ask=lambda sender: True) -> None:
        self.store, self.mind, self.api, self.patient = store, mind or Mind(), api or Pushes(), patient
        account = WeChat("plain", TOKEN, "wx1", "secret", template_progress="T1")
        around = Surroundings(public_url, set, may_ask)
        self.account = Account(account, store, self.mind, self.api, around, self._late)
        app = Starlette(routes=webhook.routes)
        app.state.wechat = self.account
        self.http = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test")

    async def _late(self):
        """WeChat's time is over: never, or as soon as the brain thinks and everything is in the database."""
        if self.patient:
            await asyncio.Event().wait()
        await self.mind.thinking.wait()
        while not all(job.taken.done() for job in self.account.inbox._jobs.values()):
            await asyncio.sleep(0)

    async def deliver(self, openid, kind="text", message_id=None, created=None, **fields):
        """Deliver a packet once; returns the HTTP answer."""
        number = next(IDS)
        given = {"MsgType": kind, "CreateTime": created or 1_764_000_000 + number, **fields}
        if kind != "event":
            given["MsgId"] = message_id or number
        return await self.http.post(webhook.ADDRESS, params=signed(), content=packet(openid, **given))

    async def say(self, openid, text, **more):
        """Say something; returns what the customer sees at once, empty for `success`."""
        return seen(await self.deliver(openid, Content=text, **more))

    async def event(self, openid, event, **fields):
        return seen(await self.deliver(openid, "event", Event=event, **fields))

    async def quiet(self):
        """Wait until nothing is being answered or pushed."""
        while self.account.inbox._tasks:
            await asyncio.wait(set(self.account.inbox._tasks))

    @property
    def pushed(self):
        return [text for _, text in self.api.texts]

    def follower(self, openid):
        return self.account.followers.find(openid)


def signed(**more):
    query = {"timestamp": "1764000000", "nonce": "n", **more}
    return {**query, "signature": signature(TOKEN, query["timestamp"], query["nonce"])}


def packet(openid, **fields):
    inner = "".join(f"<{name}>{cdata(str(value))}</{name}>" for name, value in fields.items())
    return f"<xml><ToUserName>gh_1</ToUserName><FromUserName>{openid}</FromUserName>{inner}</xml>".encode()


def seen(answer):
    """Return the text of a passive reply, empty for `success`."""
    assert answer.status_code == 200, answer.text
    if answer.text == "success":
        return ""
    return elements(answer.content)["Content"]


def clock(store, moment):
    """Let a store's clock stand where `at` says."""
    hand = SimpleNamespace(at=moment)
    store._now = lambda: hand.at
    return hand


__all__ = ["WECHAT", "ApiRefused", "Handover", "Line", "Mind", "Pushes", "clock", "packet", "seen", "signed"]
