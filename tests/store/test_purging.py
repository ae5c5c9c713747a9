"""The purge: names and keys go when their time is over, everything else stays, and the bot goes on."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert, select, update

from bot.domain.events import ChatMembersChanged, MeetingAnnounced, MeetingEnded
from bot.domain.expected import Invited
from bot.domain.records import Where
from bot.store import purging, schema
from bot.store.opened import Database
from bot.store.purging import Purged
from bot.store.vault import Vault
from tests.scenes import ANN, BO, CATO, OWN, at, invited, joined, staff, started
from tests.store.conftest import SQLITE
from tests.store.purges import DAY_S, World, files
from tests.store.ticks import NOW, facts


def test_names_go_when_their_time_is_over_and_not_before(world: World) -> None:
    world.hold(ANN, BO, CATO)

    assert world.purge(29.9) == Purged()
    assert world.names() == ["Ann", "Bo", "Cato"]
    assert world.purge(33) == Purged(names=3, meetings=1)
    assert world.names() == []
    assert facts(world.database)[-1] == "NamesErased"
    assert world.rows() > 5
    assert world.purge(34) == Purged(), "once is enough"


def test_a_series_keeps_the_names_of_its_last_weeks_under_a_new_key(world: World) -> None:
    for week, people in enumerate([(ANN, BO), (ANN, CATO), (ANN, CATO), (ANN, CATO), (ANN, CATO), (ANN, CATO)]):
        world.hold(*people, days=7 * week)
    with world.database.engine.begin() as connection:
        old = connection.execute(select(schema.meeting.c.wrapped_key)).scalar_one()
    before = len(world.names())

    assert world.purge(36).names == 2
    assert "Bo" not in world.names()
    assert len(world.names()) == before - 2
    with world.database.engine.begin() as connection:
        assert connection.execute(select(schema.meeting.c.wrapped_key)).scalar_one() != old
    world.hold(ANN, BO, days=42)
    meeting = world.seen(45)
    assert meeting.occurrence_number == 7
    assert meeting.series, "marks tell who was there before"
    world.rows()


def test_a_meeting_that_runs_is_left_alone(world: World) -> None:
    world.tell(started(), invited(BO), joined(ANN, BO))
    world.settle(0.001)
    with world.database.engine.begin() as connection:
        connection.execute(update(schema.person).values(kept=NOW - 99 * DAY_S))

    assert world.purge(0.01) == Purged()
    assert len(world.seen(0.01).present) == 2


def test_whom_a_system_named_lately_for_the_next_time_stays_expected(world: World) -> None:
    world.hold(ANN)
    said = MeetingAnnounced(at(40 * 1440), "booking", (Invited(CATO.oid, OWN, name="Cato Ek"),))
    world.tell(said)
    world.settle(40.001)

    assert world.purge(41).meetings == 0
    assert world.seen(41).announced
    assert world.names() == []
    assert world.purge(75).meetings == 1
    assert not world.seen(75).announced


def test_whom_a_system_named_for_a_meeting_that_was_never_held_is_forgotten(world: World) -> None:
    world.tell(MeetingAnnounced(at(0), "booking", (Invited(CATO.oid, OWN, name="Cato Ek"),)))
    world.settle(0.001)

    assert world.purge(29) == Purged()
    assert world.purge(31) == Purged(meetings=1)
    assert not world.seen(31).announced
    assert world.purge(32) == Purged()


def test_in_a_chat_that_never_met_names_go_in_their_time_whoever_comes_since(world: World) -> None:
    for day, one in ((0, ANN), (20, BO)):
        world.tell(ChatMembersChanged(at(day * 1440), added=(one,)))
        world.settle(day + 0.001)
    assert world.purge(29).names == 0

    assert world.purge(31).names == 1
    assert world.names() == ["Bo"]
    world.tell(ChatMembersChanged(at(40 * 1440), added=(CATO,)))
    world.settle(40.001)
    assert world.purge(51).names == 1
    assert world.names() == ["Cato"]
    world.hold(BO, CATO, days=60)
    assert world.names() == ["Bo", "Cato"], "a meeting is held there as in any chat"
    world.rows()


def test_a_series_that_was_not_held_for_ninety_days_loses_its_key_and_counts_on(world: World) -> None:
    world.hold(ANN, BO)
    world.purge(33)
    assert world.purge(89).keys == 0
    assert world.purge(91) == Purged(keys=1)
    with world.database.engine.begin() as connection:
        row = connection.execute(select(schema.meeting)).one()
    assert (row.wrapped_key, row.state) == (None, None)
    world.hold(ANN, CATO, days=100)

    meeting = world.seen(101)
    assert meeting.occurrence_number == 2, "no two occurrences bear one number"
    assert world.names() == ["Ann", "Cato"]
    world.rows()


def test_names_outlive_the_marks_where_the_hospital_keeps_them_longer(world: World) -> None:
    world.hold(ANN, BO)

    assert world.purge(100, timedelta(days=365)) == Purged()
    assert world.names() == ["Ann", "Bo"]
    with world.database.engine.begin() as connection:
        assert connection.execute(select(schema.meeting.c.state)).scalar_one() is None
    world.hold(ANN, CATO, days=101)
    assert world.names() == ["Ann", "Ann", "Bo", "Cato"], "what is remembered since bears the same key"


def test_rows_of_an_earlier_version_get_their_time_from_the_first_purge_on(world: World) -> None:
    world.hold(ANN)
    with world.database.engine.begin() as connection:
        connection.execute(update(schema.person).values(kept=None, mark=None))
        connection.execute(schema.occurrence.delete())

    assert world.purge(20) == Purged()
    with world.database.engine.begin() as connection:
        assert connection.execute(select(schema.person.c.kept)).scalars().all() == [NOW + 20 * DAY_S]
    assert world.purge(51).names == 1


def test_who_looked_is_told_for_a_year(world: World) -> None:
    row = {"meeting": None, "body": "{}", "mark": b"m", "sealed": b"s", "hash": b"h"}
    with world.database.engine.begin() as connection:
        rows = [{**row, "seq": n, "at": NOW - n * DAY_S} for n in (364, 366)]
        connection.execute(insert(schema.look), rows)

    assert world.purge(0) == Purged(looks=1)
    with world.database.engine.begin() as connection:
        kept = connection.execute(select(schema.look.c.seq, schema.look.c.sealed).order_by(schema.look.c.seq)).all()
    assert [tuple(one) for one in kept] == [(364, b"s"), (366, None)]


def test_many_meetings_are_done_a_few_at_a_time(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(purging, "LOOKED_THROUGH", 7)
    monkeypatch.setattr(purging, "AT_ONCE", 2)
    for number in range(20):
        chat = Where(f"19:meeting_{number}@thread.v2", OWN, "https://smba.example/", f"m{number}")
        world.tell(started(), joined(staff(f"Ann {number}", number + 50)), MeetingEnded(at(60), at(60)), where=chat)
    world.settle(2)

    assert world.purge(33) == Purged(names=20, meetings=20)
    assert world.names() == []
    world.rows()


def test_another_process_that_holds_a_meeting_is_not_waited_for(another: Callable[[], Database], vault: Vault) -> None:
    ours, theirs = World(another(), vault), another()
    ours.hold(ANN)
    with theirs.engine.begin() as connection:
        connection.execute(select(schema.meeting.c.id).with_for_update())
        assert ours.purge(33) == Purged()

    assert ours.purge(34) == Purged(names=1, meetings=1)


def test_a_process_that_holds_the_meeting_open_forgets_it_too(another: Callable[[], Database], vault: Vault) -> None:
    serving, other = World(another(), vault), World(another(), vault)
    serving.hold(ANN, BO)
    assert serving.seen(3).occurrence_number == 1
    assert other.purge(34) == Purged(names=2, meetings=1)
    serving.tell(replace(joined(CATO), at=at(34 * 1440 + 1)))

    assert serving.names() == ["Cato"]
    assert len(serving.seen(34.01).identities) == 1
    assert serving.rows()


@pytest.mark.parametrize("database_url", [SQLITE], indirect=True)
def test_no_byte_of_a_name_nor_the_key_of_one_is_left_in_the_files(world: World, tmp_path: Path) -> None:
    people = [staff(f"Ann {number}", number + 50) for number in range(30)]
    for number in range(12):
        chat = Where(f"19:meeting_{number}@thread.v2", OWN, "https://smba.example/", f"m{number}")
        world.hold(*people, where=chat)
    with world.database.engine.begin() as connection:
        keys = connection.execute(select(schema.meeting.c.wrapped_key)).scalars().all()
        sealed = connection.execute(select(schema.person.c.sealed)).scalars().all()
    assert len(set(keys)) == 12
    assert len(set(sealed)) == 12 * 30
    assert all(one in files(tmp_path) for one in (*keys, *sealed))

    assert world.purge(33) == Purged(names=360, meetings=12)
    world.database.clean()
    left = files(tmp_path)
    assert not [one for one in (*keys, *sealed) if one[-24:] in left or one[:24] in left]
    assert not [who for who in people if who.name.encode() in left or who.oid.encode() in left]
    assert world.rows()


@pytest.mark.parametrize("database_url", [SQLITE], indirect=True)
def test_a_purge_that_comes_late_does_all_at_once(world: World) -> None:
    world.hold(ANN, BO)

    assert world.purge(95) == Purged(names=2, meetings=1, keys=1)
    assert world.names() == []
