"""One-time codes that carry an unfinished complaint to another conversation: kept encrypted, redeemed once."""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session

from tickets.drafts import Drafts
from tickets.errors import UnknownDraftCode
from tickets.evidence import hand_over
from tickets.models import CarriedDraft

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
LENGTH = 8
LIFETIME = timedelta(days=7)
MOVED = "moved_elsewhere"
"""Name in the draft of the conversation that a complaint came from: the filing that goes on elsewhere now."""


def new_draft_code() -> str:
    """Return a random code such as K7QM-2XHP: never letters only, so that no ordinary word is taken for one."""
    while True:
        code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
        if any(c.isdigit() for c in code) and any(c.isalpha() for c in code):
            return f"{code[: LENGTH // 2]}-{code[LENGTH // 2 :]}"


class DraftCodes:
    """Gives and redeems draft codes in the store of the register."""

    def __init__(self, store: Drafts) -> None:
        self._store = store

    def give(
        self, slots: dict[str, Any], full: dict[str, str], evidence: Sequence[str] = (), conversation: str = ""
    ) -> str:
        """Keep slots and full values for seven days and return the code that opens them once; expired drafts go.

        `evidence` are the ids of files, which move along when the code is redeemed; the complaint is then no longer
        open in the `conversation` that it was begun in.

        Raises `StoreUnavailable` when nothing could be saved.
        """
        code = new_draft_code()
        carried = {"slots": slots, "full": full, "evidence": list(evidence), "from": conversation}
        sealed = self._store.cipher.seal(json.dumps(carried, ensure_ascii=False))
        with self._store.transaction() as session:
            session.execute(delete(CarriedDraft).where(CarriedDraft.expires_at < self._store.now()))
            session.add(
                CarriedDraft(
                    code_print=self._store.cipher.fingerprint(code),
                    sealed_values=sealed,
                    expires_at=self._store.now() + LIFETIME,
                )
            )
        return code

    def redeem(self, code: str, conversation: str) -> dict[str, Any]:
        """Return the slots behind a code and forget them; the full values become the draft of this conversation.

        Raises `UnknownDraftCode`, or `StoreUnavailable` when the database does not answer; then the code stays good.
        """
        with self._store.transaction() as session:
            row = session.get(CarriedDraft, self._store.cipher.fingerprint(code.upper()), with_for_update=True)
            if row is None or row.expires_at < self._store.now():
                raise UnknownDraftCode
            carried = json.loads(self._store.cipher.open(row.sealed_values))
            self._move(session, carried, conversation)
            self._store.put_draft(session, conversation, carried["full"])
            hand_over(session, carried.get("evidence", []), self._store.cipher.fingerprint(conversation))
            session.delete(row)
        slots: dict[str, Any] = carried["slots"]
        return slots

    def _move(self, session: Session, carried: dict[str, Any], conversation: str) -> None:
        """Mark the complaint as gone from where it was begun; a second code for it is worth nothing any more."""
        begun_in, filing = carried.get("from"), str(carried["slots"].get("complaint_filing"))
        if not begun_in or begun_in == conversation:
            return
        if self._store.draft(begun_in).get(MOVED) == filing:
            raise UnknownDraftCode
        self._store.put_draft(session, begun_in, {MOVED: filing})
