"""Evidence files: what customers hand in with a complaint, encrypted in a folder, described by rows (docs/adr/0009).

Each file has a key of its own, which stands sealed in its row: `db rotate` renews the seal and need not touch the file,
and a file whose row is gone opens to nobody. Files are written before their rows and erased after them, so a crash
leaves at most a file without row, for `sweep`.
"""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import logging
import re
import secrets
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from tickets.disk import LONGEST_WRITE_S, PART, write_whole
from tickets.errors import EvidenceUnreadable, RefusedFile, StoreUnavailable, UnknownEvidence
from tickets.file_kinds import KINDS, FileKind, kind_of
from tickets.models import EvidenceFile, Ticket
from tickets.store import Store

log = logging.getLogger(__name__)
MAX_BYTES, MAX_FILES = 10 * 1024 * 1024, 9
"""The largest file, and the most files of one complaint."""
LONGEST_NAME = 60
SWEPT_AT_ONCE = 200
_OURS = re.compile(rf"[0-9a-f]{{32}}|.*{re.escape(PART)}")
_ROWS = EvidenceFile.__table__.c


@dataclass(frozen=True)
class Opened:
    """A file as staff get it."""

    row: EvidenceFile
    content: bytes

    @property
    def extension(self) -> str:
        """How its name should end: by its kind."""
        return next(kind.extension for kind in KINDS if kind.name == self.row.kind)


class Evidence:
    """The evidence files of one register, in one folder; several processes may use it."""

    def __init__(self, store: Store, folder: Path) -> None:
        self._store, self._folder = store, folder

    # ---- before filing

    def keep(self, conversation: str, name: str, content: bytes, held: int = 0) -> EvidenceFile:
        """Keep a file for a conversation that holds so many already; the same file again is the one that is there.

        Raises `RefusedFile` for one that is not taken, `StoreUnavailable` when it could not be saved.
        """
        if len(content) > MAX_BYTES:
            raise RefusedFile("too_big")
        kind, digest = kind_of(content), hashlib.sha256(content).hexdigest()
        known = self._kept(conversation, _ROWS.sha256 == digest)
        if known:
            return known[0]
        if held >= MAX_FILES:
            raise RefusedFile("too_many")
        key, file_id = Fernet.generate_key(), secrets.token_hex(16)
        try:
            write_whole(self._folder / file_id, Fernet(key).encrypt(content))
        except OSError as error:
            raise StoreUnavailable(f"evidence: {error.strerror}") from error
        row = EvidenceFile(
            id=file_id,
            conversation_print=self._store.cipher.fingerprint(conversation),
            kind=kind.name,
            size=len(content),
            sha256=digest,
            sealed_name=self._store.cipher.seal(clean_name(name, kind)),
            sealed_key=self._store.cipher.seal(key.decode()),
            uploaded_at=self._store.now(),
        )
        with self._store.transaction() as session:
            session.add(row)
        return row

    def kept(self, conversation: str, ids: Sequence[str]) -> list[EvidenceFile]:
        """Return the files of a conversation among these that belong to no ticket yet, oldest first."""
        return self._kept(conversation, _ROWS.id.in_(ids))

    def erase(self, conversation: str, ids: Sequence[str] | None = None) -> list[str]:
        """Erase files of a conversation, these or all, and return which; those of a ticket stay."""
        if ids is not None and not ids:
            return []
        unfiled = self._unfiled(conversation)
        if ids is not None:
            unfiled = (*unfiled, _ROWS.id.in_(ids))
        with self._store.transaction() as session:
            gone = list(session.scalars(select(_ROWS.id).where(*unfiled).with_for_update()))
            session.execute(delete(EvidenceFile).where(_ROWS.id.in_(gone)))
        self._unlink(self._folder / file_id for file_id in gone)
        return gone

    def _kept(self, conversation: str, which: Any) -> list[EvidenceFile]:
        query = select(EvidenceFile).where(*self._unfiled(conversation), which).order_by(_ROWS.uploaded_at)
        with self._store.reading() as session:
            return list(session.scalars(query))

    def _unfiled(self, conversation: str) -> tuple[Any, ...]:
        return _ROWS.conversation_print == self._store.cipher.fingerprint(conversation), _ROWS.ticket_id.is_(None)

    # ---- of a ticket

    def of_ticket(self, number: str) -> list[EvidenceFile]:
        """Return the files of a ticket, oldest first; raises `UnknownTicket`."""
        with self._store.reading() as session:
            ticket = self._store.find(session, number)
            query = select(EvidenceFile).where(_ROWS.ticket_id == ticket.id).order_by(_ROWS.uploaded_at, _ROWS.id)
            return list(session.scalars(query))

    def look(self, number: str, file_id: str, actor: str) -> Opened:
        """Return a file of a ticket; the look is written into the audit trail before anything is shown.

        Raises `UnknownTicket`, `UnknownEvidence`, and `EvidenceUnreadable` when the file is missing or damaged.
        """
        row = next((row for row in self.of_ticket(number) if row.id == file_id), None)
        if row is None:
            raise UnknownEvidence(file_id)
        try:
            sealed = (self._folder / row.id).read_bytes()
            content = Fernet(self._store.cipher.open(row.sealed_key)).decrypt(sealed)
        except (OSError, InvalidToken) as error:
            log.error("evidence %s of %s cannot be read: %s", row.id, number, type(error).__name__)
            raise EvidenceUnreadable(file_id) from error
        with self._store.transaction() as session:
            ticket = self._store.find(session, number)
            self._store.audit(session, ticket, actor, "revealed", {"evidence": row.id, "sha256": row.sha256})
        return Opened(row, content)

    # ---- upkeep

    def sweep(self) -> int:
        """Erase files that no row describes and nobody can be writing any more; returns how many.

        Beside a register without anything in it nothing is erased: that is rather the wrong database.
        """
        with self._store.reading() as session:
            empty = not any(session.scalars(select(table.id).limit(1)).first() for table in (Ticket, EvidenceFile))
        swept = 0
        files = () if empty else self._abandoned()
        while batch := tuple(itertools.islice(files, SWEPT_AT_ONCE)):
            with self._store.reading() as session:
                known = set(session.scalars(select(_ROWS.id).where(_ROWS.id.in_([file.name for file in batch]))))
            swept += self._unlink(file for file in batch if file.name not in known)
        return swept

    def _abandoned(self) -> Iterator[Path]:
        """Yield files old enough to have a row, if ever."""
        for file in self._folder.glob("*"):
            with contextlib.suppress(FileNotFoundError):  # erased a moment ago
                if _OURS.fullmatch(file.name) and time.time() - file.stat().st_mtime > LONGEST_WRITE_S:
                    yield file

    @staticmethod
    def _unlink(files: Iterable[Path]) -> int:
        gone = 0
        for file in files:
            with contextlib.suppress(OSError):  # what stays is opened by no key any more, and swept later
                file.unlink()
                gone += 1
        return gone


def attach(session: Session, ticket: Ticket, ids: Sequence[str], conversation_print: str | None = None) -> list[str]:
    """Give unfiled files to a ticket inside a transaction, of one conversation if told; returns those it then has."""
    if not ids:
        return []
    free = update(EvidenceFile).where(_ROWS.id.in_(ids), _ROWS.ticket_id.is_(None))
    if conversation_print is not None:
        free = free.where(_ROWS.conversation_print == conversation_print)
    session.execute(free.values(ticket_id=ticket.id), execution_options={"synchronize_session": False})
    theirs = set(session.scalars(select(_ROWS.id).where(_ROWS.ticket_id == ticket.id)))
    return [file_id for file_id in ids if file_id in theirs]


def hand_over(session: Session, ids: Sequence[str], conversation_print: str) -> None:
    """Give unfiled files to another conversation inside a transaction, with the complaint that it goes on with."""
    unfiled = update(EvidenceFile).where(_ROWS.id.in_(ids), _ROWS.ticket_id.is_(None))
    changed = unfiled.values(conversation_print=conversation_print)
    session.execute(changed, execution_options={"synchronize_session": False})


def clean_name(name: str, kind: FileKind) -> str:
    """Return a file's name without folders and unprintable characters, ending as its kind does."""
    stem = re.sub(r"\.[0-9A-Za-z]{1,5}$", "", re.split(r"[/\\]", name)[-1])
    printable = "".join(c for c in stem if c.isprintable() and c not in '<>:"|?').strip(" .")
    return f"{printable[:LONGEST_NAME] or 'file'}.{kind.extension}"
