"""Signatures of WeChat's message push: what is signed is sorted, joined and hashed.

Source: developers.weixin.qq.com/doc/service/guide/dev/push and …/push/encryption.
"""

from __future__ import annotations

import hashlib
import hmac


def signature(token: str, *parts: str) -> str:
    """Return the signature of some parts, 40 hex digits: for `signature` timestamp and nonce; for `msg_signature`
    the value of `Encrypt` besides."""
    return hashlib.sha1(_bytes("".join(sorted((token, *parts))))).hexdigest()


def is_signed(given: str, token: str, *parts: str) -> bool:
    """Tell whether a signature is the right one, in a time that does not tell how much of it is right."""
    return hmac.compare_digest(_bytes(given), signature(token, *parts).encode())


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")  # half a character is refused like any wrong one, it raises nothing
