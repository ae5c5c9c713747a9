"""The first tables. SQLite keeps no length: two were widened when PostgreSQL came, which does."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "meeting",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("conversation", sa.String(length=512), nullable=False),
        sa.Column("tenant", sa.String(length=64), nullable=False),
        sa.Column("wrapped_key", sa.LargeBinary(), nullable=True),
        sa.Column("state", sa.LargeBinary(), nullable=True),
        sa.Column("occurrence", sa.Integer(), nullable=False),
        sa.Column("met", sa.Integer(), nullable=False),
        sa.Column("audit_seq", sa.Integer(), nullable=False),
        sa.Column("audit_hash", sa.LargeBinary(), nullable=False),
        sa.Column("sent", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("conversation"),
    )
    op.create_table(
        "tenant",
        sa.Column("tenant", sa.String(length=64), nullable=False),
        sa.Column("next", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("tenant"),
    )
    op.create_table(
        "alarm",
        sa.Column("meeting", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("due", sa.Double(), nullable=False),
        sa.Column("rings", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting"],
            ["meeting.id"],
        ),
        sa.PrimaryKeyConstraint("meeting", "name"),
    )
    op.create_index("alarm_by_rings", "alarm", ["rings"], unique=False)
    op.create_table(
        "audit",
        sa.Column("meeting", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("delivery", sa.String(length=128), nullable=False),
        sa.Column("at", sa.Double(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting"],
            ["meeting.id"],
        ),
        sa.PrimaryKeyConstraint("meeting", "seq"),
        sa.UniqueConstraint("delivery"),
    )
    op.create_table(
        "effect",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("meeting", sa.BigInteger(), nullable=False),
        sa.Column("lane", sa.String(length=64), nullable=False),
        sa.Column("matter", sa.String(length=80), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("first", sa.Double(), nullable=False),
        sa.Column("due", sa.Double(), nullable=True),
        sa.Column("reserved", sa.Boolean(), nullable=False),
        sa.Column("claimed", sa.Boolean(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting"],
            ["meeting.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index("effect_by_due", "effect", ["due", "id"], unique=False)
    op.create_index("effect_by_lane", "effect", ["lane", "id"], unique=False)
    op.create_table(
        "person",
        sa.Column("meeting", sa.BigInteger(), nullable=False),
        sa.Column("person", sa.String(length=16), nullable=False),
        sa.Column("occurrence", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting"],
            ["meeting.id"],
        ),
        sa.PrimaryKeyConstraint("meeting", "person"),
    )


def downgrade() -> None:
    op.drop_table("person")
    op.drop_index("effect_by_lane", table_name="effect")
    op.drop_index("effect_by_due", table_name="effect")
    op.drop_table("effect")
    op.drop_table("audit")
    op.drop_index("alarm_by_rings", table_name="alarm")
    op.drop_table("alarm")
    op.drop_table("tenant")
    op.drop_table("meeting")
