"""The tablets as the customer side knows them: in development a sample one needs no enrolment."""

from __future__ import annotations

from dataclasses import dataclass

from bot.bank import load_bank
from bot.settings import Settings
from bot.stores import register_of
from tickets.calls import Calls
from tickets.devices import Devices
from tickets.models import Device

SAMPLE = "sample"


@dataclass(frozen=True)
class Tablets:
    """Devices and calls of one register."""

    devices: Devices
    calls: Calls
    production: bool

    def known(self, token: str) -> Device | None:
        """Return the tablet of a token; without one the sample tablet, outside production."""
        found = self.devices.known(token) if token else None
        if found is None and not self.production:
            return self.devices.ensure(SAMPLE, load_bank().branches[0].name, "演示平板")
        return found


def open_tablets(settings: Settings) -> Tablets:
    """Open the tablets of these settings."""
    register = register_of(settings)
    return Tablets(Devices(register), Calls(register), settings.production)
