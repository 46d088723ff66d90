"""How much one sender may send: a moving window each, in this process (contract §2: 429, off in development)."""

from __future__ import annotations

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.exceptions import HTTPException

from bot.channels import interface
from bot.settings import Settings


class Limits:
    """Counts the messages of senders."""

    def __init__(self, settings: Settings) -> None:
        self._storage = MemoryStorage()  # the limiter itself holds it weakly
        self._window = MovingWindowRateLimiter(self._storage)
        self._most = settings.messages_a_minute

    def allows(self, sender: str) -> bool:
        """Count one message; False when it is one too many."""
        return not self._most or self._window.hit(RateLimitItemPerMinute(self._most), sender)

    def count(self, sender: str) -> None:
        """Count one message; raises a 429 when it is one too many."""
        if not self.allows(sender):
            raise HTTPException(429, interface.words()["refused"]["too_fast"], {"Retry-After": "60"})
