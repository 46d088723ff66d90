"""The project's own conversations, held through the WeChat channel: the same is said, asked, kept and filed there."""

import os
import re
import uuid

import pytest

from bot.channels.visitors import WECHAT
from bot.channels.wechat.words import said, words
from tests.conftest import Customer, run
from tests.conversations import test_conversations as held
from tests.wechat.parts import Line, Pushes

LINK = re.compile(r"<a [^>]*>([^<]*)</a>")
EVERYTHING = "XIAOBAO_TEST_EVERYTHING"
"""Set it to hold every wording of every conversation; else each is held once."""


class Follower(Customer):
    """A customer who follows the official account."""

    def __init__(self, brain) -> None:
        super().__init__(brain)
        self.openid = f"o{uuid.uuid4().hex}"
        self.sender = self._line().account.followers.met(self.openid).conversation

    def _line(self) -> Line:
        """Return the channel; it lives as long as one event loop."""
        return Line(self.register, self.brain, Pushes())

    def say(self, text: str) -> str:
        """Send one message; returns what the customer reads, without the choices and the sources."""
        shown = run(self._said(text))
        return "\n".join(line for line in shown.split("\n") if not is_choice(line) and not line.startswith(SOURCES))

    async def _said(self, text: str) -> str:
        line = self._line()
        before = await self.brain.transcript(self.sender)
        first = await line.say(self.openid, text)
        await line.quiet()
        after = await self.brain.transcript(self.sender, before.last)
        self.messages = [event for event in after.events if event["from"] == "bot"]
        assert line.api.tries == len(line.pushed) < 5
        return "\n\n".join([first, *line.pushed])


SOURCES = said("sources", items="", day="")[:3]


def is_choice(line: str) -> bool:
    """Tell whether a line of a text is a choice, or says how to choose."""
    return line in (words()["choose"], words()["choose_by_tap"]) or bool(re.fullmatch(r"(?:\d+\.|·) <a .*</a>", line))


def conversations():
    for each in held.conversations():
        if os.environ.get(EVERYTHING) or not re.search(r"-\d+$", each.id):
            yield each


@pytest.mark.usefixtures("settled_day")
@pytest.mark.parametrize("steps", conversations())
def test_conversation(steps, brain):
    held.test_conversation(steps, Follower(brain), Follower(brain))


def test_a_ticket_filed_here_says_so(brain):
    customer = Follower(brain)
    customer.say("我要投诉")
    customer.fill()
    customer.say("确认提交")
    assert customer.register.ticket(customer.number).source == WECHAT
