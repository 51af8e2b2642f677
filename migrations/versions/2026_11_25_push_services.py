"""push services that are left alone, and an index of what is still to be told"""

import sqlalchemy as sa
from alembic import op

revision = '2f6b9c04d7ae'
down_revision = 'e4b71c92d06a'
branch_labels = None
depends_on = None

OPEN = sa.text("ended_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "stopped_push_service",
        sa.Column("service", sa.String(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("open_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("probe", sa.Uuid(), nullable=True),
        sa.Column("probed_until", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("service", name="pk_stopped_push_service"),
    )
    op.drop_index("ix_outbox_due", "outbox_entry")
    op.create_index(
        "ix_outbox_open", "outbox_entry", ["due_at"], sqlite_where=OPEN, postgresql_where=OPEN
    )


def downgrade() -> None:
    op.drop_index("ix_outbox_open", "outbox_entry")
    op.create_index("ix_outbox_due", "outbox_entry", ["state", "due_at"])
    op.drop_table("stopped_push_service")
