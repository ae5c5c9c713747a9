"""We were away: meetings that run are told so once, with the right hours, and no webhook waits for it."""

import pytest

from bot.domain.alarms import Alarm
from bot.domain.events import Event, MeetingEnded
from bot.domain.records import Where
from bot.ports import Accepted
from bot.store.opened import Database
from bot.store.replicas import AWAY_S, EVERY_S
from bot.store.tick import Ticker
from bot.store.vault import Vault
from tests.scenes import ANN, BO, OWN, PROCEDURE, WHERE, at, joined, started
from tests.store.conftest import SQLITE
from tests.store.ticks import NOW, delivery, facts

ANOTHER = Where("19:meeting_b@thread.v2", OWN, WHERE.service_url, "m")


def restarted(database: Database, vault: Vault, now: float) -> Ticker:
    """The process after this one, which did not end tidily."""
    ticker = Ticker(database, vault, PROCEDURE)
    ticker.recover(now)
    return ticker


def test_a_meeting_that_runs_is_told_once_from_when_to_when_nobody_listened(
    ticker: Ticker, database: Database, vault: Vault
) -> None:
    ticker.tick(NOW, [delivery("a", started()), delivery("b", joined(ANN, minutes=0))], [], 0)
    again = restarted(database, vault, NOW + 600)
    (seen,) = again.tick(NOW + 600, [], [], 0, [WHERE]).seen
    again.tick(NOW + 601, [], [], 0)

    assert seen.watch.away == (at(0), at(10))
    assert facts(database).count("BotWasAway") == 1


def test_a_meeting_that_is_over_is_not_told(ticker: Ticker, database: Database, vault: Vault) -> None:
    story: list[Event] = [started(), joined(ANN, minutes=0), MeetingEnded(at(0.1), at(0.1))]
    ticker.tick(NOW, [delivery(str(n), event) for n, event in enumerate(story)], [], 0)
    again = restarted(database, vault, NOW + 600)
    again.tick(NOW + 600, [], [], 0)

    assert "BotWasAway" not in facts(database)


def test_a_quick_restart_is_no_absence(ticker: Ticker, database: Database, vault: Vault) -> None:
    ticker.tick(NOW, [delivery("a", started())], [], 0)
    restarted(database, vault, NOW + AWAY_S).tick(NOW + AWAY_S, [], [], 0)

    assert "BotWasAway" not in facts(database)


def test_hours_without_news_are_no_absence(ticker: Ticker, database: Database, vault: Vault) -> None:
    ticker.tick(NOW, [delivery("a", started())], [], 0)
    for second in range(0, 300, 5):
        ticker.tick(NOW + second, [], [], 0)
    restarted(database, vault, NOW + 295 + AWAY_S - EVERY_S).tick(NOW + 350, [], [], 0)

    assert "BotWasAway" not in facts(database)


def test_a_tidy_end_tells_the_hour_to_which_we_were_there(ticker: Ticker, database: Database, vault: Vault) -> None:
    ticker.tick(NOW, [delivery("a", started())], [], 0)
    ticker.tick(NOW + EVERY_S - 1, [], [], 0)
    ticker.rest(NOW + EVERY_S - 1)
    (seen,) = restarted(database, vault, NOW + 120).tick(NOW + 120, [], [], 0, [WHERE]).seen

    assert seen.watch.away == (at((EVERY_S - 1) / 60), at(2))


def test_an_absence_that_was_not_yet_told_is_told_after_the_next_crash(
    ticker: Ticker, database: Database, vault: Vault
) -> None:
    ticker.tick(NOW, [delivery("a", started())], [], 0)
    for hour in (NOW + 600, NOW + 610, NOW + 1200):
        again = restarted(database, vault, hour)
    (seen,) = again.tick(NOW + 1200, [], [], 0, [WHERE]).seen

    assert seen.watch.away == (at(0), at(20)), "the first absence's beginning, the last one's end"
    assert facts(database).count("BotWasAway") == 1


def test_hundreds_of_meetings_are_told_beside_the_webhooks(ticker: Ticker, database: Database, vault: Vault) -> None:
    chats = [Where(f"19:meeting_{n}@thread.v2", OWN, WHERE.service_url, "m") for n in range(450)]
    ticker.tick(NOW, [delivery(f"start-{n}", started(), chat) for n, chat in enumerate(chats)], [], 0)
    again = restarted(database, vault, NOW + 600)
    first = again.tick(NOW + 600, [delivery("news", joined(BO, minutes=10), ANOTHER)], [], 0)
    told = [facts(database).count("BotWasAway")]
    for _ in range(2):
        again.tick(NOW + 600, [], [], 0)
        told.append(facts(database).count("BotWasAway"))

    assert isinstance(first.answers[0], Accepted)
    assert told == [200, 400, 450]


@pytest.mark.parametrize("database_url", [SQLITE], indirect=True)
def test_telling_hundreds_costs_no_more_statements_than_telling_one(
    ticker: Ticker, database: Database, vault: Vault
) -> None:
    statements: list[str] = []
    with database.engine.connect() as connection:
        connection.connection.dbapi_connection.set_trace_callback(statements.append)  # type: ignore[union-attr]  # SQLite's
    ticker.tick(NOW, [delivery("a", started())], [], 0)
    statements.clear()
    restarted(database, vault, NOW + 600)
    for_one = len(statements)
    ticker.tick(NOW + 600, [delivery(f"b{n}", started(), Where(f"19:{n}", OWN, "", "m")) for n in range(50)], [], 0)
    statements.clear()
    restarted(database, vault, NOW + 1200)

    assert len(statements) == for_one


def test_an_alarms_name_fits_its_column() -> None:
    assert max(map(len, Alarm)) <= 32
