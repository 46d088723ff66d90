"""Packets that somebody else might send: one thing wrong with each, and the status that it has to be answered with."""

from __future__ import annotations

import base64
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.wechat import official
from tests.wechat.official import APP_ID, TOKEN

HUGE = 400_000
BOMB = (
    '<!DOCTYPE l [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "&a;" * 10}">' for n in range(9))
    + "]>"
)
FILE = '<!DOCTYPE l [<!ENTITY a8 SYSTEM "file:///etc/passwd">]>'


@dataclass(frozen=True)
class Mutant:
    """One delivery; `mode` is what it is meant for, `statuses` what may be answered."""

    name: str
    mode: str
    query: dict[str, str]
    body: bytes
    statuses: tuple[int, ...]


class Sender:
    """Makes deliveries as WeChat does, from random texts."""

    def __init__(self, chance: random.Random, mode: str) -> None:
        self.chance, self.mode = chance, mode
        self.moment, self.nonce = str(1_700_000_000 + chance.randrange(10**8)), str(chance.randrange(10**10))

    def message(self, dtd: str = "", content: str | None = None, drop: str = "") -> bytes:
        """The XML of a text message; without the element `drop`."""
        content = content or "".join(self.chance.choices("你好投诉abc 123", k=self.chance.randrange(1, 80)))
        fields = {
            "ToUserName": "gh_1", "FromUserName": f"o{self.chance.randrange(10**9)}", "CreateTime": self.moment,
            "MsgType": "text", "Content": content, "MsgId": str(self.chance.randrange(10**18)),
        }  # fmt: skip
        inside = "".join(f"<{name}>{value}</{name}>" for name, value in fields.items() if name != drop)
        return f"{dtd}<xml>{inside}</xml>".encode()

    def signed(self, sealed: str | None = None) -> dict[str, str]:
        """The query, rightly signed; over `sealed` where there is encryption."""
        query = {"signature": official.sha1(TOKEN, self.moment, self.nonce), "timestamp": self.moment,
                 "nonce": self.nonce, "openid": "o1"}  # fmt: skip
        if sealed is None:
            return query
        return {**query, "encrypt_type": "aes", "msg_signature": official.sha1(TOKEN, self.moment, self.nonce, sealed)}

    def delivery(self, message: bytes) -> tuple[dict[str, str], bytes]:
        """A whole delivery of a message in this mode."""
        return self.enclosed(official.encrypt(message)) if self.mode != "plain" else (self.signed(), message)

    def enclosed(self, sealed: str) -> tuple[dict[str, str], bytes]:
        """A delivery of what is encrypted already, signed."""
        return self.signed(sealed), f"<xml><ToUserName>gh_1</ToUserName><Encrypt>{sealed}</Encrypt></xml>".encode()

    def plain(self) -> bytes:
        """A whole message as it is before padding and encryption."""
        message = self.message()
        return bytes(16) + len(message).to_bytes(4, "big") + message + APP_ID.encode()

    @property
    def signature(self) -> str:
        """The name of the signature that counts."""
        return "signature" if self.mode == "plain" else "msg_signature"


Wrong = Callable[[Sender], tuple[dict[str, str], bytes, tuple[int, ...]]]


def bad_signature(sender: Sender):
    query, body = sender.delivery(sender.message())
    right = query[sender.signature]
    place = sender.chance.randrange(40)
    wrong = [
        "", right[:-1], right + "0", right.upper() if right.upper() != right else "", "0" * 40,
        right[:place] + ("0" if right[place] != "0" else "1") + right[place + 1 :],
    ]  # fmt: skip
    return {**query, sender.signature: sender.chance.choice(wrong)}, body, (403,)


def missing_signature(sender: Sender):
    query, body = sender.delivery(sender.message())
    del query[sender.chance.choice([sender.signature, "timestamp", "nonce"])]
    return query, body, (403,)


def another_moment(sender: Sender):
    query, body = sender.delivery(sender.message())
    name = sender.chance.choice(["timestamp", "nonce"])
    return {**query, name: query[name] + "1"}, body, (403,)


def another_app(sender: Sender):
    app_id = sender.chance.choice(["", APP_ID[:-1], APP_ID + "0", "wx0000000000000000", APP_ID.upper()])
    return *sender.enclosed(official.encrypt(sender.message(), app_id=app_id)), (403,)


def another_key(sender: Sender):
    key = "".join(sender.chance.choices("abcdefghijklmnopqrstuvwxyz", k=43))
    return *sender.enclosed(official.encrypt(sender.message(), aes_key=key)), (400, 403)


def truncated(sender: Sender):
    sealed = official.encrypt(sender.message())
    cut = sealed[: sender.chance.randrange(len(sealed))]
    return *sender.enclosed(cut), (400, 403)


def truncated_unsigned(sender: Sender):
    query, _ = sender.enclosed(sealed := official.encrypt(sender.message()))
    _, body = sender.enclosed(sealed[:-4])
    return query, body, (403,)


def not_base64(sender: Sender):
    return *sender.enclosed(sender.chance.choice(["***", "你好", "A", "AA AA", "====", "-_-_" * 16])), (400,)


def wrong_padding(sender: Sender):
    plain = sender.plain()
    last = sender.chance.choice([0, 33, 64, 255])
    return *sender.enclosed(official.sealed(plain + bytes([last]) * (32 - len(plain) % 32))), (400,)


def uneven_padding(sender: Sender):
    plain = sender.plain()
    plain += b" " * (len(plain) % 32 == 31)  # two bytes of padding at least: one of them can be wrong
    padded = bytearray(official.pad(plain))
    padded[-2] ^= 1 + sender.chance.randrange(255)
    return *sender.enclosed(official.sealed(bytes(padded))), (400,)


def wrong_length(sender: Sender):
    message = sender.message()
    length = sender.chance.choice([len(message) + 1, len(message) - 1, 0, 2**31, 2**32 - 1])
    plain = bytes(16) + length.to_bytes(4, "big") + message + APP_ID.encode()
    return *sender.enclosed(official.sealed(official.pad(plain))), (400, 403)


def bits_flipped(sender: Sender):
    query, _ = sender.enclosed(sealed := official.encrypt(sender.message()))
    changed = bytearray(base64.b64decode(sealed))
    changed[sender.chance.randrange(len(changed))] ^= 1 << sender.chance.randrange(8)
    _, body = sender.enclosed(base64.b64encode(changed).decode())
    return query, body, (403,)


def plain_body(sender: Sender):
    return sender.signed("anything"), sender.message(), (403,)


def bomb(sender: Sender):
    dtd = sender.chance.choice([BOMB, FILE, "<!DOCTYPE l>", '<!DOCTYPE l SYSTEM "http://127.0.0.1:9/x">'])
    return *sender.delivery(sender.message(dtd, content="&a8;")), (400,)


def bomb_outside(sender: Sender):
    query, body = sender.delivery(sender.message())
    return query, BOMB.encode() + body, (400,)


def huge(sender: Sender):
    return *sender.delivery(sender.message(content="大" * HUGE)), (413,)


def deep(sender: Sender):
    depth = sender.chance.randrange(10_000, 20_000)
    return *sender.delivery(sender.message(content="<a>" * depth, drop="MsgType")), (400,)


def not_utf8(sender: Sender):
    message = sender.message(content="坏")
    broken = message.replace("坏".encode(), sender.chance.choice([b"\xff\xfe", b"\xc3\x28", b"\xed\xa0\x80", b"\x00"]))
    return *sender.delivery(broken), (400,)


def not_utf8_outside(sender: Sender):
    query, body = sender.delivery(sender.message())
    return query, body.replace(b"<xml>", b"<xml>\xff", 1), (400,)


def no_packet(sender: Sender):
    rubbish = sender.chance.choice(
        [b"", b"success", b"{}", b"<xml>", b"<xml></xml", b"<html/>", sender.chance.randbytes(50)]
    )
    return *sender.delivery(rubbish), (400,)


def incomplete(sender: Sender):
    return *sender.delivery(sender.message(drop=sender.chance.choice(["MsgType", "CreateTime"]))), (400,)


EVERYWHERE: tuple[Wrong, ...] = (
    bad_signature, missing_signature, another_moment, bomb, huge, deep, not_utf8, no_packet, incomplete,
)  # fmt: skip
ENCRYPTED: tuple[Wrong, ...] = (
    another_app, another_key, truncated, truncated_unsigned, not_base64, wrong_padding, uneven_padding, wrong_length,
    bits_flipped, plain_body, bomb_outside, not_utf8_outside,
)  # fmt: skip
RARE = (huge, deep)
"""Slow to make: one in ten of the others."""


def mutants(count: int, seed: int) -> Iterator[Mutant]:
    """Return so many, over all modes, the same for the same seed."""
    chance = random.Random(seed)
    made = 0
    while made < count:
        mode = chance.choice(["plain", "compatible", "safe"])
        wrong = chance.choice(EVERYWHERE if mode == "plain" else EVERYWHERE + ENCRYPTED)
        if wrong in RARE and chance.random() > 0.1:
            continue
        query, body, statuses = wrong(Sender(chance, mode))
        made += 1
        yield Mutant(f"{wrong.__name__} {mode} {made}", mode, query, body, statuses)
