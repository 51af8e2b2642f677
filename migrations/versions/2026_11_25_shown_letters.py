"""Letters of one's own, shown to the guide; talks, wishes about calls, a smiley on paper"""

import sqlalchemy as sa
from alembic import op

revision = 'c81f5a0d27e4'
down_revision = '7c1f0d5a92be'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'shown_letter',
        sa.Column('participant_id', sa.Uuid(), nullable=False),
        sa.Column('began_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('sent_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('put_away_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(['participant_id'], ['person.id'], name=op.f('fk_shown_letter_participant_id_person')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_shown_letter')),
    )
    op.create_index(op.f('ix_shown_letter_participant_id'), 'shown_letter', ['participant_id'])
    with op.batch_alter_table('letter_file') as batch_op:
        batch_op.alter_column('letter_id', existing_type=sa.Uuid(), nullable=True)
        batch_op.add_column(sa.Column('shown_letter_id', sa.Uuid(), nullable=True))
        batch_op.create_foreign_key(
            op.f('fk_letter_file_shown_letter_id_shown_letter'), 'shown_letter', ['shown_letter_id'], ['id']
        )
        batch_op.create_index(op.f('ix_letter_file_shown_letter_id'), ['shown_letter_id'])
    # Columns that are simply added: no table that others point to is made anew.
    no = sa.false()
    op.add_column('letter', sa.Column('smiley_on_envelope', sa.Boolean(), server_default=no, nullable=False))
    op.add_column('person', sa.Column('no_calls', sa.Boolean(), server_default=no, nullable=False))
    op.add_column('guidance', sa.Column('talked_at', sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column('guidance', 'talked_at')
    op.drop_column('person', 'no_calls')
    op.drop_column('letter', 'smiley_on_envelope')
    # Pages of no letter have no place in the older shape; the nightly sweep removes their files.
    op.execute(sa.text('DELETE FROM letter_file WHERE letter_id IS NULL'))
    with op.batch_alter_table('letter_file') as batch_op:
        batch_op.drop_index(op.f('ix_letter_file_shown_letter_id'))
        batch_op.drop_constraint(op.f('fk_letter_file_shown_letter_id_shown_letter'), type_='foreignkey')
        batch_op.drop_column('shown_letter_id')
        batch_op.alter_column('letter_id', existing_type=sa.Uuid(), nullable=False)
    op.drop_table('shown_letter')
