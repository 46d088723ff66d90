"""Who follows the official account: each openid, sealed, has a conversation named at random.

WeChat wants everything about a user erased who stops following (developers.weixin.qq.com, 关注/取消关注事件); with the
follower's row goes the only way from the openid to the conversation and to the tickets that were filed in it.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.channels.visitors import WECHAT, conversation_of, new_token
from tickets.models import WeChatFollower
from tickets.store import Store
from tickets.upsert import insert_missing

_TABLE = WeChatFollower.__table__.c


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

    def met(self, openid: str) -> Follower:
        """Return a follower, made when they are new."""
        found = self.find(openid)
        if found is not None:
            return found
        with self._store.transaction() as session:
            insert_missing(session, WeChatFollower, [self._new(openid)])
            mine = _TABLE.openid_print == self.print_of(openid)
            return self._follower(session.scalars(select(WeChatFollower).where(mine)).one())

    def print_of(self, openid: str) -> str:
        """Return the keyed hash of an openid."""
        return self._store.cipher.fingerprint(f"{WECHAT}:{openid}")

    def find(self, openid: str) -> Follower | None:
        """Return a follower, or None when there is no such any more."""
        query = select(WeChatFollower).where(_TABLE.openid_print == self.print_of(openid))
        with self._store.reading() as session:
            row = session.scalars(query).first()
            return self._follower(row) if row else None

    def has(self, conversation: str) -> bool:
        """Tell whether a conversation is that of a follower."""
        key = _TABLE.conversation_print == self._store.cipher.fingerprint(conversation)
        with self._store.reading() as session:
            return session.execute(select(key).where(key)).first() is not None

    def advance(self, session: Session, follower: Follower, told: int, heard: bool) -> bool:
        """Note that the conversation is told up to event number `told`, and whether the follower was just heard of.

        False when another process was faster, or the follower is gone.
        """
        values: dict[str, object] = {"told": told}
        if heard:
            values |= {"last_message_at": self._store.now(), "reachable": True}
        mine = (_TABLE.conversation_print == follower.key, _TABLE.told == follower.told)
        return bool(_changed(session, update(WeChatFollower).where(*mine).values(**values)))

    def announce(self, follower: Follower, message: int) -> bool:
        """Note that a template message tells of this message of the outbox; False when one does already."""
        mine = (_TABLE.conversation_print == follower.key, _TABLE.announced < message)
        with self._store.transaction() as session:
            return bool(_changed(session, update(WeChatFollower).where(*mine).values(announced=message)))

    def lose(self, follower: Follower) -> None:
        """Note that WeChat delivers nothing to this follower until they write again."""
        mine = _TABLE.conversation_print == follower.key
        with self._store.transaction() as session:
            _changed(session, update(WeChatFollower).where(mine).values(reachable=False))

    def _new(self, openid: str) -> dict[str, object]:
        page, seal, now = new_token(), self._store.cipher.seal, self._store.now()
        return {
            "conversation_print": self._store.cipher.fingerprint(_conversation(page)),
            "openid_print": self.print_of(openid),
            "sealed_openid": seal(openid),
            "sealed_page": seal(page),
            "reachable": True,
            "followed_at": now,
            "last_message_at": now,
            "told": -1,
            "announced": 0,
        }

    def _follower(self, row: WeChatFollower) -> Follower:
        openid, page = (self._store.cipher.open(sealed) for sealed in (row.sealed_openid, row.sealed_page))
        return Follower(row.conversation_print, openid, page, row.told, row.reachable, row.announced)


def _conversation(page: str) -> str:
    conversation = conversation_of(page, WECHAT)
    assert conversation is not None
    return conversation


def _changed(session: Session, statement: object) -> int:
    changed: int = session.execute(statement, execution_options={"synchronize_session": False}).rowcount
    return changed
