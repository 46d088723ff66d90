"""The outbox: what customers have to be told, written in the transaction that makes it true; see `delivery.py`."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.orm import Session

from tickets.models import OutboxMessage, Ticket, WeChatFollower
from tickets.store import Store

CHAT_SOURCES = ("web", "wechat", "rest")
"""Sources whose customers may still be in the conversation."""
CHAT_FIRST = timedelta(minutes=10)
"""How long the chat alone may deliver before the courier sends the message another way."""


def write(store: Store, session: Session, ticket: Ticket, kind: str, text: str) -> None:
    """Write a message in the transaction that makes it true."""
    now = store.now()
    in_chat = ticket.source in CHAT_SOURCES or session.get(WeChatFollower, ticket.conversation_print) is not None
    session.add(
        OutboxMessage(
            ticket_id=ticket.id,
            kind=kind,
            conversation_print=ticket.conversation_print,
            sealed_text=store.cipher.seal(text),
            created_at=now,
            next_try_at=now + CHAT_FIRST if in_chat else now,
        )
    )
