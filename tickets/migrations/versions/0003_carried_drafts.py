"""Unfinished complaints that another conversation may take over with a one-time code."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply this change."""
    op.create_table(
        "carried_drafts",
        sa.Column("code_print", sa.String(length=64), nullable=False),
        sa.Column("sealed_values", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("code_print"),
    )
    op.create_index("ix_carried_drafts_expires_at", "carried_drafts", ["expires_at"], unique=False)


def downgrade() -> None:
    """Take it back."""
    op.drop_index("ix_carried_drafts_expires_at", table_name="carried_drafts")
    op.drop_table("carried_drafts")
