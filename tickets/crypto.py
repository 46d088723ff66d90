"""Field encryption, keyed hashes and masking: how personal data is kept (facts C7-31)."""

from __future__ import annotations

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

COMPOUND_SURNAMES = (
    "欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐",
    "司徒", "端木", "夏侯", "长孙", "宇文", "司空", "闻人", "申屠", "南宫", "独孤",
)  # fmt: skip


class Cipher:
    """Encrypts fields and makes keyed hashes; both keys are derived from the one secret key."""

    def __init__(self, secret_key: str) -> None:
        self._fernet = Fernet(base64.urlsafe_b64encode(_derive(secret_key, b"fields")))
        self._hash_key = _derive(secret_key, b"hashes")

    def seal(self, text: str) -> str:
        """Encrypt a text (AES-128-CBC with HMAC-SHA256, `cryptography.fernet`)."""
        return self._fernet.encrypt(text.encode()).decode()

    def open(self, sealed: str) -> str:
        """Decrypt what `seal` made; raises `cryptography.fernet.InvalidToken` under another key."""
        return self._fernet.decrypt(sealed.encode()).decode()

    def fingerprint(self, text: str) -> str:
        """Return a keyed hash, 64 hex digits: the same text gives the same one, nothing leads back."""
        return hmac.new(self._hash_key, text.encode(), hashlib.sha256).hexdigest()


def _derive(secret_key: str, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"xiaobao/" + purpose).derive(secret_key.encode())


def mask_name(name: str) -> str:
    """Mask a person's name to the surname: 张* or 欧阳* (facts §7.3)."""
    surname = name[:2] if name[:2] in COMPOUND_SURNAMES and len(name) > 2 else name[:1]
    return f"{surname}*" if name else ""


def mask_phone(phone: str) -> str:
    """Mask a phone number to its first three and last four digits: 138****1234 (facts §7.3)."""
    return f"{phone[:3]}****{phone[-4:]}" if len(phone) >= 7 else "****"
