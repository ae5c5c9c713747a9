"""`audit verify`, beside a bot that runs: what it tells, and how it ends."""

import json
from pathlib import Path

import pytest
from sqlalchemy import update

from bot.commands.progress import Bar
from bot.store import schema
from bot.store.opened import Database
from tests.commands.conftest import Run
from tests.store.chained import LENGTHS, LOOKS, chains, drop, the


def test_whole_chains_end_with_zero_and_their_sums(
    written: Database, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("verify") == 0
    told = capsys.readouterr()
    assert told.out == (
        f"{len(LENGTHS)} meetings, {sum(LENGTHS)} rows of the audit, {LOOKS} of the log of who looked: "
        "every chain holds\n"
    )
    assert told.err == "", "no bar where there is no terminal"


def test_a_broken_chain_ends_with_one_and_names_its_first_broken_row(
    written: Database, run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with written.engine.begin() as connection:
        row = chains(connection)[0][2]
        connection.execute(update(schema.audit).where(the(row)).values(body="{}"))

    assert run("verify", "--heads", tmp_path / "heads.jsonl") == 1
    told = capsys.readouterr().out
    assert f"broken: meeting {row.meeting}, row 3: changed\n" in told
    assert "heads: none written" in told
    assert not (tmp_path / "heads.jsonl").exists()

    assert run("verify", "--json") == 1
    found = json.loads(capsys.readouterr().out)
    assert found["broken"] == [{"meeting": row.meeting, "row": 3, "wrong": "changed", "told": "changed"}]
    assert found["holds"] is False


def test_a_meeting_that_is_gone_is_found_against_heads_that_were_kept(
    written: Database, run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    heads = tmp_path / "heads.jsonl"
    assert run("verify", "--heads", heads) == 0
    assert heads.stat().st_mode & 0o777 == 0o600
    digest = json.loads(heads.read_text().splitlines()[-1])["digest"]
    assert f"digest {digest}" in capsys.readouterr().out
    assert run("verify", "--against", heads) == 0
    assert f"{len(LENGTHS) + 1} heads that were kept" in capsys.readouterr().out

    with written.engine.begin() as connection:
        gone = chains(connection)[1][0].meeting
        drop(connection, chains(connection)[1])
    assert run("verify") == 0
    assert run("verify", "--against", heads) == 1
    assert f"broken: meeting {gone}, row 1: the whole chain is gone" in capsys.readouterr().out


@pytest.mark.parametrize("line", [0, 1, -2, -1])
@pytest.mark.parametrize("deed", ["change", "drop"])
def test_heads_that_were_changed_prove_nothing(
    written: Database, run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str], line: int, deed: str
) -> None:
    heads = tmp_path / "heads.jsonl"
    assert run("verify", "--heads", heads) == 0
    lines = heads.read_text().splitlines()
    if deed == "drop":
        del lines[line]
    else:
        lines[line] = lines[line].replace("2", "3").replace("0", "1").replace("4", "5")
    heads.write_text("\n".join(lines) + "\n")

    assert run("verify", "--against", heads) == 2
    assert "ValueError" in capsys.readouterr().err


def test_what_cannot_be_told_ends_with_two(
    written: Database, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("verify", "--against", tmp_path / "nowhere") == 2
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/nowhere.db")
    assert run("verify") == 2
    assert "there is no database at" in capsys.readouterr().err
    (tmp_path / "nowhere.db").write_bytes(b"no database at all, but some text that stands in its place")
    assert run("verify") == 2
    monkeypatch.delenv("MicrosoftAppId")
    assert run("verify") == 2
    assert "MicrosoftAppId" in capsys.readouterr().err


def test_the_bar_goes_to_its_end_and_leaves_a_clean_line() -> None:
    class Terminal:
        def __init__(self) -> None:
            self.written = list[str]()

        def isatty(self) -> bool:
            return True

        def write(self, text: str) -> None:
            self.written.append(text)

        def flush(self) -> None: ...

    terminal = Terminal()
    with Bar(terminal) as bar:  # type: ignore[arg-type]  # as much of a terminal as it needs
        for done in (0, 1, 2, 2):
            bar(done / 2, f"{done}")

    assert [text.count("█") for text in terminal.written] == [0, 15, 30, 0]
    assert "100 %" in terminal.written[2]
    assert terminal.written[-1] == "\r\033[K"
