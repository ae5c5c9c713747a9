"""T1, T2. The training is found, and each may confirm their own; a series remembers it, and nothing else does."""

from dataclasses import replace
from datetime import timedelta

from bot.domain.effects import CardKind, Matter, ShowCard
from bot.domain.events import CardPressed, CommandGiven, Event, MeetingEnded
from bot.domain.language import Language
from bot.domain.marks import past_of, remembered, unforgotten
from bot.domain.meeting import Meeting
from bot.domain.participants import Identity, PersonId
from bot.domain.presses import Command, CommandWanted, TrainingConfirmed
from bot.domain.records import Trained
from bot.domain.trace import trace_fact
from bot.store.codec import dump_meeting, load_meeting
from tests.scenes import (
    ANN,
    BO,
    CATO,
    EINAR,
    NINE,
    PROCEDURE,
    WHERE,
    after,
    at,
    effects_of,
    invited,
    joined,
    last_decision,
    pid,
    started,
)

SALTED = Meeting(WHERE, salt="salt")
STORY = (started(), invited(BO), joined(ANN, BO, EINAR))
ASKED = CommandGiven(at(2), ANN, Command.TRAINING)
CARD = Matter(CardKind.TRAINING, 1)
EDITION = PROCEDURE.edition
WEEK = 7 * 24 * 60.0


def confirmed(who: Identity, minutes: float = 3) -> CardPressed:
    return CardPressed(at(minutes), who, TrainingConfirmed())


def mark_of(who: Identity, *events: Event) -> str:
    """The edition under which the series knows *who* as trained."""
    past = past_of(who, remembered(after(*events, before=SALTED)), "salt")
    return past.trained if past else ""


# ---- asked for ----


def test_asked_aloud_it_is_for_all_and_in_private_for_the_asker_alone() -> None:
    own = Matter(CardKind.TRAINING, 1, "to-p1")

    assert effects_of(*STORY, ASKED) == (ShowCard(CARD),)
    assert effects_of(*STORY, replace(ASKED, private=True)) == (ShowCard(own, PersonId("p1")),)
    assert effects_of(*STORY, CardPressed(at(2), ANN, CommandWanted(Command.TRAINING))) == (
        ShowCard(own, PersonId("p1")),
    )


def test_anybody_may_ask_and_confirm_a_stranger_too() -> None:
    meeting = after(*STORY, replace(ASKED, by=EINAR), confirmed(EINAR))

    assert list(meeting.trained) == [pid(meeting, EINAR)]


# ---- confirmed ----


def test_whoever_confirms_is_noted_with_the_hour_and_the_card_for_all_is_updated() -> None:
    decision = last_decision(*STORY, ASKED, confirmed(BO))

    assert decision.after.trained == {pid(decision.after, BO): Trained(at(3), EDITION)}
    assert decision.effects == (ShowCard(CARD),)


def test_without_a_card_for_all_there_is_none_to_update() -> None:
    assert effects_of(*STORY, confirmed(BO)) == ()
    assert effects_of(*STORY, replace(ASKED, private=True), confirmed(ANN)) == ()


def test_the_newest_card_for_all_is_the_one_that_is_updated() -> None:
    assert effects_of(*STORY, ASKED, ASKED, confirmed(BO)) == (ShowCard(Matter(CardKind.TRAINING, 2)),)


def test_the_same_again_changes_nothing() -> None:
    once = after(*STORY, ASKED, confirmed(BO))
    again = last_decision(*STORY, ASKED, confirmed(BO), confirmed(BO, 9))

    assert again.after.trained == once.trained
    assert again.effects == ()


def test_of_two_words_under_two_editions_the_later_one_holds() -> None:
    other = replace(PROCEDURE, version="next")
    told = after(*STORY, confirmed(BO))
    person = pid(told, BO)

    assert after(confirmed(BO, 9), before=told, procedure=other).trained == {person: Trained(at(9), "next")}
    assert after(confirmed(BO, 2), before=told, procedure=other).trained == {person: Trained(at(3), EDITION)}


def test_whoever_was_not_seen_is_met_by_their_press() -> None:
    meeting = after(*STORY, confirmed(CATO))

    assert list(meeting.trained) == [pid(meeting, CATO)]
    assert pid(meeting, CATO) not in meeting.people


def test_the_card_is_written_anew_in_another_language() -> None:
    spoken = CommandGiven(at(4), ANN, Command.LANGUAGE, language=Language.NN)

    assert ShowCard(CARD) in effects_of(*STORY, ASKED, spoken)


# ---- remembered ----


def test_the_series_remembers_it_and_the_next_meeting_has_no_list_of_its_own() -> None:
    over = MeetingEnded(at(30), at(30))
    again = (over, started(WEEK), joined(ANN, BO, minutes=WEEK + 1))
    second = after(*STORY, ASKED, confirmed(BO), *again, before=SALTED)

    assert mark_of(BO, *STORY, confirmed(BO)) == EDITION
    assert mark_of(ANN, *STORY, confirmed(BO)) == ""
    assert mark_of(BO, *STORY, confirmed(BO), *again) == EDITION
    assert second.trained == {}
    assert second.latest_matter(CardKind.TRAINING) is None


def test_who_was_not_in_the_call_and_who_has_no_account_leave_no_mark() -> None:
    assert mark_of(CATO, *STORY, confirmed(CATO)) == ""
    assert mark_of(EINAR, *STORY, confirmed(EINAR)) == ""


def test_what_was_confirmed_between_two_meetings_is_of_the_next() -> None:
    over = MeetingEnded(at(30), at(30))
    meeting = after(*STORY, over, confirmed(BO, 40), started(60), joined(BO, minutes=61))

    assert meeting.trained == {pid(meeting, BO): Trained(at(40), EDITION)}


def test_the_mark_goes_with_the_others() -> None:
    series = remembered(after(*STORY, confirmed(BO), before=SALTED))
    held = PROCEDURE.vouch_holds

    assert unforgotten(series, NINE + held, PROCEDURE) == series
    assert unforgotten(series, NINE + held + timedelta(minutes=2), PROCEDURE) == {}


def test_it_is_stored_and_the_audit_names_nobody() -> None:
    decision = last_decision(*STORY, confirmed(BO))
    row = trace_fact(decision.fact, decision.after)

    assert load_meeting(dump_meeting(decision.after)).trained == decision.after.trained
    assert (row["press"], row["by"]) == ("training", pid(decision.after, BO))
    assert "Bo" not in repr(row)
