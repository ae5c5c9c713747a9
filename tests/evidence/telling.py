"""Meetings played by the domain, and their rows as the store writes them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bot.domain.decide import decide
from bot.domain.events import Event
from bot.domain.meeting import Meeting
from bot.domain.procedure import Procedure
from bot.domain.trace import trace_effect, trace_fact
from bot.domain.verdict import judge_person
from bot.domain.whereabouts import moved
from bot.evidence.records import Holding, Row
from tests.scenes import NINE, PROCEDURE, WHERE


def play(
    *events: Event, places: bool = True, verdicts: bool = True, procedure: Procedure = PROCEDURE
) -> tuple[Meeting, list[Row]]:
    """The meeting after these events, and its rows. *places*, *verdicts*: as versions from 0.4.0 on tell them."""
    meeting, rows = Meeting(WHERE), list[Row]()
    for number, event in enumerate(events, start=1):
        decision = decide(event, meeting, procedure)
        asked = [trace_effect(rule, one) for rule, one in zip(decision.asked_by, decision.effects, strict=True)]
        body: dict[str, Any] = {**trace_fact(decision.fact, decision.after), "asked": asked}
        told = moved(meeting, decision.after)
        if places and told is not None:
            body["places"] = told
        judged = _changed(meeting, decision.after)
        if verdicts and judged:
            body["verdicts"] = judged
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


def _changed(before: Meeting, after: Meeting) -> list[str]:
    """Whose verdict is another now, as rows tell it."""
    told = []
    for person in after.around:
        now = judge_person(person, after)
        known = person in before.identities and person in before.around
        if not known or judge_person(person, before) != now:
            told.append(f"{person}: {' '.join([now.weight, *now.reasons])}")
    return told
