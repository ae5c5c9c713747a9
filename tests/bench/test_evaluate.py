"""The evaluation of the chat guard: a real run on a tiny file, and files that are wrong."""

import json
from pathlib import Path

import pytest

from bench.evaluate import main
from bench.messages import Message, Score

RIGHT = {"id": "a1", "lang": "nb", "text": "ring 12811873762", "label": True, "kind": ["tenor"], "more": 1}
MISSED = {"id": "a2", "lang": "nn", "text": "heilt vanleg", "label": True, "kind": ["riddle"]}
QUIET = {"id": "a3", "lang": "en", "text": "meeting at ten", "label": False, "kind": ["logistics"]}
FALSE = {"id": "a4", "lang": "en", "text": "the number 12811873762", "label": False, "kind": ["fnrlike"]}


def written(folder: Path, *lines: object) -> str:
    path = folder / "messages.jsonl"
    path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines) + "\n")
    return str(path)


def test_a_small_file_is_judged_in_all_by_language_and_by_kind(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([written(tmp_path, RIGHT, MISSED, QUIET, FALSE)]) == 0
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]

    assert ["both", "tiers", "4", "0.500", "0.500", "0.500", "1", "1", "1"] in lines
    assert ["certain", "alone", "4", "0.500", "0.500", "0.500", "1", "1", "1"] in lines
    assert ["nn", "1", "nan", "0.000", "0.000", "0", "1", "0"] in lines
    assert ["tenor", "1", "1", "1", "1.00"] in lines
    assert ["fnrlike", "1", "1", "1"] in lines
    assert "messages a second" in " ".join(lines[-1])


def test_what_went_wrong_is_told_by_id_and_by_text_only_when_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = written(tmp_path, RIGHT, MISSED, QUIET, FALSE)
    main([file, "--wrong"])
    told = capsys.readouterr().out
    main([file, "--wrong", "--texts"])

    assert "missed  a2  riddle" in told
    assert "false (certain)  a4  fnrlike" in told
    assert "a1" not in told
    assert "vanleg" not in told
    assert "vanleg" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{not json", "no JSON"),
        ("[1]", "no JSON object, but list"),
        ({"id": "x", "lang": "nb", "label": True, "kind": []}, "the field 'text' is missing"),
        (RIGHT | {"label": "yes"}, "the field 'label' is str, not bool"),
        (RIGHT | {"kind": "fnr"}, "the field 'kind' is str, not list"),
        (RIGHT | {"kind": [1]}, "the field 'kind' holds something that is no str"),
    ],
)
def test_a_wrong_line_is_told_with_file_line_and_field(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], line: object, told: str
) -> None:
    file = written(tmp_path, RIGHT, "", line)

    assert main([file]) == 2
    error = capsys.readouterr().err
    assert f"{file}, line 3: " in error
    assert told in error


def test_a_file_that_is_missing_or_empty_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "none.jsonl")]) == 2
    assert "none.jsonl: cannot be read" in capsys.readouterr().err
    assert main([written(tmp_path, "")]) == 2
    assert "holds no messages" in capsys.readouterr().err


def test_a_score_counts_what_was_found_missed_and_false() -> None:
    messages = [Message("", "nb", "", label, ()) for label in (True, True, True, False, False)]
    score = Score.of(messages, {0, 1, 4})

    assert score == Score(found=2, missed=1, false=1, quiet=1)
    assert (score.precision, score.recall, round(score.f1, 3)) == (2 / 3, 2 / 3, 0.667)
