"""Accounts of staff and their tools: name, role, perhaps a branch, and a token kept only as its keyed hash."""

from __future__ import annotations

import secrets

from sqlalchemy import delete, select

from tickets import lifecycle
from tickets.errors import AccountRefused
from tickets.fields import LONGEST_LINE
from tickets.models import StaffAccount
from tickets.store import Store

TOKEN_BYTES = 32
RESERVED = ("administrator", "customer", "outbox")
"""Names that the audit trail uses for those who have no account."""


class Accounts:
    """The accounts of one register; adding and removing them is on record."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def add(self, name: str, role: str, branch: str | None, by: str) -> str:
        """Add an account and return its token, which is shown this once; raises `AccountRefused`."""
        if role not in lifecycle.roles():
            raise AccountRefused(f"没有“{role}”这个角色，可以用的是：{'、'.join(lifecycle.roles())}")
        if not 0 < len(name) <= LONGEST_LINE or not name.isprintable() or name in RESERVED:
            raise AccountRefused(f"名字应当是不超过 {LONGEST_LINE} 个字的一行文字，不能是 {'、'.join(RESERVED)}")
        token = secrets.token_urlsafe(TOKEN_BYTES)
        with self._store.transaction() as session:
            if session.get(StaffAccount, name) is not None:
                raise AccountRefused(f"已经有叫“{name}”的账号")
            session.add(
                StaffAccount(
                    name=name, role=role, branch=branch, token_print=self._print(token), created_at=self._store.now()
                )
            )
            self._store.audit_register(session, by, "account_added", {"name": name, "role": role, "branch": branch})
        return token

    def remove(self, name: str, by: str) -> None:
        """Remove an account; its token opens nothing any more. Raises `AccountRefused`."""
        with self._store.transaction() as session:
            if session.execute(delete(StaffAccount).where(StaffAccount.name == name)).rowcount == 0:
                raise AccountRefused(f"没有叫“{name}”的账号")
            self._store.audit_register(session, by, "account_removed", {"name": name})

    def all(self) -> list[StaffAccount]:
        """Return every account, by name."""
        with self._store.transaction() as session:
            return list(session.scalars(select(StaffAccount).order_by(StaffAccount.name)))

    def of_token(self, token: str) -> StaffAccount | None:
        """Return the account of a token, found by its keyed hash: how long that takes tells nothing of the token."""
        with self._store.transaction() as session:
            return session.scalars(select(StaffAccount).where(StaffAccount.token_print == self._print(token))).first()

    def _print(self, token: str) -> str:
        return self._store.cipher.fingerprint(f"staff-token|{token}")
