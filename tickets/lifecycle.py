"""The life of a ticket as a table: states, marks, roles, and what each operation needs (`lifecycle.yml`)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tickets.errors import IllegalOperation, NotYourRole, UnknownOperation

ADMIN = "admin"
"""The role that may do whatever any other staff role may."""


@dataclass(frozen=True)
class Operation:
    """One thing that can be done to a ticket; `target` is the state it leads to, None for marks and fields only."""

    name: str
    label: str
    sources: tuple[str, ...]
    roles: frozenset[str]
    target: str | None
    needs: tuple[str, ...]
    may: tuple[str, ...]
    notice: str | None
    basis: str

    @property
    def fields(self) -> tuple[str, ...]:
        """Every field it takes; a reason may always be given."""
        return tuple(dict.fromkeys((*self.needs, *self.may, "reason")))


@cache
def _tables() -> dict[str, Any]:
    tables: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "lifecycle.yml").read_text("utf-8"))
    return tables


def states() -> dict[str, str]:
    """Return state → label, in the order a ticket goes through them."""
    return {name: row["label"] for name, row in _tables()["states"].items()}


def running() -> tuple[str, ...]:
    """Return the states in which the time for the decision runs (C1-30: until it is told)."""
    return tuple(name for name, row in _tables()["states"].items() if row.get("clock"))


def final() -> tuple[str, ...]:
    """Return the states at the end of a ticket's life."""
    return tuple(name for name, row in _tables()["states"].items() if row.get("final"))


def marks() -> dict[str, str]:
    """Return mark → label."""
    return dict(_tables()["marks"])


def roles() -> dict[str, str]:
    """Return staff role → label."""
    return {name: row["label"] for name, row in _tables()["roles"].items()}


def may(role: str, what: str) -> bool:
    """Tell whether a staff role may `reveal` personal data, `report` or `export`."""
    return role in _tables()["roles"] and what in _tables()["roles"][role]["may"]


def fields() -> dict[str, dict[str, Any]]:
    """Return field → its label, kind and, for a choice, what it chooses from."""
    return dict(_tables()["fields"])


@cache
def operations() -> dict[str, Operation]:
    """Return every operation by name."""
    return {name: _operation(name, row) for name, row in _tables()["operations"].items()}


def _operation(name: str, row: dict[str, Any]) -> Operation:
    by_staff = {ADMIN} if set(row["roles"]) & set(roles()) else set()
    return Operation(
        name=name,
        label=row["label"],
        sources=tuple(row["from"]),
        roles=frozenset({*row["roles"], *by_staff}),
        target=name if name in states() else None,
        needs=tuple(row.get("needs", ())),
        may=tuple(row.get("may", ())),
        notice=row.get("notice"),
        basis=row.get("basis", ""),
    )


def permitted(name: str, state: str, role: str) -> Operation:
    """Return the operation when this role may do it from this state.

    Raises `UnknownOperation`, `NotYourRole` or `IllegalOperation`, in that order.
    """
    operation = operations().get(name)
    if operation is None:
        raise UnknownOperation(f"没有“{name}”这个操作，可以用的是：{'、'.join(operations())}")
    if role not in operation.roles:
        raise NotYourRole(f"您的角色不能做“{operation.label}”，可以做的是：{_names(operation.roles)}")
    if state not in operation.sources:
        raise IllegalOperation(f"工单现在是“{states()[state]}”，不能做“{operation.label}”")
    return operation


def open_to(state: str, role: str) -> tuple[str, ...]:
    """Return the names of the operations that a role may do from a state."""
    return tuple(name for name, step in operations().items() if role in step.roles and state in step.sources)


def _names(roles_allowed: frozenset[str]) -> str:
    labels = {**roles(), **_tables()["others"]}
    return "、".join(label for name, label in labels.items() if name in roles_allowed)
