"""Work that is done once a day, whichever of several processes comes to it first."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from sqlalchemy import update

from tickets.database import Database
from tickets.models import DailyRun
from tickets.upsert import insert_missing

DAY = timedelta(days=1)
LONG_AGO = datetime(2000, 1, 1, tzinfo=timezone.utc)


def take_turn(database: Database, name: str, now: datetime) -> bool:
    """Tell whether the work of that name is due, and if so note that it is being done; raises `StoreUnavailable`."""
    with database.transaction() as session:
        insert_missing(session, DailyRun, [{"name": name, "last_at": LONG_AGO}])
        due = update(DailyRun).where(DailyRun.name == name, DailyRun.last_at <= now - DAY).values(last_at=now)
        taken = session.execute(due, execution_options={"synchronize_session": False})
        return bool(taken.rowcount)
