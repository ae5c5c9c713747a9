"""Hundreds of roster changes in a meeting of three hundred: what the bench measures, without the machine's share."""

from pathlib import Path

from sqlalchemy import Table, func, select

from bench.roster_changes import AT_FIRST, PEOPLE, WHERE, Play, played, smallest_gap
from bot.domain.alarms import Alarm
from bot.domain.effects import CardKind
from bot.store import pace, schema
from bot.store.tick import Ticker
from tests.scenes import BUILT_IN

CHANGES, EVERY_S = 500, 0.36


def test_hundreds_of_roster_changes_are_remembered_right_in_bounded_room(tmp_path: Path) -> None:
    seen: list[int] = []
    play = played(tmp_path, CHANGES, every_s=EVERY_S, watch=lambda play: seen.append(rows(play, schema.person)))
    meeting = play.meeting
    names = {play.people[one].name for one in play.inside}

    assert {meeting.identities[person].name for person in meeting.present} == names
    (stored,) = Ticker(play.database, play.vault, BUILT_IN).tick(play.now, [], [], 0, [WHERE]).seen
    (held,) = play.ticker.tick(play.now, [], [], 0, [WHERE]).seen
    assert held == stored

    assert smallest_gap(play.updates) >= pace.UPDATE_EVERY_S
    assert len(play.updates) > 100, "or nothing was measured"
    alert = meeting.latest_matter(CardKind.ALERT)
    assert play.drawn[str(alert)].alerts == meeting.alerts, "the alert ends as the meeting is"

    assert len(play.ticker.cache) == 1
    assert play.ticker.cache.people <= 2 * PEOPLE
    assert AT_FIRST <= seen[0] <= seen[-1] <= PEOPLE
    assert rows(play, schema.meeting) == 1
    assert rows(play, schema.alarm) <= len(Alarm)
    assert rows(play, schema.effect) <= 10
    assert rows(play, schema.audit) >= CHANGES
    play.database.close()


def rows(play: Play, table: Table) -> int:
    with play.database.engine.begin() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()
