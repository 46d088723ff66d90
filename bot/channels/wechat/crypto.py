"""Encryption of WeChat's message push.

AES-256-CBC, the first half of the key is the initial vector. Encrypted are 16 random bytes, the length of the message
in bytes as four bytes, the message, and the app id of the account, padded by PKCS#7 to blocks of 32 (not of 16).
Source: developers.weixin.qq.com/doc/service/guide/dev/push/encryption.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import secrets
from collections.abc import Callable

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

BLOCK = 32
SALT, LENGTH = 16, 4
"""Bytes in front of the message: random ones, and its length (big end first)."""


class PacketRefused(ValueError):
    """A packet is not taken; `status` is the answer over HTTP: 403 not from WeChat, 400 malformed, 413 too big."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status


def _salt() -> bytes:
    return secrets.token_hex(SALT // 2).encode()  # letters and digits, as WeChat's own sends are


class Crypt:
    """Opens and closes messages of one account; `aes_key` is the EncodingAESKey, `salt` makes 16 random bytes."""

    def __init__(self, aes_key: str, app_id: str, salt: Callable[[], bytes] = _salt) -> None:
        key = base64.b64decode(f"{aes_key}=")
        self._cipher = Cipher(AES(key), CBC(key[: AES.block_size // 8]))
        self._app_id, self._salt = app_id.encode(), salt

    def decrypt(self, encrypted: str) -> bytes:
        """Return the message in the base64 of `Encrypt`; raises `PacketRefused`."""
        plain = _unpadded(self._decrypted(_decoded(encrypted)))
        start = SALT + LENGTH
        end = start + int.from_bytes(plain[SALT:start], "big")
        if not start <= end <= len(plain):
            raise PacketRefused(400, "the length of the message is wrong")
        if not hmac.compare_digest(plain[end:], self._app_id):
            raise PacketRefused(403, "the message is for another account")
        return plain[start:end]

    def encrypt(self, message: bytes) -> str:
        """Return a message as base64 for `Encrypt`."""
        plain = self._salt() + len(message).to_bytes(LENGTH, "big") + message + self._app_id
        pad = BLOCK - len(plain) % BLOCK
        encryptor = self._cipher.encryptor()
        return base64.b64encode(encryptor.update(plain + bytes([pad]) * pad) + encryptor.finalize()).decode()

    def _decrypted(self, ciphertext: bytes) -> bytes:
        decryptor = self._cipher.decryptor()
        return decryptor.update(ciphertext) + decryptor.finalize()


def _decoded(encrypted: str) -> bytes:
    try:
        ciphertext = base64.b64decode(encrypted, validate=True)
    except (binascii.Error, ValueError):
        raise PacketRefused(400, "Encrypt is no base64") from None
    if not ciphertext or len(ciphertext) % BLOCK:
        raise PacketRefused(400, "Encrypt has no whole blocks")
    return ciphertext


def _unpadded(padded: bytes) -> bytes:
    pad = padded[-1]
    if not 1 <= pad <= BLOCK or padded[-pad:] != bytes([pad]) * pad:
        raise PacketRefused(400, "the padding is wrong")
    return padded[:-pad]
