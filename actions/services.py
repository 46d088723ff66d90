"""What actions work with: the register, the bank's facts, the answers, the small words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

from bot.answers import RESPONSES, Answer, answers
from bot.bank import Bank, load_bank
from bot.settings import Settings, load_settings
from tickets.database import Database
from tickets.draft_codes import DraftCodes
from tickets.register import Register, open_register


@dataclass(frozen=True)
class Services:
    """Everything an action needs from outside, in one place."""

    register: Register
    draft_codes: DraftCodes
    bank: Bank
    answers: dict[str, Answer]


def open_services(settings: Settings) -> Services:
    """Open the register of these settings and read the content."""
    register = open_register(settings.database_url, settings.secret_key)
    draft_codes = DraftCodes(Database(settings.database_url), register.cipher)
    return Services(register, draft_codes, load_bank(), answers())


_current: Services | None = None


def use(services: Services) -> None:
    """Give the actions their services: the brain does so at start, tests with their own."""
    global _current
    _current = services


def services() -> Services:
    """Return the services; an action server started on its own (`rasa run actions`) opens them itself."""
    if _current is None:
        use(open_services(load_settings()))
    assert _current is not None
    return _current


@cache
def words() -> dict[str, Any]:
    """Return the small words of `data/responses/words.yml`."""
    found: dict[str, Any] = yaml.safe_load((RESPONSES.parent / "words.yml").read_text("utf-8"))
    return found
