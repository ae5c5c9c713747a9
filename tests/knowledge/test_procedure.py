"""A hospital's procedure is read whole, and every fault is told with its line and its clause."""

import json
import tomllib
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from bot.domain.procedure import Clause, Procedure, Regime, Variant
from bot.errors import Misconfigured
from bot.knowledge import form
from bot.knowledge.checking import LONGEST, faults_of
from bot.knowledge.form import NUMBERS
from bot.knowledge.places import written as written_place
from bot.knowledge.procedure import assembled, procedure_of, read_procedure
from tests.knowledge.schema import FILE, as_file
from tests.scenes import BUILT_IN

BUILT_IN_FILE = Path(form.__file__).with_name("procedure.toml")
ELSEWHERE = Path(__file__).with_name("fjellsykehuset.toml")


def faults(text: str) -> tuple[str, ...]:
    with pytest.raises(Misconfigured) as wrong:
        procedure_of(text)
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


def numbers_of(procedure: Procedure) -> set[timedelta]:
    return {getattr(procedure, name) for name in NUMBERS}


def test_without_a_file_the_built_in_procedure_counts() -> None:
    built_in = read_procedure(None, frozenset({"t"}))

    assert built_in.trusted_tenants == frozenset({"t"})
    assert built_in.call_host_after == timedelta(minutes=3)
    assert built_in.version == ""
    assert built_in.edition == built_in.digest != ""
    assert all(timedelta(0) < number <= LONGEST for number in numbers_of(built_in))
    assert len(NUMBERS) >= 20


def test_a_file_says_what_is_otherwise(tmp_path: Path) -> None:
    text = '\ufeff# ours\n[numbers]\nnew_alert_after = "10 min"\nstart_overdue = "45s"\nvouch_holds = " 1 day "\n'
    told = read_procedure(written(tmp_path, text))

    assert told.digest != BUILT_IN.digest
    assert told == replace(
        BUILT_IN,
        new_alert_after=timedelta(minutes=10),
        start_overdue=timedelta(seconds=45),
        vouch_holds=timedelta(days=1),
        digest=told.digest,
    )


@pytest.mark.parametrize("text", ["", "[numbers]\n", "# nothing\n"])
def test_an_empty_file_changes_nothing(tmp_path: Path, text: str) -> None:
    assert read_procedure(written(tmp_path, text)) == BUILT_IN


def test_every_number_of_the_procedure_can_be_told() -> None:
    assert numbers_of(procedure_of("[numbers]\n" + "".join(f'{name} = "2 h"\n' for name in NUMBERS))) == {
        timedelta(hours=2)
    }


@pytest.mark.parametrize(
    "value",
    [
        "", "soon", "3", "min", "-3 min", "0 s", "0 days", "1.5 h", "3 weeks", "3  min x", "91 days",
        "9999999 days", "٣ min", "1" * 99 + " s", 3, 3.0, float("inf"), float("nan"), True, None, [], {},
        ["3 min"], {"min": 3},
    ],
)  # fmt: skip
def test_a_number_without_a_unit_or_sense_is_a_fault(value: Any) -> None:
    ((place, what),) = faults_of({"numbers": {"early": value}})

    assert place == ("numbers", "early")
    assert what.startswith("must be a text such as")
    assert "90 days" in what


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[numbers]\nearly = 3 min\n", "is no TOML (line 2)"),
        ('[numbers]\nearly = "3 min"\nearly = "4 min"\n', "is no TOML (line 3)"),
        ("[numbers]\n" + "a = " + "[" * 60_000, "is no TOML"),
        ("\0", "is no TOML (line 1)"),
        (b"\xff\xfe", "not written in UTF-8"),
    ],
)
def test_a_file_that_is_no_toml_is_told_by_its_line(tmp_path: Path, text: str | bytes, told: str) -> None:
    assert told in fault_of(written(tmp_path, text))


def test_a_file_that_cannot_be_read_is_told_by_why(tmp_path: Path) -> None:
    assert fault_of(tmp_path / "absent") == "PROCEDURE_PATH names a file that cannot be read (FileNotFoundError)"
    assert "IsADirectoryError" in fault_of(tmp_path)


_WORDS = "version links ek numbers checklists information reminder clauses sign nb nn en S1 V2 teams join"
KEYS = st.text(max_size=8) | st.sampled_from([*_WORDS.split(), *Regime, *NUMBERS])
VALUES = st.recursive(
    st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.datetimes()
    | st.sampled_from([*Clause, *Variant])
    | st.from_regex(r"[0-9]{1,9} ?(s|min|h|days)"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(KEYS, VALUES, max_size=4) | st.fixed_dictionaries({"numbers": st.dictionaries(KEYS, VALUES)}))
def test_any_document_gives_a_procedure_or_its_faults(told: dict[str, Any]) -> None:
    faults = list(faults_of(told))
    procedure = BUILT_IN if faults else assembled(told)

    assert all(what and written_place(place) for place, what in faults)
    assert all(timedelta(0) < number <= LONGEST for number in numbers_of(procedure))


def test_a_key_that_is_a_dot_has_a_place_too() -> None:
    assert [written_place(place) for place, _ in faults_of({".": [], "": []})] == [".", '""']


@given(st.text(max_size=200))
def test_any_text_gives_a_procedure_or_its_faults(text: str) -> None:
    with suppress(Misconfigured):
        procedure_of(text)


def test_the_schema_for_editors_is_of_this_form() -> None:
    assert FILE.read_text(encoding="utf-8") == as_file(), "make golden"
    Draft202012Validator(json.loads(as_file())).validate(tomllib.loads(BUILT_IN_FILE.read_text(encoding="utf-8")))


EVERYTHING_WRONG = """\
version = 3
speed = 1
[numbers]
early = "5 weeks"
erly = "1 min"
[links]
ek = "http://ek.example"
[checklists]
teams = ["P2", "V1",
         "P2"]
[[reminder]]
sign = "x"
clauses = ["S1"]
nb = "Ingen opptak."
en = "No recording."
[clauses.S2]
about_patients = 3
[clauses.S1.about_patients]
nb = "Ingen opptak"
nn = ""
[clauses.S99.about_patients]
"""


def test_a_fault_names_line_place_and_clause() -> None:
    told = faults(EVERYTHING_WRONG)

    assert [fault.removeprefix("PROCEDURE_PATH, ") for fault in told if "clauses." in fault] == [
        "line 17: clauses.S2.about_patients must be a table",
        "line 18: clauses.S1.about_patients.en is missing: the sentence in English",
        "line 20: clauses.S1.about_patients.nn must be one line of 1 to 200 letters",
        f"line 21: clauses.S99 is unknown; there are {', '.join(Clause)}",
    ]
    assert [fault.split(" ")[2] + " " + fault.split(" ")[3] for fault in told if "clauses." not in fault] == [
        "1: version",
        "2: speed",
        "4: numbers.early",
        "5: numbers.erly",
        "7: links.ek",
        "11: reminder[1].nn",
    ]


def test_what_cannot_be_is_told_once_the_form_is_right() -> None:
    told = faults('[checklists]\nteams = ["P2", "V1",\n  "P2"]\nskype = []\n[information]\njoin = ["S1"]\n')

    assert [fault.removeprefix("PROCEDURE_PATH, ").split(";")[0] for fault in told] == [
        "line 3: checklists.teams[2] V1 cannot stand here",
        "line 3: checklists.teams[3] P2 stands twice",
        "line 4: checklists.skype is empty",
        "line 6: information.join[1] S1 cannot stand here",
    ]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('[information]\nteams = ["V6"]\n', "line 2: information.teams[1] V6 cannot stand here; there are none"),
        ('confirmed_by_everybody = ["P1"]\n', "line 1: confirmed_by_everybody[1] P1 cannot stand here"),
        (
            '[clauses.V1.about_patients]\nnb = "a"\nnn = "b"\nen = "c"\n',
            "line 1: clauses.V1.about_patients is never shown",
        ),
    ],
)
def test_what_no_card_could_show_is_a_fault(text: str, fault: str) -> None:
    (told,) = faults(text)
    assert told.removeprefix("PROCEDURE_PATH, ").startswith(fault)


def test_the_line_of_a_fault_is_found_soon_and_whatever_signs_the_file_has() -> None:
    filler = "".join(f"# {number} \u2028 \x0b\r\n" if number % 9 else "\n" for number in range(3000)).replace(
        "\x0b", ""
    )

    assert faults(f'{filler}[links]\r\nek = "ftp://x"\r\n')[0].startswith("PROCEDURE_PATH, line 3002: links.ek")


@pytest.mark.parametrize("lines", [0, 11])
def test_the_reminder_has_as_many_lines_as_one_can_read(lines: int) -> None:
    line = '{sign = "x", clauses = ["S1"], nb = "a", nn = "b", en = "c"}'

    (fault,) = faults(f"reminder = [{', '.join([line] * lines)}]\n")
    assert "reminder" in fault


def test_a_sentence_is_replaced_whole_and_the_rest_is_as_built_in() -> None:
    procedure = procedure_of('[clauses.S1.about_patients]\nnb = "a"\nnn = "b"\nen = "c"\n')

    assert procedure.words[Regime.ABOUT_PATIENTS][Clause.S1] == {"nb": "a", "nn": "b", "en": "c"}
    assert procedure.words[Regime.WITH_THE_PATIENT] == BUILT_IN.words[Regime.WITH_THE_PATIENT]
    assert procedure.words[Regime.ABOUT_PATIENTS][Clause.S2] == BUILT_IN.words[Regime.ABOUT_PATIENTS][Clause.S2]
    assert procedure.digest != BUILT_IN.digest


@pytest.mark.parametrize("text", ["# only a remark\n", "[links]\n"])
def test_a_remark_makes_no_other_edition(text: str) -> None:
    assert procedure_of(text).edition == BUILT_IN.edition


def test_the_hospitals_version_is_the_edition() -> None:
    assert procedure_of('version = "4.1"\n').edition == "4.1"


def test_another_hospitals_procedure_is_read_whole() -> None:
    procedure = read_procedure(ELSEWHERE)

    assert procedure.version == "7 (2026)"
    assert procedure.links.ek == "https://kvalitet.fjellsykehuset.example/video"
    assert procedure.ticks[Variant.TEAMS] == (Clause.S6, Clause.P2, Clause.S1, Clause.S4)
    assert procedure.by_everybody == {Clause.S4}
    assert procedure.late_after == timedelta(minutes=10)
    assert [line.clauses for line in procedure.reminder] == [(Clause.S1, Clause.S2), (Clause.S6, Clause.S7)]
