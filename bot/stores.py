"""The register as these settings describe it."""

from __future__ import annotations

from bot.settings import Settings
from tickets.database import Limits
from tickets.register import Register, open_register


def register_of(settings: Settings) -> Register:
    """Open the register, its tables brought up to date; raises `StoreUnavailable`."""
    limits = Limits(settings.database_connections, settings.database_timeout_s)
    return open_register(settings.database_url, settings.secret_key, limits)
