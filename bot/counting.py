"""Counts what happened in each meeting, once, so that a year's trends are read without reading its audit again."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import timedelta

from bot.errors import StoreAway
from bot.evidence.records import Holding, Row
from bot.evidence.tally import tally
from bot.evidence.timeline import timeline
from bot.log import get_log
from bot.ports import Clock
from bot.store.records import StoredRecords

COUNTED_AFTER = timedelta(hours=26)
"""So long after its end a meeting is counted: rows of it come in for a day (bot/domain/forgetting.py)."""

_AT_ONCE, _REST_S = 20, 1.0  # some hundredths of a second of work each second, at most
_LOOKED_EVERY_S = 3600.0
_log = get_log("store")


async def keep_counting(records: StoredRecords, clock: Clock) -> None:
    """Count, a few meetings a second, whatever has not been counted; look again every hour."""
    while True:
        try:
            done = await asyncio.to_thread(records.conclude, count, clock.now() - COUNTED_AFTER, _AT_ONCE)
        except StoreAway:
            done = 0
        except Exception as wrong:  # noqa: BLE001  # tried again in an hour: nothing else would tell that it had ended
            _log.error("not_counted", act="developers", exc_info=wrong)
            done = 0
        await asyncio.sleep(_REST_S if done else _LOOKED_EVERY_S)


def count(holding: Holding, rows: Sequence[Row]) -> Mapping[str, int]:
    """What a holding's rows come to; nothing where they cannot be read: one must not keep all others uncounted."""
    try:
        return tally(timeline(holding, rows))
    except Exception as wrong:  # noqa: BLE001  # rows of every version, and of whoever tampered
        _log.error("not_counted", act="developers", exc_info=wrong)
        return {}
