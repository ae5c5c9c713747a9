"""Every platform fact that code leans on stands in docs/TEAMS.md."""

import re
from pathlib import Path

from rehearsal.bot_process import ROOT

_CITED = re.compile(r"docs/TEAMS\.md ((?:[A-Z]\d*(?:[–,] ?|\b))+)")
FOLDERS = ("bot", "cards", "rehearsal", "tests")


def cited(file: Path) -> set[str]:
    return {fact for found in _CITED.findall(file.read_text()) for fact in re.findall(r"[A-Z]\d*", found)}


def test_every_fact_that_is_cited_is_written_down() -> None:
    facts = (ROOT / "docs" / "TEAMS.md").read_text()
    written = set(re.findall(r"^(?:## |\*\*)([A-Z]\d*)\. ?", facts, re.MULTILINE))
    files = [file for folder in FOLDERS for file in (ROOT / folder).rglob("*.py")]

    missing = {(file.name, fact) for file in files for fact in cited(file) if fact not in written}

    assert len(files) > 50
    assert missing == set()
