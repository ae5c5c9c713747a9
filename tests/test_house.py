"""Rules of the house that no linter knows."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LONGEST = 300


def tracked(*patterns: str) -> list[Path]:
    listed = subprocess.run(  # git, with arguments of our own
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", *patterns],  # noqa: S607
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return [ROOT / name for name in listed.stdout.split()]


@pytest.mark.parametrize("path", tracked("*.py"), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_file_is_longer_than_one_can_keep_in_mind(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST


@pytest.mark.parametrize("path", tracked("*.py"), ids=lambda path: str(path.relative_to(ROOT)))
def test_there_are_no_mocks_and_no_ignores_without_a_reason(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert not re.search(r"^(import|from) (unittest\.)?mock", text, re.M)
    assert not re.search(r"type: ignore\s*$|noqa\s*$", text, re.M)


def test_every_run_time_need_is_pinned() -> None:
    for line in (ROOT / "requirements.txt").read_text().splitlines():
        assert line.startswith("#") or re.fullmatch(r"[A-Za-z0-9_.-]+(\[[a-z]+\])?==[0-9.]+", line), line


@pytest.mark.parametrize(
    "name", ["botbuilder", "aiohttp", "azure.identity", "msgspec", "sqlalchemy", "prometheus_client"]
)
def test_what_is_required_is_used_and_only_where_it_belongs(name: str) -> None:
    using = [
        path
        for path in tracked("bot/*.py", "app.py")
        if re.search(rf"^\s*(import|from) {name}\b", path.read_text(), re.M)
    ]

    assert using
    assert not [path for path in using if "domain" in path.parts]
