"""Personal data stay as long as the law wants and no longer, and a chat identity can be cut out at any time."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone

import pytest

from bot.cli import main
from tickets import daily, retention
from tickets.database import Database
from tickets.erasure import forget_conversation
from tickets.models import Ticket, TicketEvent

NOW = datetime(2030, 6, 1, 4, 0, tzinfo=timezone.utc)
THREE_YEARS, FIVE_YEARS = timedelta(days=1096), timedelta(days=1827)
MOMENT = timedelta(seconds=1)


@pytest.fixture
def closed(register, complaint, changed):
    """File a complaint and bring it to a state; its last change was so long ago."""

    def close(ago, status="closed", **values):
        register._now = lambda: NOW - ago
        receipt = register.file(changed(complaint, filing=f"{ago} {status} {values}", **values))
        with register._database.transaction() as session:
            session.query(Ticket).filter_by(number=receipt.number).one().status = status
        register._now = lambda: NOW
        return receipt.number

    return close


def left(register):
    return [ticket.number for ticket in register.tickets({}, 1, 100)[0]]


def test_a_ticket_goes_three_years_after_it_was_closed_with_all_that_hangs_on_it(register, closed):
    old, young = closed(THREE_YEARS + MOMENT), closed(THREE_YEARS - MOMENT)
    register.request_service("supplement", "c1", "还有一张单子", ticket_number=old)
    assert retention.expire(register._database, NOW)["tickets"] == 1
    assert left(register) == [young]
    with register._database.reading() as session:
        tickets_with_events = {event.ticket_id for event in session.query(TicketEvent)}
    assert tickets_with_events == {register.ticket(young).id}
    assert forget_conversation(register, "c1")["service_requests"] == 0


@pytest.mark.parametrize("business", ["B.wealth", "B.agency", "B.metal"])
def test_where_a_product_was_sold_it_is_five_years(register, closed, business):
    closed(FIVE_YEARS + MOMENT, business=business)
    young = closed(FIVE_YEARS - MOMENT, business=business)
    assert retention.expire(register._database, NOW)["tickets"] == 1
    assert left(register) == [young]


@pytest.mark.parametrize("status", ["submitted", "investigating", "pending_customer", "notified"])
def test_what_is_not_finished_stays_however_old(register, closed, status):
    number = closed(2 * FIVE_YEARS, status=status)
    retention.expire(register._database, NOW)
    assert left(register) == [number]


def test_a_look_at_personal_data_does_not_prolong_them(register, closed):
    register.record_reveal(closed(THREE_YEARS + MOMENT), "staff")
    assert retention.expire(register._database, NOW)["tickets"] == 1


def test_a_dry_run_counts_and_erases_nothing(register, closed):
    number = closed(THREE_YEARS + MOMENT)
    register._now = lambda: NOW - timedelta(days=31)
    register.keep_draft("c9", {"name": "王小明"})
    assert retention.expire(register._database, NOW, dry_run=True) == {
        "tickets": 1, "draft_fields": 1, "evidence_files": 0, "query_attempts": 0, "service_requests": 0,
        "answer_feedback": 0, "staff_calls": 0, "handoffs": 0,
        "wechat_deliveries": 0, "wechat_grants": 0, "wechat_texts": 0, "wechat_options": 0,
    }  # fmt: skip
    assert left(register) == [number]
    assert register.draft("c9") == {"name": "王小明"}


def test_drafts_go_after_thirty_days_though_nobody_files_anything(register):
    for days in (29, 31):
        register._now = lambda days=days: NOW - timedelta(days=days)
        register.keep_draft(f"{days}", {"name": "王小明"})
    assert retention.expire(register._database, NOW)["draft_fields"] == 1
    assert register.draft("29") == {"name": "王小明"}


def test_every_rule_names_its_source_and_a_table_that_exists():
    rules = [
        retention._tables()["tickets"],
        retention._tables()["tickets"]["product_sale"],
        *retention._tables()["rows"],
    ]
    assert all(rule["source"] for rule in rules)
    assert all(rule.moment in retention.Base.metadata.tables[rule.table].c for rule in retention._row_rules())


def test_daily_work_is_done_once_a_day_by_one_of_many(register, database_url):
    others = [Database(database_url) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        turns = list(pool.map(lambda database: daily.take_turn(database, "retention", NOW), others))
    assert turns.count(True) == 1
    assert not daily.take_turn(register._database, "retention", NOW + timedelta(hours=23))
    assert daily.take_turn(register._database, "retention", NOW + timedelta(days=1))
    for database in others:
        database.close()


def test_a_forgotten_conversation_leads_to_no_ticket_and_the_ticket_stays(register, complaint):
    receipt = register.file(complaint)
    register.keep_draft("c1", {"name": "王小明"})
    register.request_service("callback", "c1", "请回电")
    counts = forget_conversation(register, "c1")
    assert counts["tickets"] == counts["draft_fields"] == counts["service_requests"] == 1
    assert register.own("c1") is None
    assert register.draft("c1") == {}
    assert register.look_up("anybody", receipt.number, receipt.query_code) == receipt


def test_the_commands_say_how_much_they_erased(database_url, complaint, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("XIAOBAO_VAR", str(tmp_path))
    monkeypatch.setenv("XIAOBAO_DATABASE_URL", database_url)
    monkeypatch.setenv("XIAOBAO_SECRET_KEY", "a key of the tests")
    assert main(["db", "retention", "--dry-run"]) == 0
    assert "tickets 0 行" in capsys.readouterr().out
    assert main(["db", "forget", "c1"]) == 0
    assert "draft_fields 0 行" in capsys.readouterr().out
