"""hard letters at the meeting"""

import sqlalchemy as sa
from alembic import op

revision = '7c1f0d5a92be'
down_revision = 'b4e778d3889e'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.add_column(sa.Column('hard_letters_at_meeting', sa.Boolean(), server_default=sa.false(), nullable=False))
    # The default was for the people who are there already; new ones bring their answer along.
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.alter_column('hard_letters_at_meeting', server_default=None)


def downgrade() -> None:
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.drop_column('hard_letters_at_meeting')
