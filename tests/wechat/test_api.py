"""WeChat's API: what is sent arrives as it is, and every refusal has its own handling."""

import asyncio
import logging

import httpx
import pytest
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route
from starlette.testclient import TestClient

from bot.channels.wechat.api import WeChatApi
from bot.channels.wechat.breaker import Breaker
from bot.channels.wechat.calls import ERRORS, PAUSES_S, Line
from bot.channels.wechat.errors import HANDLING, NO_ANSWER, ApiRefused, Handling, label
from tests.server import free_port
from tests.wechat.fake_delivery import WEBHOOK
from tickets.evidence import MAX_BYTES

SEND, TEMPLATE = "/cgi-bin/message/custom/send", "/cgi-bin/message/template/send"


class Purse:
    """Tokens straight from the fake account; counts how often one was asked for instead of another."""

    def __init__(self, wechat):
        self.wechat, self.renewed = wechat, 0

    async def current(self):
        return self.wechat.token()[0]

    async def instead_of(self, refused):
        self.renewed += 1
        return self.wechat.token()[0]


@pytest.fixture
def pauses():
    return []


@pytest.fixture
async def api(wechat, clock, pauses):
    made = make(wechat, clock, pauses)
    yield made
    await made.close()


def make(wechat, clock, pauses, base=None, **changed):
    async def pause(seconds):
        pauses.append(seconds)

    line = Line(base or wechat.base, pause)
    return WeChatApi(wechat.settings_for(wechat.base, **changed), Purse(wechat), line, Breaker(clock))


@pytest.fixture
def customer(wechat):
    """A customer who has just written."""
    app = Starlette(routes=[Route(WEBHOOK, lambda request: Response(b"success"), methods=["POST"])])
    wechat.connect(TestClient(app))
    found = wechat.customer()
    found.says("在吗")
    return found


def counted(code):
    return ERRORS.labels(label(code))._value.get()


async def refused(work):
    with pytest.raises(ApiRefused) as error:
        await work
    return error.value


# ---- what is sent arrives


@pytest.mark.parametrize("text", ["好，已经登记。", "“引号” \\ / \n 换行 <a href='https://x'>链接</a>", "😀㐀", "]]>"])
async def test_a_text_arrives_as_it_was_written(api, customer, text):
    await api.send_text(customer.openid, text)
    assert customer.seen("push") == [text]


async def test_what_json_can_only_escape_is_left_out(api, customer):
    await api.send_text(customer.openid, "一\x0b二\x00三\ud800")
    assert customer.seen("push") == ["一二三"]


async def test_a_template_is_sent_once_and_cut_to_what_fits(api, customer):
    fields = {
        "thing1": "字" * 25,
        "phrase2": "已并入另一件",
        "character_string3": "TS20261129-0001",
        "time4": "2026-11-29",
    }
    jobs = {await api.send_template(customer.openid, "template-progress", "https://x", fields, "m1") for _ in range(2)}
    [shown] = customer.log
    assert jobs == {shown.job}
    assert shown.fields == {**fields, "thing1": "字" * 19 + "…", "phrase2": "已并入另一"}
    assert shown.url == "https://x"


async def test_a_picture_comes_with_its_name(api, customer, wechat):
    customer.sends_image(b"\xff\xd8jpeg", "a.jpg")
    [media_id] = wechat.media
    assert await api.media(media_id) == ("a.jpg", b"\xff\xd8jpeg")


async def test_of_a_picture_that_is_too_big_just_enough_is_read_to_see_that(api, wechat):
    wechat.media["m"] = ("a.jpg", bytes(MAX_BYTES + 500_000))
    _, content = await api.media("m")
    assert len(content) == MAX_BYTES + 1
    wechat.media["endless"] = ("a.jpg", None)
    _, content = await asyncio.wait_for(api.media("endless"), 30)
    assert len(content) == MAX_BYTES + 1


async def test_a_picture_that_is_gone_is_none(api):
    assert (await refused(api.media("gone"))).handling is Handling.DROP


async def test_the_menu_is_set_read_and_taken_away(api):
    assert await api.menu() == {}
    menu = {"button": [{"type": "click", "name": "查进度", "key": "查进度"}]}
    await api.set_menu(menu)
    assert await api.menu() == menu
    await api.delete_menu()
    assert await api.menu() == {}


async def test_scanning_a_code_brings_its_scene(api, customer, wechat):
    address = await api.scene_ticket("token-1", 900)
    assert wechat.scenes[address][0] == "token-1"


# ---- refusals


AT_ONCE = [code for code in HANDLING if code > 0 and HANDLING[code] is not Handling.NEW_TOKEN]


@pytest.mark.parametrize("code", [*AT_ONCE, 99999])
async def test_a_refusal_is_counted_has_its_handling_and_is_not_tried_again(api, customer, wechat, code, pauses):
    before = counted(code)
    wechat.fail("custom/send", code)
    error = await refused(api.send_text(customer.openid, "好"))
    assert (error.code, error.handling) == (code, HANDLING.get(code, Handling.ALERT))
    assert wechat.calls[SEND] == 1
    assert counted(code) == before + 1
    assert pauses == []


async def test_a_busy_wechat_is_asked_again_with_growing_pauses_but_not_for_ever(api, customer, wechat, pauses):
    wechat.fail("custom/send", -1, times=2)
    await api.send_text(customer.openid, "好")
    assert customer.seen("push") == ["好"]
    assert pauses == list(PAUSES_S[:2])
    wechat.fail("custom/send", -1)
    assert (await refused(api.send_text(customer.openid, "再"))).handling is Handling.RETRY
    assert wechat.calls[SEND] == 3 + 1 + len(PAUSES_S)


@pytest.mark.parametrize("code", [40001, 40014, 42001])
async def test_a_refused_token_is_replaced_once_and_the_call_repeated_once(api, customer, wechat, code):
    wechat.fail("custom/send", code, times=1)
    await api.send_text(customer.openid, "好")
    assert customer.seen("push") == ["好"]
    wechat.fail("custom/send", code)
    assert (await refused(api.send_text(customer.openid, "再"))).handling is Handling.NEW_TOKEN
    assert wechat.calls[SEND] == 4
    assert api._tokens.renewed == 2


@pytest.mark.parametrize(("code", "seconds"), [(45009, 3600), (45011, 60)])
async def test_after_a_quota_is_used_up_that_call_is_not_made_for_a_while(api, customer, wechat, clock, code, seconds):
    wechat.fail("custom/send", code, times=1)
    await refused(api.send_text(customer.openid, "一"))
    clock.later(seconds - 1)
    assert (await refused(api.send_text(customer.openid, "二"))).handling is Handling.BREAK
    assert wechat.calls[SEND] == 1
    assert await api.menu() == {}  # other calls have quotas of their own
    clock.later(1)
    await api.send_text(customer.openid, "三")
    assert customer.seen("push") == ["三"]


async def test_wechats_own_refusals_are_understood(api, customer, wechat):
    assert (await refused(api.send_text(customer.openid, "长" * 683))).handling is Handling.SPLIT
    for _ in range(5):
        await api.send_text(customer.openid, "好")
    assert (await refused(api.send_text(customer.openid, "六"))).code == 45047
    assert (await refused(api.send_text("nobody", "好"))).handling is Handling.DROP
    assert (await refused(api.send_template(customer.openid, "other", "", {}, "1"))).handling is Handling.ALERT
    customer.unfollows()
    assert (await refused(api.send_text(customer.openid, "好"))).code == 45015
    template = api.send_template(customer.openid, "template-progress", "", {}, "1")
    assert (await refused(template)).handling is Handling.STOP


# ---- no answer


async def test_a_wechat_that_is_not_reached_is_tried_again_and_then_the_text_is_kept(wechat, clock, pauses):
    api = make(wechat, clock, pauses, f"http://127.0.0.1:{free_port()}")
    error = await refused(api.send_text("o", "好"))
    assert (error.code, error.handling) == (NO_ANSWER, Handling.PARK)
    assert pauses == list(PAUSES_S)


async def test_a_text_that_may_have_arrived_is_not_sent_twice(api, customer, wechat):
    wechat.fail("custom/send", status=502)
    assert (await refused(api.send_text(customer.openid, "好"))).code == NO_ANSWER
    assert wechat.calls[SEND] == 1


async def test_a_template_is_sent_again_for_its_id_makes_it_one(api, customer, wechat):
    wechat.fail("template/send", status=502, times=1)
    await api.send_template(customer.openid, "template-progress", "", {"thing1": "好"}, "m1")
    assert wechat.calls[TEMPLATE] == 2
    assert customer.seen("template") == ["好"]


@pytest.mark.parametrize(
    "answer", [b"", b"<html>", b"[]", b"null", b'{"errcode": "x"}', b"[" * 100_000, b"x" * 2_000_000]
)
async def test_an_answer_that_is_none_of_the_apis_counts_as_no_answer(wechat, clock, pauses, answer):
    async def odd(scope, receive, send):
        await Response(answer, media_type="application/json")(scope, receive, send)

    api = make(wechat, clock, pauses)
    await api.close()
    api._line._client = httpx.AsyncClient(transport=httpx.ASGITransport(odd), base_url="http://odd")
    assert (await refused(api.send_text("o", "好"))).code == NO_ANSWER


async def test_an_account_without_secret_calls_nothing(wechat, clock, pauses):
    api = make(wechat, clock, pauses, app_secret="")
    assert (await refused(api.send_text("o", "好"))).handling is Handling.PASSIVE_ONLY
    assert not wechat.calls


async def test_neither_token_nor_customer_nor_text_is_logged(api, customer, wechat, caplog):
    caplog.set_level(logging.DEBUG)
    logging.getLogger("httpcore").setLevel(logging.WARNING)  # a developer's own tool: it logs raw bytes
    await api.send_text(customer.openid, "很私人的话")
    wechat.fail("custom/send", 45015)
    await refused(api.send_text(customer.openid, "很私人的话"))
    said = "\n".join(record.getMessage() for record in caplog.records)
    assert "45015 PARK" in said
    assert not [secret for secret in (*wechat.tokens, customer.openid, "很私人的话") if secret in said]


async def test_fifty_at_once_all_arrive(api, wechat, customer):
    others = [wechat.customer() for _ in range(50)]
    for other in others:
        other.says("在吗")
    await asyncio.gather(*(api.send_text(other.openid, "好") for other in others))
    assert all(other.seen("push") == ["好"] for other in others)
