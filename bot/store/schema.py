"""The tables. docs/DATA.md tells of each column what it holds, why, and for how long. Hours are seconds since 1970."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

MATTER_LENGTH = 80

metadata = MetaData()

meeting = Table(
    "meeting",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("conversation", String(512), nullable=False, unique=True),
    Column("tenant", String(64), nullable=False),
    Column("wrapped_key", LargeBinary, nullable=True),
    Column("state", LargeBinary, nullable=True),
    Column("occurrence", Integer, nullable=False),
    Column("met", Integer, nullable=False),
    Column("audit_seq", Integer, nullable=False),
    Column("audit_hash", LargeBinary, nullable=False),
    Column("sent", Text, nullable=False),
)

person = Table(
    "person",
    metadata,
    Column("meeting", BigInteger, ForeignKey("meeting.id"), primary_key=True),
    Column("person", String(16), primary_key=True),
    Column("occurrence", Integer, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("mark", LargeBinary, nullable=True),  # none: an earlier version wrote it; empty: no account
    Column("kept", Double, nullable=True),  # none: an earlier version wrote it
)
Index("person_by_mark", person.c.mark)
Index("person_by_kept", person.c.kept)

occurrence = Table(
    "occurrence",
    metadata,
    Column("meeting", BigInteger, ForeignKey("meeting.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("first", Integer, nullable=False),
    Column("began", Double, nullable=False),
    Column("ended", Double, nullable=True),
    Column("tally", Text, nullable=True),  # none: not counted yet
)
Index("occurrence_by_began", occurrence.c.began)
Index("occurrence_by_ended", occurrence.c.ended)

audit = Table(
    "audit",
    metadata,
    Column("meeting", BigInteger, ForeignKey("meeting.id"), primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("delivery", String(128), nullable=False, unique=True),
    Column("at", Double, nullable=False),
    Column("body", Text, nullable=False),
    Column("hash", LargeBinary, nullable=False),
)

effect = Table(
    "effect",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("meeting", BigInteger, ForeignKey("meeting.id"), nullable=False),
    Column("lane", String(64), nullable=False),
    Column("matter", String(MATTER_LENGTH), nullable=False),
    Column("body", Text, nullable=False),
    Column("first", Double, nullable=False),
    Column("due", Double, nullable=True),  # none: waits behind another of its lane
    Column("reserved", Boolean, nullable=False),
    Column("holder", String(32), nullable=True),  # who claimed it; none: nobody has yet
    Column("attempts", Integer, nullable=False),
    sqlite_autoincrement=True,
)
Index("effect_by_lane", effect.c.lane, effect.c.id)
Index("effect_by_due", effect.c.due, effect.c.id)

alarm = Table(
    "alarm",
    metadata,
    Column("meeting", BigInteger, ForeignKey("meeting.id"), primary_key=True),
    Column("name", String(32), primary_key=True),
    Column("due", Double, nullable=False),
    Column("rings", Double, nullable=False),
)
Index("alarm_by_rings", alarm.c.rings)

look = Table(
    "look",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", Double, nullable=False),
    Column("meeting", BigInteger, nullable=True),
    Column("body", Text, nullable=False),
    Column("mark", LargeBinary, nullable=False),
    Column("sealed", LargeBinary, nullable=True),  # none: erased
    Column("hash", LargeBinary, nullable=False),
)
Index("look_by_meeting", look.c.meeting)
Index("look_by_at", look.c.at)

tenant = Table(
    "tenant",
    metadata,
    Column("tenant", String(64), primary_key=True),
    Column("next", Double, nullable=False),
    Column("taken", Double, nullable=False),
)

replica = Table(
    "replica",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("beat", Double, nullable=False),
)

installation = Table(
    "installation",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),  # one row
    Column("oldest", String(32), nullable=False),
    Column("key_proof", LargeBinary, nullable=True),
    Column("looks", Integer, nullable=False, server_default="0"),
    Column("looks_hash", LargeBinary, nullable=False, server_default=""),
    Column("purged", Double, nullable=True),
)
