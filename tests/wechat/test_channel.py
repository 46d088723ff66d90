"""The whole channel but for the model, in safe mode against a WeChat over HTTP: what the customer sees in the end."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from bot.channels.wechat import webhook
from bot.channels.wechat.account import Account, Surroundings
from bot.channels.wechat.api import open_api
from bot.channels.wechat.inbox import too_late
from bot.channels.wechat.words import said
from tests.wechat.parts import Handover, Mind


class Product:
    """The channel as the application runs it, its brain a dummy; `slow` makes every answer late."""

    def __init__(self, store, wechat) -> None:
        self.mind, self.slow = Mind(), False
        around = Surroundings("https://bank.example", set, lambda conversation: True)
        api = open_api(wechat.settings, store)
        self.account = Account(wechat.settings, store, self.mind, api, around, self._late)

    async def _late(self):
        if not self.slow:
            await too_late()
        await self.mind.thinking.wait()

    def app(self):
        @asynccontextmanager
        async def lifespan(app):
            self.account.start()
            yield
            await self.account.stop()

        app = Starlette(routes=webhook.routes, lifespan=lifespan)
        app.state.wechat = self.account
        return app


@pytest.fixture
def product(register, wechat, clock):
    register._now = clock.moment
    product = Product(register, wechat)
    with TestClient(product.app(), base_url="http://product") as client:
        wechat.connect(client)
        product.client = client
        yield product


@pytest.fixture
def customer(wechat, product):
    return wechat.customer("o-zhang")


def think_long(product):
    """Let every answer from now on take longer than WeChat waits; returns what ends the thinking."""
    product.slow = True
    product.client.portal.call(product.mind.ready.clear)
    product.client.portal.call(product.mind.thinking.clear)
    return lambda: product.client.portal.call(product.mind.ready.set)


def quiet(product):
    async def done():
        while product.account.inbox._tasks:
            await asyncio.wait(set(product.account.inbox._tasks))

    product.client.portal.call(done)


def test_the_address_proves_itself_and_a_message_is_answered_at_once(wechat, customer):
    wechat.delivery.verifies()
    assert customer.says("你好").statuses == (200,)
    assert customer.sees == ["答：你好"]


def test_a_brain_that_takes_long_costs_nothing_but_time(product, wechat, customer):
    finish = think_long(product)
    assert customer.says("慢慢想").text is None
    assert customer.again().text is None
    finish()
    customer.waits_for("答：慢慢想")
    quiet(product)
    assert [(shown.way, shown.text) for shown in customer.log] == [("push", "答：慢慢想")]
    assert len(product.mind.asked) == 1


def test_the_sixth_push_is_not_even_tried(product, wechat, customer):
    finish = think_long(product)
    product.mind.reply = lambda text: [{"text": "句。" * 4000}]
    customer.says("讲长一点")
    finish()
    customer.waits_for("句", count=5)
    quiet(product)
    assert len(customer.seen("push")) == 5
    assert wechat.calls["/cgi-bin/message/custom/send"] == 5 and not wechat.refusals


def test_a_push_that_failed_comes_with_the_next_message(product, wechat, customer):
    finish = think_long(product)
    wechat.fail("custom/send", 45015)
    customer.says("第一句")
    finish()
    quiet(product)
    assert customer.sees == []
    product.slow = False
    customer.says("第二句")
    assert customer.sees == [f"{said('earlier')}\n答：第一句\n\n答：第二句"]


def test_a_token_that_somebody_took_away_is_fetched_again(product, wechat, customer):
    product.mind.reply = lambda text: [{"text": "句。" * 500}]
    customer.says("讲长一点")
    quiet(product)
    wechat.take_tokens_away()
    customer.says("再讲一点")
    quiet(product)
    assert len(customer.seen("push")) == 2 and "bubble" not in {shown.way for shown in customer.log}


def test_fifteen_people_at_once_are_all_answered(product, wechat):
    people = [wechat.customer(f"o-{n}") for n in range(15)]
    with ThreadPoolExecutor(15) as pool:
        list(pool.map(lambda pair: pair[1].says(f"问题{pair[0]}"), enumerate(people)))
    assert [person.sees for person in people] == [[f"答：问题{n}"] for n in range(15)]


def test_a_picture_of_a_customer_arrives_as_it_was(product, customer):
    product.mind.files_wanted = True
    customer.sends_image(b"\xff\xd8\xff picture")
    assert customer.sees == ["文件收到了"]
    assert product.mind.files[0][2] == b"\xff\xd8\xff picture"


def test_choices_are_tapped_and_the_whole_journey_of_following_works(product, customer, clock):
    choice = {"title": "退钱", "payload": "退还多收的钱"}
    product.mind.reply = lambda text: [{"text": f"答：{text}", "buttons": [choice]}]
    customer.follows()
    customer.taps("我要投诉")
    option = customer.sees[-1].split("msgmenuid=")[1].split('"')[0]
    customer.chooses(option, "退钱")
    assert customer.sees[0] == said("welcome")
    assert customer.sees[2].startswith("答：退还多收的钱")
    for step in (customer.unfollows, customer.follows):
        clock.later(1)
        step()
    assert customer.sees[3:] == [said("welcome")]


def test_what_another_screen_made_a_code_for_is_gone_on_with(product, wechat, customer):
    product.mind.handed["t" * 32] = Handover(say="查投诉进度，单号 TS1")
    address = product.client.portal.call(product.account.address_of, "t" * 32, 900)
    customer.scans_code(address)
    assert customer.sees == ["答：查投诉进度，单号 TS1"]


def test_without_an_answer_of_wechats_there_is_no_code_of_its(product, wechat):
    wechat.fail("qrcode/create", 45009)
    assert product.client.portal.call(product.account.address_of, "t" * 32, 900) is None
