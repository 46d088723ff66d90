"""The envelope of WeChat's message push in its three modes: which signature counts, what is encrypted.

Plain: `signature`, nothing encrypted. Compatible: both texts come, we take the encrypted one. Safe: only the encrypted
one comes. With encryption `msg_signature` counts, which covers the message; `signature` covers only time and nonce.
Source: developers.weixin.qq.com/doc/service/guide/dev/push/encryption.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Mapping

from prometheus_client import Counter

from bot.channels.wechat.crypto import Crypt, PacketRefused
from bot.channels.wechat.packets import cdata, elements
from bot.channels.wechat.signing import is_signed, signature
from bot.wechat_settings import PLAIN, WeChat

MAX_BODY = 256 * 1024
"""The largest packet that is read; WeChat's have a few kilobytes, in compatible mode three times that."""
ACKNOWLEDGED = b"success"
"""The answer that promises nothing and ends WeChat's deliveries; it is never encrypted, like an empty one."""
FRESH_S = 300
STALE = Counter("xiaobao_wechat_stale_packets", "Signed packets whose time is more than five minutes from ours")


class Envelope:
    """Opens what comes and seals what goes; without `crypt` it is plain mode."""

    def __init__(self, token: str, crypt: Crypt | None = None, now: Callable[[], float] = time.time) -> None:
        self._token, self._crypt, self._now = token, crypt, now

    @classmethod
    def of(cls, settings: WeChat) -> Envelope:
        """Return the envelope of an account."""
        crypt = None if settings.mode == PLAIN else Crypt(settings.aes_key, settings.app_id)
        return cls(settings.token, crypt)

    def verified(self, query: Mapping[str, str]) -> str:
        """Return what proves to WeChat that this address is ours, exactly `echostr`; raises `PacketRefused`."""
        self._check(query, "signature")
        if "echostr" not in query:
            raise PacketRefused(400, "echostr is missing")
        return query["echostr"]

    def open(self, query: Mapping[str, str], body: bytes) -> bytes:
        """Return the XML of a message or event; raises `PacketRefused`."""
        if len(body) > MAX_BODY:
            raise PacketRefused(413, "the packet is too big")
        if self._crypt is None:
            self._check(query, "signature")
            return body
        encrypted = elements(body).get("Encrypt")
        if encrypted is None:  # nothing that `msg_signature` could cover: whoever wrote this, it is not proven
            raise PacketRefused(403, "the packet is not encrypted")
        self._check(query, "msg_signature", encrypted)
        return self._crypt.decrypt(encrypted)

    def seal(self, reply: bytes) -> bytes:
        """Return a reply as it goes out; in compatible mode either would do, and the encrypted one tells nobody."""
        if self._crypt is None or reply in (b"", ACKNOWLEDGED):
            return reply
        encrypted, moment, nonce = self._crypt.encrypt(reply), str(int(self._now())), secrets.token_hex(8)
        signed = signature(self._token, moment, nonce, encrypted)
        return (
            f"<xml><Encrypt>{cdata(encrypted)}</Encrypt><MsgSignature>{cdata(signed)}</MsgSignature>"
            f"<TimeStamp>{moment}</TimeStamp><Nonce>{cdata(nonce)}</Nonce></xml>"
        ).encode()

    def _check(self, query: Mapping[str, str], name: str, *covered: str) -> None:
        given, moment = query.get(name, ""), query.get("timestamp", "")
        if not is_signed(given, self._token, moment, query.get("nonce", ""), *covered):
            raise PacketRefused(403, f"{name} is wrong")
        if not moment.isascii() or not moment.isdigit() or abs(float(moment[:12]) - self._now()) > FRESH_S:
            # WeChat documents no limit, and clocks drift: counted, not refused; a copy is known by its MsgId
            STALE.inc()
