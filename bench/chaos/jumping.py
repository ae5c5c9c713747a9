"""The bot, on a machine whose clock can be set while it runs: a program of its own.

The house has one clock, and libraries ask `time.time`; both are read ahead by as much as a file says. The steady clock
stays as it is. libfaketime would stand before all clocks, but its own waits between threads made the bot's answers up
to two seconds late with the clock unchanged, and `time.sleep` of Python 3.11 fails under it (0.9.10).
"""

import os
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PROGRAM = Path(__file__)
_FILE = "CHAOS_CLOCK"


def set_clock(folder: Path, ahead_s: float) -> None:
    """From now on the clocks of the bots of `settings(folder)` are so far ahead."""
    new = folder / "clock.new"
    new.write_text(str(ahead_s))
    os.replace(new, folder / "clock")


def settings(folder: Path) -> dict[str, str]:
    """What the program wants in its environment; the clock is right to begin with."""
    set_clock(folder, 0)
    return {_FILE: str(folder / "clock")}


def _ahead(real: Callable[[], float], file: Path) -> Callable[[], float]:
    return lambda: real() + float(file.read_text())


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    time.time = _ahead(time.time, Path(os.environ[_FILE]))
    from app import main
    from bot.outbound.clock import SystemClock

    setattr(SystemClock, "now", lambda _self: datetime.fromtimestamp(time.time(), UTC))  # noqa: B010  # for its types
    sys.exit(main())
