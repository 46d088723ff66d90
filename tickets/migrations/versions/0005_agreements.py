"""What customer and bank agreed on: the last day for the answer, the way of telling it, with proof of each agreement."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

COLUMNS = (("agreed_due_on", sa.Date()), ("agreed_way", sa.String(length=16)), ("sealed_agreements", sa.Text()))


def upgrade() -> None:
    """Apply this change."""
    for name, kind in COLUMNS:
        op.add_column("tickets", sa.Column(name, kind))


def downgrade() -> None:
    """Take this change back."""
    for name, _ in reversed(COLUMNS):
        op.drop_column("tickets", name)
