"""How many messages the customer-service interface may send to a follower now.

A message of theirs allows five within 48 hours; a tap on the menu, following, and scanning a code allow three within a
minute; a tap on an option of a msgmenu counts as a tap, not as a message. Each new one of a kind begins that kind anew.
Source: developers.weixin.qq.com/doc/service/api/customer/message/api_sendcustommessage.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from bot.channels.wechat.packets import EVENT, SCAN, SUBSCRIBE, Incoming
from tickets.models import WeChatGrant
from tickets.store import Store
from tickets.upsert import insert_or_replace

MESSAGE, TAP, FOLLOW, SCANNED = "message", "tap", "follow", "scan"
TAPS = ("CLICK", "scancode_push", "scancode_waitmsg")
"""Events of a menu that allow messages; opening a page from the menu allows none."""
_TABLE = WeChatGrant.__table__.c


@dataclass(frozen=True)
class Allowance:
    """So many messages within so long."""

    messages: int
    within: timedelta


@dataclass(frozen=True)
class Spent:
    """One message taken from an allowance, known by its kind and its end."""

    kind: str
    expires_at: datetime


MOMENT = Allowance(3, timedelta(minutes=1))
ALLOWANCES = {MESSAGE: Allowance(5, timedelta(hours=48)), TAP: MOMENT, FOLLOW: MOMENT, SCANNED: MOMENT}


def kind_of(incoming: Incoming) -> str | None:
    """Return what kind of allowance a message or event gives, or None."""
    if incoming.kind != EVENT:
        return TAP if incoming.menu_option else MESSAGE
    if incoming.event in TAPS:
        return TAP
    return {SUBSCRIBE: FOLLOW, SCAN: SCANNED}.get(incoming.event)


class Ledger:
    """What is allowed and what is spent, kept in the database: processes together never spend more."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def grant(self, session: Session, key: str, kind: str, since: datetime) -> None:
        """Note what a message or event of this kind, which came then, allows to send to a follower."""
        allowance = ALLOWANCES[kind]
        row = {"conversation_print": key, "kind": kind, "remaining": allowance.messages}
        insert_or_replace(session, WeChatGrant, [{**row, "expires_at": since + allowance.within}])

    def spend(self, key: str) -> Spent | None:
        """Take one message from what ends first; None when there is nothing left."""
        with self._store.transaction() as session:
            query = select(WeChatGrant).where(*self._open(key)).order_by(_TABLE.expires_at)
            grant = session.scalars(query.limit(1).with_for_update()).first()
            if grant is None:
                return None
            grant.remaining -= 1
            return Spent(grant.kind, grant.expires_at)

    def give_back(self, key: str, spent: Spent) -> None:
        """Take back a message that was not sent, unless another allowance has begun since."""
        same = (_TABLE.conversation_print == key, _TABLE.kind == spent.kind, _TABLE.expires_at == spent.expires_at)
        with self._store.transaction() as session:
            session.execute(update(WeChatGrant).where(*same).values(remaining=_TABLE.remaining + 1))

    def close(self, key: str) -> None:
        """Allow nothing more: WeChat says that it is used up."""
        with self._store.transaction() as session:
            session.execute(delete(WeChatGrant).where(_TABLE.conversation_print == key))

    def left(self, key: str) -> int:
        """Return how many messages may be sent now."""
        with self._store.reading() as session:
            return int(session.scalar(select(func.coalesce(func.sum(_TABLE.remaining), 0)).where(*self._open(key))))

    def _open(self, key: str) -> tuple[object, ...]:
        return _TABLE.conversation_print == key, _TABLE.remaining > 0, _TABLE.expires_at > self._store.now()
