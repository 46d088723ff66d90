"""The chat page's API: nothing lost, nothing doubled, every open tab hears, and only the page itself may act."""

import uuid

import httpx
import pytest

from tests.server import TOKEN
from tests.serving.pages import FORM, OURS, Page


@pytest.fixture
def page(server):
    return Page(server)


def texts(said, who="bot"):
    return [event["text"] for event in said["events"] if event["from"] == who]


def test_a_message_sent_again_under_its_id_is_answered_once(page):
    message_id = str(uuid.uuid4())
    first = page.post("刷单返利是怎么骗人的", message_id).json()
    again = page.post("刷单返利是怎么骗人的", message_id).json()
    assert again == first
    assert texts(page.history(), "user") == ["刷单返利是怎么骗人的"]


def test_a_confirmation_sent_again_under_its_id_files_one_complaint(server, page):
    page.say(*FORM, "没有了", "王小明", page.phone)
    message_id = str(uuid.uuid4())
    for _ in range(3):
        page.post("确认提交", message_id).raise_for_status()
    assert server.tickets(q=page.phone)["total"] == 1


def test_the_history_is_what_was_said_with_numbers_that_grow(page):
    live = [event for line in ("你好", "刷单返利是怎么骗人的") for event in page.post(line).json()["events"]]
    page.last = -1
    events = page.history()["events"]
    assert [event["id"] for event in events] == sorted(event["id"] for event in events)
    assert {event["id"] for event in live} == {event["id"] for event in events}
    assert page.history()["last"] >= events[-1]["id"]


def test_a_second_tab_hears_by_the_stream_and_resumes_where_it_was(server, page):
    page.say("你好")
    other = Page(server, page.http.cookies)
    with other.stream(page.last) as events:
        page.say("刷单返利是怎么骗人的")
        name, said = next(events)
    assert name == "messages"
    assert texts(said, "user") == ["刷单返利是怎么骗人的"]
    page.say("那怎么防")
    with other.stream(**{"Last-Event-ID": str(said["last"])}) as events:
        assert texts(next(events)[1], "user") == ["那怎么防"]


def test_news_of_a_ticket_arrive_while_the_page_is_open(server, page):
    page.say(*FORM)
    number = page.file()
    with page.stream(page.last) as events:
        headers = {"Authorization": f"Bearer {TOKEN}"}
        change = {"to": "not_accepted", "ground": "not_by_complainant", "reason": "本人说没有投诉过"}
        httpx.post(f"{server.staff}/api/tickets/{number}/transitions", json=change, headers=headers).raise_for_status()
        said = next(events)[1]
    assert any(number in text for text in texts(said))


def test_a_secret_typed_is_hidden_and_the_warning_survives_a_reload(page):
    said = page.post("骗子问我要验证码，我的验证码是 845213，给吗").json()
    shown = [event["from"] for event in said["events"]]
    assert "845213" not in str(said)
    assert shown[0] == "user" and "验证码" in texts(said)[0]
    assert page.history()["events"] == said["events"]


def test_the_query_code_is_there_again_after_a_reload_but_not_in_the_stored_conversation(server, page):
    page.say(*FORM)
    number = page.file()
    ticket = next(
        event["custom"] for event in page.history()["events"] if event.get("custom", {}).get("type") == "ticket"
    )
    assert ticket["number"] == number
    assert len(ticket["query_code"]) == 6 and "*" not in ticket["query_code"]


def test_the_state_of_the_form_tells_the_page_which_input_to_show(page):
    said = page.post("我要投诉").json()
    assert (said["form"], said["asked"], said["files_wanted"]) == ("complaint_form", "complaint_consent", False)
    page.say("同意")
    assert page.history()["files_wanted"] is True


def test_the_script_switch_shows_traditional_whatever_the_customer_writes(page):
    assert "銀行" in page.post("存款保险赔多少", script="traditional").text
    assert "银行" in str(page.history()) and "銀行" in str(page.history(script="traditional")["events"])


def test_an_ended_conversation_is_told_to_open_tabs_and_gone_from_the_browser(server, page):
    page.say("你好")
    with Page(server, page.http.cookies).stream(page.last) as events:
        page.http.post("/api/chat/leave").raise_for_status()
        assert next(events)[0] == "closed"
    assert page.history()["events"] == []


def test_what_was_typed_for_an_unfiled_complaint_is_erased_when_the_customer_leaves(server, page):
    from bot.channels.visitors import COOKIE, conversation_of
    from bot.stores import register_of

    page.say(*FORM, "没有了", "王小明")
    conversation = conversation_of(page.http.cookies[COOKIE], "web")
    register = register_of(server.settings)
    assert register.draft(conversation)["name"] == "王小明"
    page.http.post("/api/chat/leave").raise_for_status()
    assert register.draft(conversation) == {}


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-Requested-With": "other"},
        {**OURS, "Origin": "https://evil.example"},
        {**OURS, "Origin": "null"},
    ],
)
def test_no_other_site_may_act_for_a_customer(server, page, headers):
    stranger = httpx.Client(base_url=server.base, headers=headers, cookies=page.http.cookies)
    body = {"id": str(uuid.uuid4()), "text": "确认提交"}
    assert stranger.post("/api/chat/messages", json=body).status_code == 403
    assert stranger.post("/api/chat/leave").status_code == 403
    assert page.history()["events"] == []


@pytest.mark.parametrize("cookie", ["", "x", "a" * 43 + "/", "../" * 14 + "x"])
def test_without_a_cookie_of_ours_there_is_no_conversation(server, cookie):
    stranger = httpx.Client(base_url=server.base, headers=OURS, cookies={"xiaobao": cookie})
    assert stranger.get("/api/chat/stream").status_code == 403
    assert stranger.post("/api/chat/messages", json={"id": str(uuid.uuid4()), "text": "你好"}).status_code == 403
    assert stranger.get("/api/chat/messages").json()["events"] == []


@pytest.mark.parametrize(
    "body",
    [{}, {"text": "你好"}, {"id": "x", "text": "你好"}, {"id": str(uuid.uuid4())},
     {"id": str(uuid.uuid4()), "text": "你好", "after": "x"}, {"id": str(uuid.uuid4()), "text": 5}],
)  # fmt: skip
def test_a_message_without_id_or_text_is_refused(page, body):
    assert page.http.post("/api/chat/messages", json=body).status_code == 400


def test_an_opinion_is_kept_for_the_answer_it_is_about_and_the_last_one_counts(server, page):
    from sqlalchemy import select

    from bot.channels.visitors import COOKIE, conversation_of
    from bot.stores import register_of
    from tickets.models import AnswerFeedback

    said = page.post("刷单返利是怎么骗人的").json()
    answer = next(event for event in said["events"] if (event.get("custom") or {}).get("type") == "sources")
    for opinion in ({"helpful": True}, {"helpful": False, "reason": "unclear", "text": "我 13900001111 没看懂"}):
        assert page.http.post("/api/chat/feedback", json={"event": answer["id"], **opinion}).status_code == 204
    register = register_of(server.settings)
    with register.reading() as session:
        who = register.cipher.fingerprint(conversation_of(page.http.cookies[COOKIE], "web"))
        [row] = session.scalars(select(AnswerFeedback).where(AnswerFeedback.conversation_print == who)).all()
    assert (row.topic, row.helpful, row.reason) == ("fraud.brushing", False, "unclear")
    assert "13900001111" not in register.cipher.open(row.sealed_text)


@pytest.mark.parametrize("body", [{}, {"event": "x", "helpful": True}, {"event": 1, "helpful": True, "reason": "?"}])
def test_an_opinion_that_is_none_is_refused(page, body):
    assert page.http.post("/api/chat/feedback", json=body).status_code == 400


def test_pages_keep_to_themselves(server):
    headers = httpx.get(f"{server.base}/chat").headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy and "http" not in policy and "unsafe" not in policy
    assert "frame-ancestors 'self'" in policy
    assert headers["x-content-type-options"] == "nosniff"


def test_words_come_in_either_script_with_the_banks_own_facts(server):
    simplified, traditional = (
        httpx.get(f"{server.base}/api/chat/interface", params={"script": script}).json()
        for script in ("simplified", "traditional")
    )
    assert len(simplified["tiles"]) == 6
    assert simplified["words"]["composer"]["send"] == "发送" and traditional["words"]["composer"]["send"] == "發送"
    assert "{bank" not in str(simplified)
