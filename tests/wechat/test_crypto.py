"""Signatures and encryption do what WeChat's documents say, and refuse everything else."""

import base64
import random

import pytest
import xmltodict
from wechatpy.crypto import PrpCrypto, WeChatCrypto, _get_signature
from wechatpy.utils import check_signature

from bot.channels.wechat.crypto import Crypt, PacketRefused
from bot.channels.wechat.envelope import Envelope
from bot.channels.wechat.signing import is_signed, signature
from tests.wechat import official
from tests.wechat.official import AES_KEY, APP_ID, TOKEN

CASES = 1000


def crypt(**more):
    return Crypt(AES_KEY, APP_ID, **more)


def refused(encrypted):
    with pytest.raises(PacketRefused) as error:
        crypt().decrypt(encrypted)
    return error.value.status


# ---- signatures


def test_the_example_of_the_documents_is_signed_as_they_say():
    assert signature("AAAAA", "1714036504", "1514711492") == "f464b24fc39322e44b38aa78f5edd27bd1441696"


def test_a_signature_is_right_only_as_it_is():
    right = official.sha1(TOKEN, "1", "2")
    assert is_signed(right, TOKEN, "1", "2")
    for wrong in ("", right[:-1], right.upper(), right + "0", "é" * 40, "\udcff"):
        assert not is_signed(wrong, TOKEN, "1", "2")
    assert not is_signed(right, TOKEN, "2", "2")
    assert not is_signed(right, TOKEN + "x", "1", "2")


def test_parts_are_sorted_as_text_not_as_numbers():
    assert signature("b", "10", "9") == official.sha1("b", "9", "10") == official.sha1("10", "9", "b")


# ---- encryption


@pytest.mark.parametrize("length", [0, 1, 10, 11, 12, 13, 26, 27, 28, 29, 2048, 100_000])
def test_a_message_of_any_length_comes_back_whole(length):
    message = random.Random(length).randbytes(length)
    assert crypt().decrypt(crypt().encrypt(message)) == message
    assert official.decrypt(crypt().encrypt(message)) == (message, APP_ID)
    assert crypt().decrypt(official.encrypt(message)) == message


def test_the_length_counts_bytes_not_characters():
    text = "我是中文abcd123".encode()
    fixed = crypt(salt=lambda: b"aaaabbbbccccdddd")
    assert fixed.encrypt(text) == official.encrypt(text, random16=b"aaaabbbbccccdddd")
    assert fixed.decrypt(fixed.encrypt(text)) == text


def test_the_same_message_never_looks_the_same():
    assert len({crypt().encrypt(b"1") for _ in range(100)}) == 100


def test_a_message_for_another_account_is_not_ours():
    assert refused(official.encrypt(b"<xml/>", app_id="wx-somebody-else")) == 403
    assert refused(official.encrypt(b"<xml/>", app_id=APP_ID + "x")) == 403
    assert refused(official.encrypt(b"<xml/>", app_id="")) == 403


@pytest.mark.parametrize("encrypted", ["", "***", "AAA", "é", "AAAA" * 4, base64.b64encode(b"x" * 16).decode()])
def test_what_is_no_ciphertext_is_malformed(encrypted):
    assert refused(encrypted) == 400


def test_a_ciphertext_cut_short_or_changed_is_refused():
    whole = base64.b64decode(official.encrypt(b"<xml>1</xml>" * 10))
    for end in range(16, len(whole), 16):
        assert refused(base64.b64encode(whole[:end]).decode()) in (400, 403)
    for place in range(0, len(whole)):
        changed = bytearray(whole)
        changed[place] ^= 1
        try:
            assert crypt().decrypt(base64.b64encode(changed).decode()) != b"<xml>1</xml>" * 10 or place < 16
        except PacketRefused as error:
            assert error.status in (400, 403)


@pytest.mark.parametrize("last", [0, 33, 255])
def test_a_wrong_padding_is_refused(last):
    plain = bytes(16) + (3).to_bytes(4, "big") + b"abc" + APP_ID.encode()
    padded = plain + bytes([last]) * (32 - len(plain) % 32)
    assert refused(official.sealed(padded)) == 400


def test_a_length_beyond_the_message_is_refused():
    for length in (1000, 2**32 - 1):
        plain = bytes(16) + length.to_bytes(4, "big") + b"abc" + APP_ID.encode()
        assert refused(official.sealed(official.pad(plain))) == 400


def test_blocks_padded_to_the_full_32_bytes_are_read():
    message = b"x" * (32 - (20 + len(APP_ID)) % 32)
    assert (20 + len(message) + len(APP_ID)) % 32 == 0
    assert crypt().decrypt(official.encrypt(message)) == message


# ---- against another implementation


def random_message(chance):
    alphabet = "abc<>&]]>0123456789我是中文，。😀\n"
    return "".join(chance.choices(alphabet, k=chance.randrange(1, 600))).encode()


def test_wechatpy_reads_what_we_write_and_we_read_what_it_writes():
    chance = random.Random(6)
    for _ in range(CASES):
        key = "".join(chance.choices("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", k=43))
        app_id = f"wx{chance.randrange(16**16):016x}"
        message = random_message(chance)
        ours, theirs = Crypt(key, app_id), PrpCrypto(base64.b64decode(key + "="))
        assert theirs.decrypt(ours.encrypt(message), app_id) == message.decode()
        assert ours.decrypt(theirs.encrypt(message.decode(), app_id).decode()) == message


def test_wechatpy_signs_as_we_do():
    chance = random.Random(7)
    for _ in range(CASES):
        moment, nonce = str(chance.randrange(10**10)), str(chance.randrange(10**10))
        check_signature(TOKEN, signature(TOKEN, moment, nonce), moment, nonce)
        encrypted = official.encrypt(random_message(chance))
        assert _get_signature(TOKEN, moment, nonce, encrypted) == signature(TOKEN, moment, nonce, encrypted)


def test_wechatpy_opens_our_envelopes_and_we_open_its():
    chance = random.Random(8)
    envelope, theirs = Envelope(TOKEN, crypt()), WeChatCrypto(TOKEN, AES_KEY, APP_ID)
    for _ in range(CASES):
        message = random_message(chance)
        ours = xmltodict.parse(envelope.seal(message))["xml"]
        opened = theirs.decrypt_message(ours, ours["MsgSignature"], ours["TimeStamp"], ours["Nonce"])
        assert opened == message.decode()
        sent = xmltodict.parse(theirs.encrypt_message(message.decode(), "nonce", "1700000000"))["xml"]
        query = {"msg_signature": sent["MsgSignature"], "timestamp": sent["TimeStamp"], "nonce": sent["Nonce"]}
        body = f"<xml><ToUserName>gh</ToUserName><Encrypt>{sent['Encrypt']}</Encrypt></xml>".encode()
        assert envelope.open(query, body) == message
