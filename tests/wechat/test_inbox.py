"""A message of WeChat is answered once, in order, in time; what is late or left over comes another way, once."""

import asyncio
from datetime import datetime, timedelta, timezone

import pytest

from bot.channels.wechat.deliveries import HELD_FOR
from bot.channels.wechat.words import said
from tests.wechat.parts import ApiRefused, Line, Mind, Pushes, clock
from tickets.errors import StoreUnavailable

NOON = datetime(2026, 11, 29, 4, 0, tzinfo=timezone.utc)


@pytest.fixture
def line(register):
    return Line(register)


@pytest.fixture
def slow(register):
    """A channel whose brain thinks until it is told to stop, and that WeChat does not wait for."""
    mind = Mind()
    mind.ready.clear()
    return Line(register, mind, patient=False)


async def test_a_message_is_answered_in_its_own_connection(line):
    assert await line.say("a", "你好") == "答：你好"
    await line.quiet()
    assert line.pushed == []


async def test_the_same_message_three_times_at_once_is_answered_once(line):
    line.mind.ready.clear()
    calls = [asyncio.create_task(line.say("a", "你好", message_id=7)) for _ in range(3)]
    await line.mind.thinking.wait()
    line.mind.ready.set()
    assert sorted(await asyncio.gather(*calls)) == ["", "", "答：你好"]
    assert await line.say("a", "你好", message_id=7) == ""
    await line.quiet()
    assert (line.mind.asked, line.pushed) == ([(line.follower("a").conversation, "你好")], [])


async def test_the_newest_of_several_deliveries_gets_the_answer(line):
    line.mind.ready.clear()
    first = asyncio.create_task(line.say("a", "你好", message_id=7))
    await line.mind.thinking.wait()
    second = asyncio.create_task(line.say("a", "你好", message_id=7))
    while line.account.inbox._jobs and next(iter(line.account.inbox._jobs.values()))._newest < 2:
        await asyncio.sleep(0)
    line.mind.ready.set()
    assert (await first, await second) == ("", "答：你好")


async def test_two_customers_with_the_same_message_id_are_both_answered(line):
    assert await line.say("a", "你好", message_id=7) == "答：你好"
    assert await line.say("b", "您好", message_id=7) == "答：您好"
    assert line.follower("a").conversation != line.follower("b").conversation


async def test_fifteen_people_at_once_are_all_answered(line):
    said = await asyncio.gather(*(line.say(f"o{n}", f"问题{n}") for n in range(15)))
    assert said == [f"答：问题{n}" for n in range(15)]


async def test_a_slow_answer_is_acknowledged_in_time_and_pushed_once(slow):
    assert await slow.say("a", "慢慢想", message_id=1) == ""
    assert await slow.say("a", "慢慢想", message_id=1) == ""
    slow.mind.ready.set()
    await slow.quiet()
    assert slow.api.texts == [("a", "答：慢慢想")]
    assert len(slow.mind.asked) == 1
    assert await slow.say("a", "慢慢想", message_id=1) == ""
    await slow.quiet()
    assert slow.pushed == ["答：慢慢想"]


async def test_of_one_sender_the_answers_keep_the_order_of_the_messages(slow):
    for text in ("一", "二", "三"):
        await slow.say("a", text)
    slow.mind.ready.set()
    await slow.quiet()
    assert [text for _, text in slow.mind.asked] == ["一", "二", "三"]
    seen_at_all = "".join(slow.pushed)
    assert seen_at_all.index("答：一") < seen_at_all.index("答：二") < seen_at_all.index("答：三")


async def test_nobody_waits_for_another_sender(register):
    line = Line(register)
    line.mind.ready.clear()
    stuck = asyncio.create_task(line.say("a", "慢"))
    await line.mind.thinking.wait()
    held, line.mind.ready = line.mind.ready, asyncio.Event()
    line.mind.ready.set()
    assert await line.say("b", "快") == "答：快"
    held.set()
    assert await stuck == "答：慢"


async def test_after_a_restart_the_message_that_was_being_answered_is_answered_once(register):
    hand = clock(register, NOON)
    before = Line(register, patient=False)
    before.mind.ready.clear()
    await before.say("a", "我要投诉", message_id=9)
    await before.mind.thinking.wait()
    await before.account.inbox.stop()  # killed while thinking

    after = Line(register, before.mind)
    after.mind.ready.set()
    assert await after.say("a", "我要投诉", message_id=9) == "", "another process may still be at it"
    hand.at += HELD_FOR
    assert await after.say("a", "我要投诉", message_id=9) == "答：我要投诉"
    assert await after.say("a", "我要投诉", message_id=9) == ""


async def test_what_a_dead_process_had_answered_but_not_told_is_told_without_asking_again(register):
    hand = clock(register, NOON)
    before = Line(register)

    def killed(*_):
        raise RuntimeError("killed")

    before.account.courier.keep_reply = killed
    assert await before.say("a", "我要投诉", message_id=9) == ""
    after = Line(register, before.mind)
    hand.at += HELD_FOR
    await after.account.inbox.keep_on()
    await after.quiet()
    assert after.pushed == ["答：我要投诉"]
    assert len(after.mind.asked) == 1


async def test_a_message_that_is_still_being_answered_is_not_taken_up_by_another_process(slow, register):
    hand = clock(register, NOON)
    other = Line(register, Mind())
    await slow.say("a", "慢慢想")
    for _ in range(3):
        hand.at += HELD_FOR / 2
        await slow.account.inbox.keep_on()
        await other.account.inbox.keep_on()
    assert other.mind.asked == []
    slow.mind.ready.set()
    await slow.quiet()
    assert slow.pushed == ["答：慢慢想"]


async def test_an_answer_that_could_not_be_given_now_is_given_by_the_next_round(line):
    failures = iter([RuntimeError("the model is being loaded")])
    exchange = line.mind.exchange

    async def later(*given):
        for failure in failures:
            raise failure
        return await exchange(*given)

    line.mind.exchange = later
    assert await line.say("a", "你好") == ""
    await line.account.inbox.keep_on()
    await line.quiet()
    assert line.pushed == ["答：你好"]


async def test_what_the_database_cannot_keep_is_not_acknowledged_as_taken(line):
    def down(incoming):
        raise StoreUnavailable("no answer")

    line.account.courier.deliveries.take = down
    assert await line.say("a", "我被骗了") == said("busy")
    assert "110" in said("busy")


async def test_a_push_that_fails_is_told_first_with_the_next_message(slow):
    slow.api.refuse(ever=ApiRefused(-2))
    await slow.say("a", "第一句")
    slow.mind.ready.set()
    await slow.quiet()
    assert slow.pushed == []
    slow.patient = True
    assert await slow.say("a", "第二句") == f"{said('earlier')}\n答：第一句\n\n答：第二句"
    await slow.quiet()
    assert await slow.say("a", "第三句") == "答：第三句"


async def test_an_emergency_is_told_before_what_waited(slow):
    slow.api.refuse(ever=ApiRefused(-2))
    await slow.say("a", "第一句")
    slow.mind.ready.set()
    await slow.quiet()
    slow.patient = True
    slow.mind.reply = lambda text: [{"text": "先打 110", "custom": {"type": "emergency", "calls": [], "steps": []}}]
    assert (await slow.say("a", "钱转出去了")).startswith("先打 110")


async def test_a_hopeless_push_does_not_hold_up_the_next_message(register):
    class Stuck(Pushes):
        async def send_text(self, openid, text):
            self.happened.set()
            await asyncio.Event().wait()

    line = Line(register, api=Stuck(), patient=False)
    line.mind.ready.clear()
    await line.say("a", "第一句")
    line.mind.ready.set()
    await line.api.happened.wait()
    line.patient = True
    assert await line.say("a", "第二句") == f"{said('earlier')}\n答：第一句\n\n答：第二句"


async def test_the_sixth_push_after_a_message_is_never_sent(slow):
    slow.mind.reply = lambda text: [{"text": "句。" * 4000}]
    await slow.say("a", "讲长一点")
    slow.mind.ready.set()
    await slow.quiet()
    assert len(slow.pushed) == 5
    assert slow.api.tries == 5
    slow.patient = True
    assert (await slow.say("a", "接着讲")).startswith(said("earlier"))


async def test_what_the_customer_is_told_at_once_and_later_is_all_and_nothing_twice(line):
    line.mind.reply = lambda text: [{"text": "".join(f"第{n}句。" for n in range(900))}]
    first = await line.say("a", "讲长一点")
    await line.quiet()
    assert len(first.encode()) <= 2000
    assert all(len(text.encode()) <= 2000 for text in line.pushed)
    assert "".join([first, *line.pushed]) == "".join(f"第{n}句。" for n in range(900))


async def test_a_text_whose_connection_broke_is_told_another_way(line):
    broken = Line(line.store, line.mind, line.api)
    transport = broken.http._transport

    async def cut(scope, receive, send):
        async def gone(message):
            if message["type"] == "http.response.body":
                raise OSError("gone")
            await send(message)

        await transport.app(scope, receive, gone)

    broken.http._transport = type(transport)(cut, raise_app_exceptions=False)
    await broken.deliver("a", Content="你好")
    await broken.quiet()
    assert broken.pushed == ["答：你好"]


async def test_events_without_an_answer_are_acknowledged(line):
    for event in ("VIEW", "LOCATION", "TEMPLATESENDJOBFINISH", "something_new"):
        assert await line.event("a", event, EventKey="https://x", Status="success") == ""
    await line.quiet()
    assert (line.pushed, line.mind.asked) == ([], [])


async def test_an_account_without_settings_says_that_it_is_not_there(line):
    line.http._transport.app.state.wechat = None
    assert (await line.deliver("a", Content="你好")).status_code == 501
    assert (await line.http.get("/webhooks/wechat/webhook")).status_code == 501


async def test_what_is_not_wechats_reaches_nobody(line):
    from tests.wechat.parts import packet, signed

    body = packet("a", MsgType="text", CreateTime=1, MsgId=1, Content="你好")
    for query, content, status in (
        ({**signed(), "signature": "0" * 40}, body, 403),
        (signed(), b"<xml>", 400),
        (signed(), b"x" * 1_000_000, 413),
    ):
        assert (await line.http.post("/webhooks/wechat/webhook", params=query, content=content)).status_code == status
    assert line.mind.asked == []


async def test_the_address_proves_to_be_ours(line):
    from tests.wechat.parts import signed

    answer = await line.http.get("/webhooks/wechat/webhook", params=signed(echostr="<b>12345"))
    assert (answer.status_code, answer.text) == (200, "<b>12345")
    wrong = {**signed(echostr="1"), "signature": "0" * 40}
    assert (await line.http.get("/webhooks/wechat/webhook", params=wrong)).status_code == 403


async def test_who_asks_too_fast_is_asked_to_wait(register):
    line = Line(register, may_ask=lambda conversation: False)
    assert await line.say("a", "你好") == said("too_fast")
    assert line.mind.asked == []


def test_a_message_is_left_alone_for_longer_than_a_process_needs_to_say_that_it_lives():
    from bot.channels.wechat.account import HOLD_EVERY_S

    assert timedelta(seconds=3 * HOLD_EVERY_S) < HELD_FOR
