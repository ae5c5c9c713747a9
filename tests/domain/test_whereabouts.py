"""Who has moved with one fact, as the audit keeps it."""

from bot.domain.calls import Caller, CallTold, Happened, Place
from bot.domain.chat import MessagePosted
from bot.domain.events import Event, MeetingEnded, ParticipantsLeft
from bot.domain.whereabouts import moved
from tests.scenes import ANN, BO, DINA, after, at, joined, started


def told(*events: Event) -> list[str] | None:
    """What the last of these moved."""
    return moved(after(*events[:-1]), after(*events))


def hour(minutes: float) -> str:
    return at(minutes).isoformat()


def test_whoever_comes_is_told_with_the_facts_own_hour() -> None:
    assert told(started(), joined(ANN, BO, minutes=3)) == [f"p1: call {hour(3)}", f"p2: call {hour(3)}"]


def test_a_fact_that_moves_nobody_tells_nothing() -> None:
    assert told(started(), joined(ANN), MessagePosted(at(4))) is None
    assert told(started(), joined(ANN, minutes=5), joined(ANN, minutes=5)) is None


def test_an_older_leaving_that_comes_late_moves_nobody() -> None:
    assert told(started(), joined(ANN, minutes=5), ParticipantsLeft(at(4), (ANN,))) is None


def test_the_end_sends_everybody_out() -> None:
    assert told(started(), joined(ANN), MeetingEnded(at(9), at(9))) == [f"p1: gone {hour(9)}"]


def test_the_lobby_is_told_and_being_turned_away() -> None:
    waits = CallTold(at(2), Happened.ROSTER, at(2), (Caller(DINA, Place.LOBBY, "d"),))
    leaves = CallTold(at(4), Happened.ROSTER, at(4), (Caller(DINA, Place.GONE, "d"),))

    assert told(started(), joined(ANN), waits) == [f"p2: lobby {hour(2)}"]
    assert told(started(), joined(ANN), waits, leaves) == [f"p2: gone {hour(4)}"]


def test_a_new_occurrence_tells_everybody_who_is_there_already() -> None:
    first = (started(), joined(ANN, minutes=1), MeetingEnded(at(30), at(30)))

    assert told(*first, started(60)) == []
    assert told(*first, joined(BO, minutes=58)) == [f"p2: call {hour(58)}"]
