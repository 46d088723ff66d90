"""Calls for staff from the tablets of a branch: one open at a time each, and known when nobody comes."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from tickets.errors import UnknownCall
from tickets.models import Device, StaffCall
from tickets.store import Store

OVERDUE_AFTER = timedelta(seconds=60)
"""Then the tablet says to go to the counter, and the staff side shows the call as overdue."""
_TABLE = StaffCall.__table__.c
FORGOTTEN_AFTER = timedelta(minutes=15)


class Calls:
    """The calls of one register; all raise `StoreUnavailable` while the database does not answer."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def call(self, device: Device) -> StaffCall:
        """Call for staff; while a call of this tablet is open it is that one."""
        with self._store.transaction() as session:
            call = self._open(session, device.id)
            if call is None:
                call = StaffCall(device_id=device.id, branch=device.branch, called_at=self._store.now())
                session.add(call)
                session.flush()
            return call

    def latest(self, device: Device) -> StaffCall | None:
        """Return the latest call of a tablet that is not forgotten."""
        with self._store.reading() as session:
            return self._latest(session, device.id)

    def open(self, branch: str | None = None) -> list[StaffCall]:
        """Return the calls nobody has answered, oldest first; of one branch, or of all."""
        query = select(StaffCall).where(_TABLE.answered_at.is_(None), _TABLE.called_at > self._since())
        if branch is not None:
            query = query.where(StaffCall.branch == branch)
        with self._store.reading() as session:
            return list(session.scalars(query.order_by(StaffCall.id)))

    def answer(self, call_id: int, who: str, branch: str | None = None) -> StaffCall:
        """Note who is on the way; the first one counts. Raises `UnknownCall`, also for another branch's."""
        with self._store.transaction() as session:
            call: StaffCall | None = session.get(StaffCall, call_id, with_for_update=True)
            if call is None or branch not in (None, call.branch):
                raise UnknownCall
            if call.answered_at is None:
                call.answered_at, call.answered_by = self._store.now(), who
            return call

    def withdraw(self, device_id: str) -> None:
        """Take back the open call of a tablet whose customer has left."""
        with self._store.transaction() as session:
            call = self._open(session, device_id)
            if call is not None:
                session.delete(call)

    def is_overdue(self, call: StaffCall) -> bool:
        """Tell whether a call has waited too long."""
        return call.answered_at is None and call.called_at < self._store.now() - OVERDUE_AFTER

    def _open(self, session: Session, device_id: str) -> StaffCall | None:
        call = self._latest(session, device_id)
        return call if call is not None and call.answered_at is None else None

    def _latest(self, session: Session, device_id: str) -> StaffCall | None:
        mine = (StaffCall.device_id == device_id, StaffCall.called_at > self._since())
        return session.scalars(select(StaffCall).where(*mine).order_by(StaffCall.id.desc())).first()

    def _since(self) -> datetime:
        return self._store.now() - FORGOTTEN_AFTER
