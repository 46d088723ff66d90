"""What a tappable choice says: known here by its id, for one follower and a week; nothing that comes is trusted.

Numbers need no table: the door knows the choices of the last list (bot/doorway.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy.orm import Session

from tickets.models import WeChatOption
from tickets.store import Store

LIFETIME = timedelta(days=7)
"""As long as a complaint can be carried on elsewhere (tickets/draft_codes.py); later a tap says the choice's title."""


class Choices:
    """The choices that followers can tap."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def keep(self, session: Session, key: str, options: Mapping[str, str]) -> None:
        """Keep what each option, by its id, says for this follower."""
        expires_at, seal = self._store.now() + LIFETIME, self._store.cipher.seal
        session.add_all(
            WeChatOption(conversation_print=key, option=option, sealed_payload=seal(payload), expires_at=expires_at)
            for option, payload in options.items()
        )

    def payload(self, key: str, option: str) -> str | None:
        """Return what an option says; None when it is none of this follower's, or too old."""
        with self._store.reading() as session:
            row = session.get(WeChatOption, (key, option))
            if row is None or row.expires_at <= self._store.now():
                return None
            return self._store.cipher.open(row.sealed_payload)
