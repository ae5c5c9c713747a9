"""What a series remembers of people: marks that tell no account, a colleague's word, and both for ninety days."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.events import CardPressed, Event, MeetingEnded, ParticipantsLeft
from bot.domain.marks import mark, past_of, remembered, unforgotten
from bot.domain.meeting import Meeting
from bot.domain.participants import Identity, Past
from bot.domain.presses import Settle
from tests.scenes import ANN, BO, CATO, EINAR, NINE, PROCEDURE, WHERE, after, at, invited, joined, pid, started

SALTED = Meeting(WHERE, salt="salt")
HELD = PROCEDURE.vouch_holds
MOMENT = timedelta(seconds=1)


def past(who: Identity, *events: Event) -> Past | None:
    """What is remembered of *who* after these."""
    return past_of(who, remembered(after(*events, before=SALTED)), "salt")


def test_a_mark_is_of_the_series_and_the_account_and_of_fixed_length() -> None:
    marks = {mark(ANN, "salt"), mark(ANN, "other"), mark(BO, "salt")}

    assert len(marks) == 3
    assert {len(one) for one in marks} == {32}
    assert mark(replace(ANN, name="Anna", mri=""), "salt") == mark(ANN, "salt")


def test_without_a_salt_or_an_account_there_is_no_mark() -> None:
    assert mark(ANN, "") == ""
    assert mark(EINAR, "salt") == ""
    assert remembered(after(started(), joined(ANN))) == {}
    assert len(remembered(after(started(), joined(ANN, EINAR), before=SALTED))) == 1


WEEK = 7 * 24 * 60.0
FIRST = (started(), invited(BO), joined(ANN, CATO))
CATO_IS = pid(after(*FIRST, before=SALTED), CATO)


def word(minutes: float, *, expected: bool) -> CardPressed:
    return CardPressed(at(minutes), ANN, Settle(CATO_IS, expected))


def again(*events: Event) -> tuple[Event, ...]:
    """The next occurrence, a week later, with Ann and Cato in it again."""
    over = MeetingEnded(at(30), at(30))
    return over, started(WEEK), invited(BO, minutes=WEEK), joined(ANN, CATO, minutes=WEEK + 1), *events


def test_a_colleagues_word_is_remembered_until_another_takes_it_back() -> None:
    vouched = (*FIRST, word(5, expected=True))
    second = pid(after(*vouched, *again(), before=SALTED), CATO)
    rejected = CardPressed(at(WEEK + 5), ANN, Settle(second, expected=False))

    assert past(CATO, *vouched) == Past(at(1), at(5))
    assert past(CATO, *FIRST, word(5, expected=False)) == Past(at(1))
    assert past(CATO, *vouched, *again()) == Past(at(WEEK + 1), at(5))
    assert past(CATO, *vouched, *again(rejected)) == Past(at(WEEK + 1))
    assert past(BO, *vouched) is None


@pytest.mark.parametrize(
    ("seen", "vouched", "kept"),
    [
        (HELD, None, Past(NINE - HELD)),
        (HELD + MOMENT, None, None),
        (HELD, HELD, Past(NINE - HELD, NINE - HELD)),
        (MOMENT, HELD + MOMENT, Past(NINE - MOMENT)),
        (HELD + MOMENT, HELD + MOMENT, None),
    ],
)
def test_after_ninety_days_a_word_and_a_face_are_forgotten(
    seen: timedelta, vouched: timedelta | None, kept: Past | None
) -> None:
    series = {"mark": Past(NINE - seen, None if vouched is None else NINE - vouched, "1")}
    told = None if kept is None else replace(kept, told="1")

    assert unforgotten(series, NINE, PROCEDURE).get("mark") == told


def test_whoever_was_in_last_was_seen_last() -> None:
    assert past(ANN, *FIRST, ParticipantsLeft(at(20), (ANN,))) == Past(at(20))
