"""One access token for all processes: fetched by one of them, kept sealed, used as long as it is good."""

import asyncio

import pytest
from sqlalchemy import select

from bot.channels.wechat.access_token import TURN, AccessToken
from bot.channels.wechat.calls import Line
from bot.channels.wechat.errors import ApiRefused, Handling
from tickets.crypto import Cipher
from tickets.models import WeChatToken

FETCH = "/cgi-bin/stable_token"


@pytest.fixture
def process(wechat, register, clock):
    """Return a function that makes the token as another process has it; on the register, on the test's clock."""
    register._now = clock.moment

    async def nobody_waits(seconds):
        raise AssertionError("waited for another process")

    def make(pause=nobody_waits, line=None, **changed):
        settings = wechat.settings_for(wechat.base, **changed)
        return AccessToken(settings, register, line or Line(wechat.base), pause)

    return make


class HeldLine(Line):
    """A line on which the answer waits until it is let go."""

    def __init__(self, base):
        super().__init__(base)
        self.asked, self.let_go = asyncio.Event(), asyncio.Event()

    async def ask(self, call):
        self.asked.set()
        await self.let_go.wait()
        return await super().ask(call)


async def test_many_who_want_it_at_once_fetch_it_once(wechat, process):
    token = process()
    found = await asyncio.gather(*(token.current() for _ in range(50)))
    assert set(found) == set(wechat.tokens)
    assert wechat.calls[FETCH] == 1


async def test_another_process_takes_the_one_that_is_there(wechat, process):
    assert await process().current() == await process().current()
    assert wechat.calls[FETCH] == 1


async def test_a_process_waits_while_another_one_fetches(wechat, process):
    line = HeldLine(wechat.base)
    first = asyncio.create_task(process(line=line).current())
    await line.asked.wait()

    async def pause(seconds):
        line.let_go.set()
        await first

    assert await process(pause).current() == await asyncio.wait_for(first, 20)
    assert wechat.calls[FETCH] == 1


async def test_when_the_one_that_fetches_dies_another_one_does_after_a_while(wechat, process, clock):
    line = HeldLine(wechat.base)
    dead = asyncio.create_task(process(line=line).current())
    await line.asked.wait()
    waited = []

    async def pause(seconds):
        waited.append(seconds)
        clock.later(TURN.total_seconds() / 2)

    assert await process(pause).current() in wechat.tokens
    assert len(waited) == 2
    dead.cancel()


async def test_it_is_used_until_five_minutes_before_its_end(wechat, process, clock):
    here, there = process(), process()
    first = await here.current()
    clock.later(6899)
    assert await here.current() == await there.current() == first
    assert wechat.calls[FETCH] == 1
    clock.later(2)
    second = await here.current()
    assert second != first
    assert await there.current() == second
    assert wechat.calls[FETCH] == 2


async def test_one_that_is_refused_is_asked_for_anew_and_never_by_force(wechat, process):
    here, there = process(), process()
    first = await here.current()
    assert await there.current() == first
    wechat.take_tokens_away()
    second = await here.instead_of(first)
    assert second in wechat.tokens
    assert await there.instead_of(first) == second  # the row has it already
    assert wechat.calls[FETCH] == 2
    assert wechat.calls["force_refresh"] == 0


async def test_many_refusals_of_the_same_one_fetch_once(wechat, process):
    token = process()
    first = await token.current()
    wechat.take_tokens_away()
    assert len(set(await asyncio.gather(*(token.instead_of(first) for _ in range(20))))) == 1
    assert wechat.calls[FETCH] == 2


async def test_it_lies_sealed_in_the_database(process, register):
    token = await process().current()
    with register.reading() as session:
        row = session.scalars(select(WeChatToken)).one()
    assert token not in row.sealed_token
    assert register.cipher.open(row.sealed_token) == token
    assert row.refreshing_until is None


async def test_under_a_new_key_it_is_fetched_anew(wechat, process, register):
    first = await process().current()
    register.cipher = Cipher("another key")
    assert await process().current() == first
    assert wechat.calls[FETCH] == 2


async def test_a_fetch_that_fails_stands_in_nobodys_way(wechat, process):
    wechat.fail("stable_token", 40164, times=1)
    with pytest.raises(ApiRefused) as refused:
        await process().current()
    assert refused.value.handling is Handling.PASSIVE_ONLY
    assert await process().current() in wechat.tokens


@pytest.mark.parametrize(("changed", "code"), [({"app_secret": "wrong"}, 40125), ({"app_id": "wx-wrong"}, 40013)])
async def test_a_wrong_account_is_said_to_be_one(process, changed, code):
    with pytest.raises(ApiRefused) as refused:
        await process(**changed).current()
    assert (refused.value.code, refused.value.handling) == (code, Handling.PASSIVE_ONLY)
