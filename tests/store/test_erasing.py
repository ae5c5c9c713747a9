"""One person's name stands nowhere any more, whoever else was there keeps theirs, and what happened is still told."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from bot.domain.events import CommandGiven, MeetingAnnounced
from bot.domain.expected import Invited
from bot.domain.participants import Identity, PersonId
from bot.domain.presses import Command
from bot.domain.records import Where
from bot.evidence.records import NOBODY, Look, Looker, Purpose, Seen
from bot.store import looks, schema
from bot.store.names import opened
from bot.store.opened import Database
from bot.store.replicas import EVERY_S
from bot.store.somebody import Outcome, Somebody, erase, find, find_in
from bot.store.vault import MeetingKey, Vault
from tests.scenes import ANN, BO, CATO, EINAR, NINE, OWN, PROCEDURE, WHERE, at, joined, started
from tests.store.conftest import SQLITE
from tests.store.purges import DAY_S, World, files
from tests.store.ticks import NOW, facts

OFFICER = Looker("", "", "Olga Officer")


def chat(number: int) -> Where:
    return Where(f"19:meeting_{number}@thread.v2", OWN, "https://smba.example/", f"m{number}")


def found(world: World, oid: str) -> Somebody:
    with world.database.engine.begin() as connection:
        *_, (who, part) = find(connection, world.vault, oid)
    assert part in (0.0, 1.0)
    return who


def erased(world: World, who: Identity | Somebody, days: float = 5) -> list[Outcome]:
    somebody = found(world, who.oid) if isinstance(who, Identity) else who
    now = NOW + days * DAY_S
    return [one for _, one in erase(world.database, world.vault, PROCEDURE, somebody, OFFICER, now)]


def meeting_ids(world: World) -> list[int]:
    with world.database.engine.begin() as connection:
        return list(connection.execute(select(schema.meeting.c.id).order_by(schema.meeting.c.conversation)).scalars())


def test_a_person_is_erased_in_every_meeting_and_nobody_else_is(world: World) -> None:
    world.hold(ANN, BO, where=chat(1))
    world.hold(BO, CATO, where=chat(2))
    world.hold(CATO, where=chat(3))
    with world.database.engine.begin() as connection:
        keys = connection.execute(select(schema.meeting.c.wrapped_key)).scalars().all()

    assert found(world, BO.oid).names == 2
    assert erased(world, BO) == [Outcome.ERASED] * 2
    assert world.names() == ["Ann", "Cato", "Cato"]
    assert found(world, BO.oid).places == {}
    assert facts(world.database).count("NamesErased") == 2
    with world.database.engine.begin() as connection:
        now = connection.execute(select(schema.meeting.c.wrapped_key)).scalars()
        assert len(set(now) & set(keys)) == 1, "the meeting they were not in keeps its key"
    assert world.rows()


def test_rows_of_an_earlier_version_are_opened_and_compared(world: World) -> None:
    world.hold(ANN, BO, where=chat(1))
    world.hold(ANN, where=chat(2))
    with world.database.engine.begin() as connection:
        connection.execute(update(schema.person).values(mark=None, kept=None))

    assert found(world, ANN.oid.upper()).names == 2
    assert set(erased(world, ANN)) == {Outcome.ERASED}
    assert world.names() == ["Bo"]


def test_of_a_meeting_that_runs_it_is_said_so_and_the_others_are_done(world: World) -> None:
    world.hold(ANN, BO, where=chat(1))
    world.tell(started(), joined(ANN, CATO), where=chat(2))
    world.settle(0.01)

    assert sorted(erased(world, ANN, 0.02)) == sorted([Outcome.ERASED, Outcome.RUNS])
    assert world.names() == ["Ann", "Bo", "Cato"]
    assert len(world.seen(0.02, chat(2)).present) == 2


def test_where_something_is_to_be_done_yet_it_is_said_so(world: World) -> None:
    world.hold(ANN)
    world.tell(CommandGiven(at(5 * 1440), ANN, Command.HELP))

    assert erased(world, ANN) == [Outcome.BUSY]
    world.settle(5.001)
    assert erased(world, ANN) == [Outcome.ERASED]


def test_whoever_was_in_an_earlier_holding_of_a_series_that_runs_is_erased_at_once(world: World) -> None:
    world.hold(ANN, CATO)
    world.tell(replace(started(7 * 1440)), replace(joined(ANN), at=at(7 * 1440 + 1)))
    world.settle(7.01)
    assert found(world, CATO.oid).has_mark_in(world.seen(7.01)), "the series knows them by a mark"

    assert erased(world, CATO, 7.02) == [Outcome.ERASED]
    meeting = world.seen(7.02)
    assert len(meeting.present) == 1
    assert not found(world, CATO.oid).has_mark_in(meeting)
    assert "Cato" not in world.names()


@pytest.mark.parametrize(
    "line",
    [Invited(oid=CATO.oid), Invited(address=CATO.address), Invited(name="Ek, Cato"), Invited(mri=CATO.mri)],
    ids=["oid", "address", "name", "mri"],
)
def test_whoever_stands_on_a_list_alone_is_found_by_what_is_known_of_them(world: World, line: Invited) -> None:
    world.hold(CATO, where=chat(1))
    world.tell(MeetingAnnounced(at(3 * 1440), "booking", (line,)), where=chat(2))
    world.settle(4)

    assert set(erased(world, CATO)) == {Outcome.ERASED}
    assert not world.seen(5, chat(2)).announced


def test_somebody_without_an_account_is_erased_by_their_pseudonym(world: World) -> None:
    world.hold(ANN, EINAR)
    (number,) = meeting_ids(world)
    with world.database.engine.begin() as connection:
        pseudonyms = (
            connection.execute(select(schema.person.c.person).where(schema.person.c.mark == b"")).scalars().all()
        )
    assert len(pseudonyms) == 1
    with world.database.engine.begin() as connection:
        who = find_in(connection, world.vault, number, PersonId(pseudonyms[0]))
        assert find_in(connection, world.vault, number, PersonId("p99")) is None
    assert who is not None
    assert who.oid == ""

    assert erased(world, who) == [Outcome.ERASED]
    assert world.names() == ["Ann"]


def test_their_own_looks_lose_the_name_and_the_erasure_is_a_look_itself(world: World) -> None:
    world.hold(ANN)
    (number,) = meeting_ids(world)
    with world.database.engine.begin() as connection:
        for who in (ANN, BO):
            look = Look(NINE, who.name, Seen.TIMELINE, Purpose.SUPERVISION, number, 1)
            looks.add(connection, world.vault, look, Looker(who.tenant, who.oid, who.name))
    assert found(world, ANN.oid).looks == 1
    assert erased(world, ANN) == [Outcome.ERASED]

    with world.database.engine.begin() as connection:
        told = looks.read(connection, world.vault, 0.0, NOW + 99 * DAY_S)
        assert looks.verify(connection) is None
    assert [(one.by, one.seen) for one in told] == [
        ("Olga Officer", Seen.ERASURE), ("Olga Officer", Seen.ERASURE), ("Bo Dahl", Seen.TIMELINE), ("", Seen.TIMELINE),
    ]  # fmt: skip
    assert (told[0].meeting, told[0].people) == (None, NOBODY), "that looks lost their name"
    assert (told[1].meeting, len(told[1].people)) == (number, 1)


def test_nobody_takes_their_name_off_the_access_log_without_a_trace(world: World) -> None:
    with world.database.engine.begin() as connection:
        looks.add(
            connection, world.vault, Look(NINE, "", Seen.EXPORT, Purpose.SUPERVISION), Looker(OWN, BO.oid, BO.name)
        )
    assert found(world, BO.oid).names == 0
    assert erased(world, BO) == []

    with world.database.engine.begin() as connection:
        told = looks.read(connection, world.vault, 0.0, NOW + 99 * DAY_S)
        assert looks.verify(connection) is None
    assert [(one.by, one.seen) for one in told] == [("Olga Officer", Seen.ERASURE), ("", Seen.EXPORT)]
    assert erased(world, BO) == []
    assert found(world, BO.oid).looks == 0


def test_a_process_that_holds_the_meeting_open_forgets_them_too(another: Callable[[], Database], vault: Vault) -> None:
    serving, other = World(another(), vault), World(another(), vault)
    serving.tell(joined(ANN, BO))
    serving.settle(0.3)
    assert serving.seen(0.5).identities
    assert erased(other, ANN, 1) == [Outcome.ERASED]
    serving.tell(replace(joined(CATO), at=at(1 * 1440 + 60)))

    assert serving.names() == ["Bo", "Cato"]
    assert "Ann" not in str([who.name for who in serving.seen(1.1).identities.values()])
    assert serving.rows()


def test_a_process_that_hears_no_more_of_the_meeting_lets_go_of_the_names_within_seconds(
    another: Callable[[], Database], vault: Vault
) -> None:
    serving, other = World(another(), vault), World(another(), vault)
    serving.hold(ANN, BO)
    serving.ticker.tick(NOW + 2 * DAY_S, [], [], 0, [WHERE])
    serving.tell(replace(joined(CATO), at=at(2 * 1440 + 1)))
    assert len(serving.ticker.cache) == 1
    assert erased(other, BO, 2.001) == [Outcome.ERASED], "in a meeting that runs: they were in an earlier holding"

    serving.ticker.tick(NOW + 2.001 * DAY_S + EVERY_S, [], [], 0)
    assert len(serving.ticker.cache) == 0


def test_whoever_is_met_anew_while_they_are_looked_for_is_erased_there_too(world: World) -> None:
    world.hold(ANN, BO, where=chat(1))
    who = found(world, ANN.oid)
    world.hold(ANN, BO, days=3, where=chat(1))
    world.hold(ANN, days=6, where=chat(2))

    assert erased(world, who, 9) == [Outcome.ERASED] * 3
    assert "Ann" not in world.names()
    assert who.names == 3


def test_whoever_reads_names_while_another_is_erased_reads_them_under_the_key_that_fits(
    another: Callable[[], Database], vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    world, other, reading = World(another(), vault), World(another(), vault), another()
    world.hold(ANN, BO)
    (number,) = meeting_ids(world)
    unwrap = vault.unwrap

    def meanwhile(wrapped: bytes, meeting: int) -> MeetingKey:
        key = unwrap(wrapped, meeting)
        monkeypatch.undo()
        assert erased(other, BO) == [Outcome.ERASED]
        return key

    monkeypatch.setattr(vault, "unwrap", meanwhile)
    with reading.engine.begin() as connection:
        people = [PersonId(f"p{place}") for place in range(1, 9)]
        named = opened(connection, vault, number, people)
    assert sorted(who.name for who in named.values()) == ["Ann Berg", "Bo Dahl"]
    assert world.names() == ["Ann"]


@pytest.mark.parametrize("database_url", [SQLITE], indirect=True)
def test_no_byte_of_the_name_and_no_key_of_one_is_left_in_the_files(world: World, tmp_path: Path) -> None:
    for number in range(8):
        world.hold(ANN, BO, CATO, where=chat(number))
    with world.database.engine.begin() as connection:
        keys = connection.execute(select(schema.meeting.c.wrapped_key)).scalars().all()
        mark = schema.person.c.mark == world.vault.mark(ANN.oid)
        sealed = connection.execute(select(schema.person.c.sealed).where(mark)).scalars().all()
    assert len(sealed) == 8
    assert set(erased(world, ANN)) == {Outcome.ERASED}

    left = files(tmp_path)
    assert not [one for one in (*keys, *sealed) if one[-24:] in left or one[:24] in left]
    assert world.vault.mark(ANN.oid) not in left
    assert ANN.name.encode() not in left
    assert world.names() == ["Bo"] * 8 + ["Cato"] * 8
    assert world.purge(40, timedelta(days=30)).names == 16
