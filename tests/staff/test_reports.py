"""Figures count what they say; a workbook is masked, harmless and on record."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook

from staff.export import safe
from tests.tickets.conftest import TO_DECIDED, Case
from tickets.models import RegisterEvent
from tickets.reports import summary


def test_the_summary_counts_and_measures(register, complaint, changed):
    for days, branch in ((5, "城东支行"), (7, "城东支行"), (20, "南门支行")):
        case = Case(register, changed(complaint, filing=str(days), branch=branch)).through(*TO_DECIDED)
        case.days_later(days).do("notified")
        case.do("rate", "customer", stars=4)
    late = Case(register, changed(complaint, filing="late", branch=None, business="B.loan"))
    late.days_later(16)
    figures = summary(register, {})
    assert figures["total"] == 4
    assert figures["by_status"] == {"notified": 3, "submitted": 1}
    assert figures["by_branch"] == {"城东支行": 2, "南门支行": 1, "": 1}
    assert figures["by_business"] == {"B.card": 3, "B.loan": 1}
    assert (figures["notified"], figures["overdue"], figures["in_time_rate"]) == (3, 1, 0.5)
    assert (figures["median_days"], figures["rated"], figures["average_stars"]) == (7, 3, 4)


def test_stopped_days_do_not_count(register, complaint):
    case = Case(register, complaint).through("triaged", "assigned", "investigating")
    case.do("pause", cause="mediation", reason="同意调解")
    case.days_later(20).through("resume", "decided", "notified")
    figures = summary(register, {})
    assert (figures["in_time_rate"], figures["median_days"]) == (1, 0)


def test_an_empty_period_has_nothing_to_measure(admin):
    figures = admin.get("/reports/summary", **{"from": "2001-01-01", "to": "2001-12-31"}).json()
    assert (figures["total"], figures["in_time_rate"], figures["median_days"]) == (0, None, None)


def test_a_day_of_the_period_is_a_day_in_china(admin, filed):
    day = date.fromisoformat(admin.get(f"/tickets/{filed()}").json()["received_at"][:10])
    total = admin.get("/reports/summary", **{"from": day.isoformat(), "to": day.isoformat()}).json()["total"]
    before = (day - timedelta(days=1)).isoformat()
    assert total >= 1
    assert admin.get("/reports/summary", **{"from": before, "to": before}).json()["total"] == 0


@pytest.mark.parametrize("path", ["/reports/summary", "/export.xlsx"])
def test_figures_and_workbooks_are_for_roles_that_may(person, path):
    assert person("handler").get(path).status_code == 403
    assert person("dispatcher").get(path).status_code == 200


def test_the_workbook_is_masked_and_on_record(admin, filed, book):
    number = filed(branch="北街支行", facts='=HYPERLINK("http://x")')
    answer = admin.get("/export.xlsx", branch="北街支行")
    assert answer.headers["content-disposition"].startswith("attachment")
    rows = list(load_workbook(BytesIO(answer.content), read_only=True).active.values)
    row = dict(zip(rows[0], rows[1], strict=False))
    assert (row["单号"], row["状态"], row["姓名"], row["电话"]) == (number, "已提交", "欧阳*", "138****1111")
    assert row["经过"].startswith("'=")
    with book.transaction() as session:
        event = session.query(RegisterEvent).order_by(RegisterEvent.id.desc()).first()
    assert (event.actor, event.kind) == ("administrator", "exported")
    assert event.detail == {"filters": ["branch"], "count": 1}


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_is_a_formula(text):
    assert safe(text).startswith("'")


def test_characters_that_a_workbook_cannot_hold_are_left_out():
    assert safe("a\x00b\x0bc") == "abc"
    assert len(safe("长" * 50_000)) < 32_767
