"""a programme's own phrase cards"""

import sqlalchemy as sa
from alembic import op

revision = '6a0d4f8be213'
down_revision = '6c0de1f7a2b9'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'own_phrase',
        sa.Column('programme_id', sa.Uuid(), nullable=False),
        sa.Column('kind', sa.String(length=32), nullable=False),
        sa.Column('occasion', sa.String(length=32), nullable=True),
        sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('put_away_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(['programme_id'], ['programme.id'], name=op.f('fk_own_phrase_programme_id_programme')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_own_phrase')),
    )
    op.create_index(op.f('ix_own_phrase_programme_id'), 'own_phrase', ['programme_id'])
    op.create_table(
        'phrase_version',
        sa.Column('own_phrase_id', sa.Uuid(), nullable=False),
        sa.Column('number', sa.Integer(), nullable=False),
        sa.Column('wordings', sa.JSON(), nullable=False),
        sa.Column('written_by_id', sa.Uuid(), nullable=False),
        sa.Column('written_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('reviewed_by_id', sa.Uuid(), nullable=True),
        sa.Column('reviewed_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(['own_phrase_id'], ['own_phrase.id'], name=op.f('fk_phrase_version_own_phrase_id_own_phrase')),
        sa.ForeignKeyConstraint(['written_by_id'], ['person.id'], name=op.f('fk_phrase_version_written_by_id_person')),
        sa.ForeignKeyConstraint(['reviewed_by_id'], ['person.id'], name=op.f('fk_phrase_version_reviewed_by_id_person')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_phrase_version')),
        sa.UniqueConstraint('own_phrase_id', 'number', name=op.f('uq_phrase_version_own_phrase_id_number')),
    )
    op.create_index(op.f('ix_phrase_version_own_phrase_id'), 'phrase_version', ['own_phrase_id'])


def downgrade() -> None:
    op.drop_table('phrase_version')
    op.drop_table('own_phrase')
