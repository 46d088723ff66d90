"""The tables of the WeChat channel: who follows, what came, what may be sent, what waits; texts and openids sealed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Boolean, Column, Integer, String, Text

from tickets.models.base import Base, UtcDateTime


class WeChatFollower(Base):
    """Somebody who follows the official account, and the conversation they have with us.

    The conversation is named at random: once this row is gone nothing leads from the one to the other.
    """

    __tablename__ = "wechat_followers"

    conversation_print: str = Column(String(64), primary_key=True)
    openid_print: str = Column(String(64), unique=True, nullable=False)
    sealed_openid: str = Column(Text, nullable=False)
    sealed_page: str = Column(Text, nullable=False)  # the token of a chat page on it, which names the conversation
    reachable: bool = Column(Boolean, nullable=False, default=True)
    followed_at: datetime = Column(UtcDateTime, nullable=False)
    last_message_at: datetime = Column(UtcDateTime, nullable=False)
    told: int = Column(Integer, nullable=False, default=-1)  # number of the last event of the conversation told here
    announced: int = Column(Integer, nullable=False, default=0)  # last message of the outbox told of by a template


class WeChatDelivery(Base):
    """A message or event of WeChat, known by its keyed hash; its content stays until it is answered."""

    __tablename__ = "wechat_deliveries"

    key_print: str = Column(String(64), primary_key=True)
    sealed_packet: str | None = Column(Text)  # None: answered
    received_at: datetime = Column(UtcDateTime, nullable=False, index=True)
    held_until: datetime = Column(UtcDateTime, nullable=False, index=True)  # until then some process is at it


class WeChatGrant(Base):
    """How many messages the customer-service interface may still send to a follower, and until when."""

    __tablename__ = "wechat_grants"

    conversation_print: str = Column(String(64), primary_key=True)
    kind: str = Column(String(16), primary_key=True)
    remaining: int = Column(Integer, nullable=False)
    expires_at: datetime = Column(UtcDateTime, nullable=False, index=True)


class WeChatText(Base):
    """A text on its way to a follower: it stays until it has gone."""

    __tablename__ = "wechat_texts"

    conversation_print: str = Column(String(64), primary_key=True)
    place: int = Column(Integer, primary_key=True)
    sealed_text: str = Column(Text, nullable=False)
    since: datetime = Column(UtcDateTime, nullable=False, index=True)
    held_until: datetime | None = Column(UtcDateTime)  # until then some process is sending it


class WeChatOption(Base):
    """What a tappable choice says when it is tapped."""

    __tablename__ = "wechat_options"

    conversation_print: str = Column(String(64), primary_key=True)
    option: str = Column(String(16), primary_key=True)
    sealed_payload: str = Column(Text, nullable=False)
    expires_at: datetime = Column(UtcDateTime, nullable=False, index=True)
