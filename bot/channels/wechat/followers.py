"""Who follows the official account: each openid, sealed, has a conversation named at random.

WeChat wants everything about a user erased who stops following (developers.weixin.qq.com, 关注/取消关注事件); with the
follower's row goes the only way from the openid to the conversation and to the tickets that were filed in it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.channels.visitors import conversation_of, new_token
from tickets.models import WechatFollower
from tickets.store import Store
from tickets.upsert import insert_missing

CHANNEL = "wechat"
"""Name of the channel in conversations and tickets."""
_TABLE = WechatFollower.__table__.c
MANY = 500
"""Values in one query; SQLite takes 32 766, PostgreSQL twice as many."""


@dataclass(frozen=True)
class Follower:
    """A follower; `key` names them in the tables of the channel, `page` opens their conversation in a browser."""

    key: str
    openid: str
    page: str
    told: int
    reachable: bool
    announced: int

    @property
    def conversation(self) -> str:
        """The conversation they have with the assistant."""
        return _conversation(self.page)


class Followers:
    """The followers of one account."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def met(self, session: Session, openid: str) -> Follower:
        """Return the follower who has just written or done something, made when they are new."""
        now, print_ = self._store.now(), self.print_of(openid)
        mine = _TABLE.openid_print == print_
        row = session.scalars(select(WechatFollower).where(mine).with_for_update()).first()
        if row is None:
            insert_missing(session, WechatFollower, [self._new(openid, print_, now)])
            row = session.scalars(select(WechatFollower).where(mine).with_for_update()).one()
        row.last_message_at, row.reachable = now, True
        return self._follower(row)

    def print_of(self, openid: str) -> str:
        """Return the keyed hash of an openid."""
        return self._store.cipher.fingerprint(f"{CHANNEL}:{openid}")

    def find(self, openid: str) -> Follower | None:
        """Return a follower, or None when there is no such any more."""
        query = select(WechatFollower).where(_TABLE.openid_print == self.print_of(openid))
        with self._store.reading() as session:
            row = session.scalars(query).first()
            return self._follower(row) if row else None

    def has(self, conversation: str) -> bool:
        """Tell whether a conversation is that of a follower."""
        key = _TABLE.conversation_print == self._store.cipher.fingerprint(conversation)
        with self._store.reading() as session:
            return session.execute(select(key).where(key)).first() is not None

    def among(self, prints: Iterable[str]) -> list[Follower]:
        """Return the reachable followers whose conversations have these keyed hashes."""
        wanted, found = list(prints), []
        with self._store.reading() as session:
            for start in range(0, len(wanted), MANY):
                theirs = _TABLE.conversation_print.in_(wanted[start : start + MANY])
                query = select(WechatFollower).where(theirs, _TABLE.reachable)
                found += [self._follower(row) for row in session.scalars(query)]
        return found

    def advance(self, session: Session, follower: Follower, told: int) -> bool:
        """Note that the conversation is told up to event number `told`; False when another process was faster."""
        mine = (_TABLE.conversation_print == follower.key, _TABLE.told == follower.told)
        return bool(_changed(session, update(WechatFollower).where(*mine).values(told=told)))

    def announce(self, follower: Follower, message: int) -> bool:
        """Note that a template message tells of this message of the outbox; False when one does already."""
        mine = (_TABLE.conversation_print == follower.key, _TABLE.announced < message)
        with self._store.transaction() as session:
            return bool(_changed(session, update(WechatFollower).where(*mine).values(announced=message)))

    def lose(self, follower: Follower) -> None:
        """Note that WeChat delivers nothing to this follower until they write again."""
        mine = _TABLE.conversation_print == follower.key
        with self._store.transaction() as session:
            _changed(session, update(WechatFollower).where(mine).values(reachable=False))

    def _new(self, openid: str, openid_print: str, now: datetime) -> dict[str, object]:
        page, seal = new_token(), self._store.cipher.seal
        return {
            "conversation_print": self._store.cipher.fingerprint(_conversation(page)),
            "openid_print": openid_print,
            "sealed_openid": seal(openid),
            "sealed_page": seal(page),
            "reachable": True,
            "followed_at": now,
            "last_message_at": now,
            "told": -1,
            "announced": 0,
        }

    def _follower(self, row: WechatFollower) -> Follower:
        openid, page = (self._store.cipher.open(sealed) for sealed in (row.sealed_openid, row.sealed_page))
        return Follower(row.conversation_print, openid, page, row.told, row.reachable, row.announced)


def _conversation(page: str) -> str:
    conversation = conversation_of(page, CHANNEL)
    assert conversation is not None
    return conversation


def _changed(session: Session, statement: object) -> int:
    changed: int = session.execute(statement, execution_options={"synchronize_session": False}).rowcount
    return changed
