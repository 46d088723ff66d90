"""One-time codes that carry an unfinished complaint to another conversation: kept encrypted, redeemed once."""

from __future__ import annotations

import json
import secrets
from datetime import timedelta
from typing import Any

from sqlalchemy import delete

from tickets.errors import UnknownDraftCode
from tickets.models import CarriedDraft
from tickets.store import Store

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
LENGTH = 8
LIFETIME = timedelta(days=7)


class DraftCodes:
    """Gives and redeems draft codes in the store of the register."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def give(self, values: dict[str, Any]) -> str:
        """Keep the values for seven days and return the code that opens them once; expired drafts go.

        Raises `StoreUnavailable` when nothing could be saved.
        """
        code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
        code = f"{code[:4]}-{code[4:]}"
        sealed = self._store.cipher.seal(json.dumps(values, ensure_ascii=False))
        with self._store.transaction() as session:
            session.execute(delete(CarriedDraft).where(CarriedDraft.expires_at < self._store.now()))
            session.add(
                CarriedDraft(
                    code_print=self._store.cipher.fingerprint(code),
                    sealed_values=sealed,
                    expires_at=self._store.now() + LIFETIME,
                )
            )
        return code

    def redeem(self, code: str) -> dict[str, Any]:
        """Return the values behind a code and forget them.

        Raises `UnknownDraftCode`, or `StoreUnavailable` when the database does not answer; then the code stays good.
        """
        with self._store.transaction() as session:
            row = session.get(CarriedDraft, self._store.cipher.fingerprint(code.upper()), with_for_update=True)
            if row is None or row.expires_at < self._store.now():
                raise UnknownDraftCode
            sealed = row.sealed_values
            session.delete(row)
        values: dict[str, Any] = json.loads(self._store.cipher.open(sealed))
        return values
