"""The measurements of the chat guard run, on little."""

import json
from pathlib import Path

import pytest

from bench import chat_compare, chat_speed
from bench.hostile import KINDS, LENGTHS, hostile


@pytest.mark.parametrize("kind", KINDS)
def test_hostile_text_is_as_long_as_was_asked(kind: str) -> None:
    assert len(hostile(kind, LENGTHS[0])) == LENGTHS[0]


def test_the_slowest_kind_comes_first_and_growth_beyond_double_is_told() -> None:
    first, second, *rest = list(chat_speed.table("read", 1000.0, {"quick": [1, 1, 1, 2], "steep": [1, 2, 4, 16]}))[2:]

    assert first.split() == ["steep", "1.00", "2.00", "4.00", "16.00", "4.00", "NOT", "LINEAR"]
    assert second.split() == ["quick", "1.00", "1.00", "1.00", "2.00", "2.00"]
    assert "NO" in rest[0]


def test_the_curve_is_a_picture_with_the_limit() -> None:
    picture = chat_speed.curve({"numbers": {"pairs": [1.0, 2.0, 3.0, 6.0]}})

    assert picture.startswith("<svg")
    assert "numbers: 6.0 ms" in picture
    assert "10 ms" in picture


def test_systems_are_compared_each_in_a_process_of_its_own(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "few.jsonl"
    lines = [("ring 12811873762", True), ("heilt vanleg", False), ("gåte", True)]
    file.write_text(
        "\n".join(
            json.dumps({"id": "", "lang": "nn", "text": text, "label": label, "kind": []}) for text, label in lines
        )
    )

    assert chat_compare.main([str(file), "--systems", "certain", "both"]) == 0
    rows = [row for row in capsys.readouterr().out.splitlines() if row.startswith("| Møtevakt")]
    assert [row.split(" | ")[1:4] for row in rows] == [["1.000", "0.500", "0.667"]] * 2


def test_a_file_that_cannot_be_read_is_told_before_anything_is_installed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert chat_compare.main([str(tmp_path / "none.jsonl")]) == 2
    assert "none.jsonl" in capsys.readouterr().err
