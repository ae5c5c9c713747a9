"""`audit export`, beside a bot that runs: rows as they are, names only on the record, and nothing a sheet would run."""

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select, update

from bot.evidence.records import NOBODY, Look, Purpose, Seen
from bot.store import looks, schema
from bot.store.opened import Database
from bot.store.rows import chained
from bot.store.tick import Ticker
from bot.store.vault import Vault
from tests.commands.conftest import Run
from tests.scenes import ANN, WHERE, joined, staff
from tests.store.chained import LENGTHS, LOOKS, chains
from tests.store.conftest import SQLITE
from tests.store.ticks import NOW, delivery

Captured = pytest.CaptureFixture[bytes]
NAMED = ("--names", "--purpose", "request", "--by", "Olga Officer")


def lines(written: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in written.splitlines()]


def last_look(database: Database, vault: Vault) -> Look:
    with database.engine.begin() as connection:
        return looks.read(connection, vault, 0, 2**40)[0]


def test_rows_are_written_as_they_are_so_that_their_hashes_can_be_reckoned_again(
    written: Database, run: Run, capsysbinary: Captured
) -> None:
    assert run("export", "--format", "jsonl") == 0
    told = lines(capsysbinary.readouterr().out)
    assert len(told) == sum(LENGTHS)
    before: dict[int, bytes] = {}
    for row in told:
        at = datetime.fromisoformat(row["at"])
        assert at.utcoffset() is not None
        body = json.dumps(row["body"], ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        said = {**row, "at": at.timestamp(), "body": body}
        before[row["meeting"]] = chained(before.get(row["meeting"], b""), said)
        assert before[row["meeting"]].hex() == row["hash"]
        assert "names" not in row


def test_a_sheet_has_a_line_a_row_and_can_be_made_for_excel(
    written: Database, run: Run, tmp_path: Path, capsysbinary: Captured
) -> None:
    assert run("export", "--format", "csv", "--excel", "--out", tmp_path / "audit.csv") == 0
    raw = (tmp_path / "audit.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    (header, *rows) = list(csv.reader(io.StringIO(raw.decode("utf-8-sig")), delimiter=";"))
    assert header == ["meeting", "seq", "at", "fact", "said", "asked", "delivery", "hash"]
    assert len(rows) == sum(LENGTHS)
    assert {row[3] for row in rows} >= {"MeetingStarted", "InvitationRead", "ParticipantsJoined"}
    assert (tmp_path / "audit.csv").stat().st_mode & 0o777 == 0o600


def test_an_export_without_names_is_recorded_as_one_that_showed_nobody(
    written: Database, run: Run, vault: Vault, capsysbinary: Captured
) -> None:
    assert run("export", "--format", "jsonl") == 0
    assert b"Ann" not in capsysbinary.readouterr().out
    look = last_look(written, vault)
    assert (look.seen, look.purpose, look.people, look.meeting) == (Seen.EXPORT, Purpose.SUPERVISION, NOBODY, None)
    assert look.by
    assert run("verify") == 0


def test_names_stand_beside_the_rows_that_tell_of_them_and_who_took_them_is_recorded(
    written: Database, run: Run, vault: Vault, capsysbinary: Captured
) -> None:
    with written.engine.begin() as connection:
        number = max(chains(connection), key=len)[0].meeting
    assert run("export", "--format", "jsonl", "--meeting", number, *NAMED) == 0
    told = lines(capsysbinary.readouterr().out)
    assert {row["meeting"] for row in told} == {number}
    joins = [row for row in told if row["body"]["fact"] == "ParticipantsJoined"]
    first = joins[0]
    assert set(first["names"]) >= set(first["body"]["people"])
    assert first["names"][first["body"]["people"][0]] == ANN.name
    look = last_look(written, vault)
    assert (look.by, look.seen, look.purpose, look.people, look.meeting) == (
        "Olga Officer", Seen.EXPORT, Purpose.REQUEST, (), number,
    )  # fmt: skip


def test_names_that_are_erased_are_empty(written: Database, run: Run, capsysbinary: Captured) -> None:
    with written.engine.begin() as connection:
        connection.execute(update(schema.meeting).values(wrapped_key=None, state=None))
    assert run("export", "--format", "jsonl", *NAMED) == 0
    named = [name for row in lines(capsysbinary.readouterr().out) for name in row["names"].values()]
    assert named
    assert set(named) == {""}


@pytest.mark.parametrize("told", [("--names",), ("--names", "--by", "X"), ("--names", "--purpose", "request")])
def test_nobody_has_names_without_saying_who_and_what_for(
    written: Database, run: Run, vault: Vault, told: tuple[str, ...], capsysbinary: Captured
) -> None:
    assert run("export", "--format", "csv", *told) == 2
    assert capsysbinary.readouterr().out == b""
    with written.engine.begin() as connection:
        assert len(looks.read(connection, vault, 0, 2**40)) == LOOKS


@pytest.mark.parametrize("database_url", [SQLITE], indirect=True)  # a refusal that is easily made there
def test_what_cannot_be_recorded_is_not_exported(
    written: Database, run: Run, tmp_path: Path, capsysbinary: Captured
) -> None:
    with written.engine.begin() as connection:
        connection.exec_driver_sql("CREATE TRIGGER full BEFORE INSERT ON look BEGIN SELECT RAISE(ABORT, 'full'); END")

    assert run("export", "--format", "jsonl", *NAMED) == 2
    assert run("export", "--format", "jsonl", "--out", tmp_path / "audit.jsonl", *NAMED) == 2
    told = capsysbinary.readouterr()
    assert told.out == b""
    assert b"the database cannot be read or written (IntegrityError)" in told.err
    assert not [path for path in tmp_path.iterdir() if "jsonl" in path.name]


def test_no_name_is_a_formula(
    written: Database, ticker: Ticker, run: Run, tmp_path: Path, capsysbinary: Captured
) -> None:
    wicked = [replace(staff(f"X{n}", 900 + n), name=name) for n, name in enumerate(WICKED)]
    where = replace(WHERE, conversation="19:wicked@thread.v2")
    ticker.tick(NOW, [delivery("wicked", joined(*wicked), where)], [], 0)
    assert run("export", "--format", "csv", *NAMED) == 0
    rows = list(csv.reader(io.StringIO(capsysbinary.readouterr().out.decode())))
    cells = [cell for row in rows for cell in row]
    assert any("HYPERLINK" in cell for cell in cells), "the name is there"
    assert not [cell for cell in cells if cell[:1] in "=+-@\t\r" and cell]
    assert not [cell for cell in cells if "\n" in cell or "\r" in cell]


WICKED = ('=HYPERLINK("https://x.example";"x")', "+1", "-1", "@SUM(A1)", "\tx", "\r=1", "a\n=1+1", '"; =1+1')


def test_a_period_has_the_holdings_that_began_in_it_and_their_rows_alone(
    written: Database, run: Run, capsysbinary: Captured
) -> None:
    with written.engine.begin() as connection:
        every = chains(connection)
        series, other = every[0][0].meeting, every[2][0].meeting
        connection.execute(schema.occurrence.delete())
        for meeting, number, first, began in (
            (series, 1, 1, _day("2026-11-20T23:30")),
            (series, 2, 3, _day("2026-11-23T00:30")),
            (series, 3, 6, _day("2026-11-24T10:00")),
            (other, 1, 1, _day("2026-11-23T23:59")),
        ):
            row = {"meeting": meeting, "number": number, "first": first, "began": began}
            connection.execute(insert(schema.occurrence).values(**row))

    def told(*period: str) -> list[tuple[int, int]]:
        assert run("export", "--format", "jsonl", *period) == 0
        return [(row["meeting"], row["seq"]) for row in lines(capsysbinary.readouterr().out)]

    whole = [(other, seq) for seq in range(1, len(every[2]) + 1)]
    assert told("--since", "2026-11-23", "--until", "2026-11-23") == [(series, 3), (series, 4), (series, 5), *whole]
    assert told("--since", "2026-11-24") == [(series, seq) for seq in range(6, len(every[0]) + 1)]
    assert told("--until", "2026-11-20") == [(series, 1), (series, 2)]
    assert told("--until", "2026-11-20", "--meeting", str(other)) == []


def test_the_bot_goes_on_after_an_export(written: Database, ticker: Ticker, run: Run, capsysbinary: Captured) -> None:
    assert run("export", "--format", "jsonl") == 0
    ticker.tick(NOW + 60, [delivery("afterwards", joined(ANN, minutes=50))], [], 0)
    assert run("verify") == 0
    with written.engine.begin() as connection:
        assert connection.execute(select(schema.installation.c.looks)).scalar_one() == LOOKS + 1


def _day(text: str) -> float:
    """In November the hour in Norway is one ahead of UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp() - 3600
