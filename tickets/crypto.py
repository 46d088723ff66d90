"""Field encryption, keyed hashes and masking: how personal data is kept (facts C7-31)."""

from __future__ import annotations

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

COMPOUND_SURNAMES = (
    "欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐",
    "司徒", "端木", "夏侯", "长孙", "宇文", "司空", "闻人", "申屠", "南宫", "独孤",
)  # fmt: skip


class Cipher:
    """Encrypts fields and makes keyed hashes, with keys derived from the secret keys.

    `secret_keys` are separated by commas, the newest first: the newest seals, each one opens, and the oldest makes the
    keyed hashes, which have to stay the same (docs/adr/0007). Raises `ValueError` when there is none.
    """

    def __init__(self, secret_keys: str) -> None:
        keys = [key.strip() for key in secret_keys.split(",") if key.strip()]
        if not keys:
            raise ValueError("a secret key is needed")
        self._fernets = [Fernet(base64.urlsafe_b64encode(_derive(key, b"fields"))) for key in keys]
        self._fernet = MultiFernet(self._fernets)
        self._hash_key = _derive(keys[-1], b"hashes")

    def seal(self, text: str) -> str:
        """Encrypt a text (AES-128-CBC with HMAC-SHA256, `cryptography.fernet`)."""
        return self._fernet.encrypt(text.encode()).decode()

    def open(self, sealed: str) -> str:
        """Decrypt what `seal` made; raises `cryptography.fernet.InvalidToken` when it was under none of the keys."""
        return self._fernet.decrypt(sealed.encode()).decode()

    def reseal(self, sealed: str) -> str:
        """Encrypt again under the newest key what an older one sealed; what is under the newest stays as it is."""
        try:
            self._fernets[0].decrypt(sealed.encode())
        except InvalidToken:
            return self._fernet.rotate(sealed.encode()).decode()
        return sealed

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
