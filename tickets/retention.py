"""Erasing what has been kept for as long as the law wants, and no longer (facts §7.4, C7-06); periods are data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy import Table, and_, delete, func, or_, select
from sqlalchemy.orm import Session

from tickets.database import Database
from tickets.models import Base

LOOK = "revealed"
"""The audit event of a look at personal data: it does not prolong how long they are kept."""
BATCH = 200
TICKETS, EVENTS, REQUESTS, ATTEMPTS = (
    Base.metadata.tables[name] for name in ("tickets", "ticket_events", "service_requests", "query_attempts")
)


@dataclass(frozen=True)
class RowRule:
    """Rows of a table go so many days after a moment in one of their columns; with `without`, those lacking that."""

    table: str
    moment: str
    days: int
    source: str
    without: str | None = None


def expire(database: Database, now: datetime, dry_run: bool = False) -> dict[str, int]:
    """Erase whatever is past its period and return how many rows of each table were, or in a dry run would be.

    One transaction a batch of tickets; raises `StoreUnavailable`, and can then be started again.
    """
    counts = {"tickets": _expire_tickets(database, now, dry_run)}
    for rule in _row_rules():
        table = Base.metadata.tables[rule.table]
        past = table.c[rule.moment] < now - timedelta(days=rule.days)
        if rule.without:
            past = and_(past, table.c[rule.without].is_(None))
        with database.transaction() as session:
            counts[rule.table] = session.scalar(select(func.count()).select_from(table).where(past))
            if not dry_run:
                session.execute(delete(table).where(past))
    return counts


def _expire_tickets(database: Database, now: datetime, dry_run: bool) -> int:
    with database.reading() as session:
        found = session.execute(_finished_long_ago(now)).all()
    for start in range(0, 0 if dry_run else len(found), BATCH):
        with database.transaction() as session:
            _erase_tickets(session, found[start : start + BATCH])
    return len(found)


def _finished_long_ago(now: datetime) -> Any:
    """Return the query for id and number of tickets past their period, which starts with the last change."""
    rule = _tables()["tickets"]
    sale = rule["product_sale"]
    last = (
        select(EVENTS.c.ticket_id, func.max(EVENTS.c.at).label("at"))
        .where(EVENTS.c.kind != LOOK)
        .group_by(EVENTS.c.ticket_id)
        .subquery()
    )
    is_sale = TICKETS.c.business.in_(sale["business"])
    past = or_(
        and_(is_sale, last.c.at < now - timedelta(days=sale["days"])),
        and_(~is_sale, last.c.at < now - timedelta(days=rule["days"])),
    )
    query = select(TICKETS.c.id, TICKETS.c.number).join(last, last.c.ticket_id == TICKETS.c.id)
    return query.where(TICKETS.c.status.in_(rule["finished"]), past).order_by(TICKETS.c.id)


def _erase_tickets(session: Session, tickets: Iterable[Any]) -> None:
    """Erase tickets with everything that hangs on them."""
    ids, numbers = [ticket.id for ticket in tickets], [ticket.number for ticket in tickets]
    for table in _hanging_on_tickets():
        for key in table.foreign_keys:
            session.execute(delete(table).where(key.parent.in_(ids)))
    for named in (REQUESTS.c.ticket_number, ATTEMPTS.c.number):
        session.execute(delete(named.table).where(named.in_(numbers)))
    session.execute(delete(TICKETS).where(TICKETS.c.id.in_(ids)))


def _hanging_on_tickets() -> list[Table]:
    tables = Base.metadata.sorted_tables
    return [table for table in tables if any(key.column.table is TICKETS for key in table.foreign_keys)]


def _row_rules() -> list[RowRule]:
    return [RowRule(**row) for row in _tables()["rows"]]


@cache
def _tables() -> dict[str, Any]:
    tables: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "retention.yml").read_text("utf-8"))
    return tables
