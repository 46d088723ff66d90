"""The life of a ticket: its clock, marks, decision and delivery; the outbox, staff accounts, the register's own events."""

from __future__ import annotations

from datetime import timezone
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

CHINA = ZoneInfo("Asia/Shanghai")


def _with_default(name: str, kind: sa.types.TypeEngine, default: str) -> sa.Column:
    return sa.Column(name, kind, nullable=False, server_default=default)


def _ticket_columns() -> list[sa.Column]:
    return [
        _with_default("source_authority", sa.String(16), "bank"),
        _with_default("clock_started_on", sa.Date(), "2020-03-01"),
        _with_default("extensions", sa.Integer(), "0"),
        sa.Column("paused_since", sa.Date()),
        _with_default("paused_days", sa.Integer(), "0"),
        _with_default("marks", sa.JSON(), "[]"),
        _with_default("conflicts", sa.JSON(), "[]"),
        _with_default("against_staff", sa.Boolean(), sa.false()),
        sa.Column("merged_into", sa.String(32)),
        sa.Column("decided_at", sa.DateTime()),
        sa.Column("sealed_decision", sa.Text()),
        sa.Column("notified_at", sa.DateTime()),
        sa.Column("sealed_delivery", sa.Text()),
        sa.Column("review_due_on", sa.Date()),
        sa.Column("sealed_review_decision", sa.Text()),
        sa.Column("stars", sa.Integer()),
        sa.Column("finished_at", sa.DateTime()),
    ]


def _start_the_clocks() -> None:
    """Let the clock of every ticket that is there run from its day of receipt in China."""
    tickets = sa.table("tickets", *(sa.column(name) for name in ("id",)),
                       sa.column("clock_started_on", sa.Date()), sa.column("received_at", sa.DateTime()))
    connection = op.get_bind()
    for row in connection.execute(sa.select(tickets.c.id, tickets.c.received_at)).all():
        day = row.received_at.replace(tzinfo=timezone.utc).astimezone(CHINA).date()
        connection.execute(tickets.update().where(tickets.c.id == row.id).values(clock_started_on=day))


def upgrade() -> None:
    """Apply this change."""
    for column in _ticket_columns():
        op.add_column("tickets", column)
    _start_the_clocks()
    op.add_column("ticket_events", sa.Column("sealed_text", sa.Text()))
    _create_outbox()
    _create_staff()


def _create_outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("ticket_id", sa.Integer(), sa.ForeignKey("tickets.id"), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("conversation_print", sa.String(64), nullable=False),
        sa.Column("sealed_text", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("next_try_at", sa.DateTime()),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("last_error", sa.String(200)),
        sa.Column("delivered_at", sa.DateTime()),
        sa.Column("delivered_by", sa.String(16)),
    )
    for column in ("ticket_id", "conversation_print", "next_try_at"):
        op.create_index(f"ix_outbox_{column}", "outbox", [column])


def _create_staff() -> None:
    op.create_table(
        "staff_accounts",
        sa.Column("name", sa.String(64), primary_key=True),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("branch", sa.String(64)),
        sa.Column("token_print", sa.String(64), nullable=False, unique=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
    )
    op.create_table(
        "register_events",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("actor", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
    )


def downgrade() -> None:
    """Take this change back."""
    for table in ("register_events", "staff_accounts", "outbox"):
        op.drop_table(table)
    op.drop_column("ticket_events", "sealed_text")
    for column in reversed(_ticket_columns()):
        op.drop_column("tickets", column.name)
