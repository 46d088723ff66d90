"""Files that a customer hands in: which forms take them, and what a turn that brings or takes back one changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.lexicon import heard

SLOTS = {"complaint_form": "complaint_evidence", "aftercare_form": "aftercare_evidence"}
"""Forms that take files, and the slot where each keeps their ids."""
CHANGE = "file_change"
"""Key of a change in what Rasa keeps of a message; only the brain writes it, no customer can type it."""


@dataclass(frozen=True)
class FileChange:
    """One file that came, or was taken back; `file` is its id."""

    file: str
    came: bool

    @classmethod
    def of(cls, message: dict[str, Any]) -> FileChange | None:
        """Read it from a message of a tracker; None when the message is words."""
        found = message.get(CHANGE)
        return cls(found["file"], found["came"]) if found else None

    def written(self) -> dict[str, Any]:
        """Return it as a message keeps it."""
        return {CHANGE: {"file": self.file, "came": self.came}}

    def applied(self, held: list[str] | None) -> list[str]:
        """Return the ids that are held afterwards; the same file twice counts once."""
        others = [file for file in held or [] if file != self.file]
        return [*others, self.file] if self.came else others

    @property
    def response(self) -> str:
        """Name of the response that says what happened."""
        return "utter_file_came" if self.came else "utter_file_taken_back"


def are_all(text: str, held: list[str] | None) -> bool:
    """Tell whether the customer, who handed in files, says that there are no more."""
    return bool(held) and any(heard(name, text) for name in ("no_more_files", "nothing", "skip"))
