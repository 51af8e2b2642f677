"""quiet until a day; several meetings in one line on the phone"""

import sqlalchemy as sa
from alembic import op

revision = 'e4b71c92d06a'
down_revision = 'a86e2f9d14c3'
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Columns that are simply added: no table that others point to is made anew.
    op.add_column('person', sa.Column('quiet_until', sa.Date(), nullable=True))
    op.add_column('outbox_entry', sa.Column('line_id', sa.Uuid(), nullable=True))
    op.add_column('outbox_entry', sa.Column('was_at', sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column('outbox_entry', 'was_at')
    op.drop_column('outbox_entry', 'line_id')
    op.drop_column('person', 'quiet_until')
