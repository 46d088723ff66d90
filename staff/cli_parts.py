"""What the commands of the staff side share."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING

from bot.settings import Settings, SettingsError

if TYPE_CHECKING:
    from tickets.register import Register

Run = Callable[[argparse.Namespace, "Register"], int]


def with_register(run: Run) -> Callable[[argparse.Namespace, Settings], int]:
    """Open the register for a command, and say what it refuses in one sentence."""

    def command(arguments: argparse.Namespace, settings: Settings) -> int:
        from bot.stores import register_of
        from staff.refusals import message
        from tickets.errors import RegisterError

        try:
            return run(arguments, register_of(settings))
        except RegisterError as error:
            raise SettingsError(message(error)) from None

    return command
