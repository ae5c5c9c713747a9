"""Of the rows of a holding somebody is told what is theirs, and nothing of anybody else."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.events import Event
from bot.domain.participants import PersonId
from bot.domain.reasons import Reason, Weight
from bot.evidence.own import MOST, OwnHolding, Word, own
from bot.evidence.records import Insight, Kept
from bot.evidence.spells import Judged, Spell
from tests.cards.happenings import events
from tests.cards.stories_of_insight import (
    ALL,
    DAY,
    FLAGGED,
    LOOKS,
    MANY,
    ME,
    ONLY_CHAT,
    RUNNING,
    UNKNOWN_TO_THEM,
    holding,
    kept,
    row,
    was_in,
)
from tests.evidence.telling import play
from tests.scenes import at


def told(one: Kept) -> OwnHolding:
    (only,) = own(Insight((one,), ())).holdings
    return only


def test_hours_are_told_from_when_to_when_the_last_till_the_end() -> None:
    assert told(FLAGGED).spells == (
        Spell(at(1 - DAY), at(10 - DAY)),
        Spell(at(12 - DAY), at(40 - DAY), cut=True),
    )
    assert told(RUNNING).spells == (Spell(at(-19), None),)
    assert told(ONLY_CHAT).spells == ()


@pytest.mark.parametrize("place", ["lobby", "gone"])
def test_who_waits_in_the_lobby_is_not_in_the_call(place: str) -> None:
    assert told(kept(holding(1, 0, 30), row(1, 1, "CallTold", callers=[f"{ME}: {place}"]))).spells == ()


def test_the_weightiest_verdict_is_told_with_its_reasons_and_a_colleagues_word_as_such() -> None:
    flagged = told(FLAGGED)

    assert flagged.verdict == Judged(at(1 - DAY), Weight.AMBER, (Reason.NOT_INVITED,))
    assert flagged.word == Word(expected=True, at=at(4 - DAY))
    assert told(UNKNOWN_TO_THEM).word == Word(expected=False, at=at(3 - 2 * DAY))


def test_of_two_words_the_last_holds() -> None:
    first, last = (row(n, n, "CardPressed", press="settle", person=ME, expected=n == 1) for n in (1, 2))

    assert told(kept(holding(1, 0, 30), first, last)).word == Word(expected=False, at=at(2))


def test_where_no_verdict_was_noted_none_is_told() -> None:
    assert told(RUNNING).verdict is None


def test_a_reason_that_this_version_does_not_know_is_left_out() -> None:
    one = kept(holding(1, 0, 30), row(1, 1, "ParticipantsJoined", verdicts=[f"{ME}: red from_the_moon not_invited"]))

    assert told(one).verdict == Judged(at(1), Weight.RED, (Reason.NOT_INVITED,))


def test_what_others_did_and_were_judged_is_not_told() -> None:
    others = (
        row(1, 1, "ParticipantsJoined", people=["p1", "p22"], verdicts=["p1: red recorder", "p22: amber not_invited"]),
        row(2, 2, "CardPressed", press="settle", person="p1", expected=False, by=ME),
        row(3, 3, "ParticipantsLeft", people=["p22"]),
    )

    assert told(kept(holding(1, 0, 30), *others)) == OwnHolding(7, 1, at(0))


def test_the_newest_come_first_and_what_does_not_fit_is_counted() -> None:
    many = own(MANY)

    assert [one.number for one in own(ALL).holdings] == [5, 2, 3, 4, 1, 0]
    assert [look.at for look in own(ALL).looks] == sorted((look.at for look in LOOKS), reverse=True)
    assert (len(many.holdings), many.more) == (MOST, 12 + 25 - MOST)
    assert (len(many.looks), many.more_looks) == (MOST, 27 - MOST)


def test_somebody_of_whom_nothing_is_kept_is_told_so() -> None:
    nothing = own(Insight((), ()))

    assert (nothing.holdings, nothing.looks, nothing.more, nothing.more_looks) == ((), (), 0, 0)


@settings(max_examples=60, deadline=None)
@given(st.lists(events, max_size=20), st.sampled_from(["p1", "p2", "p3"]))
def test_the_rows_of_any_meeting_can_be_told(happenings: list[Event], person: str) -> None:
    _, rows = play(*happenings)
    one = told(Kept(holding(1, 0, 90), PersonId(person), rows))

    assert all(spell.until is not None for spell in one.spells)
    assert one.verdict is None or Reason.VOUCHED not in one.verdict.reasons


def test_a_calm_meeting_is_told_whole() -> None:
    assert told(was_in(1, 0)) == OwnHolding(
        7, 1, at(0), (Spell(at(1), at(29)),), verdict=Judged(at(1), Weight.GREEN, (Reason.OWN_STAFF, Reason.INVITED))
    )
