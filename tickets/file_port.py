"""The default notification port: a line of JSON a message in a file a day, for whatever sends it on."""

from __future__ import annotations

import errno
import fcntl
import json
import os
from pathlib import Path

from tickets.crypto import mask_phone
from tickets.deadlines import CHINA
from tickets.delivery import Notice
from tickets.errors import DeliveryFailed


class FilePort:
    """Appends to `<folder>/<day>.jsonl`, readable by its owner only; on disk before it counts as sent."""

    way = "file"

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, notice: Notice) -> str:
        """Append one line and return where it stands; raises `DeliveryFailed` when the disk does not take it."""
        file = self._folder / f"{notice.created_at.astimezone(CHINA).date().isoformat()}.jsonl"
        line = json.dumps(
            {"id": notice.id, "number": notice.number, "kind": notice.kind, "to": mask_phone(notice.phone),
             "text": notice.text, "at": notice.created_at.astimezone(CHINA).isoformat(timespec="seconds")},
            ensure_ascii=False,
        )  # fmt: skip
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            _append(file, f"{line}\n".encode())
        except OSError as error:
            raise DeliveryFailed(f"{file.name}: {error.strerror}") from error
        return f"{file.name}#{notice.id}"


def _append(file: Path, line: bytes) -> None:
    """Append whole or not at all: what a full disk cut off is taken back."""
    descriptor = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "ab", buffering=0) as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        size = os.fstat(handle.fileno()).st_size
        try:
            written = handle.write(line)
            if written != len(line):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            os.fsync(handle.fileno())
        except OSError:
            handle.truncate(size)
            raise
