"""The tables of the register: one declarative base, so that erasure, rotation and migrations see every one."""

from tickets.models.base import Base, UtcDateTime
from tickets.models.channels import AnswerFeedback, Device, Handoff, StaffCall, WeChatToken
from tickets.models.register import (
    NUMBER_LENGTH,
    CarriedDraft,
    DailyNumber,
    DailyRun,
    DraftField,
    EvidenceFile,
    OutboxMessage,
    QueryAttempt,
    RegisterEvent,
    ServiceRequest,
    StaffAccount,
    Ticket,
    TicketEvent,
)
from tickets.models.wechat import WeChatDelivery, WeChatFollower, WeChatGrant, WeChatOption, WeChatText

__all__ = [
    "NUMBER_LENGTH",
    "AnswerFeedback",
    "Base",
    "CarriedDraft",
    "DailyNumber",
    "DailyRun",
    "Device",
    "DraftField",
    "EvidenceFile",
    "Handoff",
    "OutboxMessage",
    "QueryAttempt",
    "RegisterEvent",
    "ServiceRequest",
    "StaffAccount",
    "StaffCall",
    "Ticket",
    "TicketEvent",
    "UtcDateTime",
    "WeChatDelivery",
    "WeChatFollower",
    "WeChatGrant",
    "WeChatOption",
    "WeChatText",
    "WeChatToken",
]
