"""Files on their way into a complaint: taken where a form has asked for evidence, given back, listed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from actions.aftercare.adding import TICKET
from actions.aftercare.form import WAY
from actions.files import SLOTS
from actions.services import Services, words
from bot.text.privacy import mask
from tickets.errors import RefusedFile, StoreUnavailable
from tickets.evidence import MAX_BYTES, MAX_FILES
from tickets.file_kinds import KINDS
from tickets.models import EvidenceFile

STATUSES = {"too_big": 413, "too_many": 409, "not_asked": 409, "unknown": 404, "unavailable": 503}
"""Answers over HTTP by the reason of a refusal; every other one is 422."""


class UploadRefused(Exception):
    """A file is not taken or not given back; `message` says kindly why, `status` is the answer over HTTP."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.status: int = STATUSES.get(why, 422)
        self.message: str = words()["files"]["refused"][why]


@dataclass(frozen=True)
class Holding:
    """What a conversation holds: files in a slot of its form, and how many more its complaint has already."""

    files: list[str]
    filed: int = 0


class Uploads:
    """The files of conversations; every method waits for disk and database."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def take(self, tracker: Any, name: str, content: bytes) -> dict[str, Any]:
        """Keep a file of a conversation and describe it; personal data in its name are masked. Raises `UploadRefused`.

        What the conversation's form does not hold in the end is for the caller to `let_go`.
        """
        try:
            holding = self._holding(tracker)
            if holding is None:
                raise UploadRefused("not_asked")
            count = len(holding.files) + holding.filed
            return self._described(self._services.evidence.keep(tracker.sender_id, mask(name).text, content, count))
        except RefusedFile as refused:
            raise UploadRefused(refused.why) from None
        except StoreUnavailable:
            raise UploadRefused("unavailable") from None

    def let_go(self, sender: str, file: str) -> None:
        """Erase a file of a conversation that is not filed yet; raises `UploadRefused`."""
        try:
            self._services.evidence.erase(sender, [file])
        except StoreUnavailable:
            raise UploadRefused("unavailable") from None

    def listed(self, tracker: Any) -> dict[str, Any]:
        """Return the files that a conversation holds, whether more are wanted, and what is taken."""
        try:
            holding = self._holding(tracker)
            rows = self._services.evidence.kept(tracker.sender_id, holding.files) if holding and holding.files else []
        except StoreUnavailable:
            raise UploadRefused("unavailable") from None
        return {
            "files": [self._described(row) for row in rows],
            "wanted": holding is not None,
            "max_bytes": MAX_BYTES,
            "max_files": MAX_FILES,
            "kinds": [kind.name for kind in KINDS],
        }

    def wanted(self, tracker: Any) -> bool:
        """Tell whether the conversation's form takes files now; not while the database does not answer."""
        try:
            return self._holding(tracker) is not None
        except StoreUnavailable:
            return False

    def _holding(self, tracker: Any) -> Holding | None:
        """Return what the conversation's form holds; None where no form has asked for evidence."""
        form = tracker.active_loop_name if tracker else None
        if form not in SLOTS:
            return None
        files = tracker.get_slot(SLOTS[form]) or []
        if form == "complaint_form":
            return Holding(files) if tracker.get_slot("complaint_consent") else None
        number = tracker.get_slot(TICKET)
        if number is None or tracker.get_slot(WAY) != "supplement":
            return None
        return Holding(files, len(self._services.evidence.of_ticket(number)))

    def _described(self, row: EvidenceFile) -> dict[str, Any]:
        name = self._services.register.cipher.open(row.sealed_name)
        return {"id": row.id, "name": name, "kind": row.kind, "size": row.size}


def holds(tracker: Any, file: str) -> bool:
    """Tell whether a form of this conversation holds a file."""
    return tracker is not None and any(file in (tracker.get_slot(slot) or []) for slot in SLOTS.values())
