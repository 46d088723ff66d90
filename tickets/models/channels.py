"""The tables of the channels: what helped, tablets and their calls, words for another screen, WeChat."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, Boolean, Column, Integer, String, Text

from tickets.models.base import Base, UtcDateTime


class AnswerFeedback(Base):
    """Whether an answer helped, as a customer said: the last word on it counts; what they wrote is sealed."""

    __tablename__ = "answer_feedback"

    conversation_print: str = Column(String(64), primary_key=True)
    event: int = Column(Integer, primary_key=True)  # number of the answer in its conversation
    topic: str = Column(String(64), nullable=False, index=True)
    helpful: bool = Column(Boolean, nullable=False)
    reason: str | None = Column(String(32))
    sealed_text: str | None = Column(Text)
    at: datetime = Column(UtcDateTime, nullable=False, index=True)


class Device(Base):
    """A tablet of a branch: enrolled once by a code, known by a token, with at most one session; secrets as hashes."""

    __tablename__ = "devices"

    id: str = Column(String(32), primary_key=True)
    branch: str = Column(String(64), nullable=False)
    name: str = Column(String(64), nullable=False)
    times: dict[str, int] = Column(JSON, nullable=False, default=dict)
    code_print: str | None = Column(String(64), unique=True)
    code_expires_at: datetime | None = Column(UtcDateTime)
    token_print: str | None = Column(String(64), unique=True)
    session_print: str | None = Column(String(64), unique=True)
    seen_at: datetime | None = Column(UtcDateTime)
    created_at: datetime = Column(UtcDateTime, nullable=False)


class StaffCall(Base):
    """A customer at a tablet asks for a person of the branch."""

    __tablename__ = "staff_calls"

    id: int = Column(Integer, primary_key=True)
    device_id: str = Column(String(32), nullable=False, index=True)
    branch: str = Column(String(64), nullable=False, index=True)
    called_at: datetime = Column(UtcDateTime, nullable=False, index=True)
    answered_at: datetime | None = Column(UtcDateTime)
    answered_by: str | None = Column(String(64))


class Handoff(Base):
    """Words that a customer goes on with at another screen; the token that opens them once is kept as a hash."""

    __tablename__ = "handoffs"

    token_print: str = Column(String(64), primary_key=True)
    sealed_text: str = Column(Text, nullable=False)
    expires_at: datetime = Column(UtcDateTime, nullable=False, index=True)


class WeChatToken(Base):
    """The access token of an official account, and until when some process is fetching the next one."""

    __tablename__ = "wechat_tokens"

    app_id: str = Column(String(64), primary_key=True)
    sealed_token: str | None = Column(Text)
    expires_at: datetime | None = Column(UtcDateTime)
    refreshing_until: datetime | None = Column(UtcDateTime)
