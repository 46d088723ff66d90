"""Ticket numbers: one running number a day, without gaps and never twice, whoever files at the same moment."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Date, bindparam, text
from sqlalchemy.orm import Session

# One statement on SQLite and PostgreSQL alike. It makes the day's row or locks it until the transaction ends, so the
# first ticket of a day needs no case of its own, and a filing that is rolled back gives its number back.
_TAKE = text(
    "INSERT INTO daily_numbers (day, last) VALUES (:day, 1)"
    " ON CONFLICT (day) DO UPDATE SET last = daily_numbers.last + 1 RETURNING last"
).bindparams(bindparam("day", type_=Date()))


def take_number(session: Session, day: date) -> str:
    """Take the next number of a day in China, as TS20261121-0001 (contract §5)."""
    running: int = session.execute(_TAKE, {"day": day}).scalar_one()
    return f"TS{day:%Y%m%d}-{running:04d}"
