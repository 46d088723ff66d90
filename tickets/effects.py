"""What operations do to a ticket beyond its state, and what they refuse by the rules."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tickets import categories, deadlines, lifecycle
from tickets.deadlines import Clock
from tickets.errors import IllegalOperation, InvalidFields, NotYourRole
from tickets.evidence import attach
from tickets.models import StaffAccount, Ticket
from tickets.store import Store

DECISION_PARTS = ("findings", "grounds", "decision", "remedies")
"""The four parts of a decision: what was found, on what grounds, what is decided, what remedies there are (C1-50)."""
CLASSIFIED = ("business", "channel", "severity", "flags", "branch", "conflicts", "against_staff")


@dataclass(frozen=True)
class Step:
    """One operation being done: on what, by whom, with which checked values."""

    store: Store
    session: Session
    ticket: Ticket
    actor: str
    role: str
    values: dict[str, Any]


def clock_of(ticket: Ticket) -> Clock:
    """Return the clock of a ticket."""
    rule = deadlines.rule_named(ticket.rule_version)
    return Clock(
        ticket.clock_started_on, rule, ticket.extensions, ticket.paused_since, ticket.paused_days, ticket.agreed_due_on
    )


def set_clock(ticket: Ticket, clock: Clock) -> None:
    """Write a changed clock into its ticket, with the marks that show it."""
    ticket.clock_started_on, ticket.rule_version = clock.started_on, clock.rule.version
    ticket.extensions, ticket.paused_since, ticket.paused_days = clock.extensions, clock.paused_since, clock.paused_days
    ticket.agreed_due_on, ticket.due_on = clock.agreed_on, clock.due_on
    taken = [step.mark for step in clock.rule.extensions[: clock.extensions]]
    kept = [mark for mark in ticket.marks if not mark.startswith("extended_")]
    if clock.paused_since is None:
        kept = [mark for mark in kept if not mark.startswith("paused_")]
    ticket.marks = kept + taken
    _mark(ticket, "agreed", clock.agreed_on is not None)


def review_refusal(ticket: Ticket, today: date) -> str | None:
    """Return why no review may be asked for, or None: only of a branch's decision, once, within the days (C1-37)."""
    if ticket.branch is None:
        return "只有分支机构的处理决定可以申请核查"
    return late_for_review(ticket, today)


def late_for_review(ticket: Ticket, today: date) -> str | None:
    """Return why it is too late for a review, whoever decided, or None: once, and within the days (C1-37)."""
    if ticket.review_due_on is not None:
        return "这件投诉已经申请过核查"
    until = review_until(ticket)
    if until is None or today > until:
        return f"收到处理决定已超过 {clock_of(ticket).rule.review.ask_within_days} 日，不能再申请核查"
    return None


def review_until(ticket: Ticket) -> date | None:
    """Return the last day to ask for a review (C1-37), or None while no decision has been told."""
    if ticket.notified_at is None:
        return None
    return deadlines.day_of_receipt(ticket.notified_at) + timedelta(days=clock_of(ticket).rule.review.ask_within_days)


def _classify(step: Step) -> None:
    ticket, values = step.ticket, step.values
    for name in CLASSIFIED:
        if name in values:
            setattr(ticket, name, values[name])
    ticket.reason = values.get("reason_code", ticket.reason)
    if "severity" in values:
        _mark(ticket, "major", values["severity"] == categories.MAJOR)
    if values.get("source_authority", ticket.source_authority) != ticket.source_authority:
        _change_authority(ticket, values["source_authority"])
    if ticket.assignee:
        _refuse_conflict(step, ticket.assignee)


def _change_authority(ticket: Ticket, authority: str) -> None:
    """Put a matter under the rule of where it came from, counted from its receipt by the bank (C2-30)."""
    if ticket.extensions or ticket.paused_since or ticket.paused_days or ticket.agreed_due_on:
        raise IllegalOperation("已经延期、停过表或约定过到期日，不能再改来源机关")
    ticket.source_authority = authority
    set_clock(ticket, Clock(ticket.clock_started_on, deadlines.rule_on(ticket.clock_started_on, authority)))


def _assign(step: Step) -> None:
    _refuse_conflict(step, step.values["assignee"])
    step.ticket.assignee = step.values["assignee"]


def _refuse_conflict(step: Step, name: str) -> None:
    """Refuse a handler with an interest of his own (C1-27).

    Whoever the story names or staff listed as concerned, and anybody of a branch whose employee is complained of. The
    branch is known of accounts alone; an assignee need not have one.
    """
    ticket, opened = step.ticket, step.store.cipher.open
    story = opened(ticket.sealed_facts) + opened(ticket.sealed_request)
    account = step.session.get(StaffAccount, name)
    colleague = ticket.against_staff and account is not None and account.branch == ticket.branch is not None
    if name in ticket.conflicts or (len(name) > 1 and name in story) or colleague:
        raise IllegalOperation(f"{name} 与这件投诉有直接利益关系，应当回避，请改派别人")


def _extend(step: Step) -> None:
    """Take the next step of the rule, in time, by who may, with what it needs (C1-31, C1-32, C2-12)."""
    clock = clock_of(step.ticket)
    if clock.agreed_on is not None:
        raise IllegalOperation("到期日是和客户约定的，要改就和客户再约定")
    extension = clock.next_extension
    if extension is None:
        raise IllegalOperation("已经延到最长期限，不能再延")
    if clock.alert(step.store.today()) == "overdue":
        raise IllegalOperation("期限已过，不能再延")
    if step.role not in (*extension.roles, lifecycle.ADMIN):
        raise NotYourRole("这一次延期要由审批人批准")
    missing = [name for name in extension.needs if name not in step.values]
    if missing:
        labels = lifecycle.fields()
        raise InvalidFields({name: f"缺少 {name}（{labels[name]['label']}）" for name in missing})
    set_clock(step.ticket, clock.extended())


def _agree(step: Step) -> None:
    """Let what customer and bank agreed on bind: the last day, the way of telling, or both, with proof (C1-41)."""
    day, way = step.values.get("agreed_due_on"), step.values.get("agreed_way")
    if day is None and way is None:
        problem = "agreed_due_on（约定的到期日）和 agreed_way（约定的告知方式）至少要有一个"
        raise InvalidFields({"agreed_due_on": problem})
    if day is not None:
        _agree_day(step, day)
    step.ticket.agreed_way = way or step.ticket.agreed_way
    so_far = step.ticket.sealed_agreements
    agreement = {
        "agreed_at": step.store.now().isoformat(timespec="seconds"), "agreed_due_on": day and day.isoformat(),
        "agreed_way": way, "reason": step.values["reason"], "proof": step.values["proof"],
    }  # fmt: skip
    agreements = [*(json.loads(step.store.cipher.open(so_far)) if so_far else ()), agreement]
    step.ticket.sealed_agreements = step.store.cipher.seal(json.dumps(agreements, ensure_ascii=False))


def _agree_day(step: Step, day: date) -> None:
    """Take an agreed day, unless the time is over already, stands still, or the day cannot be meant."""
    clock, today = clock_of(step.ticket), step.store.today()
    if clock.paused_since is not None:
        raise IllegalOperation("已经停表，先恢复计时")
    if clock.alert(today) == "overdue":
        raise IllegalOperation("期限已过，不能再约定到期日")
    if not today <= day <= today + timedelta(days=clock.rule.agree_within_days):
        limit = f"应当在今天到 {clock.rule.agree_within_days} 天之内"
        raise InvalidFields({"agreed_due_on": f"agreed_due_on（约定的到期日）{limit}"})
    set_clock(step.ticket, clock.agreed(day))


def _pause(step: Step) -> None:
    """Stop the clock for mediation or an outside expert, and for nothing else (C1-33, C1-34)."""
    clock = clock_of(step.ticket)
    if clock.paused_since is not None:
        raise IllegalOperation("已经停表，先恢复计时")
    set_clock(step.ticket, clock.paused(step.store.today()))
    _mark(step.ticket, f"paused_{step.values['cause']}", True)


def _resume(step: Step) -> None:
    clock = clock_of(step.ticket)
    if clock.paused_since is None:
        raise IllegalOperation("没有停表，不用恢复")
    set_clock(step.ticket, clock.resumed(step.store.today()))


def _restart(step: Step) -> None:
    """Start the clock anew for new facts and reasons (C1-36)."""
    set_clock(step.ticket, clock_of(step.ticket).restarted(step.store.today()))
    _mark(step.ticket, "restarted", True)
    _supplement(step)


def _supplement(step: Step) -> None:
    """Take what the customer adds; a handler who waited for it goes on."""
    added = step.values.get("evidence", ())
    attach(step.session, step.ticket, added)
    step.ticket.evidence = list(dict.fromkeys([*step.ticket.evidence, *added]))
    if step.ticket.status == "pending_customer":
        step.ticket.status = "investigating"


def _escalate(step: Step) -> None:
    _mark(step.ticket, "escalated_regulator", True)


def _decide(step: Step) -> None:
    """Keep the four parts (C1-50); the clock goes on until they are told."""
    step.ticket.decided_at = step.store.now()
    step.ticket.sealed_decision = _sealed(step, DECISION_PARTS)


def _notify(step: Step) -> None:
    """Keep the proof that the decision was told: way, moment, proof (C1-51); an agreed way binds (C1-41)."""
    ticket, told = step.ticket, step.values["notified_at"]
    assert ticket.decided_at is not None, "only a decided ticket is told"
    if not ticket.decided_at.replace(second=0, microsecond=0) <= told <= step.store.now():
        raise InvalidFields({"notified_at": "notified_at（告知时间）应当在作出决定之后，不能在将来"})
    if ticket.agreed_way not in (None, step.values["way"]):
        raise InvalidFields({"way": f"way（告知方式）和客户约定的是 {ticket.agreed_way}"})
    ticket.notified_at = told
    ticket.sealed_delivery = _sealed(step, ("way", "proof"))


def _rate(step: Step) -> None:
    step.ticket.stars = step.values.get("stars", step.ticket.stars)


def _merge(step: Step) -> None:
    """Join a complaint to an open one of the same complainant, whose time does not change (C1-35)."""
    query = select(Ticket).where(Ticket.number == step.values["into"])
    other = step.session.scalars(query.with_for_update()).first()
    if other is None or other.id == step.ticket.id or other.phone_print != step.ticket.phone_print:
        raise InvalidFields({"into": "into（并入的单号）应当是同一投诉人的另一件投诉"})
    if other.status not in lifecycle.running():
        raise IllegalOperation(f"{other.number} 已经不在办理中，不能并入")
    step.ticket.merged_into = other.number
    step.store.audit(step.session, other, step.actor, "joined", {"number": step.ticket.number})


def _ask_review(step: Step) -> None:
    """Start the days for the review (C1-38) where one may be asked for (C1-37)."""
    refusal = review_refusal(step.ticket, step.store.today())
    if refusal:
        raise IllegalOperation(refusal)
    days = clock_of(step.ticket).rule.review.decide_within_days
    step.ticket.review_due_on = step.store.today() + timedelta(days=days)


def _decide_review(step: Step) -> None:
    """Keep the four parts of the review decision; nobody reviews what he handled (facts §6.3)."""
    if step.actor == step.ticket.assignee:
        raise NotYourRole("核查人不能是原承办人")
    step.ticket.sealed_review_decision = _sealed(step, DECISION_PARTS)


def _sealed(step: Step, names: tuple[str, ...]) -> str:
    return step.store.cipher.seal(json.dumps({name: step.values[name] for name in names}, ensure_ascii=False))


def _mark(ticket: Ticket, mark: str, on: bool) -> None:
    others = [name for name in ticket.marks if name != mark]
    ticket.marks = [*others, mark] if on else others


EFFECTS: dict[str, Callable[[Step], None]] = {
    "classify": _classify,
    "triaged": _classify,
    "assigned": _assign,
    "extend": _extend,
    "agree": _agree,
    "pause": _pause,
    "resume": _resume,
    "restart": _restart,
    "supplement": _supplement,
    "escalate": _escalate,
    "decided": _decide,
    "notified": _notify,
    "followed_up": _rate,
    "rate": _rate,
    "merged": _merge,
    "review_requested": _ask_review,
    "review_decided": _decide_review,
}
