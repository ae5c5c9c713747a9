"""The protocol for the hospital's test tenant tries every platform fact that nobody has verified."""

import re
from pathlib import Path

import pytest

DOCS = Path(__file__).parent.parent / "docs"
HEADER = "| id | fact | how to try it | we expect | if it is otherwise, Møtevakt | result | date, initials |"
_FACT = re.compile(r"^(?:## |\*\*)([A-Z]\d*)\. ", re.M)
_CELL = re.compile(r"(?<!\\)\|")


def read(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def unverified() -> set[str]:
    """The ids of the paragraphs of TEAMS.md in which something is unverified; what comes before the first has none."""
    parts = _FACT.split(read("TEAMS.md"))[1:]
    return {fact for fact, text in zip(parts[::2], parts[1::2], strict=True) if "UNVERIFIED" in text}


def rows() -> list[list[str]]:
    lines = [line for line in read("TENANT-TEST.md").splitlines() if line.startswith("| T-")]
    return [[cell.strip() for cell in _CELL.split(line)[1:-1]] for line in lines]


def named(fact: str) -> set[str]:
    """The ids that a row's fact ends with, in brackets."""
    found = re.search(r"\(([A-Z]\d*(?:, [A-Z]\d*)*)\)$", fact)
    return set(found.group(1).split(", ")) if found else set()


def test_the_facts_were_read() -> None:
    assert {"A1", "A4", "C", "C2", "G3", "H", "K"} <= unverified()


@pytest.mark.parametrize("fact", sorted(unverified()))
def test_every_unverified_fact_is_tried(fact: str) -> None:
    assert fact in set().union(*(named(row[1]) for row in rows()))


def test_every_row_names_a_fact_that_is_written_down() -> None:
    written = set(_FACT.findall(read("TEAMS.md"))) | set(re.findall(r"^\*\*(J\d+)\.\*\*", read("TEAMS.md"), re.M))

    assert [row[0] for row in rows() if not named(row[1]) or not named(row[1]) <= written] == []


def test_rows_are_numbered_one_after_the_other() -> None:
    assert [row[0] for row in rows()] == [f"T-{number:02}" for number in range(1, len(rows()) + 1)]


def test_every_row_has_all_columns_and_room_for_the_result() -> None:
    columns = len(_CELL.split(HEADER)) - 2

    assert [row[0] for row in rows() if len(row) != columns] == []
    assert [row[0] for row in rows() if not all(row[:5]) or any(row[5:])] == []


def test_every_table_of_rows_has_the_same_head() -> None:
    lines = read("TENANT-TEST.md").splitlines()
    heads = [
        lines[at - 2] for at, line in enumerate(lines) if line.startswith("| T-") and lines[at - 1].startswith("|-")
    ]

    assert set(heads) == {HEADER}


@pytest.mark.parametrize("page", ["INSTALL.md", "OPERATIONS.md"])
def test_whoever_installs_and_runs_it_is_sent_to_the_protocol(page: str) -> None:
    assert "(TENANT-TEST.md)" in read(page)


def test_rows_that_other_pages_name_exist() -> None:
    known = {row[0] for row in rows()}
    for page in ("INSTALL.md", "OPERATIONS.md", "TENANT-TEST.md"):
        assert set(re.findall(r"T-\d\d", read(page))) <= known
