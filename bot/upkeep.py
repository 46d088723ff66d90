"""What the customer-side process does beside answering: files what the journal kept, erases what is past its time."""

from __future__ import annotations

import logging
import threading
from datetime import datetime, timezone

from bot.settings import Settings
from bot.stores import evidence_of, journal_of
from tickets import daily, retention
from tickets.crypto import Cipher
from tickets.database import Database, Limits
from tickets.register import Register

log = logging.getLogger(__name__)
EVERY_S = 60


class Upkeep:
    """A thread that does its round at once and then every minute."""

    def __init__(self, settings: Settings) -> None:
        self._journal = journal_of(settings)
        self._database = Database(settings.database_url, Limits(1, settings.database_timeout_s))
        self._register = Register(self._database, Cipher(settings.secret_key))
        self._evidence = evidence_of(settings, self._register)
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="upkeep", daemon=True)

    def start(self) -> None:
        """Begin with the first round."""
        self._thread.start()

    def stop(self) -> None:
        """End after the round that is under way."""
        self._stopped.set()
        self._thread.join(timeout=10)

    def round(self) -> None:
        """Do everything that is due once."""
        done = self._journal.replay(self._register)
        if done.filed or done.aside:
            log.warning("journal: %d filed, %d put aside, %d waiting", done.filed, done.aside, done.waiting)
        now = datetime.now(timezone.utc)
        if daily.take_turn(self._database, "retention", now):
            log.warning("retention: erased %s", retention.expire(self._database, now))
            log.warning("evidence: swept %d files", self._evidence.sweep())

    def _run(self) -> None:
        while True:
            try:
                self.round()
            except Exception:  # the next round may go well; until then nothing is lost
                log.exception("upkeep failed")
            if self._stopped.wait(EVERY_S):
                return
