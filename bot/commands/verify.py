"""`audit verify`: what was found, told to people or programs."""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from bot.commands.heads import HeadsWriter, check_heads, read_heads
from bot.commands.progress import Bar
from bot.commands.whole_file import whole
from bot.outbound.clock import SystemClock
from bot.settings import Settings
from bot.store import verifying
from bot.store.chains import Break, Found

HOLDS, BROKEN = 0, 1
_TOLD = 20  # broken chains


@dataclass(frozen=True, slots=True)
class _Kept:
    """A file of heads that were kept, checked: when it was written, how many there are, its digest."""

    path: Path
    written: str
    heads: int
    digest: str


class _Broken(Exception):
    """No heads are written of chains that do not hold."""


def verify(settings: Settings, *, heads: Path | None, against: Path | None, for_programs: bool) -> int:
    """Follow every chain, and print what was found; gives 0 if all hold, 1 if one does not.

    Raises:
        Misconfigured: there is no such database.
        sqlalchemy.exc.SQLAlchemyError: it cannot be read.
        ValueError: *against* is no file of heads, or was changed.
        OSError: a file cannot be read or written.
    """
    kept = _Kept(against, *check_heads(against)) if against else None
    digest, found = None, Found()
    try:
        with ExitStack() as stack:
            writer = HeadsWriter(stack.enter_context(whole(heads)), SystemClock().now()) if heads else None
            found = _follow(settings.database_url, kept, writer)
            if found.breaks and heads:
                raise _Broken
            digest = writer.close() if writer else None
    except _Broken:
        digest = None
    sys.stdout.write(_as_json(found, kept, digest) if for_programs else "\n".join(_lines(found, kept, heads, digest)))
    sys.stdout.write("\n")
    return BROKEN if found.breaks else HOLDS


def _follow(url: str, kept: _Kept | None, writer: HeadsWriter | None) -> Found:
    meetings = 0

    def checked(found: Found, done: int, of: int) -> None:
        nonlocal meetings
        meetings += found.chains
        bar(done / max(of, 1), f"{meetings:,} meetings")
        for head in found.heads if writer else ():
            writer.add(head) if writer else None

    with Bar() as bar:
        return verifying.verify(
            url, processes=os.cpu_count(), kept=read_heads(kept.path) if kept else (), checked=checked
        )


def _lines(found: Found, kept: _Kept | None, heads: Path | None, digest: str | None) -> Iterator[str]:
    for one in found.breaks[:_TOLD]:
        yield f"broken: {_chain(one)}, row {one.seq}: {one.wrong}"
    if len(found.breaks) > _TOLD:
        yield f"… and {len(found.breaks) - _TOLD:,} more; --json tells all"
    sums = f"{found.chains:,} meetings, {found.rows:,} rows of the audit, {found.looks:,} of the log of who looked"
    yield f"{sums}: {f'{len(found.breaks):,} chains are broken' if found.breaks else 'every chain holds'}"
    if kept:
        how = "not all where they were" if found.breaks else "all still in their chains, unchanged"
        yield f"{kept.heads:,} heads that were kept on {kept.written}: {how} (digest {kept.digest})"
    if digest:
        yield f"heads: {heads}, digest {digest}; keep both where whoever runs the database cannot write"
    elif heads:
        yield "heads: none written, a chain is broken"


def _chain(one: Break) -> str:
    return "the log of who looked" if one.meeting is None else f"meeting {one.meeting}"


def _as_json(found: Found, kept: _Kept | None, digest: str | None) -> str:
    broken = [
        {"meeting": one.meeting, "row": one.seq, "wrong": one.wrong.name.lower(), "told": one.wrong}
        for one in found.breaks
    ]
    return json.dumps(
        {
            "holds": not found.breaks,
            "meetings": found.chains,
            "rows": found.rows,
            "looks": found.looks,
            "broken": broken,
            "against": kept and {"heads": kept.heads, "written": kept.written, "digest": kept.digest},
            "digest": digest,
        },
        indent=2,
    )
