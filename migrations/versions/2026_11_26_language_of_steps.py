"""in which language the words of goals and steps are written"""

import sqlalchemy as sa
from alembic import op

revision = '4f1d7a90c2e8'
down_revision = 'b93e5d07c1f4'
branch_labels = None
depends_on = None

# Suggestions are the guide's words. Of a step that was taken nobody knows any more whose words it
# bears: it goes on being read in the participant's language, as it was until now.
WRITER = {
    'goal': 'goal.participant_id',
    'step': 'COALESCE(step.suggested_by_id, step.participant_id)',
}
FORMER = {'goal': 'former_language', 'step': 'bigger_language'}


def upgrade() -> None:
    for table, writer in WRITER.items():
        for name in ('language', FORMER[table]):
            op.add_column(table, sa.Column(name, sa.String(), server_default='de', nullable=False))
            op.execute(
                f"UPDATE {table} SET {name} = (SELECT person.language FROM person WHERE person.id = {writer})"
            )


def downgrade() -> None:
    for table, former in FORMER.items():
        for name in (former, 'language'):
            op.drop_column(table, name)
