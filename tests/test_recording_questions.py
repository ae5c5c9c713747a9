"""S1. From which hour on Teams is asked what it said of recordings."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import pytest

from bot.domain.effects import FetchRecordings
from bot.domain.recordings import Said
from bot.domain.records import Occurrence
from bot.ports import Done
from tests.fakes import FakeGraph
from tests.scenes import NINE
from tests.stage import MEETING, stage, task


@dataclass
class Noting(FakeGraph):
    """Notes since when it was asked."""

    asked: list[datetime] = field(default_factory=list)

    async def recordings(self, conversation: str, since: datetime) -> tuple[Said, ...]:
        self.asked.append(since)
        return ()


@pytest.mark.parametrize(("late", "back"), [(False, timedelta()), (True, timedelta(hours=12))])
async def test_what_runs_already_when_we_come_late_is_asked_for_too(late: bool, back: timedelta) -> None:
    graph, began = Noting(), NINE - timedelta(minutes=5)
    worker, _, _ = stage(graph=graph)
    meeting = replace(MEETING, occurrence=Occurrence(1, began, provisional=True, late=late))

    assert isinstance(await worker.perform(task(FetchRecordings(), meeting)), Done)
    assert graph.asked == [began - back]
