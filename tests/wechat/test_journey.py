"""The whole product in safe mode against a fake WeChat: a complaint from following to its news, and through a kill."""

import re
import threading

import httpx
import pytest

from bot.channels.wechat.words import said
from tests.files import JPEG
from tests.server import TOKEN, Server
from tests.serving.pages import FORM, Page, TabletPage
from tests.tickets.conftest import NEEDED
from tests.wechat.fake import FakeWeChat

NUMBER = re.compile(r"TS\d{8}-\d{4,}")
STORY = "换存折收了工本费，办之前没有人告诉我要收钱"
TO_THE_EVIDENCE = ("我要投诉", "同意", "银行卡", STORY, "跳过", "南门支行", "10元", "以后先讲清楚")
ON_TO_THE_RECEIPT = ("没有了", "王小明", "13900001111", "确认提交")


@pytest.fixture(scope="module")
def wechat():
    with FakeWeChat() as wechat:
        yield wechat


@pytest.fixture(scope="module")
def product(wechat, model, tmp_path_factory):
    """A running assistant that is this account's."""
    server = Server(tmp_path_factory.mktemp("wechat"), model)
    server.environ |= {**wechat.environ, "XIAOBAO_PUBLIC_URL": "https://bank.example"}
    with server, httpx.Client(base_url=server.base, trust_env=False) as client:
        wechat.connect(client)
        yield server


def say(customer, *lines):
    """Say these lines; returns the answer to the last one."""
    for line in lines:
        before = len(customer.log)
        customer.says(line)
        customer.wechat.wait(lambda before=before: len(customer.log) > before)
    return customer.sees[-1]


def staff(server, method, path, **more):
    headers = {"Authorization": f"Bearer {TOKEN}"}
    answer = httpx.request(method, f"{server.staff}/api/{path}", headers=headers, timeout=10, trust_env=False, **more)
    return answer.raise_for_status()


def moved(server, number, *states):
    for to in states:
        staff(server, "POST", f"tickets/{number}/transitions", json={"to": to, **NEEDED.get(to, {})})


def test_a_complaint_from_following_to_its_news(product, wechat):
    wechat.delivery.verifies()
    customer = wechat.customer(following=False)
    customer.follows()
    assert customer.sees == [said("welcome")]
    assert "https://bank.example/chat?t=" in say(customer, *TO_THE_EVIDENCE)
    customer.sends_image(JPEG)
    customer.waits_for("收到了")
    number = NUMBER.search(say(customer, *ON_TO_THE_RECEIPT)).group()

    ticket = staff(product, "GET", f"tickets/{number}").json()
    assert (ticket["source"], len(ticket["evidence"])) == ("wechat", 1)
    files = staff(product, "GET", f"tickets/{number}/evidence").json()["items"]
    content = staff(product, "GET", f"tickets/{number}/evidence/{files[0]['id']}", params={"reveal": "true"}).content
    assert content == JPEG

    moved(product, number, "triaged", "assigned", "investigating", "pending_customer")
    customer.waits_for("补充一点情况")
    assert customer.seen("push")
    assert say(customer, "查进度").count("补充一点情况") == 0
    assert "bubble" not in {shown.way for shown in customer.log}
    assert not wechat.refusals


def test_a_confirmation_that_is_killed_and_delivered_again_files_one_ticket_and_is_answered(product, wechat):
    customer = wechat.customer()
    say(customer, *TO_THE_EVIDENCE, *ON_TO_THE_RECEIPT[:-1])
    before = product.tickets()["total"]
    confirming = threading.Thread(target=customer.says, args=("确认提交",), kwargs={"most": 1})
    confirming.start()
    product.kill_all()
    confirming.join()
    product.start()
    for _ in range(2):
        customer.again(patience_s=20)
    customer.waits_for("TS", seconds=60)
    assert product.tickets()["total"] == before + 1
    [receipt] = [text for text in customer.sees if NUMBER.search(text)]
    assert NUMBER.search(receipt).group() in say(customer, "查进度")


def test_news_that_come_after_leaving_lead_nowhere_and_the_ticket_stays(product, wechat):
    customer = wechat.customer()
    number = NUMBER.search(say(customer, *TO_THE_EVIDENCE, *ON_TO_THE_RECEIPT)).group()
    customer.unfollows()
    customer.follows()
    assert number not in say(customer, "查进度")
    assert staff(product, "GET", f"tickets/{number}").json()["number"] == number


def test_a_page_goes_on_with_the_conversation_of_wechat(product, wechat):
    customer = wechat.customer()
    say(customer, "我要投诉", "同意")
    customer.says("网页版")
    token = customer.sees[-1].split("/chat?t=")[1].split('"')[0]
    ours = {"X-Requested-With": "xiaobao"}
    with httpx.Client(base_url=product.base, headers=ours, trust_env=False, timeout=30) as page:
        page.get("/chat")
        body = {"token": token, "id": "7d9a51de-3a4b-4c9d-8a2c-0d8d2f7d4e10", "after": -1}
        assert page.post("/api/chat/handoff", json=body).json() == {"moved": True}
        history = page.get("/api/chat/messages").json()
        assert history["form"] == "complaint_form" and history["asked"] == "complaint_business"
        told = {"id": "7d9a51de-3a4b-4c9d-8a2c-0d8d2f7d4e11", "text": "银行卡", "after": history["last"]}
        assert page.post("/api/chat/messages", json=told).json()["asked"] == "complaint_facts"
        assert page.post("/api/chat/handoff", json=body).status_code == 410
        answer = say(customer, STORY)
        assert said("earlier") not in answer and "怎么回事" not in answer
        customer.unfollows()
        customer.waits_for("")
        assert page.get("/api/chat/messages").json()["form"] is None


@pytest.mark.parametrize("face", [Page, TabletPage])
def test_a_ticket_of_another_screen_is_followed_in_wechat_after_its_code_was_scanned(product, wechat, face):
    screen = face(product)
    assert screen.http.post(f"{face.api}/receipt").status_code == 404
    screen.say(*FORM)
    number = screen.file()
    known = set(wechat.scenes)
    receipt = screen.http.post(f"{face.api}/receipt").raise_for_status().json()
    assert receipt["wechat"] and receipt["image"].startswith("data:image/svg+xml")
    [code] = set(wechat.scenes) - known
    customer = wechat.customer(following=False)
    customer.scans_code(code)
    customer.waits_for(number)
    moved(product, number, "triaged", "assigned", "investigating", "pending_customer")
    customer.waits_for("补充一点情况")
