"""News of a ticket reach who follows: in full where we may write, announced by a template where not, never for lost."""

from datetime import datetime, timedelta, timezone

import pytest
from sqlalchemy import select

from bot.channels.wechat.words import said
from tests.tickets.conftest import NEEDED, STAFF
from tests.wechat.parts import ApiRefused, Handover, Line, Mind, clock
from tickets.delivery import Outbox
from tickets.handoffs import Handoffs
from tickets.models import OutboxMessage
from tickets.outbox import CHAT_FIRST
from tickets.workflow import Workflow

NOON = datetime(2026, 11, 29, 4, 0, tzinfo=timezone.utc)
NEWS = "请您补充一点情况"
WINDOW = timedelta(hours=48)


class Telling(Mind):
    """Says news as the brain does: into the history first, then marked."""

    def __init__(self, register) -> None:
        super().__init__()
        self.outbox = Outbox(register)

    async def exchange(self, sender, *given):
        self.say_news(sender)
        return await super().exchange(sender, *given)

    async def transcript(self, sender, after=-1):
        self.say_news(sender)
        return await super().transcript(sender, after)

    def say_news(self, sender):
        for notice in self.outbox.pending(sender):
            self.tell(sender, notice.text)
            self.outbox.mark_delivered(notice.id, "chat", "history")


@pytest.fixture
def hand(register):
    return clock(register, NOON)


@pytest.fixture
def line(register, hand):
    return Line(register, Telling(register))


async def filed(line, register, complaint, changed, **details):
    """Let somebody say something and file a complaint; returns its number."""
    await line.say("a", "你好")
    told = changed(complaint, conversation=line.follower("a").conversation, source="wechat", **details)
    return register.file(told).number


def ask_for_more(register, number):
    given = NEEDED["pending_customer"]
    workflow = Workflow(register)
    before = ("triaged", "assigned", "investigating") if register.ticket(number).status == "submitted" else ()
    for name in before or ("investigating",):
        workflow.perform(number, STAFF["admin"], name, NEEDED.get(name, {}))
    workflow.perform(number, STAFF["admin"], "pending_customer", given)


def undelivered(register):
    with register.reading() as session:
        query = select(OutboxMessage).where(OutboxMessage.__table__.c.delivered_at.is_(None))
        return session.scalars(query).all()


async def test_news_are_pushed_in_full_while_we_may_write(line, register, complaint, changed):
    ask_for_more(register, await filed(line, register, complaint, changed))
    await line.account.news.tell()
    assert len(line.pushed) == 1 and NEWS in line.pushed[0]
    await line.account.news.tell()
    await line.account.announcements.send()
    assert (len(line.pushed), line.api.templates) == (1, [])
    assert undelivered(register) == []


async def test_outside_of_the_window_they_are_announced_once_and_told_with_the_next_message(
    line, register, complaint, changed, hand
):
    number = await filed(line, register, complaint, changed)
    hand.at += WINDOW
    ask_for_more(register, number)
    for _ in range(2):
        await line.account.news.tell()
        await line.account.announcements.send()
    assert line.pushed == []
    assert [(openid, fields["character_string1"]) for openid, fields in line.api.templates] == [("a", number)]
    assert undelivered(register), "an announcement is no delivery: another way may still be quicker"
    shown = await line.say("a", "怎么了")
    assert NEWS in shown and shown.endswith("答：怎么了")
    assert undelivered(register) == []


async def test_without_a_template_they_wait_for_the_next_message_or_another_way(
    line, register, complaint, changed, hand
):
    number = await filed(line, register, complaint, changed)
    hand.at += WINDOW
    ask_for_more(register, number)
    await line.account.news.tell()
    assert line.pushed == [] and undelivered(register)


async def test_a_push_that_fails_is_told_with_the_next_message(line, register, complaint, changed):
    ask_for_more(register, await filed(line, register, complaint, changed))
    line.api.refuse(ever=ApiRefused(-1))
    await line.account.news.tell()
    assert line.pushed == []
    assert NEWS in await line.say("a", "怎么了")


async def test_what_could_not_be_pushed_is_pushed_when_the_interface_is_well_again(line, register, complaint, changed):
    ask_for_more(register, await filed(line, register, complaint, changed))
    line.api.refuse(ApiRefused(-1))
    await line.account.news.tell()
    await line.account.news.send_what_waits()
    assert len(line.pushed) == 1
    await line.account.news.send_what_waits()
    assert len(line.pushed) == 1


async def test_who_does_not_follow_any_more_is_not_written_to(line, register, complaint, changed):
    number = await filed(line, register, complaint, changed)
    ask_for_more(register, number)
    line.api.refuse(ever=ApiRefused(43004))
    await line.account.news.tell()
    tries = line.api.tries
    ask_for_more(register, number)
    await line.account.news.tell()
    await line.account.news.send_what_waits()
    await line.account.announcements.send()
    assert line.api.tries == tries
    assert undelivered(register), "another way can tell"


async def test_a_ticket_of_another_screen_is_followed_here_after_its_code_was_scanned(
    line, register, complaint, changed
):
    number = register.file(changed(complaint, conversation="kiosk-1", source="kiosk")).number
    ask_for_more(register, number)
    token = Handoffs(register).give(Handover(say=f"查投诉进度，单号 {number}", number=number))
    line.mind.handed_over = lambda token, conversation: redeemed(register, token, conversation)
    shown = await line.event("a", "SCAN", EventKey=token)
    assert NEWS in shown, "what was not told yet comes here"
    assert register.own(line.follower("a").conversation).number == number
    ask_for_more(register, number)
    await line.account.news.tell()
    assert NEWS in line.pushed[-1]


async def redeemed(register, token, conversation):
    return Handoffs(register).redeem(token, conversation)


async def test_news_of_a_ticket_that_is_followed_here_are_for_wechat_first(line, register, complaint, changed, hand):
    number = register.file(changed(complaint, conversation="kiosk-1", source="kiosk")).number
    await line.say("a", "你好")
    token = Handoffs(register).give(Handover(say="", number=number))
    Handoffs(register).redeem(token, line.follower("a").conversation)
    ask_for_more(register, number)
    assert [message.next_try_at for message in undelivered(register)] == [hand.at + CHAT_FIRST]


async def test_a_receipt_that_had_to_wait_is_pushed(register, hand):
    line = Line(register)
    await line.say("a", "确认提交")
    follower = line.follower("a")
    line.account.news._receipts = lambda: {follower.key}
    line.mind.tell(follower.conversation, "投诉已经受理")
    await line.account.news.tell()
    assert line.pushed == ["投诉已经受理"]


async def test_news_come_in_the_sender_s_turn(line, register, complaint, changed):
    import asyncio

    number = await filed(line, register, complaint, changed)
    line.mind.ready.clear()
    line.mind.thinking.clear()
    asking = asyncio.create_task(line.say("a", "慢"))
    await line.mind.thinking.wait()
    ask_for_more(register, number)
    telling = asyncio.create_task(line.account.news.tell())
    line.mind.ready.set()
    shown = await asking
    await telling
    assert shown.count("答：慢") + sum(text.count("答：慢") for text in line.pushed) == 1
    assert (shown + "".join(line.pushed)).count(NEWS) == 1


# ---- refusals of the interface, one by one


@pytest.fixture
async def waiting(register, hand):
    """A channel with an answer that came too late: it is being pushed."""
    line = Line(register, patient=False)
    line.mind.ready.clear()
    await line.say("a", "慢")
    return line


async def push(line, *refusals, ever=None):
    line.api.refuse(*refusals, ever=ever)
    line.mind.ready.set()
    await line.quiet()
    return line.account.courier.ledger.left(line.follower("a").key)


@pytest.mark.parametrize("code", [-1, 40001, 45009, 45011, 40033, 99999])
async def test_what_was_refused_was_not_spent_and_waits(waiting, code):
    assert await push(waiting, ever=ApiRefused(code)) == 5
    waiting.patient = True
    assert "答：慢" in await waiting.say("a", "好")


@pytest.mark.parametrize("code", [45015, 45047])
async def test_where_wechat_counts_otherwise_nothing_more_is_tried(waiting, code):
    assert await push(waiting, ever=ApiRefused(code)) == 0
    assert waiting.api.tries == 1


@pytest.mark.parametrize("code", [40003, 43004, 43019, 50005])
async def test_who_is_out_of_reach_is_marked_until_they_write(waiting, code):
    await push(waiting, ever=ApiRefused(code))
    assert not waiting.follower("a").reachable
    waiting.patient = True
    assert "答：慢" in await waiting.say("a", "好")
    assert waiting.follower("a").reachable


async def test_an_account_without_the_permission_only_answers(waiting):
    await push(waiting, ApiRefused(48001))
    waiting.patient = True
    assert await waiting.say("a", "好") == f"{said('earlier')}\n答：慢\n\n答：好"
    waiting.mind.reply = lambda text: [{"text": "句。" * 1000}]
    await waiting.say("a", "讲长一点")
    await waiting.quiet()
    assert waiting.api.tries == 1


async def test_a_text_that_is_too_long_for_wechat_goes_in_parts(waiting):
    waiting.mind.reply = lambda text: [{"text": "第一句。" * 30}]
    waiting.api.refuse(ApiRefused(45002))
    left = await push(waiting, ApiRefused(45002))
    assert "".join(waiting.pushed) == "第一句。" * 30
    assert left == 5 - len(waiting.pushed)


@pytest.mark.parametrize(("reached", "left"), [(True, 4), (False, 5)])
async def test_without_an_answer_nothing_is_pushed_for_a_while_and_the_text_waits(waiting, reached, left):
    from bot.channels.wechat.calls import Unanswered

    moment = [0.0]
    waiting.account.courier._clock = lambda: moment[0]
    assert await push(waiting, Unanswered(reached)) == left
    await waiting.account.news.send_what_waits()
    assert waiting.api.tries == 1
    moment[0] += 60.0
    await waiting.account.news.send_what_waits()
    assert waiting.pushed == ["答：慢"]
