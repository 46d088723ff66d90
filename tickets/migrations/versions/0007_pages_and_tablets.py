"""The pages: what customers say of answers, branch tablets with their calls for staff, words taken to another screen."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

INDEXED = {
    "answer_feedback": ("topic", "at"),
    "staff_calls": ("device_id", "branch", "called_at"),
    "handoffs": ("expires_at",),
}


def upgrade() -> None:
    """Apply this change."""
    op.create_table(
        "answer_feedback",
        sa.Column("conversation_print", sa.String(length=64), primary_key=True),
        sa.Column("event", sa.Integer(), primary_key=True),
        sa.Column("topic", sa.String(length=64), nullable=False),
        sa.Column("helpful", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=32)),
        sa.Column("sealed_text", sa.Text()),
        sa.Column("at", sa.DateTime(), nullable=False),
    )
    op.create_table(
        "devices",
        sa.Column("id", sa.String(length=32), primary_key=True),
        sa.Column("branch", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("times", sa.JSON(), nullable=False),
        sa.Column("code_print", sa.String(length=64), unique=True),
        sa.Column("code_expires_at", sa.DateTime()),
        sa.Column("token_print", sa.String(length=64), unique=True),
        sa.Column("session_print", sa.String(length=64), unique=True),
        sa.Column("seen_at", sa.DateTime()),
        sa.Column("created_at", sa.DateTime(), nullable=False),
    )
    op.create_table(
        "staff_calls",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("device_id", sa.String(length=32), nullable=False),
        sa.Column("branch", sa.String(length=64), nullable=False),
        sa.Column("called_at", sa.DateTime(), nullable=False),
        sa.Column("answered_at", sa.DateTime()),
        sa.Column("answered_by", sa.String(length=64)),
    )
    op.create_table(
        "handoffs",
        sa.Column("token_print", sa.String(length=64), primary_key=True),
        sa.Column("sealed_text", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
    )
    for table, columns in INDEXED.items():
        for column in columns:
            op.create_index(f"ix_{table}_{column}", table, [column])


def downgrade() -> None:
    """Take this change back."""
    for table, columns in INDEXED.items():
        for column in columns:
            op.drop_index(f"ix_{table}_{column}", table_name=table)
    for table in ("handoffs", "staff_calls", "devices", "answer_feedback"):
        op.drop_table(table)
