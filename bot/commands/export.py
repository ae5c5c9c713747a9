"""`audit export`: rows of the audit for people or programs. That somebody took them is recorded before that."""

import csv
import getpass
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from io import TextIOWrapper
from pathlib import Path
from typing import Any, BinaryIO

import msgspec
from sqlalchemy import Connection

from bot.commands.progress import Bar
from bot.commands.whole_file import whole
from bot.domain.norway import OSLO
from bot.domain.participants import PersonId
from bot.errors import Misconfigured
from bot.evidence.records import NOBODY, Look, Looker, Purpose, Seen
from bot.outbound.clock import SystemClock
from bot.settings import Settings
from bot.store import looks, names
from bot.store.beside import Beside
from bot.store.exporting import Stored, stream
from bot.store.installation import check_key
from bot.store.vault import Vault
from bot.store.verifying import engine_to_read, reading

_ROWS_A_STEP = 10_000
_FORMULA = re.compile(r"^[=+\-@\t\r]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]")
_json = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder().decode

Names = Mapping[PersonId, str]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for. `since`, `until`: days in Norway, both with; `by`: none: whoever runs the command."""

    form: str
    meeting: int | None
    since: date | None
    until: date | None
    names: bool
    purpose: Purpose
    by: str | None
    excel: bool = False


def export(settings: Settings, wanted: Wanted, out: Path | None) -> int:
    """Write what is wanted to *out*, or to standard output; gives 0.

    Raises:
        Misconfigured: there is no such database, or its data key is not there.
        StoreAway: that somebody looks could not be recorded; nothing is written then.
        sqlalchemy.exc.SQLAlchemyError: the database cannot be read.
        OSError: *out* cannot be written.
    """
    if not settings.data_key_path.is_file():
        raise Misconfigured(("DATA_KEY_PATH: there is no key, and none is made for a database that has one",))
    vault, count = Vault.at(settings.data_key_path), 0
    engine = engine_to_read(settings.database_url)
    with reading(engine) as connection:
        check_key(connection, vault)
    with whole(out) if out else nullcontext(sys.stdout.buffer) as file, Bar() as bar:
        _record(Beside(settings.database_url), vault, wanted)
        with reading(engine) as connection:
            for count in _write(file, _rows(connection, wanted), wanted, _Opener(connection, vault)):
                bar(0, f"{count:,} rows")
    sys.stderr.write(f"{count:,} rows\n")
    return 0


def _record(database: Beside, vault: Vault, wanted: Wanted) -> None:
    """On disk before the first row is read: whatever then happens, nobody has names without a trace.

    A transaction of its own, since to hold it while rows are written would keep a bot that runs from its turns.
    """
    people = () if wanted.names else NOBODY
    by = Looker("", "", wanted.by or _account())
    look = Look(SystemClock().now(), "", Seen.EXPORT, wanted.purpose, wanted.meeting, None, people)
    with database.writing() as connection:
        looks.add(connection, vault, look, by)


def _account() -> str:
    """Whoever runs the command, as the machine knows them."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # in a container there may be a number alone
        return f"uid {os.getuid()}"


def _rows(connection: Connection, wanted: Wanted) -> Iterator[Stored]:
    since = None if wanted.since is None else _midnight(wanted.since)
    until = None if wanted.until is None else _midnight(wanted.until + timedelta(days=1))
    return stream(connection, wanted.meeting, since, until)


def _midnight(day: date) -> float:
    return datetime.combine(day, time.min, OSLO).timestamp()


class _Opener:
    """Names of one meeting after the other; each pseudonym is opened once."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        self._connection, self._vault = connection, vault
        self._meeting: int | None = None
        self._known: dict[PersonId, str] = {}

    def names(self, row: Stored) -> Names:
        """Of those who stand in *row*; empty: erased."""
        if row.meeting != self._meeting:
            self._meeting, self._known = row.meeting, {}
        people = sorted(names.named_in(row.body), key=lambda one: int(one[1:]))
        new = [one for one in people if one not in self._known]
        if new:
            found = names.opened(self._connection, self._vault, row.meeting, new)
            self._known |= {one: found[one].name if one in found else "" for one in new}
        return {one: self._known[one] for one in people}


def _write(file: BinaryIO, rows: Iterable[Stored], wanted: Wanted, opener: _Opener) -> Iterator[int]:
    """Gives how many rows are written, every some thousand and at the end."""
    text = TextIOWrapper(file, "utf-8-sig" if wanted.excel else "utf-8", newline="", write_through=False)
    put = _as_csv(text, wanted) if wanted.form == "csv" else _as_lines(file)
    count = 0
    for count, row in enumerate(rows, 1):
        put(row, opener.names(row) if wanted.names else None)
        if count % _ROWS_A_STEP == 0:
            yield count
    text.flush()
    text.detach()
    file.flush()
    yield count


def _as_lines(file: BinaryIO) -> Callable[[Stored, Names | None], None]:
    def put(row: Stored, named: Names | None) -> None:
        told: dict[str, Any] = {"meeting": row.meeting, "seq": row.seq, "at": _hour(row.at), "body": _decode(row.body)}
        told |= {"delivery": row.delivery, "hash": row.hash.hex()}
        file.write(_json(told if named is None else told | {"names": named}) + b"\n")

    return put


def _as_csv(text: TextIOWrapper, wanted: Wanted) -> Callable[[Stored, Names | None], None]:
    sheet = csv.writer(text, delimiter=";" if wanted.excel else ",", lineterminator="\r\n")
    columns = ["meeting", "seq", "at", "fact", "said", "asked", "delivery", "hash"]
    sheet.writerow(columns + ["names"] * wanted.names)

    def put(row: Stored, named: Names | None) -> None:
        body = _decode(row.body)
        asked, fact = body.pop("asked", []), body.pop("fact", "")
        cells = [fact, _json(body).decode(), _json(asked).decode(), row.delivery, row.hash.hex()]
        if named is not None:
            cells.append("; ".join(f"{one}: {_CONTROL.sub(' ', name) or '–'}" for one, name in named.items()))
        sheet.writerow([str(row.meeting), row.seq, _hour(row.at), *(_inert(cell) for cell in cells)])

    return put


def _hour(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, OSLO).isoformat()


def _inert(cell: str) -> str:
    """Text that no spreadsheet takes for a formula (OWASP, CSV Injection)."""
    return f"'{cell}" if _FORMULA.match(cell) else cell
