"""Commands that look after the register: `xiaobao tickets replay`, `xiaobao db …`."""

from __future__ import annotations

import argparse

from bot.settings import Settings


def replay(arguments: argparse.Namespace, settings: Settings) -> int:
    """File what the journal kept, what was put aside as well; the exit code is 1 when something is left."""
    from bot.stores import journal_of, register_of

    journal = journal_of(settings)
    journal.take_back()
    done = journal.replay(register_of(settings))
    print(f"补登 {done.filed} 件，打不开或补不了、另放一边的 {done.aside} 件，还在等的 {done.waiting} 件")
    return 1 if done.aside or done.waiting else 0
