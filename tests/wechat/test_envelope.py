"""In each mode the signature that counts is checked, and what has to be encrypted is."""

import pytest

from bot.channels.wechat.crypto import PacketRefused
from bot.channels.wechat.envelope import ACKNOWLEDGED, MAX_BODY, STALE, Envelope
from bot.channels.wechat.packets import elements
from bot.wechat_settings import WeChat
from tests.wechat import official
from tests.wechat.official import AES_KEY, APP_ID, TOKEN

MESSAGE = b"<xml><Content>1</Content></xml>"
MOMENT, NONCE = "1714112445", "415670741"


def envelope(mode, now=float(MOMENT)):
    made = Envelope.of(WeChat(mode=mode, token=TOKEN, app_id=APP_ID, aes_key=AES_KEY))
    made._now = lambda: now
    return made


def plain_query(**changed):
    signed = official.sha1(TOKEN, MOMENT, NONCE)
    return {"signature": signed, "timestamp": MOMENT, "nonce": NONCE, "openid": "o1", **changed}


def encrypted(message=MESSAGE, around="", **changed):
    """Return query and body of an encrypted delivery."""
    sealed = official.encrypt(message)
    signed = official.sha1(TOKEN, MOMENT, NONCE, sealed)
    query = {**plain_query(), "encrypt_type": "aes", "msg_signature": signed, **changed}
    return query, f"<xml><ToUserName>gh</ToUserName>{around}<Encrypt>{sealed}</Encrypt></xml>".encode()


def refused(mode, query, body):
    with pytest.raises(PacketRefused) as error:
        envelope(mode).open(query, body)
    return error.value.status


# ---- the address is proven


@pytest.mark.parametrize("mode", ["plain", "compatible", "safe"])
def test_the_address_is_proven_with_exactly_what_wechat_sent(mode):
    for echo in ("4375120948345356249", " <a>&", ""):
        assert envelope(mode).verified(plain_query(echostr=echo)) == echo


@pytest.mark.parametrize("changed", [{"signature": ""}, {"signature": "F" * 40}, {"nonce": "1"}, {"timestamp": "1"}])
def test_nothing_is_echoed_to_anybody_else(changed):
    with pytest.raises(PacketRefused) as error:
        envelope("safe").verified(plain_query(echostr="1", **changed))
    assert error.value.status == 403


def test_a_verification_without_anything_to_echo_is_malformed():
    with pytest.raises(PacketRefused) as error:
        envelope("safe").verified(plain_query())
    assert error.value.status == 400


# ---- which signature counts


def test_plain_mode_takes_what_signature_proves():
    assert envelope("plain").open(plain_query(), MESSAGE) == MESSAGE
    assert refused("plain", {}, MESSAGE) == 403
    assert refused("plain", plain_query(nonce="2"), MESSAGE) == 403


@pytest.mark.parametrize("mode", ["compatible", "safe"])
def test_with_encryption_only_the_signature_over_the_message_counts(mode):
    query, body = encrypted()
    assert envelope(mode).open(query, body) == MESSAGE
    assert envelope(mode).open({**query, "signature": "wrong"}, body) == MESSAGE
    for wrong in ("", query["signature"], query["msg_signature"].upper()):
        assert refused(mode, {**query, "msg_signature": wrong}, body) == 403
    _, other = encrypted(b"<xml>another</xml>")
    assert refused(mode, query, other) == 403


@pytest.mark.parametrize("mode", ["compatible", "safe"])
def test_with_encryption_a_plain_body_is_refused_however_well_signed(mode):
    query, _ = encrypted()
    assert refused(mode, query, MESSAGE) == 403
    assert refused(mode, plain_query(), MESSAGE) == 403


def test_compatible_mode_takes_the_text_that_is_proven_not_the_plain_one_beside_it():
    query, body = encrypted(around="<Content>forged</Content>")
    assert envelope("compatible").open(query, body) == MESSAGE


def test_a_packet_that_is_too_big_is_not_even_looked_at():
    for mode in ("plain", "safe"):
        assert refused(mode, {}, b"x" * (MAX_BODY + 1)) == 413


def test_a_packet_from_long_ago_is_counted_not_refused():
    before = STALE._value.get()
    query, body = encrypted()
    assert envelope("safe", now=float(MOMENT) + 299).open(query, body) == MESSAGE
    assert STALE._value.get() == before
    assert envelope("safe", now=float(MOMENT) + 301).open(query, body) == MESSAGE
    assert STALE._value.get() == before + 1


# ---- what goes out


def test_a_reply_goes_out_as_the_mode_wants_it():
    assert envelope("plain").seal(MESSAGE) == MESSAGE
    for mode in ("compatible", "safe"):
        sealed = envelope(mode).seal(MESSAGE)
        fields = elements(sealed)
        assert list(fields) == ["Encrypt", "MsgSignature", "TimeStamp", "Nonce"]
        assert official.decrypt(fields["Encrypt"]) == (MESSAGE, APP_ID)
        assert fields["MsgSignature"] == official.sha1(TOKEN, fields["TimeStamp"], fields["Nonce"], fields["Encrypt"])
        assert fields["TimeStamp"] == MOMENT


@pytest.mark.parametrize("mode", ["plain", "compatible", "safe"])
def test_an_acknowledgement_is_never_encrypted(mode):
    assert envelope(mode).seal(ACKNOWLEDGED) == b"success"
    assert envelope(mode).seal(b"") == b""
