"""A clock of the bots' own, which can be set while they run: libfaketime before their clock, not before the steady one.

libfaketime 0.9.10 and `time.sleep` of Python 3.11 do not go together (EINVAL): the bot sleeps so only while its
database is away, which is another case.
"""

import os
from pathlib import Path

PLACES = tuple(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))


class WantsFaketime(Exception):
    """libfaketime is not there."""


def set_clock(folder: Path, ahead_s: float) -> None:
    """From now on the bots' clocks are so far ahead."""
    new = folder / "faketime.new"
    new.write_text(f"{ahead_s:+.0f}s\n")
    os.replace(new, folder / "faketime")


def settings(folder: Path) -> dict[str, str]:
    """Of a bot whose clock is set by `set_clock`.

    Raises:
        WantsFaketime: the library is not there.
    """
    if not PLACES:
        raise WantsFaketime
    set_clock(folder, 0)
    return {
        "LD_PRELOAD": str(PLACES[0]),
        "FAKETIME_TIMESTAMP_FILE": str(folder / "faketime"),
        "FAKETIME_NO_CACHE": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
    }
