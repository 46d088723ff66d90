"""The XML of WeChat's message push: messages and events in, a text out.

Source: developers.weixin.qq.com/doc/service/guide/product/message/Receiving_standard_messages,
…/Receiving_event_pushes and …/Passive_user_reply_message.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree.ElementTree import ParseError

from defusedxml.ElementTree import fromstring

from bot.channels.wechat.crypto import PacketRefused

LONGEST_ID = 128
"""Characters of an id that we keep: WeChat's own have 28 (openid) and 19 (MsgId)."""
EVENT, TEXT = "event", "text"
SUBSCRIBE, SCAN = "subscribe", "SCAN"
FOLLOWED_BY_SCAN = "qrscene_"
"""What stands before the scene when somebody follows by scanning."""
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TIME = re.compile("[0-9]{1,12}")


@dataclass(frozen=True)
class Incoming:
    """One message or event; what a packet does not have is empty.

    `kind` is the MsgType (`text`, `image`, `voice`, `event` and so on, or whatever came), `event` the Event as it came,
    `openid` who sent it (empty for the few events that nobody sent), `account` our own id, `created_at` seconds since
    1970, `menu_option` the id of a tapped option in a msgmenu, `status` and `job_id` the result of a template message.
    """

    kind: str
    openid: str
    account: str
    created_at: int
    event: str = ""
    message_id: str = ""
    content: str = ""
    event_key: str = ""
    ticket: str = ""
    media_id: str = ""
    picture_url: str = ""
    format: str = ""
    recognition: str = ""
    menu_option: str = ""
    status: str = ""
    job_id: str = ""

    @property
    def key(self) -> str:
        """What is the same in every delivery of it, and in nothing else: WeChat says MsgId for messages and sender
        with time for events; two customers may have the same MsgId, and one second may bring two events."""
        if self.message_id:
            return f"{self.openid}:{self.message_id}"
        return f"{self.openid}:{self.created_at}:{self.event or self.kind}:{self.event_key or self.job_id}"

    @property
    def scene(self) -> str:
        """What stands in the QR code that was scanned, whether or not the customer followed already."""
        if self.event == SCAN:
            return self.event_key
        if self.event == SUBSCRIBE and self.event_key.startswith(FOLLOWED_BY_SCAN):
            return self.event_key.removeprefix(FOLLOWED_BY_SCAN)
        return ""


def read(body: bytes) -> Incoming:
    """Read a packet; raises `PacketRefused`."""
    fields = elements(body)
    created_at = fields.get("CreateTime", "").strip()
    if not _TIME.fullmatch(created_at) or not fields.get("MsgType"):
        raise PacketRefused(400, "the packet has no type or no time")
    kind = fields["MsgType"]
    incoming = Incoming(
        kind=kind,
        openid=fields.get("FromUserName", ""),
        account=fields.get("ToUserName", ""),
        created_at=int(created_at),
        event=fields.get("Event", "") if kind == EVENT else "",
        message_id="" if kind == EVENT else fields.get("MsgId", ""),
        content=fields.get("Content", ""),
        event_key=fields.get("EventKey", ""),
        ticket=fields.get("Ticket", ""),
        media_id=fields.get("MediaId", ""),
        picture_url=fields.get("PicUrl", ""),
        format=fields.get("Format", ""),
        recognition=fields.get("Recognition", ""),
        menu_option=fields.get("bizmsgmenuid", ""),
        status=fields.get("Status", ""),
        job_id=fields.get("MsgID", ""),  # spelled like this in TEMPLATESENDJOBFINISH alone
    )
    if any(len(name) > LONGEST_ID for name in (kind, incoming.event, incoming.openid, incoming.message_id)):
        raise PacketRefused(400, "an id is too long")
    return incoming


def elements(body: bytes) -> dict[str, str]:
    """Return the elements of a packet with their text; raises `PacketRefused` for what is no packet, or has a DTD or
    entities of its own."""
    try:
        root = fromstring(body, forbid_dtd=True)
    except (ParseError, ValueError, LookupError):  # ValueError: a DTD; LookupError: an encoding nobody knows
        raise PacketRefused(400, "the packet is no XML that we take") from None
    if root.tag != "xml":
        raise PacketRefused(400, "the packet is not WeChat's XML")
    return {element.tag: element.text or "" for element in root}


def text_reply(incoming: Incoming, text: str, now: int) -> bytes:
    """Return the packet that answers with a text; `now` is in seconds since 1970."""
    return (
        f"<xml><ToUserName>{cdata(incoming.openid)}</ToUserName>"
        f"<FromUserName>{cdata(incoming.account)}</FromUserName>"
        f"<CreateTime>{now}</CreateTime><MsgType>{cdata(TEXT)}</MsgType><Content>{cdata(text)}</Content></xml>"
    ).encode()


def cdata(text: str) -> str:
    """Return a text for XML; its own `]]>` ends nothing."""
    return f"<![CDATA[{writable(text).replace(']]>', ']]]]><![CDATA[>')}]]>"


def writable(text: str) -> str:
    """Return a text without what WeChat does not take: control characters, half characters."""
    return _NOT_XML.sub("", text)
