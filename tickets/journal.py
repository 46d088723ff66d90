"""The journal: confirmed complaints that the database could not take, kept encrypted until each is filed once.

One file a filing, named by keyed hashes only: `<conversation>.<filing>.sealed` waits to be filed; `….filed` holds the
number of one that was filed and whose customer was not told yet. `aside/` holds what cannot be opened or filed.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import logging
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from cryptography.fernet import InvalidToken

from tickets.crypto import Cipher
from tickets.disk import LONGEST_WRITE_S, PART, write_whole
from tickets.errors import IncompleteComplaint, StoreUnavailable
from tickets.register import Complaint, Register

log = logging.getLogger(__name__)
WAITING, FILED = ".sealed", ".filed"


@dataclass(frozen=True)
class Replay:
    """What a replay did: complaints filed, files put aside, files that still wait."""

    filed: int = 0
    aside: int = 0
    waiting: int = 0


class Journal:
    """The journal in one folder; several processes may use it."""

    def __init__(self, folder: Path, cipher: Cipher) -> None:
        self._folder, self._cipher = folder, cipher

    # ---- when the database is down

    def keep(self, complaint: Complaint, confirmed_at: datetime) -> None:
        """Keep a confirmed complaint; when this returns it is on the disk. Raises `OSError`."""
        file = self._folder / f"{self._key(complaint)}{WAITING}"
        if not file.exists():  # the first confirmation counts
            entry = {**asdict(complaint), "confirmed_at": confirmed_at.isoformat()}
            write_whole(file, self._cipher.seal(json.dumps(entry, ensure_ascii=False, default=str)).encode())

    def is_waiting(self, conversation: str) -> bool:
        """Tell whether a complaint of this conversation still waits to be filed."""
        return bool(self._files(WAITING, conversation))

    # ---- when it is back

    def replay(self, register: Register, conversation: str | None = None) -> Replay:
        """File what waits, of one conversation or of all, once each; what is left waits for the next time.

        The clock of a complaint starts at its confirmation, not now (C1-30).
        """
        with self._alone() as alone:
            filed = aside = 0
            for file in sorted(self._files(WAITING, conversation), key=_written_at) if alone else ():
                try:
                    filed += self._file(file, register)
                except StoreUnavailable:
                    break
                except (InvalidToken, IncompleteComplaint, ValueError, TypeError, ArithmeticError) as error:
                    aside += self._put_aside(file, type(error).__name__)
            for file in self._torn() if alone else ():
                aside += self._put_aside(file, "torn")
        return Replay(filed, aside, len(self._files(WAITING, conversation)))

    def take_back(self) -> None:
        """Let the next replay try again what was put aside, after the right key was set or the program mended."""
        for file in self._aside.glob(f"*{WAITING}"):
            file.rename(self._folder / file.name)

    def _file(self, file: Path, register: Register) -> bool:
        entry = json.loads(self._cipher.open(file.read_text("utf-8")))
        confirmed_at = datetime.fromisoformat(entry.pop("confirmed_at"))
        amount = entry.pop("amount")
        complaint = Complaint(**entry, amount=None if amount is None else Decimal(amount))
        receipt = register.file(with_contact(complaint, register.draft(complaint.conversation)), confirmed_at)
        write_whole(file.with_suffix(FILED), receipt.number.encode())
        file.unlink()
        return True

    def _put_aside(self, file: Path, reason: str) -> bool:
        self._aside.mkdir(exist_ok=True)
        file.rename(self._aside / file.name)
        log.error("journal: %s cannot be filed (%s), it is kept in %s", file.name, reason, self._aside)
        return True

    # ---- telling the customer

    def owed(self, conversation: str) -> list[str]:
        """Return the numbers of this conversation's tickets whose receipt the customer was not given yet."""
        return [file.read_text("utf-8") for file in self._files(FILED, conversation)]

    def owed_prints(self) -> set[str]:
        """Return the conversations, by keyed hash, that are owed a receipt."""
        return {file.name.partition(".")[0] for file in self._files(FILED)}

    def told(self, conversation: str, number: str) -> bool:
        """Note that the customer has the receipt of a ticket; False when it was noted before."""
        noted = False
        for file in self._files(FILED, conversation):
            with contextlib.suppress(FileNotFoundError):  # another process has just noted it
                if file.read_text("utf-8") == number:
                    file.unlink()
                    noted = True
        return noted

    # ---- files

    @property
    def _aside(self) -> Path:
        return self._folder / "aside"

    def _key(self, complaint: Complaint) -> str:
        return f"{self._cipher.fingerprint(complaint.conversation)}.{self._cipher.fingerprint(complaint.filing)}"

    def _files(self, suffix: str, conversation: str | None = None) -> list[Path]:
        whose = "*" if conversation is None else f"{self._cipher.fingerprint(conversation)}.*"
        return list(self._folder.glob(f"{whose}{suffix}"))

    def _torn(self) -> Iterator[Path]:
        """Yield parts whose writer died before anything was promised to the customer."""
        for file in self._files(PART):
            with contextlib.suppress(FileNotFoundError):  # its writer has just finished it
                if time.time() - _written_at(file) > LONGEST_WRITE_S:
                    yield file

    @contextlib.contextmanager
    def _alone(self) -> Iterator[bool]:
        """Keep two replays from running at once; yields False when another is at it."""
        if not self._folder.is_dir():
            yield False
            return
        with (self._folder / "lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
            else:
                yield True


def _written_at(file: Path) -> float:
    return file.stat().st_mtime


def with_contact(complaint: Complaint, draft: dict[str, str]) -> Complaint:
    """Return the complaint with full name and phone out of the conversation's draft."""
    return replace(
        complaint,
        name=complaint.name or draft.get("complainant_name", ""),
        phone=complaint.phone or draft.get("complainant_phone", ""),
    )
