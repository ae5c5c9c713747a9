"""The purge: names and keys go when their time is over, everything else stays, and the bot goes on."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert, select, update

from bot.domain.events import Event, MeetingAnnounced, MeetingEnded, MeetingStarted
from bot.domain.expected import Invited
from bot.domain.meeting import Meeting
from bot.domain.participants import Identity
from bot.domain.records import Where
from bot.store import purging, schema
from bot.store.opened import Database
from bot.store.purging import Purge, Purged
from bot.store.rows import chained
from bot.store.tick import Ticker
from bot.store.vault import Vault
from tests.scenes import ANN, BO, CATO, OWN, PROCEDURE, WHERE, at, invited, joined, staff, started
from tests.store.ticks import NOW, delivery, facts

MONTH = timedelta(days=30)
DAY_S = 86_400.0


def tell(ticker: Ticker, *events: Event, now: float = NOW, where: Where = WHERE) -> None:
    told = [delivery(f"{where.conversation}-{now}-{n}", event, where) for n, event in enumerate(events)]
    ticker.tick(now, told, [], 0)


def hold(ticker: Ticker, *people: Identity, days: float = 0, where: Where = WHERE) -> None:
    """An hour's meeting of these people, so many days after the first."""
    start, end = at(days * 1440), at(days * 1440 + 60)
    told = [replace(invited(BO), at=start), replace(joined(*people), at=start)]
    tell(ticker, MeetingStarted(start, start), *told, MeetingEnded(end, end), now=end.timestamp(), where=where)
    settle(ticker, end.timestamp() + 2 * DAY_S)


def settle(ticker: Ticker, until: float) -> None:
    """Alarms ring, and what waits to be done is given up, as if somebody had done it."""
    for _ in range(40):
        ticker.tick(until, [], [], 0)
    with ticker._engine.begin() as connection:  # noqa: SLF001  # nobody else is to write just now
        connection.execute(schema.effect.delete())


def purge(database: Database, vault: Vault, days: float, ticker: Ticker | None = None) -> Purged:
    """A whole purge, so many days after the first meeting."""
    now = NOW + days * DAY_S
    one = Purge(database, vault, PROCEDURE, MONTH, now, ticker.cache if ticker else None)
    while one.step(now):
        pass
    return one.done


def names(database: Database, vault: Vault) -> list[str]:
    """Every name that can be opened still."""
    found = []
    with database.engine.begin() as connection:
        keys = {row.id: row.wrapped_key for row in connection.execute(select(schema.meeting)) if row.wrapped_key}
        for row in connection.execute(select(schema.person)):
            if row.meeting in keys:
                found.append(vault.unwrap(keys[row.meeting], row.meeting).open(row.sealed, f"person:{row.person}"))
    return sorted(name for name in ("Ann", "Bo", "Cato") for one in found if name.encode() in one)


def verify(database: Database) -> int:
    """How many rows all chains have; each of them holds."""
    heads = dict[int, bytes]()
    with database.engine.begin() as connection:
        rows = connection.execute(select(schema.audit).order_by(schema.audit.c.meeting, schema.audit.c.seq)).mappings()
        for count, row in enumerate(rows, 1):
            heads[row["meeting"]] = chained(heads.get(row["meeting"], b""), dict(row))
            assert heads[row["meeting"]] == row["hash"]
        for one in connection.execute(select(schema.meeting)):
            assert heads[one.id] == one.audit_hash
    return count


def seen(ticker: Ticker, now: float, where: Where = WHERE) -> Meeting:
    (meeting,) = ticker.tick(now, [], [], 0, [where]).seen
    return meeting


def test_names_go_when_their_time_is_over_and_not_before(ticker: Ticker, database: Database, vault: Vault) -> None:
    hold(ticker, ANN, BO, CATO)

    assert purge(database, vault, 29.9) == Purged()
    assert names(database, vault) == ["Ann", "Bo", "Cato"]
    assert purge(database, vault, 33) == Purged(names=3, meetings=1)
    assert names(database, vault) == []
    assert facts(database)[-1] == "NamesErased"
    assert verify(database) > 5
    assert purge(database, vault, 34) == Purged(), "once is enough"


def test_a_series_keeps_the_names_of_its_last_weeks_under_a_new_key(
    ticker: Ticker, database: Database, vault: Vault
) -> None:
    for week, people in enumerate([(ANN, BO), (ANN, CATO), (ANN, CATO), (ANN, CATO), (ANN, CATO), (ANN, CATO)]):
        hold(ticker, *people, days=7 * week)
    with database.engine.begin() as connection:
        old = connection.execute(select(schema.meeting.c.wrapped_key)).scalar_one()
    before = len(names(database, vault))

    assert purge(database, vault, 36, ticker).names == 2
    assert "Bo" not in names(database, vault)
    assert len(names(database, vault)) == before - 2
    with database.engine.begin() as connection:
        assert connection.execute(select(schema.meeting.c.wrapped_key)).scalar_one() != old
    hold(ticker, ANN, BO, days=42)
    meeting = seen(ticker, NOW + 45 * DAY_S)
    assert meeting.occurrence_number == 7
    assert meeting.series, "marks tell who was there before"
    verify(database)


def test_a_meeting_that_runs_is_left_alone(ticker: Ticker, database: Database, vault: Vault) -> None:
    tell(ticker, started(), invited(BO), joined(ANN, BO))
    settle(ticker, NOW + 60)
    with database.engine.begin() as connection:
        connection.execute(update(schema.person).values(kept=NOW - 99 * DAY_S))

    assert purge(database, vault, 0.01, ticker) == Purged()
    assert len(seen(ticker, NOW + 900).present) == 2


def test_whom_a_system_named_lately_for_the_next_time_stays_expected(
    ticker: Ticker, database: Database, vault: Vault
) -> None:
    hold(ticker, ANN)
    said = MeetingAnnounced(at(40 * 1440), "booking", (Invited(CATO.oid, OWN, name="Cato Ek"),))
    tell(ticker, said, now=said.at.timestamp())
    settle(ticker, said.at.timestamp() + 60)

    assert purge(database, vault, 41, ticker).meetings == 0
    assert seen(ticker, NOW + 41 * DAY_S).announced
    assert names(database, vault) == []
    assert purge(database, vault, 75, ticker).meetings == 1
    assert not seen(ticker, NOW + 75 * DAY_S).announced


def test_whom_a_system_named_for_a_meeting_that_was_never_held_is_forgotten(
    ticker: Ticker, database: Database, vault: Vault
) -> None:
    tell(ticker, MeetingAnnounced(at(0), "booking", (Invited(CATO.oid, OWN, name="Cato Ek"),)))
    settle(ticker, NOW + 60)

    assert purge(database, vault, 29, ticker) == Purged()
    assert purge(database, vault, 31, ticker) == Purged(meetings=1)
    assert not seen(ticker, NOW + 31 * DAY_S).announced
    assert purge(database, vault, 32, ticker) == Purged()


def test_a_series_that_was_not_held_for_ninety_days_loses_its_key_and_counts_on(
    ticker: Ticker, database: Database, vault: Vault
) -> None:
    hold(ticker, ANN, BO)
    purge(database, vault, 33)
    assert purge(database, vault, 89).keys == 0
    assert purge(database, vault, 91) == Purged(keys=1)
    with database.engine.begin() as connection:
        row = connection.execute(select(schema.meeting)).one()
    assert (row.wrapped_key, row.state) == (None, None)
    hold(ticker, ANN, CATO, days=100)

    meeting = seen(ticker, NOW + 101 * DAY_S)
    assert meeting.occurrence_number == 2, "no two occurrences bear one number"
    assert names(database, vault) == ["Ann", "Cato"]
    verify(database)


def test_names_outlive_the_marks_where_the_hospital_keeps_them_longer(
    ticker: Ticker, database: Database, vault: Vault
) -> None:
    hold(ticker, ANN, BO)
    now = NOW + 100 * DAY_S
    one = Purge(database, vault, PROCEDURE, timedelta(days=365), now)
    while one.step(now):
        pass

    assert one.done == Purged()
    assert names(database, vault) == ["Ann", "Bo"]
    with database.engine.begin() as connection:
        assert connection.execute(select(schema.meeting.c.state)).scalar_one() is None
    hold(ticker, ANN, CATO, days=101)
    assert names(database, vault) == ["Ann", "Ann", "Bo", "Cato"], "what is remembered since bears the same key"


def test_rows_of_an_earlier_version_get_their_time_from_the_first_purge_on(
    ticker: Ticker, database: Database, vault: Vault
) -> None:
    hold(ticker, ANN)
    with database.engine.begin() as connection:
        connection.execute(update(schema.person).values(kept=None, mark=None))
        connection.execute(schema.occurrence.delete())

    assert purge(database, vault, 20) == Purged()
    with database.engine.begin() as connection:
        assert connection.execute(select(schema.person.c.kept)).scalars().all() == [NOW + 20 * DAY_S]
    assert purge(database, vault, 51).names == 1


def test_who_looked_is_told_for_a_year(ticker: Ticker, database: Database, vault: Vault) -> None:
    row = {"meeting": None, "body": "{}", "mark": b"m", "sealed": b"s", "hash": b"h"}
    with database.engine.begin() as connection:
        rows = [{**row, "seq": n, "at": NOW - n * DAY_S} for n in (364, 366)]
        connection.execute(insert(schema.look), rows)

    assert purge(database, vault, 0) == Purged(looks=1)
    with database.engine.begin() as connection:
        kept = connection.execute(select(schema.look.c.seq, schema.look.c.sealed).order_by(schema.look.c.seq)).all()
    assert [tuple(one) for one in kept] == [(364, b"s"), (366, None)]


def test_many_meetings_are_done_a_few_at_a_time(
    ticker: Ticker, database: Database, vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(purging, "LOOKED_THROUGH", 7)
    monkeypatch.setattr(purging, "AT_ONCE", 2)
    for number in range(20):
        chat = Where(f"19:meeting_{number}@thread.v2", OWN, "https://smba.example/", f"m{number}")
        tell(ticker, started(), joined(staff(f"Ann {number}", number + 50)), MeetingEnded(at(60), at(60)), where=chat)
    settle(ticker, NOW + 2 * DAY_S)

    assert purge(database, vault, 33) == Purged(names=20, meetings=20)
    assert names(database, vault) == []
    verify(database)


def test_another_process_that_holds_a_meeting_is_not_waited_for(
    another: Callable[[], Database], vault: Vault, tmp_path: Path
) -> None:
    ours, theirs = another(), another()
    hold(Ticker(ours, vault, PROCEDURE), ANN)
    with theirs.engine.begin() as connection:
        connection.execute(select(schema.meeting.c.id).with_for_update())
        assert purge(ours, vault, 33) == Purged()

    assert purge(ours, vault, 34) == Purged(names=1, meetings=1)


def test_a_process_that_holds_the_meeting_open_forgets_it_too(another: Callable[[], Database], vault: Vault) -> None:
    serving = Ticker(another(), vault, PROCEDURE)
    hold(serving, ANN, BO)
    assert seen(serving, NOW + 3 * DAY_S).occurrence_number == 1
    other = another()
    assert purge(other, vault, 34) == Purged(names=2, meetings=1)
    tell(serving, replace(joined(CATO), at=at(34 * 1440 + 1)), now=NOW + 34 * DAY_S + 60)

    assert names(other, vault) == ["Cato"]
    assert len(seen(serving, NOW + 35 * DAY_S).identities) == 1
    verify(other)
