"""Evidence: names that can be found and erased one by one, the holdings of a meeting, and who looked."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column("person", sa.Column("mark", sa.LargeBinary(), nullable=True))
    op.add_column("person", sa.Column("kept", sa.Double(), nullable=True))
    op.create_index("person_by_mark", "person", ["mark"])
    op.create_index("person_by_kept", "person", ["kept"])
    op.create_table(
        "occurrence",
        sa.Column("meeting", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("began", sa.Double(), nullable=False),
        sa.Column("ended", sa.Double(), nullable=True),
        sa.Column("tally", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["meeting"], ["meeting.id"]),
        sa.PrimaryKeyConstraint("meeting", "number"),
    )
    op.create_index("occurrence_by_began", "occurrence", ["began"])
    op.create_index("occurrence_by_ended", "occurrence", ["ended"])
    op.create_table(
        "look",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.Double(), nullable=False),
        sa.Column("meeting", sa.BigInteger(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("mark", sa.LargeBinary(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("seq"),
    )
    op.create_index("look_by_meeting", "look", ["meeting"])
    op.create_index("look_by_at", "look", ["at"])
    op.add_column("installation", sa.Column("looks", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("installation", sa.Column("looks_hash", sa.LargeBinary(), nullable=False, server_default=""))
    op.add_column("installation", sa.Column("purged", sa.Double(), nullable=True))
    op.execute("UPDATE installation SET oldest = '0003'")  # that version writes none of this, and trips over none


def downgrade() -> None:
    for column in ("purged", "looks_hash", "looks"):
        op.drop_column("installation", column)
    op.drop_table("look")
    op.drop_table("occurrence")
    op.drop_index("person_by_kept", "person")
    op.drop_index("person_by_mark", "person")
    op.drop_column("person", "kept")
    op.drop_column("person", "mark")
