"""What is written beside a meeting for those who look later: whose names, since when, and from when to when it was."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.domain.events import Event, MeetingEnded, MeetingFellSilent, MeetingStarted
from bot.store import schema
from bot.store.opened import Database
from bot.store.tick import Ticker
from bot.store.vault import Vault
from tests.scenes import ANN, BO, EINAR, at, joined, started
from tests.store.ticks import NOW, delivery, facts

Row = tuple[int, int, float, float | None]


def tell(ticker: Ticker, *events: Event, now: float = NOW) -> None:
    ticker.tick(now, [delivery(f"{now}-{n}", event) for n, event in enumerate(events)], [], 0)


def holdings(database: Database) -> list[Row]:
    row = schema.occurrence.c
    with database.engine.begin() as connection:
        found = connection.execute(select(row.number, row.first, row.began, row.ended).order_by(row.number))
        return [(one.number, one.first, one.began, one.ended) for one in found]


def test_an_account_is_found_by_its_mark_and_by_the_hour_of_writing(
    ticker: Ticker, database: Database, vault: Vault
) -> None:
    tell(ticker, started(), joined(ANN, EINAR), now=NOW + 60)

    person = schema.person.c
    with database.engine.begin() as connection:
        found = connection.execute(select(person.mark, person.kept).order_by(person.person)).all()
    assert [tuple(row) for row in found] == [(vault.mark(ANN.oid), NOW + 60), (b"", NOW + 60)]
    assert vault.mark(ANN.oid) == vault.mark(ANN.oid.upper()) != vault.mark(BO.oid)
    assert len(vault.mark(ANN.oid)) == 16


def test_a_series_has_a_row_for_each_time_it_was_held(ticker: Ticker, database: Database) -> None:
    tell(ticker, started(), joined(ANN))
    assert holdings(database) == [(1, 1, NOW, None)]
    tell(ticker, MeetingEnded(at(60), at(60)), now=NOW + 3600)
    week = timedelta(days=7)
    tell(ticker, MeetingStarted(at(0) + week, at(0) + week), now=NOW + 7 * 86400)

    first, second = holdings(database)
    assert first == (1, 1, NOW, NOW + 3600)
    assert (second[0], *second[2:]) == (2, NOW + 7 * 86400, None)
    assert facts(database)[second[1] - 1] == "MeetingStarted"


def test_what_ends_and_begins_anew_within_one_turn_has_both_rows_whole(ticker: Ticker, database: Database) -> None:
    tell(ticker, started(), MeetingEnded(at(60), at(60)), MeetingStarted(at(90), at(90)))

    assert holdings(database) == [(1, 1, NOW, NOW + 3600), (2, 3, NOW + 5400, None)]


@pytest.mark.parametrize("turns", [1, 2])
def test_one_whose_end_was_never_told_is_over_once_the_next_begins(
    ticker: Ticker, database: Database, turns: int
) -> None:
    story = (started(), joined(ANN), MeetingStarted(at(90), at(90)))
    if turns == 1:
        tell(ticker, *story)
    else:
        tell(ticker, *story[:2])
        tell(ticker, *story[2:], now=NOW + 5400)

    assert [one for one in holdings(database) if one[3] is None] == [holdings(database)[1]]
    assert holdings(database)[0] == (1, 1, NOW, NOW + 5400)


def test_a_meeting_that_was_taken_for_over_has_no_end_once_somebody_comes(ticker: Ticker, database: Database) -> None:
    tell(ticker, started(), joined(ANN), MeetingFellSilent(at(300)))
    assert holdings(database) == [(1, 1, NOW, NOW + 300 * 60)]
    tell(ticker, joined(BO, minutes=301), now=NOW + 301 * 60)

    assert holdings(database) == [(1, 1, NOW, None)]


@pytest.mark.parametrize("number", [1, 2])
def test_one_that_began_under_an_earlier_version_gets_its_row_when_it_ends(
    ticker: Ticker, database: Database, number: int
) -> None:
    tell(ticker, started())
    if number == 2:
        tell(ticker, MeetingEnded(at(60), at(60)), MeetingStarted(at(90), at(90)), now=NOW + 5400)
    with database.engine.begin() as connection:
        connection.execute(schema.occurrence.delete())
    tell(ticker, MeetingEnded(at(99), at(99)), now=NOW + 99 * 60)

    ((told, first, _, ended),) = holdings(database)
    assert (told, ended) == (number, NOW + 99 * 60)
    assert first == (1 if number == 1 else len(facts(database)))
