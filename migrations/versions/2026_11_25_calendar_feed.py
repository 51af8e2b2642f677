"""the calendar address"""

import sqlalchemy as sa
from alembic import op

revision = 'a86e2f9d14c3'
down_revision = '3d9a6e0c41f7'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('calendar_feed',
    sa.Column('participant_id', sa.Uuid(), nullable=False),
    sa.Column('secret_hash', sa.LargeBinary(length=32), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['participant_id'], ['person.id'], name=op.f('fk_calendar_feed_participant_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_calendar_feed')),
    sa.UniqueConstraint('participant_id', name=op.f('uq_calendar_feed_participant_id')),
    sa.UniqueConstraint('secret_hash', name=op.f('uq_calendar_feed_secret_hash'))
    )


def downgrade() -> None:
    op.drop_table('calendar_feed')
