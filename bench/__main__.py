"""All goals of speed and size in one run: `python -m bench`, which is `make bench`.

Real processes on this machine; rounds are interleaved, and medians are told with the least and the greatest round. Ends
with 0 if every goal holds, with 1 if one does not, or something could not be measured.
"""

import argparse
import asyncio
import sys
from collections.abc import Sequence

from bench import cold_start, cores, cpu, latency, memory
from bench.goals import Row, as_json, exit_code, table
from bench.progress import done
from bench.stage import DATABASES, NotMeasured, Stage, staged
from rehearsal.bot_process import BotDied

PARTS = {
    "cpu": "CPU per activity, against raw aiohttp",
    "echo": "the same of the SDKs' echo bots (their environments are made when first asked for)",
    "latency": "webhook to card",
    "cold": "cold start",
    "live": "memory per live meeting",
    "flat": "memory as meetings come and go",
    "roster": "roster changes in a large meeting",
    "chat": "the chat guard on hostile text",
}
_STARTS = 7  # a start takes a second or two: more rounds than of all else


async def measured(chosen: argparse.Namespace) -> list[Row]:
    """The rows of the parts that were asked for; of a part that cannot be measured, one that says why."""
    rows = list[Row]()
    async with staged(chosen.database) as stage:
        for part in (_cpu, _latency, _cold, _live, _flat, _cores):
            try:
                rows += await part(stage, chosen)
            except (NotMeasured, BotDied) as wrong:
                rows.append(Row(part.__name__.strip("_"), "", [], missing=str(wrong)))
    return rows


async def _cpu(stage: Stage, chosen: argparse.Namespace) -> list[Row]:
    kinds = [*(cpu.OURS if "cpu" in chosen.only else ()), *(cpu.ECHO if "echo" in chosen.only else ())]
    count = 200 if chosen.quick else 1500
    return await cpu.measure(stage, kinds, rounds=chosen.rounds, count=count) if kinds else []


async def _latency(stage: Stage, chosen: argparse.Namespace) -> list[Row]:
    if "latency" not in chosen.only:
        return []
    return await latency.measure(stage, rounds=chosen.rounds, seconds=12.0 if chosen.quick else 30.0)


async def _cold(stage: Stage, chosen: argparse.Namespace) -> list[Row]:
    rounds = chosen.rounds if chosen.quick else max(_STARTS, chosen.rounds)
    return await cold_start.measure(stage, rounds=rounds) if "cold" in chosen.only else []


async def _live(stage: Stage, chosen: argparse.Namespace) -> list[Row]:
    if "live" not in chosen.only:
        return []
    steps = (50, 300, 600, 1000) if chosen.quick else (100, 500, 2000, 4000)
    return await memory.live(stage, rounds=1 if chosen.quick else chosen.rounds, steps=steps)


async def _flat(stage: Stage, chosen: argparse.Namespace) -> list[Row]:
    meetings = chosen.meetings or (5_000 if chosen.quick else 100_000)
    return await memory.flat(stage, meetings=meetings) if "flat" in chosen.only else []


async def _cores(_stage: Stage, chosen: argparse.Namespace) -> list[Row]:
    rows = list[Row]()
    if "roster" in chosen.only:
        rows += await cores.roster(rounds=chosen.rounds, changes=1_000 if chosen.quick else 10_000)
    if "chat" in chosen.only:
        rows += await cores.chat(rounds=chosen.rounds)
    return rows


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError
    return number


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print the table, and give the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    told = "; ".join(f"{name}: {what}" for name, what in PARTS.items())
    parser.add_argument("--only", nargs="+", choices=list(PARTS), default=list(PARTS), metavar="PART", help=told)
    parser.add_argument("--rounds", type=_positive, help="of each thing; default: 3, with --quick 1")
    parser.add_argument("--quick", action="store_true", help="few activities: to see that it runs, not to be quoted")
    parser.add_argument("--meetings", type=_positive, help="for 'flat'; default: 100,000, with --quick 5,000")
    parser.add_argument("--database", choices=DATABASES, default="sqlite", help="default: %(default)s")
    parser.add_argument("--json", action="store_true", help="for programs, instead of the table")
    chosen = parser.parse_args(arguments)
    chosen.rounds = chosen.rounds or (1 if chosen.quick else 3)
    rows = asyncio.run(measured(chosen))
    done()
    print(as_json(rows) if chosen.json else "\n".join(table(rows)))
    return exit_code(rows)


if __name__ == "__main__":
    sys.exit(main())
