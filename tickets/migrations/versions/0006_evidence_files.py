"""Evidence files: what each one is, whose it is, and the sealed key that opens it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

INDEXED = ("conversation_print", "ticket_id", "uploaded_at")


def upgrade() -> None:
    """Apply this change."""
    op.create_table(
        "evidence_files",
        sa.Column("id", sa.String(length=32), primary_key=True),
        sa.Column("conversation_print", sa.String(length=64), nullable=False),
        sa.Column("ticket_id", sa.Integer(), sa.ForeignKey("tickets.id")),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("sealed_name", sa.Text(), nullable=False),
        sa.Column("sealed_key", sa.Text(), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(), nullable=False),
    )
    for column in INDEXED:
        op.create_index(f"ix_evidence_files_{column}", "evidence_files", [column])


def downgrade() -> None:
    """Take this change back; the files stay in their folder, and nothing opens them any more."""
    for column in INDEXED:
        op.drop_index(f"ix_evidence_files_{column}", table_name="evidence_files")
    op.drop_table("evidence_files")
