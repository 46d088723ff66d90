"""Processes of the register alone that are there to be killed, and what they were heard to confirm before."""

from __future__ import annotations

import itertools
import multiprocessing
import random
import time
from collections.abc import Callable
from datetime import datetime, timezone
from multiprocessing.connection import Connection
from pathlib import Path

from tickets.crypto import Cipher
from tickets.database import Database
from tickets.journal import Journal
from tickets.register import Complaint, Register

KEY = "a key of the tests"
NOON_IN_CHINA = datetime(2026, 11, 21, 4, 0, tzinfo=timezone.utc)
CONTACT = {"complainant_name": "欧阳小明", "complainant_phone": "13800001111"}
LONGEST_MS = 12
"""About as long as one filing takes: a kill may hit any of its moments."""

processes = multiprocessing.get_context("forkserver")
processes.set_forkserver_preload([__name__])


def register_at(url: str) -> Register:
    """Open the register whose clock stands still."""
    return Register(Database(url), Cipher(KEY), now=lambda: NOON_IN_CHINA)


def complaint_of(conversation: str) -> Complaint:
    """Return the complaint that is filed in a conversation."""
    return Complaint(
        conversation=conversation, filing="f1", source="rest", consent_version="v1", business="B.card",
        facts="多收了年费", request="退费", name=CONTACT["complainant_name"], phone=CONTACT["complainant_phone"],
    )  # fmt: skip


def file_for_ever(url: str, name: str, reports: Connection) -> None:
    """File one complaint after the other, each in a conversation of its own, and report every step that is done."""
    register = register_at(url)
    for n in itertools.count():
        conversation = f"{name}-{n}"
        register.keep_draft(conversation, CONTACT)
        reports.send((conversation, None))
        reports.send((conversation, register.file(complaint_of(conversation)).number))


def keep_for_ever(folder: Path, name: str, reports: Connection) -> None:
    """Keep one complaint after the other in the journal and report each one that is safe."""
    journal = Journal(folder, Cipher(KEY))
    for n in itertools.count():
        journal.keep(complaint_of(f"{name}-{n}"), NOON_IN_CHINA)
        reports.send((f"{name}-{n}", None))


def replay_for_ever(url: str, folder: Path, reports: Connection) -> None:
    """Replay the journal again and again."""
    register, journal = register_at(url), Journal(folder, Cipher(KEY))
    for n in itertools.count():
        reports.send((n, None))
        journal.replay(register)


class Victim:
    """One process that works until it is killed."""

    def __init__(self, work: Callable[..., None], *arguments: object) -> None:
        self.reports, theirs = processes.Pipe(duplex=False)
        self._process = processes.Process(target=work, args=(*arguments, theirs), daemon=True)
        self._process.start()
        theirs.close()

    def kill_at_random(self, chance: random.Random) -> list[tuple]:
        """SIGKILL a few steps after the first report; returns every report it got out."""
        heard = [self.reports.recv() for _ in range(chance.randint(1, 3))]
        time.sleep(chance.uniform(0, LONGEST_MS / 1000))  # the random moment itself
        return heard + self.kill()

    def kill(self) -> list[tuple]:
        """SIGKILL now; returns the reports not heard yet."""
        self._process.kill()
        self._process.join()
        rest = []
        try:
            while True:
                rest.append(self.reports.recv())
        except EOFError:
            return rest
