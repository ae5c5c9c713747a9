"""One measure of the year, in a process of its own: `python -m bench.year_measure NAME FOLDER`.

Writes to FOLDER/NAME.json how many seconds it took, how many of CPU in all, and the most memory that this process had,
or one that it started.
"""

import argparse
import json
import os
import resource
import sys
import time
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bench.year_made import ENDS
from bot.commands import audit
from bot.domain.participants import Identity
from bot.evidence.records import Looker, Purpose, Seen
from bot.evidence.timeline import timeline
from bot.evidence.trends import Step, trends
from bot.outbound.clock import SystemClock
from bot.store.beside import Beside
from bot.store.records import StoredRecords
from bot.store.vault import Vault

DATABASE = "year.db"
_YESTERDAY = ENDS - timedelta(days=1)  # a Friday
_OFFICER = Looker("", "00000000-0000-4000-8000-0000000000ff", "Olga Officer")
_OSLO = ZoneInfo("Europe/Oslo")


def records(folder: Path) -> StoredRecords:
    return StoredRecords(Beside(_url(folder)), Vault.at(folder / "data.key"), SystemClock())


def one_timeline(folder: Path, made: Mapping[str, Any]) -> str:
    """All that a timeline's page shows, with names: the look is recorded, too."""
    store = records(folder)
    holding = store.holding(made["meeting"], made["number"])
    if holding is None:
        raise LookupError("the generator told of a meeting that is not there")
    told = timeline(holding, store.rows(holding))
    names = store.names(holding, _OFFICER, Seen.TIMELINE, Purpose.DEVIATION)
    return f"{len(told.people)} people, {len(names)} names, the {holding.number}th of a weekly meeting"


def one_insight(folder: Path, made: Mapping[str, Any]) -> str:
    found = records(folder).insight(Identity(oid=made["oid"]))
    return f"{len(found.kept)} meetings whole, {found.more} more, {len(found.looks)} looks"


def a_years_trends(folder: Path, _made: Mapping[str, Any]) -> str:
    tallies = records(folder).tallies(ENDS - timedelta(days=366), ENDS)
    return f"{len(tallies):,} meetings in {len(trends(tallies, Step.MONTH, _OSLO))} months"


def yesterdays_list(folder: Path, _made: Mapping[str, Any]) -> str:
    return f"{len(records(folder).holdings(_YESTERDAY, ENDS)):,} meetings"


def command(*told: str) -> Callable[[Path, Mapping[str, Any]], str]:
    """A command, as an operator runs it."""

    def run(folder: Path, _made: Mapping[str, Any]) -> str:
        os.environ |= {
            "MicrosoftAppId": "00000000-0000-4000-8000-00000000000a",
            "MicrosoftAppTenantId": "00000000-0000-4000-8000-00000000000b",
            "MicrosoftAppPassword": "invented",
            "DATABASE_URL": _url(folder),
            "DATA_KEY_PATH": str(folder / "data.key"),
        }
        parser = argparse.ArgumentParser()
        audit.add_arguments(parser)
        if code := audit.run(parser.parse_args([one.format(folder=folder) for one in told])):
            raise SystemExit(code)
        return ""

    return run


def _days(since: datetime, until: datetime) -> tuple[str, ...]:
    return ("export", "--format", "jsonl", "--since", f"{since:%Y-%m-%d}", "--until", f"{until:%Y-%m-%d}")


MEASURES: Mapping[str, Callable[[Path, Mapping[str, Any]], str]] = {
    "verify": command("verify", "--heads", "{folder}/heads.jsonl"),
    "against": command("verify", "--against", "{folder}/heads.jsonl"),
    "export-day": command(*_days(_YESTERDAY, _YESTERDAY)),
    "export-month": command(*_days(ENDS - timedelta(days=31), ENDS)),
    "export-names": command(
        *_days(ENDS - timedelta(days=31), ENDS), "--names", "--purpose", "supervision", "--by", "Olga Officer"
    ),
    "export-year": command(*_days(ENDS - timedelta(days=366), ENDS)),
    "list": yesterdays_list,
    "timeline": one_timeline,
    "insight": one_insight,
    "trends": a_years_trends,
}


def main() -> None:
    """Measure, and write what was measured."""
    name, folder = sys.argv[1], Path(sys.argv[2])
    made = json.loads((folder / "made.json").read_text())
    began, spent = time.perf_counter(), _cpu()
    note = MEASURES[name](folder, made)
    seconds, cpu = time.perf_counter() - began, _cpu() - spent
    told = {"seconds": seconds, "cpu": cpu, "mb": max(_own_peak_kb(), _others_peak_kb()) / 1000, "note": note}
    (folder / f"{name}.json").write_text(json.dumps(told))


def _cpu() -> float:
    """Of this process and those it saw end."""
    return sum(os.times()[:4])


def _own_peak_kb() -> int:
    """By the kernel's mark of this process: `getrusage` tells of the one that started it, too."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM")).split()[1])


def _others_peak_kb() -> int:
    """The greatest of those it started and saw end."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss


def _url(folder: Path) -> str:
    return f"sqlite:///{folder / DATABASE}"


if __name__ == "__main__":
    main()
