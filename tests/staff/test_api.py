"""The ticket API keeps contract §7: shapes, filters, refusals with clear words, masking, an audit trail."""

import json
import uuid
from datetime import datetime, timedelta, timezone

import pytest
from starlette.testclient import TestClient

from bot.settings import load_settings
from staff.app import create_app
from tests.server import TOKEN
from tests.tickets.conftest import PARTS
from tickets import lifecycle
from tickets.accounts import Accounts

CONTRACT = {
    "number", "status", "received_at", "due_on", "business", "reason", "channel", "source", "place", "occurred_on",
    "amount", "facts", "request", "complainant_name", "complainant_phone", "is_agent", "severity", "flags", "evidence",
    "rule_version", "assignee", "branch",
}  # fmt: skip


def told():
    return {"way": "phone", "notified_at": datetime.now(timezone.utc).isoformat(), "proof": "录音 17 号"}


def test_a_ticket_has_every_field_of_the_contract(admin, filed):
    ticket = admin.get(f"/tickets/{filed()}").json()
    assert ticket.keys() >= CONTRACT
    assert (ticket["amount"], ticket["received_at"][-6:]) == ("45.5", "+08:00")


def test_a_list_is_a_page_newest_first(admin, filed):
    branch = uuid.uuid4().hex
    numbers = [filed(branch=branch) for _ in range(3)]
    page = admin.get("/tickets", branch=branch, page=1, per_page=2).json()
    assert [item["number"] for item in page["items"]] == numbers[:0:-1]
    assert {key: page[key] for key in ("total", "page", "per_page")} == {"total": 3, "page": 1, "per_page": 2}
    assert admin.get("/tickets", branch=branch, page=999_999_999).json()["items"] == []


def test_filters_find_what_they_name(admin, filed):
    branch = uuid.uuid4().hex
    number = filed(branch=branch, business="B.loan", reason="C.rule", source="wechat", phone="13600009999")
    filed(branch=branch)
    today = admin.get(f"/tickets/{number}").json()["received_at"][:10]
    yesterday = (datetime.fromisoformat(today) - timedelta(days=1)).date().isoformat()

    def found(**query):
        return admin.get("/tickets", branch=branch, **query).json()["total"]

    assert found(business="B.loan") == found(reason="C.rule") == found(source="wechat") == 1
    assert found(q=number) == found(q=number.lower()) == found(q="13600009999") == 1
    assert found(q="1360000") == found(status="closed") == found(overdue="true") == found(to=yesterday) == 0
    assert found(**{"from": today, "to": today}) == found(overdue="false") == 2


@pytest.mark.parametrize(
    "query",
    [
        {"status": "lost"}, {"business": "B.x"}, {"source": "moon"}, {"overdue": "maybe"}, {"from": "yesterday"},
        {"to": "9999-12-31"}, {"page": "0"}, {"page": "²"}, {"page": "9" * 5000}, {"per_page": "-1"}, {"q": "a\0b"},
        {"q": "a" * 65}, {"branch": "a\nb"},
    ],
)  # fmt: skip
def test_a_filter_that_cannot_be_is_refused_in_words(admin, query):
    answer = admin.get("/tickets", **query)
    assert answer.status_code == 422
    assert answer.json()["error"]["message"]


def test_a_complaint_goes_through_its_life_over_http(admin, filed):
    number = filed()
    for to, given in (
        ("triaged", {"business": "B.card"}), ("assigned", {"assignee": "赵敏"}), ("investigating", {}),
        ("negotiating", {"reason": "电话协商"}), ("decided", PARTS), ("notified", told()),
        ("followed_up", {"stars": 4}), ("closed", {}),
    ):  # fmt: skip
        answer = admin.do(number, to, **given)
        assert (answer.status_code, answer.json().get("status")) == (200, to)
    ticket = answer.json()
    assert ticket["decision"] == PARTS
    assert ticket["delivery"] == {"way": "phone", "proof": "录音 17 号"}
    kinds = [event["kind"] for event in admin.get(f"/tickets/{number}/events").json()["items"]]
    assert kinds[0] == "filed" and kinds[-1] == "closed"


def test_refusals_say_which_kind_they_are(admin, person, filed):
    number = filed()
    for answer, status in (
        (admin.do(number, "closed"), 409),
        (admin.do(number, "teleport"), 422),
        (admin.do(number, "triaged", colour="red"), 422),
        (admin.post(f"/tickets/{number}/transitions", {}), 422),
        (person("follow_up").do(number, "triaged"), 403),
        (admin.do("TS20200101-0001", "triaged"), 404),
        (admin.do("no-number", "triaged"), 404),
    ):
        assert answer.status_code == status
        assert answer.json()["error"]["code"] == status
        assert answer.json()["error"]["message"]


def test_an_incomplete_decision_names_what_it_lacks(admin, filed):
    number = filed()
    for to, given in (("triaged", {}), ("assigned", {"assignee": "赵敏"}), ("investigating", {})):
        admin.do(number, to, **given)
    answer = admin.do(number, "decided", findings="查过了", remedies=" ")
    assert answer.status_code == 422
    assert set(answer.json()["error"]["fields"]) == {"grounds", "decision", "remedies"}


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{", 400), (b"", 400), (b"\xff", 400), (b"[" * 100_000, 400), (b"9" * 5000, 400), (b"[]", 422), (b"5", 422),
        (b'{"to": 7}', 422), (b'{"to": "triaged", "reason": "\\u0000"}', 422),
        (b'{"to": "triaged", "reason": "\\ud800"}', 422), (b"x" * 300_000, 413),
    ],
)  # fmt: skip
def test_a_body_that_is_no_operation_is_refused_and_changes_nothing(admin, filed, body, status):
    number = filed()
    assert admin.http.post(f"/tickets/{number}/transitions", content=body).status_code == status
    assert admin.get(f"/tickets/{number}").json()["status"] == "submitted"


def test_a_note_is_kept_in_the_trail(admin, person, filed):
    number = filed()
    answer = person("handler", name="承办一号").post(f"/tickets/{number}/notes", {"text": "已电话联系"})
    assert answer.status_code == 201
    last = admin.get(f"/tickets/{number}/events").json()["items"][-1]
    assert (last["actor"], last["kind"], last["text"]) == ("承办一号", "note", "已电话联系")
    assert admin.post(f"/tickets/{number}/notes", {"text": "  "}).status_code == 422
    assert admin.post(f"/tickets/{number}/notes", {"text": "x", "colour": "red"}).status_code == 422


@pytest.mark.parametrize("path", ["/tickets", "/tickets/TS20260101-0001", "/reports/summary", "/export.xlsx"])
@pytest.mark.parametrize(
    "authorization", [None, "Bearer wrong", "Bearer", "Basic token-of-the-tests", "token-of-the-tests"]
)
def test_without_a_known_token_nothing_is_shown(stranger, path, authorization):
    headers = {"Authorization": authorization} if authorization else {}
    answer = stranger.http.get(path, headers=headers)
    assert answer.status_code == 401
    assert answer.json()["error"]["code"] == 401


def test_a_token_opens_nothing_after_its_account_is_removed(person, book):
    handler = person("handler", name="要走的人")
    assert handler.get("/tickets").status_code == 200
    Accounts(book).remove("要走的人", by="administrator")
    assert handler.get("/tickets").status_code == 401


@pytest.mark.parametrize("role", list(lifecycle.roles()))
def test_full_names_and_numbers_are_for_roles_that_may_and_every_look_is_on_record(admin, person, filed, role):
    number = filed()
    answer = person(role, name=f"看的人-{role}").get(f"/tickets/{number}", reveal="true")
    looks = [e["actor"] for e in admin.get(f"/tickets/{number}/events").json()["items"] if e["kind"] == "revealed"]
    if lifecycle.may(role, "reveal"):
        assert (answer.json()["complainant_name"], answer.json()["complainant_phone"]) == ("欧阳小明", "13800001111")
        assert looks == [f"看的人-{role}"]
    else:
        assert (answer.status_code, looks) == (403, [])


def test_without_asking_names_and_numbers_are_masked(admin, filed):
    ticket = admin.get(f"/tickets/{filed()}").json()
    assert (ticket["complainant_name"], ticket["complainant_phone"]) == ("欧阳*", "138****1111")


def test_an_account_of_a_branch_sees_its_branch_alone(person, filed):
    here, there = filed(branch="西关支行"), filed(branch="南门支行")
    clerk = person("handler", branch="西关支行")
    assert clerk.get(f"/tickets/{here}").status_code == 200
    for answer in (
        clerk.get(f"/tickets/{there}"),
        clerk.get(f"/tickets/{there}/events"),
        clerk.do(there, "investigating"),
    ):
        assert answer.status_code == 404
    assert {item["branch"] for item in clerk.get("/tickets").json()["items"]} == {"西关支行"}
    assert clerk.get("/tickets", branch="南门支行").json()["items"][0]["branch"] == "西关支行"


def test_what_may_be_done_is_said_with_the_ticket(person, filed):
    assert person("dispatcher").get(f"/tickets/{filed()}").json()["operations"] == [
        "classify", "triaged", "extend", "agree", "escalate", "merged", "not_accepted",
    ]  # fmt: skip


def test_a_decision_made_at_the_desk_goes_out_with_proof(tmp_path, complaint, changed):
    settings = load_settings({"XIAOBAO_VAR": str(tmp_path), "XIAOBAO_STAFF_TOKEN": TOKEN})
    application = create_app(settings)
    number = application.state.register.file(changed(complaint, source="kiosk")).number
    desk = TestClient(application, headers={"Authorization": f"Bearer {TOKEN}"})
    for to, given in (("triaged", {}), ("assigned", {"assignee": "赵敏"}), ("investigating", {}), ("decided", PARTS)):
        assert desk.post(f"/api/tickets/{number}/transitions", json={"to": to, **given}).status_code == 200
    assert application.state.courier.deliver_due() == 1
    ticket = desk.get(f"/api/tickets/{number}").json()
    assert (ticket["status"], ticket["delivery"]["way"]) == ("notified", "file")
    [sent] = [json.loads(line) for file in (tmp_path / "outbox").iterdir() for line in file.read_text().splitlines()]
    assert all(part in sent["text"] for part in PARTS.values())
