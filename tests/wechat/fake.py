"""A fake WeChat: Tencent's API as a real HTTP server, and the side that delivers what customers do, to the product.

with FakeWeChat() as wechat:                      # its API answers at wechat.base
    … start the product with wechat.environ, or with wechat.settings …
    wechat.connect(httpx.Client(base_url=product)) # or a TestClient of the product's application
    customer = wechat.customer("o-zhang")
    customer.says("刷单返利是怎么骗人的")
    customer.sees                                  # passive answers, pushes, templates, or the error bubble
"""

from __future__ import annotations

import html
import itertools
import re
import secrets
import socket
import threading
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit
from xml.sax.saxutils import escape

import httpx
import uvicorn

from bot.wechat_settings import SAFE, WeChat
from tests.wechat import fake_quota
from tests.wechat.fake_account import ACCOUNT, FakeAccount, Shown
from tests.wechat.fake_api import FakeApi
from tests.wechat.fake_delivery import BUBBLE, DELIVERIES, PATIENCE_S, Delivery, Outcome

__all__ = ["BUBBLE", "Customer", "FakeWeChat", "Outcome", "Shown"]
WAIT_S = 20.0
LINK = re.compile(r'<a href="([^"]+)">([^<]*)</a>')
OPTION = "weixin://bizmsgmenu"
"""Addresses of links in a text that send their words, and an id, when they are tapped."""


class FakeWeChat(FakeAccount):
    """One official account with its API and its customers; `mode` as in WECHAT_MODE, `now` its clock."""

    def __init__(self, mode: str = SAFE, now: Callable[[], float] = time.time) -> None:
        super().__init__(mode, now)
        self._socket = socket.socket()
        self._socket.bind(("127.0.0.1", 0))
        self._socket.listen(128)  # from here on calls wait to be answered
        self.base = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        # its own log_config would close the handlers of others, and with TensorFlow's the stream that pytest captures
        config = uvicorn.Config(
            FakeApi(self).app(), log_level="error", log_config=None, ws="none", timeout_keep_alive=60
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, args=([self._socket],), daemon=True)
        self.delivery: Delivery | None = None
        self.patience_s, self.deliveries = PATIENCE_S, DELIVERIES
        self.message_ids = itertools.count(secrets.randbelow(10**15) + 10**17)

    def __enter__(self) -> FakeWeChat:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.should_exit = True
        self._thread.join(timeout=10)
        self._socket.close()

    @property
    def settings(self) -> WeChat:
        """The account as the product's settings hold it."""
        return self.settings_for(self.base)

    @property
    def environ(self) -> dict[str, str]:
        """The account as the product's environment names it."""
        found = self.settings
        return {
            "WECHAT_MODE": found.mode, "WECHAT_TOKEN": found.token, "WECHAT_APP_ID": found.app_id,
            "WECHAT_APP_SECRET": found.app_secret, "WECHAT_ENCODING_AES_KEY": found.aes_key,
            "WECHAT_API_BASE": found.api_base, "WECHAT_TEMPLATE_PROGRESS": found.template_progress,
        }  # fmt: skip

    def connect(self, client: httpx.Client) -> Delivery:
        """Deliver to the product that this client has as its base."""
        self.delivery = Delivery(self, client)
        return self.delivery

    def customer(self, openid: str | None = None, following: bool = True) -> Customer:
        """Return a customer, a new one where the name is new."""
        openid = openid or f"o{secrets.token_hex(13)}"
        if openid not in self.members:
            self.member(openid).following = following
        return Customer(self, openid)

    def wait(self, happens: Callable[[], Any], seconds: float = WAIT_S) -> Any:
        """Wait until something is so, looking again at every call and at everything shown; returns it."""
        with self.lock:
            found = self.lock.wait_for(happens, timeout=seconds)
        assert found, "waited in vain"
        return found


class Customer:
    """One customer with a phone in their hand; every method that sends returns how its deliveries went."""

    def __init__(self, wechat: FakeWeChat, openid: str) -> None:
        self.wechat, self.openid = wechat, openid
        self.last: bytes = b""

    # ---- what they see

    @property
    def log(self) -> list[Shown]:
        """Everything in the chat that is not theirs, oldest first."""
        with self.wechat.lock:
            return list(self.wechat.member(self.openid).log)

    @property
    def sees(self) -> list[str]:
        """The same as texts."""
        return [shown.text for shown in self.log]

    def seen(self, way: str) -> list[str]:
        """The texts that came one way: passive, push, template or bubble."""
        return [shown.text for shown in self.log if shown.way == way]

    @property
    def options(self) -> dict[str, str]:
        """The links of the latest text that answer when they are tapped: their words, and the id of each."""
        links = LINK.findall(html.unescape(self.sees[-1])) if self.log else []
        asked = {words: parse_qs(urlsplit(address).query) for address, words in links if address.startswith(OPTION)}
        return {words: query["msgmenuid"][0] for words, query in asked.items()}

    def waits_for(self, part: str = "", count: int = 1, seconds: float = WAIT_S) -> list[str]:
        """Wait until so many texts have come that hold `part`; returns everything in the chat."""
        self.wechat.wait(lambda: sum(part in text for text in self.sees) >= count, seconds)
        return self.sees

    # ---- messages

    def says(self, text: str, message_id: str = "", **how: Any) -> Outcome:
        """Send a text."""
        return self.sends("text", fake_quota.MESSAGE, {"Content": text}, message_id, **how)

    def chooses(self, option: str, label: str, **how: Any) -> Outcome:
        """Tap an option in a message: it comes as its words, and counts as a tap."""
        return self.sends("text", fake_quota.CLICK, {"Content": label, "bizmsgmenuid": option}, **how)

    def picks(self, words: str, **how: Any) -> Outcome:
        """Tap a link of the latest text that answers."""
        return self.chooses(self.options[words], words, **how)

    def sends_image(self, content: bytes, name: str = "", **how: Any) -> Outcome:
        """Send a picture."""
        media = secrets.token_urlsafe(24)
        self.wechat.media[media] = (name or f"{media}.jpg", content)
        fields = {"PicUrl": f"http://mmbiz.qpic.cn/{media}/0", "MediaId": media}
        return self.sends("image", fake_quota.MESSAGE, fields, **how)

    def sends_voice(self, recognition: str = "", **how: Any) -> Outcome:
        """Send a spoken message."""
        fields = {"MediaId": secrets.token_urlsafe(24), "Format": "amr", "Recognition": recognition}
        return self.sends("voice", fake_quota.MESSAGE, fields, **how)

    def sends(
        self, kind: str, trigger: str, fields: dict[str, str], message_id: str = "", **how: Any
    ) -> Outcome:  # fmt: skip
        """Send a message of any kind; `how` may have `patience_s` and `most` deliveries."""
        named = {"MsgId": message_id or str(next(self.wechat.message_ids))}
        return self._delivered(kind, trigger, {**fields, **named}, **how)

    def again(self, **how: Any) -> Outcome:
        """Have the last packet delivered once more, as WeChat does after five seconds."""
        assert self.wechat.delivery is not None
        return self.wechat.delivery.sends(self.openid, self.last, **{"most": 1, **how})

    # ---- events

    def taps(self, key: str, **how: Any) -> Outcome:
        """Tap an entry of the menu."""
        return self.event("CLICK", fake_quota.CLICK, {"EventKey": key}, **how)

    def opens(self, address: str, **how: Any) -> Outcome:
        """Tap an entry of the menu that opens a page."""
        return self.event("VIEW", None, {"EventKey": address}, **how)

    def follows(self, scene: str | None = None, **how: Any) -> Outcome:
        """Follow the account, perhaps by scanning a code with a scene."""
        self.wechat.member(self.openid).following = True
        scanned = {"EventKey": f"qrscene_{scene}", "Ticket": "T"} if scene is not None else {}
        return self.event("subscribe", fake_quota.FOLLOW, scanned, **how)

    def unfollows(self, **how: Any) -> Outcome:
        """Stop following."""
        self.wechat.member(self.openid).following = False
        return self.event("unsubscribe", None, {}, **how)

    def scans(self, scene: str, **how: Any) -> Outcome:
        """Scan a code with a scene; who does not follow yet does so by that."""
        if not self.wechat.member(self.openid).following:
            return self.follows(scene, **how)
        return self.event("SCAN", fake_quota.SCAN, {"EventKey": scene, "Ticket": "T"}, **how)

    def scans_code(self, address: str, **how: Any) -> Outcome:
        """Scan a code that the account has made; one that is out of date brings nothing."""
        scene, until = self.wechat.scenes[address]
        assert until >= self.wechat.now(), "the code is out of date"
        return self.scans(scene, **how)

    def got_template(self, job: str, status: str = "success", **how: Any) -> Outcome:
        """Have the result of a template message reported."""
        return self.event("TEMPLATESENDJOBFINISH", None, {"MsgID": job, "Status": status}, **how)

    def event(self, name: str, trigger: str | None, fields: dict[str, str], **how: Any) -> Outcome:
        """Have any event delivered."""
        return self._delivered("event", trigger, {"Event": name, **fields}, **how)

    def _delivered(self, kind: str, trigger: str | None, fields: dict[str, str], **how: Any) -> Outcome:
        wechat = self.wechat
        assert wechat.delivery is not None, "connect the product first"
        if trigger is not None:
            with wechat.lock:
                wechat.member(self.openid).allowances.begin(trigger, wechat.now())
        head = {"ToUserName": ACCOUNT, "FromUserName": self.openid, "CreateTime": str(int(wechat.now()))}
        self.last = packet({**head, "MsgType": kind, **fields})
        return wechat.delivery.sends(
            self.openid, self.last, **{"patience_s": wechat.patience_s, "most": wechat.deliveries, **how}
        )


def packet(fields: dict[str, str]) -> bytes:
    """Return a packet of these elements."""
    return f"<xml>{''.join(f'<{name}>{escape(value)}</{name}>' for name, value in fields.items())}</xml>".encode()
