"""What is kept about somebody, and who has seen it: told to them, and no more than that."""

import pytest
from sqlalchemy import delete, update

from bot.domain.participants import Identity, PersonId
from bot.domain.records import Where
from bot.evidence.records import Look, Purpose, Seen
from bot.store import looks, schema
from bot.store.opened import Database
from bot.store.records import SHOWN_WHOLE, StoredRecords
from bot.store.tick import Ticker
from bot.store.vault import Vault
from tests.scenes import ANN, BO, KARI, OWN, WHERE, at
from tests.store.series import OFFICER, WEEK, Standing, all_of, hold, note


@pytest.mark.parametrize("marked", [True, False], ids=["marked", "by an earlier version"])
def test_insight_is_every_holding_that_tells_of_somebody_newest_first(
    series: Database, records: StoredRecords, vault: Vault, marked: bool
) -> None:
    note(series, vault, marked=marked)
    ann, bo = records.insight(ANN), records.insight(BO)

    assert [one.holding.number for one in ann.kept] == [3, 2, 1]
    assert len({one.person for one in ann.kept}) == 3, "each holding has its own pseudonyms"
    assert [(one.holding.number, one.person, len(one.rows)) for one in bo.kept] == [(1, "p2", 3)]
    assert records.insight(Identity("Nobody", oid="00000000-0000-4000-9000-00000000ffff")).kept == ()
    assert records.insight(Identity("Somebody without an account")).kept == ()


def test_whoever_keeps_a_pseudonym_is_found_in_each_holding_that_tells_of_it(
    series: Database, records: StoredRecords, vault: Vault
) -> None:
    first, second, *_ = all_of(records)
    with series.engine.begin() as connection:  # as of somebody who ticked between the two
        connection.execute(
            update(schema.audit)
            .where(schema.audit.c.meeting == first.meeting, schema.audit.c.seq == second.first + 1)
            .values(body='{"fact":"ParticipantsJoined","people":["p2","p4"],"verdicts":["p2: red unknown"]}')
        )
        end = (schema.audit.c.meeting == first.meeting, schema.audit.c.seq == second.first + 2)
        connection.execute(
            update(schema.audit).where(*end).values(body='{"fact":"MeetingEnded","places":["p4: gone"]}')
        )
        connection.execute(update(schema.person).where(schema.person.c.person == "p2").values(occurrence=2))

    assert [(one.holding.number, one.person) for one in records.insight(BO).kept] == [(2, "p2"), (1, "p2")]
    named = records.names(second, OFFICER, Seen.TIMELINE, Purpose.DEVIATION)
    assert sorted(who.name for who in named.values()) == ["Bo Dahl", "Cato Ek"]


@pytest.mark.usefixtures("series")
def test_an_account_that_is_written_otherwise_is_the_same(records: StoredRecords) -> None:
    assert len(records.insight(Identity(oid=BO.oid.upper())).kept) == 1


@pytest.mark.usefixtures("series")
def test_whoever_was_looked_at_is_told_by_whom_and_what_for(records: StoredRecords, standing: Standing) -> None:
    first, second, other, third = all_of(records)
    for minutes, holding in enumerate((first, second, third, other)):
        standing.hour = at(3 * WEEK + minutes)
        records.names(holding, OFFICER, Seen.TIMELINE, Purpose.DEVIATION)

    assert [look.number for look in records.insight(ANN).looks] == [3, 2, 1]
    bo = records.insight(BO).looks
    assert [(look.by, look.number, look.meeting) for look in bo] == [("Olga Officer", 1, first.meeting)]
    assert [look.meeting for look in records.insight(KARI).looks] == [other.meeting]


def look(meeting: int | None, seen: Seen, minutes: float, *people: str) -> Look:
    named = tuple(PersonId(one) for one in people)
    return Look(at(minutes), "", seen, Purpose.REQUEST, meeting, None, named)


def test_looks_at_others_alone_are_not_told_and_wide_ones_are_from_the_first_holding_on(
    series: Database, records: StoredRecords, vault: Vault
) -> None:
    meeting = all_of(records)[0].meeting
    with series.engine.begin() as connection:
        for one in (
            look(None, Seen.EXPORT, -5),
            look(None, Seen.EXPORT, 5),
            look(None, Seen.ERASURE, 6),
            look(meeting, Seen.EXPORT, 7, "p1"),
            look(meeting, Seen.EXPORT, 8, "p1", "p2"),
            look(meeting, Seen.EXPORT, 9),
        ):
            looks.add(connection, vault, one, OFFICER)

    assert [one.at for one in records.insight(BO).looks] == [at(9), at(8), at(5)]


def test_of_many_holdings_the_newest_are_told_whole_and_the_rest_counted(
    ticker: Ticker, database: Database, vault: Vault, records: StoredRecords
) -> None:
    for number in range(SHOWN_WHOLE + 3):
        hold(ticker, database, Where(f"19:meeting_{number}", OWN, WHERE.service_url, "m"), number * 60, ANN)
    note(database, vault)
    told = records.insight(ANN)

    assert len(told.kept) == SHOWN_WHOLE
    assert told.more == 3
    assert told.kept[0].holding.began == at((SHOWN_WHOLE + 2) * 60)


def test_what_is_kept_where_nothing_is_held_is_told_too(
    ticker: Ticker, database: Database, vault: Vault, records: StoredRecords
) -> None:
    hold(ticker, database, WHERE, 0, ANN)
    note(database, vault)
    with database.engine.begin() as connection:
        connection.execute(delete(schema.occurrence))
    (kept,) = records.insight(ANN).kept

    assert (kept.holding.began, kept.holding.ended, len(kept.rows)) == (at(0), at(30), 3)
