"""The brain on its own: order, failures, traditional script, choices."""

import asyncio
import gc
import uuid
from types import SimpleNamespace

import pytest
from threadpoolctl import threadpool_info

from bot import doorway
from bot.brain import Brain
from bot.doorway import Situation
from bot.settings import load_settings
from tests.conftest import run


def test_messages_of_one_conversation_are_answered_in_order(brain):
    async def ask():
        sender = f"order-{uuid.uuid4().hex}"
        lines = ["我要投诉", "同意", "储蓄", "换存折收了工本费，没人告诉我", "跳过"]
        await asyncio.gather(*(brain.answer(sender, line, "rest") for line in lines))
        return await brain.tracker(sender, "NONE")

    assert run(ask())["slots"]["requested_slot"] == "complaint_place"


def test_a_turn_that_fails_is_an_honest_apology_and_the_next_one_works(brain, customer, monkeypatch, caplog):
    customer.say("你好")

    async def broken(message):
        raise RuntimeError("boom")

    with monkeypatch.context() as patched:
        patched.setattr(brain._agent, "handle_message", broken)
        said = customer.say("刷单返利是怎么骗人的")
    assert "抱歉" in said
    assert "编号" in said
    assert "boom" not in said
    assert "boom" in caplog.text
    assert "刷单" in customer.say("刷单返利是怎么骗人的")


def test_a_register_that_is_down_loses_nothing_and_says_so(brain, customer, monkeypatch):
    from tickets.errors import StoreUnavailable

    customer.say("我要投诉")
    customer.fill()

    def down(complaint, received_at=None):
        raise StoreUnavailable("disk")

    with monkeypatch.context() as patched:
        patched.setattr(brain._services.register, "file", down)
        assert "不会丢" in customer.say("确认提交")
    assert customer.asked is None
    customer.say("查投诉进度")
    assert customer.custom("ticket")


def test_traditional_script_gets_buttons_in_traditional_too(customer):
    customer.say("銀行卡丟了怎麼辦")
    titles = "".join(button["title"] for message in customer.messages for button in message.get("buttons", []))
    assert "銀" in "".join(message["text"] for message in customer.messages) + titles


@pytest.mark.parametrize(
    ("typed", "meant"), [("2", "我要投诉"), ("第2个", "我要投诉"), ("我要投诉", "我要投诉"), ("7", "7")]
)
def test_a_choice_by_number_or_title_is_the_button(typed, meant):
    buttons = ({"title": "问问", "payload": "问一下"}, {"title": "投诉", "payload": "我要投诉"})
    assert doorway.receive(typed, Situation(buttons=buttons)).text == meant


def test_a_number_is_an_answer_where_numbers_are_asked():
    buttons = ({"title": "跳过", "payload": "跳过"},)
    assert doorway.receive("1", Situation(asked="complaint_amount", buttons=buttons)).text == "1"


def test_full_values_go_into_the_draft_only_with_a_complaint(customer):
    inside = Situation(asked="complainant_phone", loop="complaint_form")
    assert doorway.receive("13900001111", inside).kept == {"phone": "13900001111"}
    assert doorway.receive("13900001111", Situation(loop="status_form")).kept == {}
    customer.say("信用卡年费怎么收，我叫王小明，电话13900001111")
    assert customer.register.draft(customer.sender) == {}


def test_full_values_are_gone_after_a_refusal(customer):
    customer.say("我要投诉，南门支行多收了我二十块工本费，我叫王小明，我的电话13900001111")
    assert customer.register.draft(customer.sender)["complainant_phone"] == "13900001111"
    customer.say("不同意")
    assert customer.register.draft(customer.sender) == {}


def test_the_first_customer_waits_for_no_model_to_be_loaded(model, tmp_path, monkeypatch):
    class Agent:
        domain = SimpleNamespace(responses={})

        async def parse_message(self, text):
            return {}

    (tmp_path / "models").symlink_to(model.parent)
    monkeypatch.setattr("bot.loading.load_agent", lambda *_: Agent())
    monkeypatch.setattr("bot.brain.use", lambda _services: None)
    brain = Brain(load_settings({"XIAOBAO_VAR": str(tmp_path)}), model)
    brain.start().result(timeout=60)
    assert brain._services.classifier._light._known, "the classifier has not read anything yet"
    brain.stop()


@pytest.mark.parametrize(
    ("asked", "typed", "nothing_else"),
    [
        ("complainant_phone", "13900001111", True),
        ("complainant_phone", "139 0000 1111", True),
        ("complainant_name", "王小明", True),
        ("complainant_phone", "13900001111，你们快点处理", False),
        ("complainant_name", "为什么要我的名字", False),
        ("complaint_facts", "13900001111", False),
    ],
)
def test_a_name_or_phone_that_was_asked_for_needs_no_understanding(asked, typed, nothing_else):
    assert doorway.receive(typed, Situation(asked=asked, loop="complaint_form")).is_contact is nothing_else


def test_what_is_loaded_is_left_alone_by_the_garbage_collector(brain):
    assert brain.ready
    assert gc.get_freeze_count() > 100_000


def test_linear_algebra_runs_on_one_thread(brain, customer):
    customer.say("银行卡丢了怎么办")
    assert {library["num_threads"] for library in threadpool_info() if library["user_api"] == "blas"} == {1}
