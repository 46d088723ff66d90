"""The register, its journal and its evidence files as these settings describe them."""

from __future__ import annotations

from bot.settings import Settings
from tickets.crypto import Cipher
from tickets.database import Limits
from tickets.evidence import Evidence
from tickets.journal import Journal
from tickets.register import Register, open_register
from tickets.store import Store


def register_of(settings: Settings) -> Register:
    """Open the register, its tables brought up to date when the database answers."""
    limits = Limits(settings.database_connections, settings.database_timeout_s)
    return open_register(settings.database_url, settings.secret_key, limits)


def journal_of(settings: Settings) -> Journal:
    """Open the journal that takes complaints while the database is down."""
    return Journal(settings.var / "journal", Cipher(settings.secret_key))


def evidence_of(settings: Settings, store: Store) -> Evidence:
    """Open the evidence files of a register."""
    return Evidence(store, settings.evidence)
