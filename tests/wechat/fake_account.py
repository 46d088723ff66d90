"""What the fake WeChat knows of one official account: customers, tokens, media, menu, and what is to fail."""

from __future__ import annotations

import secrets
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bot.wechat_settings import PLAIN, SAFE, WeChat
from tests.wechat.fake_quota import Allowances
from tests.wechat.official import AES_KEY, APP_ID, TOKEN

SECRET, ACCOUNT, TEMPLATE = "secret-of-the-tests", "gh_97417a04a28d", "template-progress"
TOKEN_SECONDS, OVERLAP = 7200, 300
FOREVER = 10**9


@dataclass(frozen=True)
class Shown:
    """One thing in a customer's chat; `way` is passive, push, template or bubble, `fields` those of a template."""

    way: str
    text: str
    fields: dict[str, str] = field(default_factory=dict)
    url: str = ""
    job: str = ""


@dataclass
class Member:
    """One customer as the platform knows them."""

    openid: str
    following: bool = True
    allowances: Allowances = field(default_factory=Allowances)
    log: list[Shown] = field(default_factory=list)


@dataclass
class Failure:
    """A code to answer with, so many times; `status` is that of HTTP."""

    code: int
    times: int
    status: int = 200


class FakeAccount:
    """The account; `now` is the clock of everything in it. All of it is used under `lock`, which also tells of news."""

    def __init__(self, mode: str = SAFE, now: Callable[[], float] = time.time) -> None:
        self.mode, self.now = mode, now
        self.lock = threading.Condition(threading.RLock())
        self.members: dict[str, Member] = {}
        self.tokens: dict[str, float] = {}
        self.templates = {TEMPLATE}
        self.media: dict[str, tuple[str, bytes | None]] = {}  # None: one that never ends
        self.scenes: dict[str, tuple[str, float]] = {}
        self.menu: dict[str, Any] | None = None
        self.jobs: dict[str, tuple[str, float]] = {}
        self.calls: Counter[str] = Counter()
        self.refusals: Counter[int] = Counter()
        self._failures: dict[str, Failure] = {}

    def settings_for(self, api_base: str, **changed: Any) -> WeChat:
        """How the product has to be set to be this account's."""
        key = "" if self.mode == PLAIN else AES_KEY
        values = {"mode": self.mode, "token": TOKEN, "app_id": APP_ID, "app_secret": SECRET, "aes_key": key,
                  "api_base": api_base, "template_progress": TEMPLATE}  # fmt: skip
        return WeChat(**{**values, **changed})

    # ---- tokens

    def token(self) -> tuple[str, int]:
        """Return the current token and its seconds; five minutes before the end there is a new one, both are good."""
        with self.lock:
            fresh = [(token, end) for token, end in self.tokens.items() if end - self.now() > OVERLAP]
            if not fresh:
                fresh = [(secrets.token_hex(32), self.now() + TOKEN_SECONDS)]
                self.tokens.update(fresh)
            token, end = fresh[-1]
            return token, int(end - self.now())

    def refusal_of(self, token: str | None) -> int:
        """Return the error code that a token deserves, 0 for a good one."""
        if token is None:
            return 41001
        end = self.tokens.get(token)
        return 40001 if end is None else 42001 if end < self.now() else 0

    def take_tokens_away(self) -> None:
        """Make every token invalid, as somebody does who refreshes by force."""
        with self.lock:
            self.tokens.clear()

    # ---- failing

    def fail(self, path: str, code: int = -1, times: int = FOREVER, status: int = 200) -> None:
        """Answer a call with a code, so many times or until told otherwise; `path` is `custom/send`, say, or `*`."""
        with self.lock:
            self._failures[path] = Failure(code, times, status)

    def mend(self, path: str = "*") -> None:
        """Answer as usual again, that call or all."""
        with self.lock:
            for name in [name for name in self._failures if path in ("*", name)]:
                del self._failures[name]

    def failing(self, path: str) -> Failure | None:
        """Return how a call has to fail now, if it has to; counts it."""
        with self.lock:
            for name, failure in self._failures.items():
                if (name == "*" or path.endswith(name)) and failure.times > 0:
                    failure.times -= 1
                    return failure
        return None

    # ---- chats

    def member(self, openid: str) -> Member:
        """Return a customer, a new one follows."""
        with self.lock:
            return self.members.setdefault(openid, Member(openid))

    def show(self, openid: str, shown: Shown) -> None:
        """Put something into a customer's chat."""
        with self.lock:
            self.member(openid).log.append(shown)
            self.lock.notify_all()
