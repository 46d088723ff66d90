"""WeChat's signatures and encryption as its documents tell them, written a second time: what the product is held
against. Source: developers.weixin.qq.com/doc/service/guide/dev/push/encryption."""

from __future__ import annotations

import base64
import hashlib
import os

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

TOKEN, APP_ID, AES_KEY = "AAAAA", "wxba5fad812f8e6fb9", "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"


def sha1(*parts: str) -> str:
    """Sort, join, hash."""
    return hashlib.sha1("".join(sorted(parts)).encode("utf-8")).hexdigest()


def encrypt(message: bytes, aes_key: str = AES_KEY, app_id: str = APP_ID, random16: bytes | None = None) -> str:
    """Random bytes, length, message, app id; padded to 32; AES-256-CBC; base64."""
    plain = (random16 or os.urandom(16)) + len(message).to_bytes(4, "big") + message + app_id.encode()
    return sealed(pad(plain), aes_key)


def pad(plain: bytes, block: int = 32) -> bytes:
    count = block - len(plain) % block
    return plain + bytes([count]) * count


def sealed(padded: bytes, aes_key: str = AES_KEY) -> str:
    """Encrypt bytes that are padded already, rightly or not."""
    encryptor = _cipher(aes_key).encryptor()
    return base64.b64encode(encryptor.update(padded) + encryptor.finalize()).decode()


def decrypt(encrypted: str, aes_key: str = AES_KEY) -> tuple[bytes, str]:
    """Return message and app id."""
    decryptor = _cipher(aes_key).decryptor()
    plain = decryptor.update(base64.b64decode(encrypted)) + decryptor.finalize()
    plain = plain[: -plain[-1]]
    length = int.from_bytes(plain[16:20], "big")
    return plain[20 : 20 + length], plain[20 + length :].decode()


def _cipher(aes_key: str) -> Cipher:
    key = base64.b64decode(aes_key + "=")
    return Cipher(algorithms.AES(key), modes.CBC(key[:16]))
