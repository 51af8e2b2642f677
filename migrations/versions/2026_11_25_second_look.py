"""a colleague's second look at a draft"""

import sqlalchemy as sa
from alembic import op

revision = '5d1f0c7b2a94'
down_revision = 'c1a7d20e5b64'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('second_look',
    sa.Column('letter_id', sa.Uuid(), nullable=False),
    sa.Column('participant_id', sa.Uuid(), nullable=False),
    sa.Column('colleague_id', sa.Uuid(), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('remark_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['colleague_id'], ['person.id'], name=op.f('fk_second_look_colleague_id_person')),
    sa.ForeignKeyConstraint(['letter_id'], ['letter.id'], name=op.f('fk_second_look_letter_id_letter')),
    sa.ForeignKeyConstraint(['participant_id'], ['person.id'], name=op.f('fk_second_look_participant_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_second_look')),
    sa.UniqueConstraint('letter_id', name=op.f('uq_second_look_letter_id'))
    )
    with op.batch_alter_table('second_look', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_second_look_colleague_id'), ['colleague_id'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('second_look', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_second_look_colleague_id'))

    op.drop_table('second_look')
