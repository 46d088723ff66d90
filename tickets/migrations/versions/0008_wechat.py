"""WeChat: the access token that all processes share."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply this change."""
    op.create_table(
        "wechat_tokens",
        sa.Column("app_id", sa.String(length=64), primary_key=True),
        sa.Column("sealed_token", sa.Text()),
        sa.Column("expires_at", sa.DateTime()),
        sa.Column("refreshing_until", sa.DateTime()),
    )


def downgrade() -> None:
    """Take this change back."""
    op.drop_table("wechat_tokens")
