"""a small dot where something is new, unless switched off"""

import sqlalchemy as sa
from alembic import op

revision = '3d9a6e0c41f7'
down_revision = '5d1f0c7b2a94'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.add_column(sa.Column('marks_new', sa.Boolean(), server_default=sa.true(), nullable=False))
    # The default was for the people who are there already; new ones bring their own.
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.alter_column('marks_new', server_default=None)


def downgrade() -> None:
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.drop_column('marks_new')
