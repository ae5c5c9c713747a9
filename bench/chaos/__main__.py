"""`python -m bench.chaos`: breaks things, prints one table, and ends with 0 only if all that is promised held."""

import argparse
import asyncio
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace

from bench.chaos.case import Case, Result, Setup
from bench.chaos.cases import CASES
from bench.chaos.disk import WantsRoot
from bench.chaos.ground import QUICK, WHOLE, Scale
from bench.chaos.report import as_json, table
from bench.chaos.run import run
from bench.chaos.stores import Kind
from rehearsal.bot_process import BotDied
from tests.postgres import PostgresServer

SERVER = {"max_connections": "60", "shared_buffers": "64MB"}  # with fsync, as in earnest


def main(arguments: Sequence[str] | None = None) -> int:
    """Gives the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench.chaos", description=__doc__)
    parser.add_argument("--only", nargs="+", metavar="CASE", default=[], choices=[case.name for case in CASES])
    parser.add_argument("--database", choices=[kind.value for kind in Kind], help="on this database alone")
    parser.add_argument("--looking", action="store_true", help="with CHAT_GUARD=on: the bots look for their own cards")
    parser.add_argument("--quick", action="store_true", help="fewer kills, shorter outages: for trying")
    parser.add_argument("--list", action="store_true", help="what there is")
    parser.add_argument("--json", action="store_true", help="the figures for programs")
    chosen = parser.parse_args(arguments)
    if chosen.list:
        print("\n".join(f"{case.name:24}{case.says}" for case in CASES))
        return 0
    runs = [
        (case, setup)
        for case in CASES
        for setup in case.setups
        if (not chosen.only or case.name in chosen.only) and chosen.database in (None, setup.database)
    ]
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # as Ctrl-C does: no bot and no server is left behind
    looking = {"CHAT_GUARD": "on"} if chosen.looking else {}
    runs = [(replace(case, settings={**case.settings, **looking}), setup) for case, setup in runs]
    results = list(_run(runs, QUICK if chosen.quick else WHOLE))
    print(as_json(results) if chosen.json else table(results))
    return 1 if any(one.failed for one in results) else 0


def _run(runs: Sequence[tuple[Case, Setup]], scale: Scale) -> Iterator[Result]:
    with ExitStack() as stack:
        wanted = any(setup.database is Kind.POSTGRESQL for _, setup in runs)
        server = stack.enter_context(PostgresServer(SERVER)) if wanted else None
        for number, (case, setup) in enumerate(runs, start=1):
            print(f"{number} of {len(runs)}: {case.name} on {setup}: {case.says}", file=sys.stderr, flush=True)
            result = _result(case, setup, server, scale)
            told = ", ".join((*result.failed, *result.notes)) or "held"
            print(f"    {result.took_s:.0f} s: {told}", file=sys.stderr, flush=True)
            yield result


def _result(case: Case, setup: Setup, server: PostgresServer | None, scale: Scale) -> Result:
    begun = time.monotonic()
    try:
        return asyncio.run(run(case, setup, server, scale))
    except WantsRoot:
        wrong = "not run: wants root, for a disk of its own"
    except BotDied as died:
        wrong = f"the bot did not come back: {str(died).splitlines()[0]}"
    return Result.of_none(case.name, str(setup), time.monotonic() - begun, wrong)


if __name__ == "__main__":
    sys.exit(main())
