"""since when a notice is late because a service in trouble keeps it"""

import sqlalchemy as sa
from alembic import op

revision = 'b93e5d07c1f4'
down_revision = '6a0d4f8be213'
branch_labels = None
depends_on = None

LATE = sa.text("late_since IS NOT NULL")


def upgrade() -> None:
    op.add_column("outbox_entry", sa.Column("late_since", sa.DateTime(timezone=True), nullable=True))
    op.create_index(
        "ix_outbox_late", "outbox_entry", ["late_since"], sqlite_where=LATE, postgresql_where=LATE
    )


def downgrade() -> None:
    op.drop_index("ix_outbox_late", "outbox_entry")
    op.drop_column("outbox_entry", "late_since")
