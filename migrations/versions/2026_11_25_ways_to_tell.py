"""e-mail, SMS and a call before meetings, beside the phone's own notices"""

import sqlalchemy as sa
from alembic import op

revision = 'e4b70c93d152'
down_revision = '2f6b9c04d7ae'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'other_way',
        sa.Column('participant_id', sa.Uuid(), nullable=False),
        sa.Column('way', sa.String(length=32), nullable=False),
        sa.Column('address_sealed', sa.LargeBinary(), nullable=True),
        sa.Column('code_sealed', sa.LargeBinary(), nullable=True),
        sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('wrong_codes', sa.Integer(), nullable=False),
        sa.Column('confirmed_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('gone_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(['participant_id'], ['person.id'], name=op.f('fk_other_way_participant_id_person')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_other_way')),
        sa.UniqueConstraint('participant_id', 'way', name=op.f('uq_other_way_participant_id_way')),
    )
    # The defaults are for those who have chosen already; new rows bring their own.
    with op.batch_alter_table('reminder_choice') as batch_op:
        batch_op.add_column(sa.Column('by_push', sa.Boolean(), server_default=sa.true(), nullable=False))
        batch_op.add_column(sa.Column('push_is_on', sa.Boolean(), server_default=sa.false(), nullable=False))
    op.execute(
        sa.text(
            'UPDATE reminder_choice SET push_is_on = (1 = 1) WHERE participant_id IN '
            '(SELECT participant_id FROM push_subscription)'
        )
    )
    with op.batch_alter_table('reminder_choice') as batch_op:
        batch_op.alter_column('by_push', server_default=None)
        batch_op.alter_column('push_is_on', server_default=None)


def downgrade() -> None:
    with op.batch_alter_table('reminder_choice') as batch_op:
        batch_op.drop_column('push_is_on')
        batch_op.drop_column('by_push')
    # What only this version knows has no reader any more.
    op.execute(sa.text("DELETE FROM outbox_entry WHERE topic = 'address'"))
    op.drop_table('other_way')
