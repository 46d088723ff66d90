"""The published vectors of WeChat's protocol pass, where they are at hand."""

import base64
import json

import pytest

from bot.channels.wechat.crypto import Crypt, PacketRefused
from bot.channels.wechat.envelope import Envelope
from bot.channels.wechat.packets import Incoming, elements, read, text_reply
from bot.channels.wechat.signing import is_signed, signature
from bot.settings import ROOT

FILE = ROOT.parent / "shared" / "wechat" / "vectors.json"
VECTORS = json.loads(FILE.read_text("utf-8")) if FILE.is_file() else {}


def each(section):
    rows = VECTORS.get(section, [])
    return pytest.mark.parametrize("vector", rows, ids=[row["id"] for row in rows])


def envelope(vector):
    return Envelope(vector["token"], Crypt(vector["encoding_aes_key"], vector["receiver_id"]))


def delivery(vector):
    query = {name: vector[name] for name in ("msg_signature", "timestamp", "nonce") if name in vector}
    return query, f"<xml><ToUserName>gh</ToUserName><Encrypt>{vector['encrypt']}</Encrypt></xml>".encode()


@each("url_verification")
def test_url_verification(vector):
    parts = vector["timestamp"], vector["nonce"]
    wanted = not vector.get("expect_reject", False)
    assert is_signed(vector["signature"], vector["token"], *parts) is wanted
    if "echostr" in vector and wanted:
        assert Envelope(vector["token"]).verified(vector) == vector["echostr"]


@each("decrypt")
def test_decrypt(vector):
    message = envelope(vector).open(*delivery(vector))
    assert (
        signature(vector["token"], vector["timestamp"], vector["nonce"], vector["encrypt"]) == vector["msg_signature"]
    )
    if "plaintext" in vector:
        assert message.decode() == vector["plaintext"]
    for name, value in vector.get("fields", {}).items():
        assert elements(message)[name] == value


@each("encrypt_fixed_random")
def test_encrypt_with_known_random_bytes(vector):
    crypt = Crypt(vector["encoding_aes_key"], vector["receiver_id"], salt=lambda: vector["random16"].encode())
    assert crypt.encrypt(vector["plaintext"].encode()) == vector["encrypt"]
    if "msg_signature" in vector:
        signed = signature(vector["token"], vector["timestamp"], vector["nonce"], vector["encrypt"])
        assert signed == vector["msg_signature"]


@each("decrypt_negative")
def test_what_has_to_be_refused(vector):
    if "raw_body" in vector:
        with pytest.raises(PacketRefused) as refused:
            read(vector["raw_body"].encode())
        assert refused.value.status == 400
        return
    base = next(row for row in VECTORS["decrypt"] if row["id"] == vector["base"])
    changed = {**base, **vector["change"]}
    if changed.get("truncate_cipher_bytes"):
        whole = base64.b64decode(changed["encrypt"])
        changed["encrypt"] = base64.b64encode(whole[: -changed["truncate_cipher_bytes"]]).decode()
    if changed.get("resign"):
        parts = changed["timestamp"], changed["nonce"], changed["encrypt"]
        changed["msg_signature"] = signature(changed["token"], *parts)
    with pytest.raises(PacketRefused) as refused:
        envelope(changed).open(*delivery(changed))
    assert refused.value.status == (400 if changed.get("resign") else 403)


@each("inbound_samples")
def test_what_comes_is_read(vector):
    incoming, sent = read(vector["xml"].encode()), elements(vector["xml"].encode())
    read_as = {
        "FromUserName": incoming.openid, "MsgType": incoming.kind, "Event": incoming.event,
        "MsgId": incoming.message_id, "MsgID": incoming.job_id, "Content": incoming.content,
        "EventKey": incoming.event_key, "Ticket": incoming.ticket, "MediaId": incoming.media_id,
        "PicUrl": incoming.picture_url, "Format": incoming.format, "Recognition": incoming.recognition,
        "bizmsgmenuid": incoming.menu_option, "Status": incoming.status,
    }  # fmt: skip
    assert {name: sent.get(name, "") for name in read_as} == read_as
    if vector.get("expect", "").startswith("scene = "):
        assert incoming.scene == vector["expect"].removeprefix("scene = ")


@each("outbound_samples")
def test_what_goes_is_written(vector):
    incoming = Incoming("text", "toUser", "fromUser", 1)
    if "xml" in vector:
        assert text_reply(incoming, "你好", 12345678).decode() == vector["xml"]
    elif "body" in vector:
        mine = Envelope("t", Crypt("a" * 43, "wx1"))
        assert mine.seal(vector["body"].encode()) == vector["body"].encode()
    elif "content" in vector:
        assert read(text_reply(incoming, vector["content"], 1)).content == vector["content"]
