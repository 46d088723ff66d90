"""A quota of the account that is used up: the call is not made for a while."""

from __future__ import annotations

import time
from collections.abc import Callable

from bot.channels.wechat.errors import OPEN_S, ApiRefused


class Breaker:
    """Remembers, in this process, which calls are held back, and until when; `now` counts seconds."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._until: dict[str, tuple[float, int]] = {}

    def check(self, path: str) -> None:
        """Raise the `ApiRefused` of before while a call is held back."""
        until, code = self._until.get(path, (0.0, 0))
        if self._now() < until:
            raise ApiRefused(code)

    def note(self, path: str, refused: ApiRefused) -> None:
        """Hold a call back when a quota is used up."""
        if refused.code in OPEN_S:
            self._until[path] = (self._now() + OPEN_S[refused.code], refused.code)
