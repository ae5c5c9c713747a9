"""How far a hospital's own procedure may go: what is just taken, and what is just too much."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.language import Language
from bot.domain.procedure import Clause, Regime, Variant
from bot.knowledge.procedure import LARGEST, procedure_of, read_procedure
from tests.knowledge.test_procedure import fault_of, faults, written
from tests.scenes import BUILT_IN

LINE = 'sign = "{}"\nclauses = ["S1"]\nnb = "{}"\nnn = "b"\nen = "c"\n'


def reminder(sign: str = "x", nb: str = "a") -> str:
    return "[[reminder]]\n" + LINE.format(sign, nb)


@pytest.mark.parametrize(
    "text",
    [
        reminder(nb="x" * 200),
        reminder(sign="xy"),
        f'version = "{"x" * 40}"\n',
        f'[links]\nek = "https://{"x" * 492}"\n',
        reminder() * 10,
    ],
    ids=["a sentence", "a sign", "a version", "an address", "the reminder"],
)
def test_what_is_as_long_as_can_be_is_taken(text: str) -> None:
    assert procedure_of(text).digest != BUILT_IN.digest


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (reminder(nb="x" * 201), "must be one line of 1 to 200 letters"),
        (reminder(nb=""), "must be one line of 1 to 200 letters"),
        (reminder(nb=" x"), "must be one line of 1 to 200 letters"),
        (reminder(nb="x "), "must be one line of 1 to 200 letters"),
        (reminder(nb="x\\ny"), "must be one line of 1 to 200 letters"),
        (reminder(sign="xyz"), "must be a sign, one letter or two"),
        (reminder(sign=""), "must be a sign, one letter or two"),
        (f'version = "{"x" * 41}"\n', "must be one line of 1 to 40 letters"),
        (f'[links]\nek = "https://{"x" * 493}"\n', "must be an https address"),
        ('[links]\nek = "http://ek.example"\n', "must be an https address"),
        ('[links]\nek = "https://ek.example/om oss"\n', "must be an https address"),
        ("reminder = 3\n", "must be a list of tables"),
        ('reminder = ["x"]\n', "must be a table"),
        ("clauses = 3\n", "must be a table"),
        ("confirmed_by_everybody = 3\n", 'must be a list of clauses, such as ["S1"]'),
        ('[information]\njoin = ["V1"]\n', "V1 cannot stand here; there are V2, V5, V6, V9"),
        ('[checklists]\nskype = ["V1"]\n', "V1 cannot stand here; there are P2, S1"),
        ('[clauses.S1.about_patients]\nnb = "a"\nnn = "b"\nen = "c"\nda = "d"\n', "is unknown; there are nb, nn, en"),
    ],
)
def test_what_is_a_letter_too_much_or_of_another_kind_is_a_fault(text: str, what: str) -> None:
    (told,) = faults(text)

    assert what in told


@pytest.mark.parametrize("length", ["1 day", "1 days", "24 h", "1440 min", "86400 s", "86400s", " 24 h "])
def test_units_are_as_long_as_they_are_called(length: str) -> None:
    assert procedure_of(f'[numbers]\nearly = "{length}"\n').early == timedelta(days=1)


def test_a_number_is_ninety_days_at_most() -> None:
    assert procedure_of('[numbers]\nearly = "2160 h"\n').early == timedelta(days=90)
    assert "90 days at most" in faults('[numbers]\nearly = "2161 h"\n')[0]


def test_a_line_of_the_reminder_tells_of_a_clause() -> None:
    empty = reminder() + reminder().replace('["S1"]', "[]")

    assert faults(empty) == ("PROCEDURE_PATH, line 9: reminder[2].clauses is empty",)


def test_a_fault_of_the_second_line_is_told_with_its_own_place() -> None:
    assert faults(reminder() + reminder(sign="xyz"))[0].startswith("PROCEDURE_PATH, line 8: reminder[2].sign")


def test_a_name_in_a_fault_ends_somewhere_and_an_empty_one_is_seen() -> None:
    (long,), (empty,) = faults(f"{'x' * 65} = 1\n"), faults('"" = 1\n')

    assert f": {'x' * 64} is unknown" in long
    assert ': "" is unknown' in empty


def test_a_file_of_just_so_many_bytes_is_read(tmp_path: Path) -> None:
    assert read_procedure(written(tmp_path, "#" * LARGEST)) == BUILT_IN
    assert fault_of(written(tmp_path, "#" * (LARGEST + 1))) == "PROCEDURE_PATH names a file of more than 64 KiB"


def test_each_language_has_its_own_words() -> None:
    (line,) = procedure_of(reminder()).reminder

    assert line.text == {Language.NB: "a", Language.NN: "b", Language.EN: "c"}
    assert line.clauses == (Clause.S1,)


def test_the_edition_is_twelve_signs_of_all_that_is_said_in_whatever_order() -> None:
    numbers, links = '[numbers]\nearly = "1 min"\n', '[links]\nsupport = "https://x.example"\n'
    editions = {procedure_of(text).edition for text in ("", numbers, links, numbers + links, reminder())}

    assert len(editions) == 5
    assert {len(edition) for edition in editions} == {12}
    assert procedure_of(links + numbers).edition == procedure_of(numbers + links).edition


def test_what_is_replaced_of_a_list_leaves_the_others_and_their_words() -> None:
    procedure = procedure_of('[checklists]\nteams = ["S1"]\n[information]\njoin = ["V2"]\n')

    assert procedure.ticks == {**BUILT_IN.ticks, Variant.TEAMS: (Clause.S1,)}
    assert procedure.information == {**BUILT_IN.information, Variant.JOIN: (Clause.V2,)}
    assert set(procedure.information) == set(Variant)
    assert procedure.words[Regime.ABOUT_PATIENTS] == BUILT_IN.words[Regime.ABOUT_PATIENTS]
