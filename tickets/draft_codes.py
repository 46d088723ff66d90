"""One-time codes that carry an unfinished complaint to another conversation: kept encrypted, redeemed once."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from typing import Any

from sqlalchemy import Column, String, Text, delete

from tickets.crypto import Cipher
from tickets.database import Database
from tickets.errors import RegisterError
from tickets.models import Base, UtcDateTime

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
LENGTH = 8
LIFETIME = timedelta(days=7)


class UnknownDraftCode(RegisterError):
    """No draft under this code: never given, already redeemed, or older than seven days."""


class CarriedDraft(Base):
    """An unfinished complaint on its way to another conversation; the code itself is kept as a keyed hash only."""

    __tablename__ = "carried_drafts"

    code_print: str = Column(String(64), primary_key=True)
    sealed_values: str = Column(Text, nullable=False)
    expires_at: datetime = Column(UtcDateTime, nullable=False, index=True)


def _now() -> datetime:
    return datetime.now(timezone.utc)


class DraftCodes:
    """Gives and redeems draft codes over one database; `now` is the clock, for tests."""

    def __init__(self, database: Database, cipher: Cipher, now: Callable[[], datetime] = _now) -> None:
        self._database, self._cipher, self._now = database, cipher, now

    def give(self, values: dict[str, Any]) -> str:
        """Keep the values for seven days and return the code that opens them once; expired drafts go.

        Raises `StoreUnavailable` when nothing could be saved.
        """
        code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
        code = f"{code[:4]}-{code[4:]}"
        sealed = self._cipher.seal(json.dumps(values, ensure_ascii=False))
        with self._database.transaction() as session:
            session.execute(delete(CarriedDraft).where(CarriedDraft.expires_at < self._now()))
            session.add(
                CarriedDraft(
                    code_print=self._cipher.fingerprint(code),
                    sealed_values=sealed,
                    expires_at=self._now() + LIFETIME,
                )
            )
        return code

    def redeem(self, code: str) -> dict[str, Any]:
        """Return the values behind a code and forget them.

        Raises `UnknownDraftCode`, or `StoreUnavailable` when the database does not answer; then the code stays good.
        """
        with self._database.transaction() as session:
            row = session.get(CarriedDraft, self._cipher.fingerprint(code.upper()), with_for_update=True)
            if row is None or row.expires_at < self._now():
                raise UnknownDraftCode
            sealed = row.sealed_values
            session.delete(row)
        values: dict[str, Any] = json.loads(self._cipher.open(sealed))
        return values
