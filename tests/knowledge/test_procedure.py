from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.procedure import Procedure
from bot.errors import Misconfigured
from bot.knowledge.procedure import LONGEST, NUMBERS, procedure_of, read_procedure


def faults(told: dict[str, Any]) -> tuple[str, ...]:
    with pytest.raises(Misconfigured) as wrong:
        procedure_of(told)
    return wrong.value.faults


def fault_of(file: Path) -> str:
    with pytest.raises(Misconfigured) as wrong:
        read_procedure(file)
    (fault,) = wrong.value.faults
    return fault


def written(directory: Path, text: str | bytes) -> Path:
    file = directory / "procedure.toml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def test_without_a_file_the_built_in_procedure_counts() -> None:
    assert read_procedure(None) == Procedure()
    assert read_procedure(None, frozenset({"t"})) == Procedure(trusted_tenants=frozenset({"t"}))


def test_a_file_says_what_is_otherwise(tmp_path: Path) -> None:
    text = '\ufeff# ours\n[numbers]\nnew_alert_after = "10 min"\nstart_overdue = "45s"\nvouch_holds = " 1 day "\n'

    assert read_procedure(written(tmp_path, text), frozenset({"t"})) == Procedure(
        new_alert_after=timedelta(minutes=10),
        start_overdue=timedelta(seconds=45),
        vouch_holds=timedelta(days=1),
        trusted_tenants=frozenset({"t"}),
    )


@pytest.mark.parametrize("text", ["", "[numbers]\n", "# nothing\n"])
def test_an_empty_file_changes_nothing(tmp_path: Path, text: str) -> None:
    assert read_procedure(written(tmp_path, text)) == Procedure()


def test_every_number_of_the_procedure_can_be_told() -> None:
    told = {"numbers": dict.fromkeys(NUMBERS, "2 h")}

    assert {getattr(procedure_of(told), name) for name in NUMBERS} == {timedelta(hours=2)}
    assert len(NUMBERS) >= 16
    assert all(getattr(Procedure(), name) <= LONGEST for name in NUMBERS)


@pytest.mark.parametrize(
    "value",
    [
        "", "soon", "3", "min", "-3 min", "0 s", "0 days", "1.5 h", "3 weeks", "3  min x", "91 days",
        "9999999 days", "٣ min",
        "1" * 99 + " s", 3, 3.0, float("inf"), float("nan"), True, None, [], {}, ["3 min"], {"min": 3},
    ],
)  # fmt: skip
def test_a_number_without_a_unit_or_sense_is_a_fault(value: Any) -> None:
    (fault,) = faults({"numbers": {"early": value}})

    assert fault.startswith("PROCEDURE_PATH: numbers.early must be")
    assert "90 days" in fault


def test_all_faults_are_told_at_once() -> None:
    told = faults({"texts": {}, "numbers": {"early": 1, "erly": "3 min", "trusted_tenants": "3 min", "empty_for": "x"}})

    assert len(told) == 5
    assert told[0] == "PROCEDURE_PATH: texts is no table; there is [numbers]"
    assert "numbers.erly is unknown; there are new_alert_after, " in told[2]


def test_a_number_outside_its_table_is_a_fault() -> None:
    assert faults({"early": "3 min"}) == ("PROCEDURE_PATH: early is no table; there is [numbers]",)
    assert faults({"numbers": 3}) == ("PROCEDURE_PATH: numbers must be a table, [numbers]",)
    assert faults({"numbers": [{"early": "3 min"}]}) == ("PROCEDURE_PATH: numbers must be a table, [numbers]",)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[numbers]\nearly = 3 min\n", "is no TOML (line 2)"),
        ('[numbers]\nearly = "3 min"\nearly = "4 min"\n', "is no TOML (line 3)"),
        ("[numbers]\n" + "a = " + "[" * 100_000, "is no TOML"),
        ("\0", "is no TOML (line 1)"),
        (b"\xff\xfe", "not written in UTF-8"),
    ],
)
def test_a_file_that_is_no_toml_is_told_by_its_line(tmp_path: Path, text: str | bytes, told: str) -> None:
    assert told in fault_of(written(tmp_path, text))


def test_a_file_that_cannot_be_read_is_told_by_why(tmp_path: Path) -> None:
    assert fault_of(tmp_path / "absent") == "PROCEDURE_PATH names a file that cannot be read (FileNotFoundError)"
    assert "IsADirectoryError" in fault_of(tmp_path)


KEYS = st.text(max_size=8) | st.sampled_from(["numbers", *NUMBERS])
VALUES = st.recursive(
    st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.datetimes()
    | st.from_regex(r"[0-9]{1,9} ?(s|min|h|days)"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(KEYS, VALUES, max_size=4) | st.fixed_dictionaries({"numbers": st.dictionaries(KEYS, VALUES)}))
def test_any_document_gives_a_procedure_or_its_faults(told: dict[str, Any]) -> None:
    procedure = Procedure()
    with suppress(Misconfigured):
        procedure = procedure_of(told)

    assert all(timedelta(0) < getattr(procedure, name) <= LONGEST for name in NUMBERS)
