"""The fake WeChat is as strict as its documents, so that what passes with it passes with the real one."""

import json
import socket
import threading

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response
from starlette.routing import Route
from starlette.testclient import TestClient

from bot.channels.wechat.envelope import Envelope
from bot.channels.wechat.packets import read, text_reply
from bot.wechat_settings import MODES
from tests.wechat.fake import BUBBLE, FakeWeChat
from tests.wechat.fake_account import SECRET
from tests.wechat.fake_delivery import WEBHOOK
from tests.wechat.official import APP_ID


class Product:
    """The smallest product: answers each message with `answer(incoming)`, a text, bytes as they are, or None."""

    def __init__(self, wechat, answer=lambda incoming: f"您说：{incoming.content}"):
        self.envelope, self.answer, self.got = Envelope.of(wechat.settings), answer, []
        self.app = Starlette(routes=[Route(WEBHOOK, self.webhook, methods=["GET", "POST"])])

    async def webhook(self, request):
        if request.method == "GET":
            return Response(self.envelope.verified(request.query_params))
        incoming = read(self.envelope.open(request.query_params, await request.body()))
        self.got.append(incoming)
        said = await run_in_threadpool(self.answer, incoming)
        if said is None or isinstance(said, bytes):
            return Response(said or b"success")
        return Response(self.envelope.seal(text_reply(incoming, said, 1)))

    def connect(self, wechat):
        wechat.connect(TestClient(self.app))
        return self


@pytest.fixture
def served():
    """Run a product on a port of its own; returns its address."""
    running = []

    def serve(app):
        listening = socket.socket()
        listening.bind(("127.0.0.1", 0))
        listening.listen(16)
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", log_config=None, ws="none"))
        thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
        thread.start()
        running.append((server, thread, listening))
        return f"http://127.0.0.1:{listening.getsockname()[1]}"

    yield serve
    for server, thread, listening in running:
        server.should_exit = True
        thread.join(timeout=10)
        listening.close()


class Api:
    """Calls the API by hand."""

    def __init__(self, wechat):
        self.client = httpx.Client(base_url=wechat.base, trust_env=False)
        self.token = self.fetch().json()["access_token"]

    def fetch(self, **changed):
        body = {"grant_type": "client_credential", "appid": APP_ID, "secret": SECRET, **changed}
        return self.client.post("/cgi-bin/stable_token", json=body)

    def send(self, openid, text="好", token=None, escaped=False):
        body = json.dumps({"touser": openid, "msgtype": "text", "text": {"content": text}}, ensure_ascii=escaped)
        query = {"access_token": token or self.token}
        return self.client.post("/cgi-bin/message/custom/send", params=query, content=body.encode()).json()["errcode"]

    def template(self, openid, name="1", template="template-progress", **fields):
        data = {key: {"value": value} for key, value in fields.items()}
        body = {"touser": openid, "template_id": template, "client_msg_id": name, "data": data}
        query = {"access_token": self.token}
        return self.client.post("/cgi-bin/message/template/send", params=query, json=body).json()


# ---- delivering


@pytest.mark.parametrize("mode", MODES)
def test_a_message_goes_to_the_product_and_its_answer_into_the_chat(mode):
    with FakeWeChat(mode) as wechat:
        product = Product(wechat).connect(wechat)
        wechat.delivery.verifies()
        customer = wechat.customer()
        assert customer.says("刷单 <返利> & 骗").text == "您说：刷单 <返利> & 骗"
        assert customer.sees == ["您说：刷单 <返利> & 骗"]
        assert product.got[0].openid == customer.openid


def test_everything_a_customer_does_comes_as_its_packet(wechat):
    product = Product(wechat, lambda incoming: None).connect(wechat)
    customer = wechat.customer()
    customer.sends_image(b"jpeg")
    customer.sends_voice()
    customer.chooses("101", "满意")
    customer.taps("查进度")
    customer.scans("a1")
    customer.unfollows()
    customer.scans("a2")
    kinds = [(one.kind, one.event, one.scene or one.event_key or one.menu_option) for one in product.got]
    assert kinds == [
        ("image", "", ""), ("voice", "", ""), ("text", "", "101"), ("event", "CLICK", "查进度"),
        ("event", "SCAN", "a1"), ("event", "unsubscribe", ""), ("event", "subscribe", "a2"),
    ]  # fmt: skip
    assert wechat.media[product.got[0].media_id][1] == b"jpeg"
    assert customer.sees == []


def test_what_is_not_answered_in_time_is_delivered_three_times_and_then_the_customer_sees_an_error(served):
    done = threading.Event()
    with FakeWeChat() as wechat:
        product = Product(wechat, lambda incoming: done.wait(20) and None)
        wechat.connect(httpx.Client(base_url=served(product.app), trust_env=False))
        customer = wechat.customer()
        assert customer.says("在吗", patience_s=0.3).statuses == (0, 0, 0)
        assert len({incoming.key for incoming in product.got}) == 1
        assert customer.sees == [BUBBLE]
        done.set()


@pytest.mark.parametrize("junk", [b"{}", b"ok", b"<xml></xml>", b"<xml><Encrypt>AAAA</Encrypt></xml>"])
def test_junk_for_an_answer_shows_as_an_error(wechat, junk):
    Product(wechat, lambda incoming: junk).connect(wechat)
    customer = wechat.customer()
    customer.says("在吗")
    assert customer.sees == [BUBBLE]


def test_an_answer_that_is_too_long_or_not_encrypted_shows_as_an_error(wechat):
    customer = wechat.customer()
    Product(wechat, lambda incoming: "长" * 683).connect(wechat)
    customer.says("1")
    Product(wechat, lambda incoming: text_reply(incoming, "没有加密", 1)).connect(wechat)
    customer.says("2")
    assert customer.sees == [BUBBLE, BUBBLE]
    Product(wechat, lambda incoming: "长" * 682).connect(wechat)
    customer.says("3")
    assert customer.sees[2:] == ["长" * 682]


# ---- the API


def test_five_messages_for_a_message_in_48_hours(wechat, clock):
    Product(wechat).connect(wechat)
    api, customer = Api(wechat), wechat.customer()
    assert api.send(customer.openid) == 45015
    customer.says("在吗")
    assert [api.send(customer.openid) for _ in range(6)] == [0] * 5 + [45047]
    customer.says("在吗")
    clock.later(48 * 3600 - 1)
    api = Api(wechat)
    assert api.send(customer.openid) == 0
    clock.later(2)
    assert api.send(customer.openid) == 45015


@pytest.mark.parametrize("does", ["taps", "follows", "scans"])
def test_three_messages_in_a_minute_for_a_tap_a_follow_or_a_scan(wechat, clock, does):
    Product(wechat).connect(wechat)
    api, customer = Api(wechat), wechat.customer(following=does != "follows")
    getattr(customer, does)("1")
    clock.later(59)
    assert [api.send(customer.openid) for _ in range(4)] == [0] * 3 + [45047]
    getattr(customer, does)("1")
    clock.later(61)
    assert api.send(customer.openid) == 45015


def test_a_tapped_option_is_no_message_of_theirs(wechat, clock):
    Product(wechat).connect(wechat)
    api, customer = Api(wechat), wechat.customer()
    customer.chooses("1", "满意")
    assert [api.send(customer.openid) for _ in range(4)] == [0] * 3 + [45047]


def test_texts_are_refused_as_the_documents_say(wechat):
    Product(wechat).connect(wechat)
    api, customer = Api(wechat), wechat.customer()
    customer.says("在吗")
    assert api.send(customer.openid, "长" * 683) == 45002
    assert api.send(customer.openid, "长" * 682) == 0
    assert api.send("nobody") == 40003
    assert api.send(customer.openid, escaped=True) == 40033
    assert api.send(customer.openid, token="wrong") == 40001
    customer.unfollows()
    assert api.send(customer.openid) == 45015
    assert api.template(customer.openid, thing1="好")["errcode"] == 43004


def test_templates_are_sent_once_and_within_their_fields(wechat):
    api, customer = Api(wechat), wechat.customer()
    assert api.template(customer.openid, thing1="字" * 21)["errcode"] == 47003
    assert api.template(customer.openid, phrase2="六个汉字长的")["errcode"] == 47003
    assert api.template(customer.openid, template="other", thing1="字")["errcode"] == 40037
    first, second = (api.template(customer.openid, thing1="字" * 20, phrase2="处理中") for _ in range(2))
    assert first["msgid"] == second["msgid"]
    assert [shown.fields for shown in customer.log] == [{"thing1": "字" * 20, "phrase2": "处理中"}]


def test_one_token_for_two_hours_and_both_in_the_last_five_minutes(wechat, clock):
    api = Api(wechat)
    first = api.token
    clock.later(6899)
    assert api.fetch().json() == {"access_token": first, "expires_in": 301}
    clock.later(2)
    second = api.fetch().json()["access_token"]
    assert second != first
    for token, code in ((first, 40003), (second, 40003)):
        assert api.send("nobody", token=token) == code
    clock.later(300)
    assert api.send("nobody", token=first) == 42001
    assert api.fetch(secret="wrong").json()["errcode"] == 40125
    assert api.fetch(appid="wrong").json()["errcode"] == 40013


def test_it_fails_as_it_is_told_and_only_so_often(wechat):
    api = Api(wechat)
    wechat.fail("custom/send", -1, times=2)
    assert [api.send("nobody") for _ in range(3)] == [-1, -1, 40003]
    wechat.fail("*", 45009)
    assert api.send("nobody") == 45009
    wechat.mend()
    assert api.send("nobody") == 40003
