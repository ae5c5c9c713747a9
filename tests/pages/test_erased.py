"""After an erasure a name stands nowhere: in no file, no export, on no page and no sheet; and each chain holds."""

import json
import logging
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from bot.commands import audit, erase, restore
from rehearsal.people import HOSPITAL
from tests.pages.kept import FILE, KEY
from tests.pages.visiting import Site, Visitor
from tests.scenes import ANN, CATO
from tests.store.operator import run_it

NAMED = ("--names", "--purpose", "deviation", "--by", "Nora Lund")


@pytest.fixture
def folder(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where the files are that the pages read, for whoever runs commands there."""
    settings = {
        "MicrosoftAppId": "00000000-0000-4000-8000-00000000000a",
        "MicrosoftAppTenantId": HOSPITAL,
        "MicrosoftAppPassword": "invented",
        "GRAPH_URL": "off",
        "DATABASE_URL": f"sqlite:///{tmp_path / FILE}",
        "DATA_KEY_PATH": str(tmp_path / KEY),
    }
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    run_it(restore, "--discard-effects-before", "now")  # the bot has nothing to do there any more
    yield tmp_path
    logging.disable(logging.NOTSET)


async def shown(site: Site, visitor: Visitor) -> dict[str, str]:
    """All that the pages tell of the meeting with names."""
    page = await visitor.post(f"{site.timeline}/navn", {"purpose": "deviation"})
    form = {"purpose": "deviation", "csrf": (await visitor.get("/tilsyn")).csrf}
    sheet = PdfReader(BytesIO(await visitor.fetch("POST", f"{site.timeline}/utskrift", form)))
    day = await visitor.get("/tilsyn/moter?dag=2026-11-23")
    return {"page": page.text, "sheet": sheet.pages[0].extract_text(), "day": day.text}


def exported(folder: Path) -> str:
    """What is given out with names."""
    file = folder / "export.jsonl"
    file.unlink(missing_ok=True)
    assert run_it(audit, "export", "--format", "jsonl", *NAMED, "--out", file) == 0
    return file.read_text(encoding="utf-8")


def files_with(name: str, folder: Path) -> list[str]:
    """The database's files in which these letters stand."""
    return [path.name for path in folder.glob(f"{FILE}*") if name.encode() in path.read_bytes()]


async def test_after_an_erasure_the_name_stands_nowhere_and_each_chain_holds(
    site: Site, visitor: Visitor, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    await visitor.sign_in()
    before, given = await shown(site, visitor), exported(folder)
    assert CATO.name in before["page"]
    assert CATO.name in before["sheet"]
    assert CATO.name in given

    assert run_it(erase, "--oid", CATO.oid, "--by", "Nora Lund") == 0

    after, given = await shown(site, visitor), exported(folder)
    assert not [where for where, text in after.items() if CATO.name in text]
    assert ANN.name in after["page"], "the others are still there"
    assert CATO.name not in given
    assert ANN.name in given
    assert files_with(CATO.name, folder) == []
    capsys.readouterr()
    assert run_it(audit, "verify", "--json") == 0
    assert json.loads(capsys.readouterr().out)["broken"] == []
