"""A fake WeChat, and a clock that only the test turns."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest

from tests.wechat.fake import FakeWeChat


class Clock:
    """A clock in seconds since 1970; `moment` gives the same as the register's clock does."""

    def __init__(self) -> None:
        self.seconds = 1_790_000_000.0

    def __call__(self) -> float:
        return self.seconds

    def later(self, seconds: float) -> None:
        self.seconds += seconds

    def moment(self) -> datetime:
        return datetime.fromtimestamp(self.seconds, timezone.utc)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def wechat(clock):
    """A fake WeChat in safe mode, on the test's clock."""
    with FakeWeChat(now=clock) as wechat:
        yield wechat
