"""A whole rehearsal, with the toy bot."""

import io
import json
from pathlib import Path
from typing import Any

import pytest

from rehearsal.play import ALL_HELD, NOT_ALL_HELD, NOT_PLAYED, rehearse, settings_for

TOY = Path(__file__).parent / "toy_bot.py"
START = {"at": 0, "to": "messages", "body": {"type": "event", "name": "application/vnd.microsoft.meetingStart"}}


async def rehearsed(directory: Path, *steps: dict[str, Any], program: Path = TOY, **otherwise: Any) -> tuple[int, str]:
    tape, out = directory / "tape.jsonl", io.StringIO()
    tape.write_text("\n".join(map(json.dumps, steps)))
    code = await rehearse(tape, out=out, program=program, **otherwise)
    return code, out.getvalue()


def expecting(card: str) -> dict[str, Any]:
    return {"at": 0, "expect": {"card": card, "to": "all", "within_s": 1}}


async def test_it_ends_with_0_if_all_held(tmp_path: Path) -> None:
    code, printed = await rehearsed(tmp_path, START, expecting("rules"))

    assert code == ALL_HELD
    assert "Ann Berg har innkalt Bo Dahl, Kari Nes, Dina Fors (annen virksomhet)." in printed
    assert "✓ 2 av 2 trinn gikk som ventet. Møtevakt skrev 1 kort til alle og 0 til én." in printed


async def test_it_ends_with_1_and_every_fault_if_not(tmp_path: Path) -> None:
    code, printed = await rehearsed(tmp_path, START, expecting("help"), expecting("stop"))

    assert code == NOT_ALL_HELD
    assert "✗ linje 2: ventet et kort «help» til alle innen 1 s" in printed
    assert "✗ linje 3: ventet et kort «stop» til alle innen 1 s" in printed
    assert "✗ 1 av 3 trinn gikk som ventet" in printed


@pytest.mark.parametrize(
    ("step", "told"),
    [({"at": 0}, "line 1, field to"), (START | {"body": {"type": "message", "from": "x"}}, "line 1, field body.from")],
)
async def test_it_ends_with_2_if_the_tape_cannot_be_played(tmp_path: Path, step: dict[str, Any], told: str) -> None:
    code, printed = await rehearsed(tmp_path, step)

    assert (code, told in printed) == (NOT_PLAYED, True)


async def test_it_ends_with_2_if_there_is_no_tape_or_no_bot(tmp_path: Path) -> None:
    out = io.StringIO()
    assert await rehearse(tmp_path / "none.jsonl", out=out) == NOT_PLAYED

    dying = tmp_path / "dying.py"
    dying.write_text("raise SystemExit('ingen database')")
    code, printed = await rehearsed(tmp_path, START, program=dying)
    assert code == NOT_PLAYED
    assert "ingen database" in printed


async def test_the_bot_goes_by_the_procedure_beside_the_tape(tmp_path: Path) -> None:
    (tmp_path / "tape.toml").write_text("versjon 7")
    (tmp_path / "another.toml").write_text("versjon 8")

    _, beside = await rehearsed(tmp_path, START, expecting("rules"))
    _, named = await rehearsed(tmp_path, START, expecting("rules"), procedure=tmp_path / "another.toml")

    assert "Husk: ingen opptak (versjon 7)" in beside
    assert "Husk: ingen opptak (versjon 8)" in named


def test_a_rehearsed_bot_reads_the_chat_whatever_procedure_it_goes_by(tmp_path: Path) -> None:
    assert settings_for(None) == {"CHAT_GUARD": "on"}
    assert settings_for(tmp_path / "tape.toml")["CHAT_GUARD"] == "on"


async def test_without_one_it_goes_by_its_own(tmp_path: Path) -> None:
    _, printed = await rehearsed(tmp_path, START, expecting("rules"))

    assert "│ Husk: ingen opptak\n" in printed
