"""The peak: 2,000 meetings begin within a minute, over 20 tenants and in one; six come into each.

Of the six, one in every fourth meeting is not expected; in every tenth somebody asks for the checklist, and two tick a
line each. The connector takes 80 ms, and refuses 2 % with 429 and 1 % with 503. The bot runs on SQLite, and as one and
as three processes on one PostgreSQL. Real processes on this machine. Ends with 0 if every goal holds, else with 1.
"""

import argparse
import asyncio
import signal
import sys
from collections.abc import Sequence

from bench.goals import as_json, exit_code
from bench.peak import flood, meetings
from bench.peak.figures import figures, notes
from bench.peak.meetings import Peak
from bench.peak.rig import Setup, Workshop, workshop
from bench.peak.table import Column, table
from bench.progress import done, say
from bench.stage import Graph
from rehearsal.bot_process import BotDied

SETUPS = {"sqlite": Setup(0), "pg1": Setup(1), "pg2": Setup(2), "pg3": Setup(3)}
PEAK, FLOOD = ("sqlite", "pg1", "pg3"), ("sqlite", "pg1", "pg2", "pg3")
TENANTS = (20, 1)
_HELD = ("sqlite", "pg1")
_QUICK, _WHOLE = (400, 12.0), (2000, 60.0)


async def measured(chosen: argparse.Namespace) -> list[Column]:
    """A column for each configuration that was asked for."""
    columns, measuring = list[Column](), asyncio.current_task()
    if measuring is not None:  # whoever ends us ends the bots too
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, measuring.cancel)
    async with workshop() as shop:
        if chosen.saturate:
            columns += [await _flooded(shop, name, chosen) for name in chosen.only or FLOOD]
        else:
            columns += [
                await _played(shop, name, tenants, chosen) for tenants in chosen.tenants for name in chosen.only or PEAK
            ]
    return columns


async def _played(shop: Workshop, name: str, tenants: int, chosen: argparse.Namespace) -> Column:
    setup, (count, seconds) = SETUPS[name], _QUICK if chosen.quick else _WHOLE
    peak = Peak(count, seconds, tenants, Graph(chosen.graph))
    column = Column(f"{setup.name}, {tenants} tenant{'s' * (tenants > 1)}")
    for number in range(chosen.rounds):
        say(f"round {number + 1} of {chosen.rounds}: {column.name}, {count} meetings in {seconds:g} s")
        try:
            outcome = await meetings.play(shop, setup, peak, seed=number)
        except (BotDied, OSError) as wrong:
            column.missing = str(wrong)
            break
        column.rounds.append(list(figures(outcome, one_tenant=tenants == 1, held=name in _HELD)))
        column.notes = list(notes(outcome))
    return column


async def _flooded(shop: Workshop, name: str, chosen: argparse.Namespace) -> Column:
    setup, seconds = SETUPS[name], 5.0 if chosen.quick else 20.0
    column = Column(setup.name)
    for number in range(chosen.rounds):
        say(f"round {number + 1} of {chosen.rounds}: {column.name}, as fast as it goes for {seconds:g} s")
        try:
            told, column.notes = await flood.play(shop, setup, seconds=seconds)
        except (BotDied, OSError) as wrong:
            column.missing = str(wrong)
            break
        column.rounds.append(told)
    return column


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError
    return number


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print the table, and give the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.peak", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--only", nargs="+", choices=list(SETUPS), help=f"default: {' '.join(PEAK)}, or all to saturate"
    )
    parser.add_argument("--tenants", nargs="+", type=_positive, default=list(TENANTS), help="default: 20, then 1")
    parser.add_argument(
        "--saturate", action="store_true", help="instead: as fast as it goes, over 200 tenants, no Graph"
    )
    parser.add_argument(
        "--graph", choices=[str(one) for one in Graph], default=str(Graph.INVITATION), help="default: %(default)s"
    )
    parser.add_argument("--rounds", type=_positive, default=1, help="of each configuration; the table has the medians")
    parser.add_argument(
        "--quick", action="store_true", help="400 meetings in 12 s: to see that it runs, not to be quoted"
    )
    parser.add_argument("--json", action="store_true", help="for programs, instead of the table")
    chosen = parser.parse_args(arguments)
    columns = asyncio.run(measured(chosen))
    done()
    rows = [row for column in columns for row in column.rows()]
    print(as_json(rows) if chosen.json else "\n".join(table(columns)))
    return exit_code(rows)


if __name__ == "__main__":
    sys.exit(main())
