"""The life of a ticket: only what the table allows, with what it needs, by whom it says, all of it on record."""

import json
from datetime import date, timedelta
from string import Formatter

import pytest
import yaml

from tests.tickets.conftest import NEEDED, PARTS, STAFF, TO_DECIDED, Case
from tickets import fields, lifecycle, notices
from tickets.accounts import Accounts
from tickets.errors import IllegalOperation, InvalidFields, NotYourRole, UnknownOperation
from tickets.models import OutboxMessage

DUE = date(2026, 12, 6)


def test_the_table_names_only_states_roles_fields_and_notices_that_exist():
    others = {"customer", "outbox"}
    for operation in lifecycle.operations().values():
        assert set(operation.sources) <= set(lifecycle.states())
        assert operation.roles <= {*lifecycle.roles(), *others}
        assert set(operation.fields) <= set(lifecycle.fields())
        assert operation.notice is None or operation.notice in notices.kinds()
        assert all(fields.schema(name) for name in operation.fields)


def test_a_notice_says_only_what_its_operation_always_gives():
    words = yaml.safe_load(notices.FILE.read_text("utf-8"))["notices"]
    for operation in lifecycle.operations().values():
        said = {name for _, name, _, _ in Formatter().parse(words.get(operation.notice, "")) if name}
        assert said <= {"number", "due", "review_due", "by_agreed_way", *operation.needs}


def test_every_state_is_reached_and_every_state_but_the_ends_is_left():
    reached = {step.target for step in lifecycle.operations().values() if step.target}
    left = {source for step in lifecycle.operations().values() if step.target for source in step.sources}
    assert reached | {"submitted"} == set(lifecycle.states())
    assert set(lifecycle.states()) - left == set(lifecycle.final()) - {"closed"}


def test_a_ticket_goes_from_filing_to_the_archive(case):
    case.through(*TO_DECIDED, "notified", "followed_up", "closed")
    assert case.ticket.status == "closed"
    assert case.ticket.finished_at == case.moment


@pytest.mark.parametrize("state", ["submitted", "triaged", "assigned", "investigating", "decided", "withdrawn"])
def test_what_the_table_does_not_allow_is_refused_and_changes_nothing(case, state):
    path = {"submitted": (), "withdrawn": ("withdrawn",)}.get(state)
    case.through(*(TO_DECIDED[: TO_DECIDED.index(state) + 1] if path is None else path))
    before = len(case.register.events(case.number))
    for name, step in lifecycle.operations().items():
        if state not in step.sources:
            with pytest.raises(IllegalOperation):
                case.do(name, "customer" if step.roles == {"customer"} else "admin")
    assert case.ticket.status == state
    assert len(case.register.events(case.number)) == before


def test_only_the_roles_of_the_table_may(case):
    for name, step in lifecycle.operations().items():
        for role in set(lifecycle.roles()) - step.roles:
            with pytest.raises(NotYourRole):
                lifecycle.permitted(name, step.sources[0], role)
    with pytest.raises(NotYourRole):
        case.do("assigned", "handler")


def test_an_unknown_operation_is_told_which_ones_there_are(case):
    with pytest.raises(UnknownOperation, match="triaged"):
        case.do("teleport")


@pytest.mark.parametrize("part", list(PARTS))
@pytest.mark.parametrize("empty", ["", "   ", None])
def test_a_decision_without_one_of_its_four_parts_is_refused(case, part, empty):
    case.through("triaged", "assigned", "investigating")
    with pytest.raises(InvalidFields) as refusal:
        case.do("decided", **{part: empty})
    assert set(refusal.value.problems) == {part}
    assert case.ticket.status == "investigating"


def test_every_missing_bad_and_unknown_field_is_named_at_once(case):
    case.through(*TO_DECIDED)
    bad = {"way": "carrier pigeon", "notified_at": "yesterday", "proof": None, "colour": "red"}
    with pytest.raises(InvalidFields) as refusal:
        case.do("notified", **bad)
    assert set(refusal.value.problems) == {"way", "notified_at", "proof", "colour"}


def test_told_needs_a_moment_between_the_decision_and_now(case):
    case.through(*TO_DECIDED)
    for moment in (case.moment - timedelta(hours=1), case.moment + timedelta(hours=1)):
        with pytest.raises(InvalidFields):
            case.do("notified", notified_at=moment.isoformat())
    assert case.do("notified").notified_at == case.moment


@pytest.mark.parametrize("concerned", ["named in the story", "listed", "colleague"])
def test_somebody_concerned_is_never_the_handler(register, complaint, changed, concerned):
    facts = "理财经理赵敏骗我买基金" if concerned == "named in the story" else "骗我买基金"
    case = Case(register, changed(complaint, facts=facts, branch="城东支行"))
    Accounts(register).add("赵敏", "handler", "城东支行", by="admin")
    listed = {"conflicts": ["赵敏"]} if concerned == "listed" else {}
    case.do("triaged", against_staff=concerned == "colleague", **listed)
    with pytest.raises(IllegalOperation, match="回避"):
        case.do("assigned", assignee="赵敏")
    assert case.do("assigned", assignee="钱多多").assignee == "钱多多"


def test_a_handler_who_turns_out_to_be_concerned_has_to_be_replaced_first(case):
    case.through("triaged", "assigned")
    with pytest.raises(IllegalOperation, match="回避"):
        case.do("classify", conflicts=["赵敏"])
    case.do("assigned", assignee="钱多多")
    assert case.do("classify", conflicts=["赵敏"]).conflicts == ["赵敏"]


def test_a_withdrawal_ends_the_work_on_the_same_day(case):
    ticket = case.days_later(3).do("withdrawn", "customer")
    assert (ticket.status, ticket.finished_at) == ("withdrawn", case.moment)


def test_not_accepted_is_only_for_the_one_reason_of_the_law_and_is_told(case):
    with pytest.raises(InvalidFields):
        case.do("not_accepted", ground="too_busy")
    case.do("not_accepted")
    assert told(case) == ["not_accepted"]


def test_the_same_matter_is_joined_to_the_first_and_its_time_stays(case, complaint, changed):
    first = case.number
    case.days_later(4)
    second = Case(case.register, changed(complaint, filing="again"))
    second.do("merged", into=first)
    assert (second.ticket.status, second.ticket.merged_into) == ("merged", first)
    assert case.ticket.due_on == DUE
    assert [event.kind for event in case.register.events(first)] == ["filed", "joined"]


def test_only_an_open_matter_of_the_same_complainant_takes_another(case, complaint, changed):
    other = Case(case.register, changed(complaint, filing="other", phone="13900002222"))
    for wrong in (other.number, case.number, "TS20260101-0001"):
        with pytest.raises(InvalidFields):
            case.do("merged", into=wrong)
    again = Case(case.register, changed(complaint, filing="again"))
    again.do("withdrawn")
    with pytest.raises(IllegalOperation):
        case.do("merged", into=again.number)


def test_extensions_go_fifteen_thirty_sixty_and_only_the_approver_takes_the_last(case):
    assert case.do("extend", "handler", reason="要调录像").due_on == date(2026, 12, 21)
    for role in ("handler", "dispatcher"):
        with pytest.raises(NotYourRole):
            case.do("extend", role, reason="还要查", approver="王行长")
    with pytest.raises(InvalidFields) as refusal:
        case.do("extend", "approver", reason="还要查")
    assert set(refusal.value.problems) == {"approver"}
    ticket = case.do("extend", "approver", reason="还要查", approver="王行长")
    assert (ticket.due_on, ticket.marks) == (date(2027, 1, 20), ["extended_30", "extended_60"])
    with pytest.raises(IllegalOperation, match="最长"):
        case.do("extend", "approver", reason="再查", approver="王行长")
    assert told(case) == ["extended", "extended"]


def test_an_extension_needs_a_reason_and_comes_before_the_end(case):
    with pytest.raises(InvalidFields):
        case.do("extend")
    with pytest.raises(IllegalOperation, match="已过"):
        case.days_later(16).do("extend", reason="忘了")


def test_a_matter_from_the_peoples_bank_has_one_step_to_sixty_days(case):
    assert case.do("triaged", source_authority="pboc").rule_version == "PBC-2020-5"
    with pytest.raises(NotYourRole):
        case.do("extend", "handler", reason="复杂", approver="负责人")
    assert case.do("extend", "approver", reason="复杂", approver="负责人").due_on == date(2027, 1, 20)
    with pytest.raises(IllegalOperation, match="来源机关"):
        case.do("classify", source_authority="bank")


def test_mediation_stops_the_clock_and_its_days_are_added(case):
    assert "paused_mediation" in case.do("pause", cause="mediation", reason="双方同意调解").marks
    with pytest.raises(IllegalOperation):
        case.do("pause", cause="expert", reason="送检")
    ticket = case.days_later(20).do("resume")
    assert (ticket.due_on, ticket.marks) == (DUE + timedelta(days=20), [])
    with pytest.raises(IllegalOperation):
        case.do("resume")


def test_waiting_for_the_customer_does_not_stop_the_clock(case):
    case.through("triaged", "assigned", "pending_customer").days_later(16)
    assert case.ticket.due_on == DUE
    assert case.register.tickets({"overdue": True}, 1, 10)[1] == 1


def test_a_stopped_clock_is_never_overdue_and_ends_with_the_decision_told(case):
    case.through("triaged", "assigned", "investigating").do("pause", cause="expert", reason="送检")
    case.days_later(30)
    assert case.register.tickets({"overdue": True}, 1, 10)[1] == 0
    ticket = case.through("decided", "notified").ticket
    assert (ticket.paused_since, ticket.paused_days, ticket.marks) == (None, 30, [])


def test_new_facts_start_the_clock_again(case):
    case.do("extend", reason="要调录像")
    ticket = case.days_later(10).do("restart", "customer", reason="找到了合同")
    assert (ticket.due_on, ticket.marks) == (date(2026, 12, 16), ["restarted"])


def test_a_branch_decision_can_be_reviewed_within_thirty_days_and_once(case):
    case.through(*TO_DECIDED, "notified").days_later(30)
    assert case.do("review_requested", "customer").review_due_on == date(2027, 1, 20)
    case.do("review_decided", "reviewer")
    case.do("closed")
    assert case.ticket.status == "closed"


def test_a_review_is_not_for_later_days_nor_for_head_office(case, register, complaint, changed):
    case.through(*TO_DECIDED, "notified").days_later(31)
    with pytest.raises(IllegalOperation, match="30"):
        case.do("review_requested", "customer")
    central = Case(register, changed(complaint, filing="central", branch=None)).through(*TO_DECIDED, "notified")
    with pytest.raises(IllegalOperation, match="分支机构"):
        central.do("review_requested", "customer")


def test_nobody_reviews_his_own_decision(case):
    case.through("triaged").do("assigned", assignee=STAFF["reviewer"].name)
    case.through("investigating", "decided", "notified", "review_requested")
    with pytest.raises(NotYourRole):
        case.do("review_decided", "reviewer")


def test_every_change_is_on_record_with_who_when_before_and_after(case):
    case.do("triaged", "intake", severity="重大", reason="二十多人一起来的")
    event = case.register.events(case.number)[-1]
    assert (event.actor, event.at, event.kind) == ("intake 甲", case.moment, "triaged")
    assert (event.detail["from"], event.detail["to"]) == ("submitted", "triaged")
    assert event.detail["changed"]["severity"] == ["一般", "重大"]
    assert event.detail["changed"]["marks"] == [[], ["major"]]
    assert case.register.cipher.open(event.sealed_text) == "二十多人一起来的"


def test_what_people_write_is_never_in_the_file_in_clear(case, tmp_path):
    case.through(*TO_DECIDED, "notified")
    case.register.add_note(case.number, "handler 甲", "客户住在和平路")
    raw = b"".join(path.read_bytes() for path in tmp_path.glob("tickets.db*"))
    for secret in (*PARTS.values(), "录音 17 号", "客户住在和平路"):
        assert secret.encode() not in raw
        assert json.dumps(secret).strip('"').encode() not in raw  # as a JSON column would hold it


def told(case):
    with case.register.transaction() as session:
        return [row.kind for row in session.query(OutboxMessage).order_by(OutboxMessage.id)]


def test_every_notice_reads_well_with_what_its_operation_gives(case):
    values = {**PARTS, "reason": "要调录像", "into": "TS20261121-0009", "cause": "mediation"}
    for kind in notices.kinds():
        said = notices.text(kind, case.ticket, values)
        assert case.number in said
        assert "{" not in said


assert NEEDED.keys() <= lifecycle.operations().keys()
