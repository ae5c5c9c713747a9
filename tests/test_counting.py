"""What happened is counted, whatever becomes of one meeting or one try."""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast

import pytest

from bot import counting
from bot.evidence.records import Holding, Row
from bot.outbound.clock import SystemClock
from bot.store.records import StoredRecords
from tests.scenes import at

HOLDING = Holding(1, 1, 1, at(0), at(30))


class _Records:
    """Fails as if a row were none of ours, once."""

    def __init__(self) -> None:
        self.asked = 0

    def conclude(self, _count: Any, _before: datetime, _limit: int) -> int:
        self.asked += 1
        if self.asked == 1:
            raise KeyError("a row of nobody's")
        return 0


async def test_a_try_that_fails_is_not_the_last(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "_LOOKED_EVERY_S", 0.01)
    records = _Records()
    task = asyncio.create_task(counting.keep_counting(cast("StoredRecords", records), SystemClock()))
    for _ in range(200):
        if records.asked > 1:
            break
        await asyncio.sleep(0.01)
    assert records.asked > 1
    task.cancel()


@pytest.mark.parametrize("body", [{"fact": "RecordingsTold", "said": 3, "hours": {}}, {"fact": None, "places": [7]}])
def test_a_meeting_whose_rows_cannot_be_read_keeps_no_other_from_being_counted(
    monkeypatch: pytest.MonkeyPatch, body: dict[str, Any]
) -> None:
    rows: Sequence[Row] = [Row(1, at(0), body)]
    counting.count(HOLDING, rows)

    def fails(_holding: Holding, _rows: Sequence[Row]) -> Any:
        raise ValueError("unread")

    monkeypatch.setattr(counting, "timeline", fails)
    assert counting.count(HOLDING, rows) == {}
