"""The bot as it is, on a machine whose clock is a day behind: whatever it writes down happened yesterday.

Run by `BotProcess(program=…)`, with the repository's root in `PYTHONPATH`.
"""

import sys
from datetime import datetime, timedelta

import app
from bot.outbound.clock import SystemClock

A_DAY = timedelta(days=1)


class Behind(SystemClock):
    """The machine's time, a day ago."""

    def now(self) -> datetime:
        """The time of yesterday, in UTC."""
        return super().now() - A_DAY


if __name__ == "__main__":
    vars(app)["SystemClock"] = Behind
    sys.exit(app.main())
