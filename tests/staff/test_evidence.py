"""Staff see which files a complaint has, and take one at a time: by role, on record, never shown in the browser."""

import uuid
from datetime import timedelta

import pytest

from tests.files import JPEG, PDF
from tests.tickets.conftest import STAFF
from tickets.workflow import Workflow


@pytest.fixture
def with_files(application, filed):
    """File a ticket with two files; returns its number and the rows."""

    def make(**fields):
        conversation = uuid.uuid4().hex
        keep = application.state.evidence.keep
        rows = [keep(conversation, "回单.JPG", JPEG), keep(conversation, "../对账单.exe", PDF)]
        return filed(conversation=conversation, evidence=[row.id for row in rows], **fields), rows

    return make


def test_the_list_says_what_each_file_is(admin, with_files):
    number, rows = with_files()
    items = admin.get(f"/tickets/{number}/evidence").json()["items"]
    assert [(item["name"], item["kind"], item["size"], item["sha256"]) for item in items] == [
        ("回单.jpg", "jpeg", len(JPEG), rows[0].sha256), ("对账单.pdf", "pdf", len(PDF), rows[1].sha256),
    ]  # fmt: skip
    assert admin.get(f"/tickets/{number}").json()["evidence"] == [item["id"] for item in items]


def test_a_file_comes_to_be_saved_and_the_look_is_on_record(person, with_files):
    number, rows = with_files()
    handler = person("handler", name=f"钱多多{uuid.uuid4().hex[:4]}")
    answer = handler.get(f"/tickets/{number}/evidence/{rows[1].id}")
    assert (answer.status_code, answer.content) == (200, PDF)
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"] == f'attachment; filename="{number}-{rows[1].id[:8]}.pdf"'
    assert (answer.headers["x-content-type-options"], answer.headers["cache-control"]) == ("nosniff", "no-store")
    last = handler.get(f"/tickets/{number}/events").json()["items"][-1]
    assert (last["kind"], last["detail"]["evidence"]) == ("revealed", rows[1].id)
    assert last["actor"].startswith("钱多多")


@pytest.mark.parametrize("role", ["dispatcher", "approver"])
def test_who_may_not_see_personal_data_takes_no_file(person, admin, with_files, role):
    number, rows = with_files()
    answer = person(role).get(f"/tickets/{number}/evidence/{rows[0].id}")
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, 403)
    assert "revealed" not in [event["kind"] for event in admin.get(f"/tickets/{number}/events").json()["items"]]


def test_another_branch_and_strangers_find_nothing(person, stranger, with_files):
    number, rows = with_files(branch="城东支行")
    for path in (f"/tickets/{number}/evidence", f"/tickets/{number}/evidence/{rows[0].id}"):
        assert person("handler", branch="南门支行").get(path).status_code == 404
        assert stranger.get(path).status_code == 401


def test_a_file_that_is_not_the_tickets_and_one_that_is_lost_are_told_apart(admin, application, with_files, filed):
    number, rows = with_files()
    assert admin.get(f"/tickets/{filed()}/evidence/{rows[0].id}").status_code == 404
    assert "没有这个文件" in admin.get(f"/tickets/{number}/evidence/nothing").json()["error"]["message"]
    (application.state.settings.evidence / rows[0].id).unlink()
    lost = admin.get(f"/tickets/{number}/evidence/{rows[0].id}")
    assert (lost.status_code, "读不出来" in lost.json()["error"]["message"]) == (503, True)


def test_an_agreement_with_the_customer_is_made_and_seen_through_the_api(admin, book, filed):
    number = filed()
    day = (book.today() + timedelta(days=40)).isoformat()
    for name in ("triaged", "assigned"):
        Workflow(book).perform(number, STAFF["admin"], name, {"assignee": "钱多多"} if name == "assigned" else {})
    wrong = admin.do(number, "agree", reason="客户出差", agreed_due_on=day)
    assert (wrong.status_code, set(wrong.json()["error"]["fields"])) == (422, {"proof"})
    done = admin.do(number, "agree", reason="客户出差", proof="录音 31 号", agreed_due_on=day).json()
    assert (done["due_on"], done["marks"], done["agreements"][0]["proof"]) == (day, ["agreed"], "录音 31 号")
