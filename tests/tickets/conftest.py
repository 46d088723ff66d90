"""A ticket with hands on it: a clock that the test turns, and the usual steps of its life."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from tickets.models import Ticket
from tickets.workflow import CUSTOMER, Actor, Workflow

NOON_IN_CHINA = datetime(2026, 11, 21, 4, 0, tzinfo=timezone.utc)
PARTS = {
    "findings": "年费多扣了一次", "grounds": "收费目录写明免年费", "decision": "退回多收的年费",
    "remedies": "可以在 30 日内申请核查，也可以申请调解、仲裁或起诉",
}  # fmt: skip
NEEDED = {
    "assigned": {"assignee": "赵敏"},
    "pending_customer": {"reason": "请补充扣费短信"},
    "decided": PARTS,
    "review_requested": {"reason": "对决定不服"},
    "review_decided": PARTS,
    "withdrawn": {"reason": "已经解决"},
    "not_accepted": {"ground": "not_by_complainant", "reason": "本人说没有投诉过"},
}
STAFF = {
    role: Actor(f"{role} 甲", role)
    for role in ("intake", "dispatcher", "handler", "approver", "reviewer", "follow_up", "admin")
}
TO_DECIDED = ("triaged", "assigned", "investigating", "decided")


class Case:
    """One filed ticket, and the days that pass over it."""

    def __init__(self, register, complaint) -> None:
        self.register, self.workflow = register, Workflow(register)
        self.moment = NOON_IN_CHINA
        register._now = lambda: self.moment
        self.number = register.file(complaint).number

    def days_later(self, days: int) -> Case:
        self.moment += timedelta(days=days)
        return self

    def do(self, name: str, role: str = "admin", **given) -> Ticket:
        if name == "notified":
            given = {"way": "phone", "notified_at": self.moment.isoformat(), "proof": "录音 17 号", **given}
        actor = CUSTOMER if role == "customer" else STAFF[role]
        return self.workflow.perform(self.number, actor, name, {**NEEDED.get(name, {}), **given})

    def through(self, *names: str) -> Case:
        for name in names:
            self.do(name)
        return self

    @property
    def ticket(self) -> Ticket:
        return self.register.ticket(self.number)


@pytest.fixture
def case(register, complaint, changed):
    """A ticket of a branch, filed at noon of 21 November 2026 in China."""
    return Case(register, changed(complaint, branch="城东支行"))
