"""Meetings played by the domain, and their rows as the store writes them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bot.domain.decide import decide
from bot.domain.events import Event
from bot.domain.meeting import Meeting
from bot.domain.procedure import Procedure
from bot.domain.trace import trace_decision
from bot.evidence.records import Holding, Row
from tests.scenes import NINE, PROCEDURE, WHERE


def play(
    *events: Event, places: bool = True, verdicts: bool = True, procedure: Procedure = PROCEDURE
) -> tuple[Meeting, list[Row]]:
    """The meeting after these events, and its rows. *places*, *verdicts*: as versions from 0.4.0 on tell them."""
    meeting, rows = Meeting(WHERE), list[Row]()
    for number, event in enumerate(events, start=1):
        decision = decide(event, meeting, procedure)
        body: dict[str, Any] = dict(trace_decision(decision, event.at))
        for key, wanted in (("places", places), ("verdicts", verdicts)):
            if not wanted:
                body.pop(key, None)
        rows.append(Row(number, event.at, body))
        meeting = decision.after
    return meeting, rows


def holding(meeting: Meeting | None = None, *, ended: datetime | None = None, hours: float | None = None) -> Holding:
    """The occurrence that *meeting* is in; without one, a meeting from nine o'clock on."""
    now = meeting.occurrence if meeting else None
    if now is not None:
        return Holding(7, now.number, 1, now.started, now.ended)
    return Holding(7, 1, 1, NINE, NINE + timedelta(hours=hours) if hours else ended)


def shifted(rows: Iterable[Row], by: timedelta) -> list[Row]:
    return [replace(row, at=row.at + by) for row in rows]
