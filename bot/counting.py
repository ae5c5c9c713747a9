"""Counts what happened in each meeting, once, so that a year's trends are read without reading its audit again."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import timedelta

from bot.errors import StoreAway
from bot.evidence.records import Holding, Row
from bot.log import get_log
from bot.ports import Clock
from bot.store.records import StoredRecords

COUNTED_AFTER = timedelta(hours=26)
"""So long after its end a meeting is counted: rows of it come in for a day (bot/domain/forgetting.py)."""

_AT_ONCE, _REST_S = 20, 1.0  # some hundredths of a second of work each second, at most
_LOOKED_EVERY_S = 3600.0
_log = get_log("counting")


async def keep_counting(records: StoredRecords, clock: Clock) -> None:
    """Count, a few meetings a second, whatever has not been counted; look again every hour."""
    while True:
        try:
            done = await asyncio.to_thread(records.conclude, count, clock.now() - COUNTED_AFTER, _AT_ONCE)
        except StoreAway:
            done = 0
        except Exception as wrong:  # noqa: BLE001  # else nothing would be counted any more, and nobody told
            _log.error("counting_failed", act="developers", exc_info=wrong)
            done = 0
        await asyncio.sleep(_REST_S if done else _LOOKED_EVERY_S)


def count(holding: Holding, rows: Sequence[Row]) -> Mapping[str, int]:
    """What a holding's rows come to."""
    from bot.evidence.tally import tally  # no start waits for that
    from bot.evidence.timeline import timeline

    return tally(timeline(holding, rows))
