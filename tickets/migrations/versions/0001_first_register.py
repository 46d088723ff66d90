"""The first register: tickets, audit trail, drafts, numbers, query attempts, service requests."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply this change."""
    op.create_table('daily_numbers',
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('last', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('day')
    )
    op.create_table('draft_fields',
    sa.Column('conversation_print', sa.String(length=64), nullable=False),
    sa.Column('field', sa.String(length=32), nullable=False),
    sa.Column('sealed_value', sa.Text(), nullable=False),
    sa.Column('updated_at', sa.DateTime(), nullable=False),
    sa.PrimaryKeyConstraint('conversation_print', 'field')
    )
    op.create_index('ix_draft_fields_updated_at', 'draft_fields', ['updated_at'], unique=False)

    op.create_table('query_attempts',
    sa.Column('number', sa.String(length=32), nullable=False),
    sa.Column('conversation_print', sa.String(length=64), nullable=False),
    sa.Column('wrong', sa.Integer(), nullable=False),
    sa.Column('last_at', sa.DateTime(), nullable=False),
    sa.PrimaryKeyConstraint('number', 'conversation_print')
    )
    op.create_table('service_requests',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=32), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('conversation_print', sa.String(length=64), nullable=False),
    sa.Column('ticket_number', sa.String(length=32), nullable=True),
    sa.Column('sealed_note', sa.Text(), nullable=False),
    sa.Column('care', sa.Boolean(), nullable=False),
    sa.Column('status', sa.String(length=16), nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index('ix_service_requests_conversation_print', 'service_requests', ['conversation_print'], unique=False)
    op.create_index('ix_service_requests_kind', 'service_requests', ['kind'], unique=False)

    op.create_table('tickets',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('number', sa.String(length=32), nullable=False),
    sa.Column('sealed_query_code', sa.Text(), nullable=False),
    sa.Column('status', sa.String(length=32), nullable=False),
    sa.Column('received_at', sa.DateTime(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('rule_version', sa.String(length=32), nullable=False),
    sa.Column('consent_version', sa.String(length=32), nullable=False),
    sa.Column('source', sa.String(length=16), nullable=False),
    sa.Column('business', sa.String(length=32), nullable=False),
    sa.Column('reason', sa.String(length=32), nullable=False),
    sa.Column('channel', sa.String(length=32), nullable=True),
    sa.Column('severity', sa.String(length=16), nullable=False),
    sa.Column('flags', sa.JSON(), nullable=False),
    sa.Column('occurred_on', sa.String(length=64), nullable=True),
    sa.Column('place', sa.String(length=200), nullable=True),
    sa.Column('branch', sa.String(length=64), nullable=True),
    sa.Column('amount_fen', sa.BigInteger(), nullable=True),
    sa.Column('evidence', sa.JSON(), nullable=False),
    sa.Column('is_agent', sa.Boolean(), nullable=False),
    sa.Column('sealed_facts', sa.Text(), nullable=False),
    sa.Column('sealed_request', sa.Text(), nullable=False),
    sa.Column('sealed_name', sa.Text(), nullable=False),
    sa.Column('sealed_phone', sa.Text(), nullable=False),
    sa.Column('phone_print', sa.String(length=64), nullable=False),
    sa.Column('conversation_print', sa.String(length=64), nullable=False),
    sa.Column('idempotency_key', sa.String(length=64), nullable=False),
    sa.Column('assignee', sa.String(length=64), nullable=True),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('idempotency_key'),
    sa.UniqueConstraint('number')
    )
    op.create_index('ix_tickets_business', 'tickets', ['business'], unique=False)
    op.create_index('ix_tickets_conversation_print', 'tickets', ['conversation_print'], unique=False)
    op.create_index('ix_tickets_due_on', 'tickets', ['due_on'], unique=False)
    op.create_index('ix_tickets_phone_print', 'tickets', ['phone_print'], unique=False)
    op.create_index('ix_tickets_reason', 'tickets', ['reason'], unique=False)
    op.create_index('ix_tickets_received_at', 'tickets', ['received_at'], unique=False)
    op.create_index('ix_tickets_status', 'tickets', ['status'], unique=False)

    op.create_table('ticket_events',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('ticket_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.Column('actor', sa.String(length=64), nullable=False),
    sa.Column('kind', sa.String(length=32), nullable=False),
    sa.Column('detail', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['ticket_id'], ['tickets.id'], ),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index('ix_ticket_events_ticket_id', 'ticket_events', ['ticket_id'], unique=False)



def downgrade() -> None:
    """Take this change back."""
    op.drop_index('ix_ticket_events_ticket_id', 'ticket_events')

    op.drop_table('ticket_events')
    op.drop_index('ix_tickets_status', 'tickets')
    op.drop_index('ix_tickets_received_at', 'tickets')
    op.drop_index('ix_tickets_reason', 'tickets')
    op.drop_index('ix_tickets_phone_print', 'tickets')
    op.drop_index('ix_tickets_due_on', 'tickets')
    op.drop_index('ix_tickets_conversation_print', 'tickets')
    op.drop_index('ix_tickets_business', 'tickets')

    op.drop_table('tickets')
    op.drop_index('ix_service_requests_kind', 'service_requests')
    op.drop_index('ix_service_requests_conversation_print', 'service_requests')

    op.drop_table('service_requests')
    op.drop_table('query_attempts')
    op.drop_index('ix_draft_fields_updated_at', 'draft_fields')

    op.drop_table('draft_fields')
    op.drop_table('daily_numbers')
