"""When we were last alive, so that a start can tell how long we were away."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table("pulse", sa.Column("at", sa.Double(), nullable=False), sa.PrimaryKeyConstraint("at"))


def downgrade() -> None:
    op.drop_table("pulse")
