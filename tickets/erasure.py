"""Erasure on request: what the law wants kept stays, without the way back to the chat; the rest goes (C7-11, C7-12)."""

from __future__ import annotations

import secrets

from sqlalchemy import delete, select, update

from tickets.models import Base
from tickets.store import Store

PRINT = "conversation_print"
EVIDENCE = Base.metadata.tables["evidence_files"]


def forget_conversation(store: Store, conversation: str) -> dict[str, int]:
    """Cut a chat or WeChat identity out of the register and return how many rows of each table that changed.

    Drafts, tried query codes, files of no ticket and the row of a WeChat follower go. Tickets and requests have to be
    kept (C2-13, C7-12); their keyed hash of the conversation gives way to a random one, so that nobody can tell any
    more who filed them from where. Afterwards a ticket opens with number and query code only. Raises
    `StoreUnavailable`.
    """
    who, nobody = store.cipher.fingerprint(conversation), secrets.token_hex(32)
    counts = {}
    with store.transaction() as session:
        for table in Base.metadata.sorted_tables:
            if PRINT not in table.c:
                continue
            theirs = table.c[PRINT] == who
            gone = table.c[PRINT].primary_key
            if table is EVIDENCE:
                session.execute(delete(table).where(theirs, table.c.ticket_id.is_(None)))
            counts[table.name] = len(session.execute(select(table.c[PRINT]).where(theirs)).all())
            session.execute((delete(table) if gone else update(table).values({PRINT: nobody})).where(theirs))
    return counts
