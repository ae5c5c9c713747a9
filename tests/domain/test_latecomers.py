"""S1–S9. Whoever comes late is told the rules privately: once a person, series and edition of the procedure."""

from dataclasses import replace

import pytest

from bot.domain.effects import CardKind, Effect, Matter, ShowCard
from bot.domain.events import (
    BotRemoved,
    CardGivenUp,
    CardShown,
    Event,
    MeetingEnded,
    Member,
    ParticipantsLeft,
    RosterRead,
    StartTold,
)
from bot.domain.meeting import Meeting
from bot.domain.participants import Identity, Kind, PersonId
from tests.scenes import ANN, BO, EINAR, PROCEDURE, WHERE, after, at, invited, joined, last_decision, started

CALLER = Identity("+47 912 34 547", "4:+4791234547", kind=Kind.PHONE)
NOTES = Identity("Notater Pluss", "28:notes", kind=Kind.BOT)
SALTED = Meeting(WHERE, salt="salt")
START: tuple[Event, ...] = (started(), invited(BO), joined(ANN))
LATE = Matter(CardKind.RULES, 1, "to-p2-late")


def told(*events: Event, edition: str = "1") -> list[Effect]:
    """To whom the last of these events has the rules told."""
    procedure = replace(PROCEDURE, version=edition)
    before = after(*events[:-1], before=SALTED, procedure=procedure)
    decision = last_decision(events[-1], before=before, procedure=procedure)
    return [one for one in decision.effects if isinstance(one, ShowCard) and one.matter.of.endswith("-late")]


def test_whoever_comes_late_is_told_alone() -> None:
    assert told(*START, joined(BO, minutes=5.1)) == [ShowCard(LATE, PersonId("p2"))]


@pytest.mark.parametrize("minutes", [0.5, 5])
def test_whoever_comes_within_five_minutes_has_the_card_before_them(minutes: float) -> None:
    assert not told(*START, joined(BO, minutes=minutes))


def test_a_join_that_is_told_late_was_not_late() -> None:
    assert not told(*START, RosterRead(at(3), (Member(BO, True),), 1), joined(BO, minutes=8))


def test_whoever_comes_back_is_told_nothing_again() -> None:
    assert not told(*START, joined(BO, minutes=1), ParticipantsLeft(at(6), (BO,)), joined(BO, minutes=9))
    assert not told(*START, joined(BO, minutes=6), ParticipantsLeft(at(7), (BO,)), joined(BO, minutes=9))


def test_somebody_whom_only_a_look_at_the_call_finds_is_told_too() -> None:
    looked, found = (RosterRead(at(minute), (Member(ANN, True), Member(BO, minute > 8)), 2) for minute in (7, 17))

    assert told(*START, looked, found)
    assert not told(*START, found), "they may have been there from the first minute"


def test_whoever_is_there_at_the_hour_that_was_set_is_on_time_although_the_host_was_early() -> None:
    early = (StartTold(at(-60), at(9)), started(), invited(BO), joined(ANN))

    assert not told(*early, joined(BO, minutes=13))
    assert told(*early, joined(BO, minutes=14.1))
    assert told(StartTold(at(-60), at(90)), *early[1:], joined(BO, minutes=9)), "that hour is of another meeting"


def test_where_the_bot_came_late_itself_nobody_else_did() -> None:
    assert not told(RosterRead(at(30), (Member(ANN, True), Member(BO, True)), 2))


@pytest.mark.parametrize("who", [CALLER, NOTES, replace(BO, mri="")], ids=["telephone", "program", "without id"])
def test_whoever_cannot_read_it_is_not_told(who: Identity) -> None:
    assert not told(*START, joined(who, minutes=9))


def test_a_stranger_is_told_the_rules_too() -> None:
    assert told(*START, joined(EINAR, minutes=9))


def week(number: int, *events: Event) -> tuple[Event, ...]:
    """One more occurrence of the series, an hour long, so many hours later."""
    start = 60.0 * 24 * 7 * number
    end = MeetingEnded(at(start + 60), at(start + 60))
    return started(start), joined(ANN, minutes=start + 1), *events, end


FIRST = (*START, joined(BO, minutes=9), CardShown(at(9), str(LATE), "private-1", "1"), MeetingEnded(at(60), at(60)))
NEXT = 60.0 * 24 * 7


def test_in_the_series_nobody_is_told_twice() -> None:
    assert not told(*FIRST, *week(1)[:2], joined(BO, minutes=NEXT + 9))
    assert not told(*FIRST, *week(1), *week(2)[:2], joined(BO, minutes=2 * NEXT + 9))


def test_a_new_edition_is_told_anew() -> None:
    assert told(*FIRST, *week(1)[:2], joined(BO, minutes=NEXT + 9), edition="2")


def test_what_could_not_be_shown_was_not_told() -> None:
    in_vain = (*START, joined(BO, minutes=9), CardGivenUp(at(9), str(LATE), "403"), MeetingEnded(at(60), at(60)))

    assert told(*in_vain, *week(1)[:2], joined(BO, minutes=NEXT + 9))


def test_after_ninety_days_it_is_forgotten() -> None:
    assert told(*FIRST, *week(14)[:2], joined(BO, minutes=14 * NEXT + 9))


def test_whoever_cannot_be_known_again_is_told_though_another_was() -> None:
    other = Identity("Eva", "29:eva", kind=Kind.ANONYMOUS)
    first = (*START, joined(EINAR, minutes=9), CardShown(at(9), str(LATE), "a", "1"), MeetingEnded(at(60), at(60)))

    assert told(*first, *week(1)[:2], joined(other, minutes=NEXT + 9))


def test_a_bot_that_was_taken_out_tells_nobody() -> None:
    assert not told(*START, BotRemoved(at(5)), joined(BO, minutes=9))


def test_whoever_comes_when_the_rules_could_not_be_posted_sees_them_with_all() -> None:
    lost = CardGivenUp(at(1), str(Matter(CardKind.RULES, 1)), "403")

    assert not told(*START, lost, joined(BO, minutes=9))


def test_whoever_reads_the_chat_and_is_not_in_the_call_has_not_come() -> None:
    assert not told(*START, RosterRead(at(8), (Member(ANN, True), Member(BO, False)), 2))


def test_the_card_for_one_alone_is_known_by_its_id() -> None:
    assert after(*FIRST[:-1], before=SALTED).cards[str(LATE)] == "private-1"
