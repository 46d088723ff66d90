"""WeChat conversations: followers, messages known by hash, what may be sent, texts that wait, tappable choices."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

INDEXED = {
    "wechat_deliveries": ("received_at", "held_until"),
    "wechat_grants": ("expires_at",),
    "wechat_texts": ("since",),
    "wechat_options": ("expires_at",),
}


def upgrade() -> None:
    """Apply this change."""
    op.create_table(
        "wechat_followers",
        sa.Column("conversation_print", sa.String(length=64), primary_key=True),
        sa.Column("openid_print", sa.String(length=64), unique=True, nullable=False),
        sa.Column("sealed_openid", sa.Text(), nullable=False),
        sa.Column("sealed_page", sa.Text(), nullable=False),
        sa.Column("reachable", sa.Boolean(), nullable=False),
        sa.Column("followed_at", sa.DateTime(), nullable=False),
        sa.Column("last_message_at", sa.DateTime(), nullable=False),
        sa.Column("told", sa.Integer(), nullable=False),
        sa.Column("announced", sa.Integer(), nullable=False),
    )
    op.create_table(
        "wechat_deliveries",
        sa.Column("key_print", sa.String(length=64), primary_key=True),
        sa.Column("sealed_packet", sa.Text()),
        sa.Column("received_at", sa.DateTime(), nullable=False),
        sa.Column("held_until", sa.DateTime(), nullable=False),
    )
    op.create_table(
        "wechat_grants",
        sa.Column("conversation_print", sa.String(length=64), primary_key=True),
        sa.Column("kind", sa.String(length=16), primary_key=True),
        sa.Column("remaining", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
    )
    op.create_table(
        "wechat_texts",
        sa.Column("conversation_print", sa.String(length=64), primary_key=True),
        sa.Column("place", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("sealed_text", sa.Text(), nullable=False),
        sa.Column("since", sa.DateTime(), nullable=False),
        sa.Column("held_until", sa.DateTime()),
    )
    op.create_table(
        "wechat_options",
        sa.Column("conversation_print", sa.String(length=64), primary_key=True),
        sa.Column("option", sa.String(length=16), primary_key=True),
        sa.Column("sealed_payload", sa.Text(), nullable=False),
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
    for table in ("wechat_options", "wechat_texts", "wechat_grants", "wechat_deliveries", "wechat_followers"):
        op.drop_table(table)
