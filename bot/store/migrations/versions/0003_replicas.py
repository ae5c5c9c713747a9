"""Several processes: which are alive, who claimed what, and which versions can use these tables.

Every migration from here on says in `installation` the oldest version whose code can use what it leaves. Tables are
widened first and narrowed a version later, so that this is the version before: replicas of both run side by side.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "replica",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("beat", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    installation = op.create_table(
        "installation",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("oldest", sa.String(length=32), nullable=False),
        sa.Column("key_proof", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.bulk_insert(installation, [{"id": 1, "oldest": "0003", "key_proof": None}])
    op.execute("INSERT INTO replica (id, beat) SELECT 'before', at FROM pulse")
    op.drop_table("pulse")
    op.add_column("tenant", sa.Column("taken", sa.Double(), nullable=False, server_default="0"))
    op.add_column("effect", sa.Column("holder", sa.String(length=32), nullable=True))
    op.execute("UPDATE effect SET due = 0 WHERE claimed")  # whoever had claimed it is gone
    op.drop_column("effect", "claimed")
    if op.get_bind().dialect.name == "postgresql":
        # rows that are written anew thirty times a meeting: room for it in their page, and swept while little is dead
        op.execute("ALTER TABLE meeting SET (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.02)")
        op.execute("ALTER TABLE effect SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 500)")


def downgrade() -> None:
    op.drop_column("tenant", "taken")
    op.add_column("effect", sa.Column("claimed", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute("UPDATE effect SET due = 0 WHERE holder IS NOT NULL")
    op.drop_column("effect", "holder")
    op.create_table("pulse", sa.Column("at", sa.Double(), nullable=False), sa.PrimaryKeyConstraint("at"))
    op.execute("INSERT INTO pulse SELECT max(beat) FROM replica HAVING max(beat) IS NOT NULL")
    op.drop_table("installation")
    op.drop_table("replica")
