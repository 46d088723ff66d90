"""The addresses that outsiders rely on, on a real server."""

from pathlib import Path

import httpx
import pytest

from tests.server import TOKEN

BASE_BODY = {"sender": "http-test", "message": "你好"}


def test_alive_ready_and_measured(server):
    assert httpx.get(f"{server.base}/healthz").status_code == 200
    assert httpx.get(f"{server.base}/readyz").json() == {"status": "ready"}
    assert "python_info" in httpx.get(f"{server.base}/metrics").text


def test_threads_of_the_encoders_sleep_while_they_wait(server):
    environments = [Path(f"/proc/{child}/environ").read_bytes() for child in server.children()]
    assert environments
    assert all(b"OMP_WAIT_POLICY=passive" in environment for environment in environments)


def test_rest_answers_with_a_list_of_messages(server):
    messages = server.say("http-hello", "你好")
    assert messages[0]["recipient_id"] == "http-hello"
    assert all(set(message) <= {"recipient_id", "text", "buttons", "custom", "image"} for message in messages)


@pytest.mark.parametrize("message", ["", "   ", "/restart", "<b>hi</b>", "\u0000\u0007", "我" * 10_000, None, 5])
def test_any_message_gets_a_list_and_a_sentence(server, message):
    answer = httpx.post(f"{server.base}/webhooks/rest/webhook", json={"sender": "odd", "message": message}, timeout=30)
    assert answer.status_code == 200
    assert answer.json()[0]["text"]
    assert "Traceback" not in answer.text


@pytest.mark.parametrize(
    ("body", "status"),
    [(b"{", 400), (b"\xff\xfe", 400), (b"", 400), (b"x" * 300_000, 413)],
)
def test_a_body_that_is_no_message_is_refused(server, body, status):
    assert httpx.post(f"{server.base}/webhooks/rest/webhook", content=body).status_code == status


@pytest.mark.parametrize(
    "body", [b"[]", b"5", b"{}", b'{"sender": 7, "message": {}}', b'{"sender": "", "message": "x"}']
)
def test_any_well_formed_json_gets_a_list(server, body):
    answer = httpx.post(f"{server.base}/webhooks/rest/webhook", content=body, timeout=30)
    assert (answer.status_code, type(answer.json())) == (200, list)


def test_the_parse_report_has_the_agreed_shape(server):
    report = httpx.post(f"{server.base}/model/parse", json={"text": "刷单返利是怎么骗人的"}).json()
    assert report["topic"]["id"] == report["intent"]["name"] == "fraud.brushing"
    assert report["topic"]["ranking"][0]["id"] == "fraud.brushing"
    assert report["scam_type"]["id"] == "fraud.brushing"
    assert report["urgency"] == "none"
    weather = httpx.post(f"{server.base}/model/parse", json={"text": "明天会下雪吗"}).json()
    assert weather["topic"]["id"] == "acts.out_of_scope"
    assert weather["scam_type"] is None


def test_the_rehearsal_at_the_start_is_kept_nowhere(server):
    url = f"{server.base}/conversations/rehearsal/tracker?include_events=ALL"
    assert httpx.get(url).json()["events"] == []


def test_an_unknown_conversation_has_an_empty_tracker(server):
    state = httpx.get(f"{server.base}/conversations/never-seen/tracker").json()
    assert state["sender_id"] == "never-seen"
    assert state["active_loop"] == {}


@pytest.mark.parametrize(
    "path", ["/model", "/model/train", "/domain", "/conversations/x/execute", "/conversations/x/tracker/events"]
)
def test_nothing_that_loads_or_changes_a_model_is_reachable(server, path):
    assert httpx.put(f"{server.base}{path}", json={"model_file": "http://127.0.0.1/x"}).status_code in (404, 405)
    assert httpx.post(f"{server.base}{path}", json={}).status_code in (404, 405)


def test_what_is_not_built_yet_says_so(server):
    for address in (f"{server.base}/webhooks/wechat/webhook", f"{server.staff}/desk", f"{server.staff}/studio"):
        assert httpx.get(address).status_code == 501


def test_staff_need_the_token(server):
    for headers in ({}, {"Authorization": "Bearer wrong"}):
        answer = httpx.get(f"{server.staff}/api/tickets", headers=headers)
        assert answer.status_code == 401
        assert answer.json()["error"]["code"] == 401


def test_a_filed_complaint_is_a_row_that_staff_see_masked_and_revealing_is_recorded(server):
    number = file_complaint(server, "staff-view")
    headers = {"Authorization": f"Bearer {TOKEN}"}
    url = f"{server.staff}/api/tickets/{number}"
    ticket = httpx.get(url, headers=headers).json()
    assert (ticket["complainant_name"], ticket["complainant_phone"]) == ("王*", "139****1111")
    assert (ticket["amount"], ticket["branch"], ticket["source"]) == ("10", "南门支行", "rest")
    assert httpx.get(url, params={"reveal": "true"}, headers=headers).json()["complainant_phone"] == "13900001111"
    kinds = [event["kind"] for event in httpx.get(f"{url}/events", headers=headers).json()["items"]]
    assert kinds == ["filed", "revealed"]
    assert number in [row["number"] for row in server.tickets(q=number)["items"]]
    assert httpx.get(f"{server.staff}/api/tickets/TS20200101-9999", headers=headers).status_code == 404
    assert httpx.get(f"{server.staff}/api/tickets", params={"page": "x"}, headers=headers).status_code == 422


def test_the_api_describes_itself(server):
    document = httpx.get(f"{server.staff}/api/openapi.json").json()
    assert {"/api/tickets", "/api/tickets/{number}", "/api/tickets/{number}/events"} <= set(document["paths"])


def file_complaint(server, sender: str) -> str:
    lines = [
        "我要投诉",
        "同意",
        "储蓄",
        "换存折收了工本费，没人告诉我",
        "上周三",
        "南门支行",
        "10元",
        "讲清楚",
        "跳过",
        "王小明",
        "13900001111",
        "确认提交",
    ]
    for line in lines:
        messages = server.say(sender, line)
    return next(
        message["custom"]["number"] for message in messages if message.get("custom", {}).get("type") == "ticket"
    )
