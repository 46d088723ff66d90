"""What actions work with: the register with its journal and files, the bank's facts, the answers, the classifier."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

from bot.answers import RESPONSES, Answer, answers
from bot.bank import Bank, load_bank
from bot.complaint_classifier import ComplaintClassifier
from bot.settings import Settings, load_settings
from bot.stores import evidence_of, journal_of, register_of
from bot.training import ensure_classifier
from tickets.devices import Devices
from tickets.draft_codes import DraftCodes
from tickets.evidence import Evidence
from tickets.journal import Journal
from tickets.register import Register


@dataclass(frozen=True)
class Services:
    """Everything an action needs from outside, in one place."""

    register: Register
    journal: Journal
    draft_codes: DraftCodes
    evidence: Evidence
    devices: Devices
    bank: Bank
    answers: dict[str, Answer]
    classifier: ComplaintClassifier


def open_services(settings: Settings) -> Services:
    """Open the register of these settings and read the content."""
    register = register_of(settings)
    return Services(
        register,
        journal_of(settings),
        DraftCodes(register),
        evidence_of(settings, register),
        Devices(register),
        load_bank(),
        answers(),
        ComplaintClassifier.load(ensure_classifier(settings)),
    )


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
