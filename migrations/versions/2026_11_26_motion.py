"""whether anything on a page may move"""

import sqlalchemy as sa
from alembic import op

revision = '6c0de1f7a2b9'
down_revision = 'e4b70c93d152'
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Simply added, with a default for those who are there: no table that others point to is made anew.
    op.add_column('person', sa.Column('motion', sa.String(), server_default='system', nullable=False))


def downgrade() -> None:
    op.drop_column('person', 'motion')
