"""A year of meetings in a SQLite file: real meetings' rows, said again at other hours, in other chats, by other people.

Every hash is reckoned as the bot does, names of the last thirty days are sealed as the bot seals them, and rows come in
the order in which a year would bring them, so that a chain lies scattered in the file as it does in a hospital's.
"""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from operator import itemgetter
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import Connection, Table, insert

from bench.progress import done, say
from bench.stage import NotMeasured
from bench.year_real import NINE, OWN, Template, said_again, templates
from bot.domain.participants import Identity
from bot.evidence.records import Holding, Look, Looker, Purpose, Row, Seen
from bot.evidence.tally import tally
from bot.evidence.timeline import timeline
from bot.store import codec, looks, schema
from bot.store.database import open_database
from bot.store.driver import run_many
from bot.store.installation import claim_key
from bot.store.rows import chained
from bot.store.vault import MeetingKey, Vault

ENDS = datetime(2026, 11, 28, tzinfo=UTC)
DAYS = 365
DAYS_A_WEEK = 5
NAMED_DAYS = 30
STAFF = 5_000
LOOKS = 400
KINDS = 36
SERIES = 0.6
"""So much of the meetings are weekly ones; the others are held once."""

_FIRST_ID = 2**61
_BEGINS = '"holding":1'  # in the row with which a real meeting begins
_ROW_BYTES = 450  # besides its body: both indices, hash, key, the page's spare room; measured
_NAMED_BYTES = 700  # a person's row

Batch = dict[Table, list[dict[str, Any]]]


@dataclass(slots=True)
class Chat:
    """A chat as far as its meetings have been told: where its chain ends, and its key while there are names."""

    number: int
    seq: int = 0
    hash: bytes = b""
    held: int = 0
    met: int = 0
    wrapped: bytes | None = None
    key: MeetingKey | None = None
    state: bytes | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """What was made, and what the measures ask for: somebody's object id, and a weekly meeting's newest holding."""

    meetings: int
    chats: int
    rows: int
    people: int
    bytes: int
    oid: str
    meeting: int
    number: int


class Year:
    """Makes so many *meetings* in the file at *path*, whose folder is ours."""

    def __init__(self, path: Path, meetings: int, kinds: int = KINDS) -> None:
        self._path, self._meetings, self._kinds, self._chance = path, meetings, kinds, Random(2026)
        weekly = max(DAYS_A_WEEK, round(meetings * SERIES / (DAYS / 7)))
        self._series = [Chat(_FIRST_ID + number) for number in range(weekly)]
        self._numbers = count(_FIRST_ID + weekly)
        self._rows = self._people = 0
        self._newest = self._series[0]

    def make(self) -> Made:
        """Make it.

        Raises:
            NotMeasured: there is no room for it.
        """
        say(f"deciding {self._kinds} real meetings")
        real = templates(self._path.parent, self._kinds)
        self._see_that_there_is_room(real)
        database, vault = open_database(f"sqlite:///{self._path}"), Vault.at(self._path.parent / "data.key")
        raw: Any = database.engine.raw_connection().dbapi_connection
        for pragma in ("synchronous = OFF", "journal_mode = OFF", "foreign_keys = OFF", "cache_size = -600000"):
            raw.execute(f"PRAGMA {pragma}")
        pairs = [(one, _tallied(one)) for one in real]
        days = [ENDS - timedelta(days=back) for back in range(DAYS, 0, -1)]
        days = [day for day in days if day.weekday() < DAYS_A_WEEK]
        for place, day in enumerate(days):
            until, since = self._meetings * (place + 1) // len(days), self._meetings * place // len(days)
            batch = self._day(day, until - since, pairs, vault)
            with database.engine.begin() as connection:
                for table, rows in batch.items():
                    run_many(connection, insert(table), rows)
            if place % 10 == 0:
                say(f"{until:,} of {self._meetings:,} meetings, {self._rows:,} rows")
        with database.engine.begin() as connection:
            claim_key(connection, vault)
            run_many(connection, insert(schema.meeting), [_meeting_row(chat) for chat in self._series])
            self._look(connection, vault)
        raw.execute("PRAGMA journal_mode = WAL")
        database.close()
        done()
        size, newest = self._path.stat().st_size, self._newest
        chats = next(self._numbers) - _FIRST_ID
        return Made(self._meetings, chats, self._rows, self._people, size, _employee(0).oid, newest.number, newest.held)

    def _see_that_there_is_room(self, real: Sequence[Template]) -> None:
        lines = [line for one in real for line in one.lines]
        bodies = sum(len(said_again(line, ENDS, 0)) for line in lines)
        named = sum(one.people for one in real) * _NAMED_BYTES * NAMED_DAYS // DAYS
        bytes_needed = (bodies + len(lines) * _ROW_BYTES + named) * self._meetings // len(real)
        free = shutil.disk_usage(self._path.parent).free
        say(f"about {bytes_needed / 1e9:.1f} GB will be written to {self._path.parent}; {free / 1e9:.0f} GB are free")
        if free < 1.3 * bytes_needed:
            raise NotMeasured(f"{bytes_needed / 1e9:.1f} GB are needed, and {free / 1e9:.1f} GB free: TMPDIR or --keep")

    def _day(self, day: datetime, share: int, real: Sequence[tuple[Template, str]], vault: Vault) -> Batch:
        batch: Batch = {table: [] for table in (schema.meeting, schema.occurrence, schema.person, schema.audit)}
        weekly = self._series[day.weekday() :: DAYS_A_WEEK]
        named = (ENDS - day).days <= NAMED_DAYS
        again_today = min(int(share * SERIES + self._chance.random()), len(weekly))
        for nth in range(share):
            again = nth < again_today
            chat = weekly[nth] if again else Chat(next(self._numbers))
            began = day + timedelta(hours=7, minutes=self._chance.randrange(0, 9 * 60, 5))
            self._hold(chat, *self._chance.choice(real), began, vault if named else None, batch)
            if again:
                self._newest = chat
            else:
                batch[schema.meeting].append(_meeting_row(chat))
        batch[schema.audit].sort(key=itemgetter("at"))
        self._rows += len(batch[schema.audit])
        self._people += len(batch[schema.person])
        return batch

    def _hold(
        self, chat: Chat, one: Template, tallied: str, began: datetime, vault: Vault | None, batch: Batch
    ) -> None:
        """One holding. *vault*: for its names; none: these are erased."""
        chat.held += 1
        hour = began.timestamp()
        for line in one.lines:
            chat.seq += 1
            body = said_again(line, began, chat.met)
            if _BEGINS in body:
                body = body.replace(_BEGINS, f'"holding":{chat.held}')
                batch[schema.occurrence].append({
                    "meeting": chat.number, "number": chat.held, "first": chat.seq, "began": hour,
                    "ended": hour + one.lasts, "tally": tallied,
                })  # fmt: skip
            key = (
                f"effect:{self._chance.getrandbits(63)}" if line.by_effect else f"{self._chance.getrandbits(256):064x}"
            )
            row = {
                "meeting": chat.number, "seq": chat.seq, "delivery": key, "at": hour + line.after,
                "body": body,
            }  # fmt: skip
            chat.hash = chained(chat.hash, row)
            batch[schema.audit].append({**row, "hash": chat.hash})
        if vault is not None:
            self._name(chat, one, hour, vault, batch)
        chat.met += one.people

    def _name(self, chat: Chat, one: Template, hour: float, vault: Vault, batch: Batch) -> None:
        if chat.key is None:
            chat.wrapped, chat.key = vault.new_key(chat.number)
        chat.state = chat.key.seal(one.state, "state")
        who = self._chance.sample(range(STAFF), one.people)
        for place, number in enumerate(who, chat.met + 1):
            person, account = f"p{place}", _employee(number)
            batch[schema.person].append({
                "meeting": chat.number, "person": person, "occurrence": chat.held,
                "sealed": chat.key.seal(codec.dump_identity(account), f"person:{person}"),
                "mark": vault.mark(account.oid), "kept": hour + one.lasts,
            })  # fmt: skip

    def _look(self, connection: Connection, vault: Vault) -> None:
        for nth in range(LOOKS):
            at = ENDS - timedelta(days=DAYS) * (LOOKS - nth) / (LOOKS + 1)
            chat = self._chance.choice(self._series)
            look = Look(at, "", self._chance.choice(list(Seen)), self._chance.choice(list(Purpose)), chat.number, 1)
            looks.add(connection, vault, look, Looker("", _employee(nth % 7).oid, "Olga Officer"))


def _meeting_row(chat: Chat) -> dict[str, Any]:
    return {
        "id": chat.number, "conversation": f"19:meeting_{chat.number:x}@thread.v2", "tenant": OWN,
        "wrapped_key": chat.wrapped, "state": chat.state, "occurrence": chat.held, "met": chat.met,
        "audit_seq": chat.seq, "audit_hash": chat.hash, "sent": "[]",
    }  # fmt: skip


def _tallied(one: Template) -> str:
    """What the bot counts of it, as it stores it."""
    ends = NINE + timedelta(seconds=one.lasts)
    rows = [
        Row(seq, NINE + timedelta(seconds=line.after), body)
        for seq, (line, body) in enumerate(zip(one.lines, one.facts, strict=True), 1)
    ]
    return codec.dump_row(tally(timeline(Holding(0, 1, 1, NINE, ends), rows)))


def _employee(number: int) -> Identity:
    oid = f"00000000-0000-4000-9000-{number:012d}"
    return Identity(f"Ansatt Nummer {number}", f"29:1{number:040d}", oid, OWN, f"ansatt.{number}@sykehus.example")
