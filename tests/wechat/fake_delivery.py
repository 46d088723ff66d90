"""The fake WeChat's deliveries: packets signed and encrypted by its documents, up to three of each."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from xml.etree import ElementTree

import httpx

from bot.wechat_settings import COMPATIBLE, PLAIN
from tests.wechat import official
from tests.wechat.fake_account import ACCOUNT, FakeAccount, Shown

WEBHOOK = "/webhooks/wechat/webhook"
DELIVERIES, PATIENCE_S = 3, 5.0
BUBBLE = "该公众号暂时无法提供服务，请稍后再试"
LONGEST_TEXT = 2048


@dataclass(frozen=True)
class Outcome:
    """How the deliveries of one packet went: statuses of HTTP (0: no answer in time), and the text answered."""

    statuses: tuple[int, ...]
    text: str | None = None


class Junk(Exception):
    """An answer is none of those that the documents allow."""


class Delivery:
    """Sends packets of one account to the product through an HTTP client with its address."""

    def __init__(self, account: FakeAccount, client: httpx.Client) -> None:
        self.account, self.client = account, client

    def verifies(self) -> str:
        """Ask the address to prove itself, as when it is set in the platform; returns what it echoed."""
        echo = str(secrets.randbelow(10**19))
        answer = self.client.get(WEBHOOK, params={**self.signed(), "echostr": echo})
        assert (answer.status_code, answer.text) == (200, echo)
        return answer.text

    def sends(self, openid: str, packet: bytes, patience_s: float = PATIENCE_S, most: int = DELIVERIES) -> Outcome:
        """Deliver a packet until there is an answer; what the customer sees of it goes into their chat."""
        statuses: list[int] = []
        for _ in range(most):
            answer = self._once(openid, packet, patience_s)
            statuses.append(answer.status_code if answer is not None else 0)
            if answer is None or answer.status_code >= 500:
                continue
            try:
                text = self.read(answer) if answer.status_code == 200 else None
            except Junk:
                break
            if answer.status_code != 200:
                break
            if text:
                self.account.show(openid, Shown("passive", text))
            return Outcome(tuple(statuses), text)
        self.account.show(openid, Shown("bubble", BUBBLE))
        return Outcome(tuple(statuses))

    def _once(self, openid: str, packet: bytes, patience_s: float) -> httpx.Response | None:
        query, body = self.enclosed(openid, packet)
        try:
            return self.client.post(WEBHOOK, params=query, content=body, timeout=patience_s,
                                    headers={"Content-Type": "text/xml"})  # fmt: skip
        except httpx.HTTPError:
            return None

    def enclosed(self, openid: str, packet: bytes) -> tuple[dict[str, str], bytes]:
        """Return query and body of one delivery in the account's mode."""
        query = {**self.signed(), "openid": openid}
        if self.account.mode == PLAIN:
            return query, packet
        sealed = official.encrypt(packet)
        parts = query["timestamp"], query["nonce"], sealed
        query |= {"encrypt_type": "aes", "msg_signature": official.sha1(official.TOKEN, *parts)}
        inside = packet.decode().removeprefix("<xml>").removesuffix("</xml>")
        beside = inside if self.account.mode == COMPATIBLE else f"<ToUserName><![CDATA[{ACCOUNT}]]></ToUserName>"
        return query, f"<xml>{beside}<Encrypt><![CDATA[{sealed}]]></Encrypt></xml>".encode()

    def signed(self) -> dict[str, str]:
        """Return a signed time and nonce."""
        moment, nonce = str(int(self.account.now())), str(secrets.randbelow(10**10))
        return {"signature": official.sha1(official.TOKEN, moment, nonce), "timestamp": moment, "nonce": nonce}

    def read(self, answer: httpx.Response) -> str | None:
        """Return the text of an answer, None for an acknowledgement; raises `Junk`."""
        if answer.content in (b"", b"success"):
            return None
        fields = _elements(answer.content)
        if "Encrypt" in fields and self.account.mode != PLAIN:
            parts = fields.get("TimeStamp", ""), fields.get("Nonce", ""), fields["Encrypt"]
            if fields.get("MsgSignature") != official.sha1(official.TOKEN, *parts):
                raise Junk("the signature of the answer is wrong")
            message, app_id = official.decrypt(fields["Encrypt"])
            if app_id != official.APP_ID:
                raise Junk("the answer is another account's")
            fields = _elements(message)
        elif self.account.mode not in (PLAIN, COMPATIBLE):
            raise Junk("the answer is not encrypted")
        if fields.get("MsgType") != "text" or fields.get("FromUserName") != ACCOUNT:
            raise Junk("the answer is no text of this account")
        if not 0 < len(fields.get("Content", "").encode()) <= LONGEST_TEXT:
            raise Junk("the text is empty or too long")
        return fields["Content"]


def _elements(body: bytes) -> dict[str, str]:
    try:
        return {element.tag: element.text or "" for element in ElementTree.fromstring(body)}
    except ElementTree.ParseError:
        raise Junk("the answer is no XML") from None
