"""Drafts: full values typed while filing, encrypted until they are filed or erased (facts §7.4)."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from tickets.models import DraftField
from tickets.store import Store
from tickets.upsert import insert_or_replace

DRAFT_LIFETIME = timedelta(days=30)


class Drafts(Store):
    """The part of the register that keeps drafts."""

    def keep_draft(self, conversation: str, values: dict[str, str]) -> None:
        """Keep full values of a conversation, encrypted, until they are filed or erased; old drafts go."""
        with self.transaction() as session:
            session.execute(delete(DraftField).where(DraftField.updated_at < self.now() - DRAFT_LIFETIME))
            self.put_draft(session, conversation, values)

    def put_draft(self, session: Session, conversation: str, values: dict[str, str]) -> None:
        """Keep full values of a conversation inside a transaction."""
        who, now = self.cipher.fingerprint(conversation), self.now()
        rows = [
            {"conversation_print": who, "field": name, "sealed_value": self.cipher.seal(value), "updated_at": now}
            for name, value in values.items()
        ]
        if rows:
            insert_or_replace(session, DraftField, rows)

    def draft(self, conversation: str) -> dict[str, str]:
        """Return the kept full values of a conversation by field name."""
        query = select(DraftField).where(DraftField.conversation_print == self.cipher.fingerprint(conversation))
        with self.reading() as session:
            return {row.field: self.cipher.open(row.sealed_value) for row in session.scalars(query)}

    def erase_draft(self, conversation: str, *names: str) -> None:
        """Erase the kept values of a conversation that have these names; without names every one."""
        with self.transaction() as session:
            self._erase_draft(session, conversation, *names)

    def _erase_draft(self, session: Session, conversation: str, *names: str) -> None:
        who = self.cipher.fingerprint(conversation)
        named = (DraftField.field.in_(names),) if names else ()
        session.execute(delete(DraftField).where(DraftField.conversation_print == who, *named))
