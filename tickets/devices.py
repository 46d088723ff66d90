"""Branch tablets: enrolled by a code from the staff command line, each bound to a branch, one session at a time."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from tickets.draft_codes import new_draft_code
from tickets.errors import UnknownDevice
from tickets.models import Device
from tickets.store import Store
from tickets.upsert import insert_missing

TIMES = {"idle_s": 60, "warn_s": 30, "session_s": 900, "goodbye_s": 10, "mask_s": 10}
"""Seconds without a touch before the warning, of the warning, a session has at most, of the goodbye, typed text stays
readable; WCAG 2.2.1 wants a warning of at least 20 s."""
LEAST = {"idle_s": 20, "warn_s": 20, "session_s": 120, "goodbye_s": 3, "mask_s": 3}
CODE_LIFETIME = timedelta(minutes=30)
ONLINE_WITHIN = timedelta(seconds=90)


class Devices:
    """The tablets of one register; changes raise `StoreUnavailable` while the database does not answer."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def add(self, branch: str, name: str, times: Mapping[str, int] | None = None) -> tuple[str, str]:
        """Add a tablet; returns its id and the code to type into it within half an hour."""
        code = new_draft_code()
        device = Device(
            id=uuid.uuid4().hex,
            branch=branch,
            name=name,
            times=dict(times or {}),
            code_print=self._store.cipher.fingerprint(code),
            code_expires_at=self._store.now() + CODE_LIFETIME,
            created_at=self._store.now(),
        )
        with self._store.transaction() as session:
            session.add(device)
        return device.id, code

    def ensure(self, device_id: str, branch: str, name: str) -> Device:
        """Return the tablet of this id, added when there is none: it has no code and no token."""
        with self._store.transaction() as session:
            row = {"id": device_id, "branch": branch, "name": name, "times": {}, "created_at": self._store.now()}
            insert_missing(session, Device, [row])
            return self._find(session, device_id)

    def enrol(self, code: str) -> str:
        """Redeem a code and return the tablet's token; raises `UnknownDevice`."""
        token = secrets.token_urlsafe(32)
        asked = Device.code_print == self._store.cipher.fingerprint(code.strip().upper())
        with self._store.transaction() as session:
            device = session.scalars(select(Device).where(asked).with_for_update()).first()
            if device is None or device.code_expires_at < self._store.now():
                raise UnknownDevice
            device.token_print = self._store.cipher.fingerprint(token)
            device.code_print = device.code_expires_at = None
        return token

    def known(self, token: str) -> Device | None:
        """Return the tablet of a token, or None."""
        with self._store.reading() as session:
            mine = Device.token_print == self._store.cipher.fingerprint(token)
            return session.scalars(select(Device).where(mine)).first()

    def seen(self, device_id: str) -> None:
        """Note that a tablet is alive."""
        with self._store.transaction() as session:
            self._find(session, device_id).seen_at = self._store.now()

    def begin_session(self, device_id: str, conversation: str) -> None:
        """Begin a session with this conversation, which ends the one before."""
        self._set_session(device_id, self._store.cipher.fingerprint(conversation))

    def end_session(self, device_id: str) -> None:
        """End the session of a tablet: its conversation is nobody's any more."""
        self._set_session(device_id, None)

    def of_conversation(self, conversation: str) -> Device | None:
        """Return the tablet on which a conversation is going on, or None."""
        with self._store.reading() as session:
            running = Device.session_print == self._store.cipher.fingerprint(conversation)
            return session.scalars(select(Device).where(running)).first()

    def _set_session(self, device_id: str, session_print: str | None) -> None:
        with self._store.transaction() as session:
            self._find(session, device_id).session_print = session_print

    def all(self) -> list[Device]:
        """Return every tablet, by branch."""
        with self._store.reading() as session:
            return list(session.scalars(select(Device).order_by(Device.branch, Device.name)))

    def is_online(self, device: Device) -> bool:
        """Tell whether a tablet has been heard of lately."""
        return device.seen_at is not None and device.seen_at > self._store.now() - ONLINE_WITHIN

    def remove(self, device_id: str) -> None:
        """Take a tablet out: its token and its session open nothing any more; raises `UnknownDevice`."""
        with self._store.transaction() as session:
            session.delete(self._find(session, device_id))

    def _find(self, session: Session, device_id: str) -> Device:
        device: Device | None = session.get(Device, device_id, with_for_update=True)
        if device is None:
            raise UnknownDevice
        return device
