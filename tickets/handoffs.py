"""Going on at another screen: a token, as a QR code shows it, stands once for what to say there."""

from __future__ import annotations

import secrets
from datetime import timedelta

from tickets.errors import UnknownHandoff
from tickets.models import Handoff
from tickets.store import Store

LIFETIME = timedelta(minutes=15)
"""Long enough to take out a phone and scan, too short for the next person in the queue to find a use for it."""


class Handoffs:
    """Gives and redeems tokens."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def give(self, text: str) -> str:
        """Keep words encrypted and return the token that opens them once; raises `StoreUnavailable`."""
        token = secrets.token_urlsafe(24)
        with self._store.transaction() as session:
            session.add(
                Handoff(
                    token_print=self._store.cipher.fingerprint(token),
                    sealed_text=self._store.cipher.seal(text),
                    expires_at=self._store.now() + LIFETIME,
                )
            )
        return token

    def redeem(self, token: str) -> str:
        """Return the words behind a token and forget them; raises `UnknownHandoff` or `StoreUnavailable`."""
        with self._store.transaction() as session:
            row = session.get(Handoff, self._store.cipher.fingerprint(token), with_for_update=True)
            if row is None or row.expires_at < self._store.now():
                raise UnknownHandoff
            text = self._store.cipher.open(row.sealed_text)
            session.delete(row)
        return text
