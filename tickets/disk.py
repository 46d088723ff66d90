"""Writing files so that a crash leaves either all of it or nothing under its name."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

PART = ".part"
"""Ending of a file that is being written; an old one belongs to nobody: its writer died."""
LONGEST_WRITE_S = 3600


def write_whole(file: Path, content: bytes) -> None:
    """Write a file whole or not at all, readable by us alone, and down to the disk; raises `OSError`."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor, part = tempfile.mkstemp(suffix=PART, dir=file.parent)  # mode 600
    try:
        with os.fdopen(descriptor, "wb") as handle:
            handle.write(content)
            handle.flush()
            os.fsync(descriptor)
        os.replace(part, file)
    except OSError:
        Path(part).unlink(missing_ok=True)
        raise
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
