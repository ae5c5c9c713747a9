"""S1. A recording that starts is told to all at once, once; whoever can stop it is called on; what is left is told."""

from dataclasses import replace

import pytest

from bot.domain.alarms import Alarm
from bot.domain.checklists import lines
from bot.domain.effects import CardKind, Effect, FlagParticipants, Matter, SetAlarm, ShowCard
from bot.domain.events import (
    AlarmRang,
    BotRemoved,
    CardGivenUp,
    CardPressed,
    Event,
    MeetingEnded,
    MeetingFellSilent,
    ParticipantsLeft,
)
from bot.domain.meeting import Meeting
from bot.domain.options import OptionsRead
from bot.domain.participants import Identity, Kind, Role
from bot.domain.presses import Settle, TickSet
from bot.domain.procedure import Clause, Variant
from bot.domain.recording import is_recorded, runs, transcribed
from bot.domain.recordings import RecordingsTold, Run, Said, Sign
from tests.domain.test_recording import FINE
from tests.scenes import (
    ANN,
    BO,
    CATO,
    DINA,
    EINAR,
    PROCEDURE,
    WHERE,
    after,
    at,
    invited,
    joined,
    last_decision,
    pid,
    started,
)

STORY = (started(), invited(BO), joined(ANN, BO))
CARD, NEXT = Matter(CardKind.RECORDING, 1), Matter(CardKind.RECORDING, 2)
NOTES = Identity("Otter.ai", "29:otter", kind=Kind.ANONYMOUS)
RULES = ("raise_recording_alarm", "call_on_whoever_records")
CALL = SetAlarm(Alarm.STILL_RECORDED, at(12) + PROCEDURE.recording_call_after)


def said(
    sign: Sign,
    minutes: float,
    call: str = "c1",
    message: str = "",
    by: Identity | None = None,
    told: float | None = None,
) -> RecordingsTold:
    """Teams' word on a recording at that minute, told then or at another."""
    word = Said(at(minutes), sign, message or f"{call}-{sign}-{minutes}", call, by)
    return RecordingsTold(at(minutes if told is None else told), (word,))


def asked(*events: Event, before: Meeting | None = None) -> list[Effect]:
    """What the last event asked of the alarm."""
    decision = last_decision(*events, before=before)
    return [effect for name, effect in zip(decision.asked_by, decision.effects, strict=True) if name in RULES]


def rang(minutes: float) -> AlarmRang:
    return AlarmRang(at(minutes), Alarm.STILL_RECORDED, at(minutes))


BEGUN = (*STORY, said(Sign.STARTED, 12, by=Identity(oid=BO.oid)))
STOPPED = (*BEGUN, said(Sign.STOPPED, 13))


def test_a_recording_that_starts_is_told_to_all_in_the_meetings_window_too() -> None:
    assert asked(*BEGUN) == [CALL, ShowCard(CARD, ping=True)]
    assert runs(after(*BEGUN)) == (Run(at(12), by=pid(after(*STORY), BO)),)


def test_the_same_word_again_raises_nothing() -> None:
    assert asked(*BEGUN, BEGUN[-1]) == []


def test_that_it_goes_on_is_an_alarm_where_no_start_was_told_and_no_news_where_one_was() -> None:
    assert asked(*STORY, said(Sign.GOES_ON, 12)) == [CALL, ShowCard(CARD, ping=True)]
    assert asked(*BEGUN, said(Sign.GOES_ON, 20)) == []


def test_that_it_is_stopped_is_told_on_the_card_that_stands() -> None:
    assert asked(*STOPPED) == [ShowCard(CARD)]
    assert runs(after(*STOPPED))[0].until == at(13)


def test_a_start_that_is_told_after_its_end_pings_nobody_and_makes_no_second_card() -> None:
    late = (*STORY, said(Sign.STOPPED, 13), said(Sign.STARTED, 12, told=14))

    assert asked(*late[:-1]) == [ShowCard(CARD)], "it was recorded, and there is a file to delete"
    assert asked(*late) == [ShowCard(CARD)]
    assert [(run.since, run.until) for run in runs(after(*late))] == [(at(12), at(13))]


def test_recorded_again_is_a_new_card_that_pings_and_the_old_one_folds() -> None:
    assert asked(*STOPPED, said(Sign.STARTED, 20)) == [
        SetAlarm(Alarm.STILL_RECORDED, at(20) + PROCEDURE.recording_call_after),
        ShowCard(NEXT, ping=True),
        ShowCard(CARD),
    ]


def test_a_second_recording_beside_the_first_is_a_line_on_its_card() -> None:
    assert asked(*BEGUN, said(Sign.STARTED, 14, call="c2")) == [ShowCard(CARD)]


def test_it_is_over_with_the_meeting_however_that_ends() -> None:
    for end in (MeetingEnded(at(30), at(30)), MeetingFellSilent(at(30))):
        assert asked(*BEGUN, end) == [ShowCard(CARD)]
        assert runs(after(*BEGUN, end))[0].until == at(30)


def test_what_is_told_after_the_end_pings_nobody() -> None:
    story = (*STORY, MeetingEnded(at(30), at(30)), said(Sign.STARTED, 12, told=31))

    assert asked(*story) == [ShowCard(CARD)]
    assert runs(after(*story))[0].until == at(30)


def test_what_begins_after_the_end_that_we_took_for_granted_is_an_alarm() -> None:
    story = (*STORY, MeetingFellSilent(at(30)), said(Sign.STARTED, 40))

    assert ShowCard(CARD, ping=True) in asked(*story)
    assert runs(after(*story, started(39)))[0].runs, "and it is of the meeting that is told of later"


def test_one_that_failed_is_over_and_leaves_nothing_unless_a_file_is_told_of_after_all() -> None:
    failed = (*BEGUN, said(Sign.FAILED, 13))

    assert runs(after(*failed))[0].failed
    assert not runs(after(*failed, said(Sign.STOPPED, 14)))[0].failed


def test_a_transcript_alone_tells_that_somebody_transcribed() -> None:
    story = (*STORY, said(Sign.TRANSCRIPT, 40))

    assert asked(*story) == [ShowCard(CARD)]
    assert transcribed(after(*story)) == at(40)


def test_one_card_that_was_given_up_is_shown_anew() -> None:
    lost = (*BEGUN, CardGivenUp(at(12.5), str(CARD), "denied"))

    assert asked(*lost) == []
    assert asked(*lost, joined(CATO, minutes=13)) == [ShowCard(NEXT, ping=True)]


def test_nothing_is_said_where_the_bot_is_not_or_in_somebodys_own_chat() -> None:
    assert asked(*STORY, BotRemoved(at(5)), BEGUN[-1]) == []
    assert asked(BEGUN[-1], before=Meeting(replace(WHERE, personal=True))) == []


def test_whoever_began_it_is_called_on_a_minute_later_on_a_new_card_once() -> None:
    called = (*BEGUN, rang(13))

    assert asked(*called) == [ShowCard(NEXT), ShowCard(CARD)]
    assert after(*called).recordings["c1"].called == pid(after(*STORY), BO)
    assert asked(*called, rang(14)) == []


@pytest.mark.parametrize(
    ("story", "who"),
    [
        ((*BEGUN, ParticipantsLeft(at(12.5), (BO,))), ANN),
        ((*BEGUN, ParticipantsLeft(at(12.5), (BO, ANN)), joined(CATO, minutes=12.6, role=Role.PRESENTER)), None),
        ((*BEGUN, ParticipantsLeft(at(12.5), (BO, ANN)), joined(DINA, EINAR, minutes=12.6)), None),
        ((*STORY, said(Sign.STARTED, 12), ParticipantsLeft(at(12.5), (ANN,))), BO),
    ],
    ids=["the organizer", "nobody whom the alert asks about", "nobody from outside", "own staff"],
)
def test_else_whoever_leads_or_is_of_the_own_staff_and_there(story: tuple[Event, ...], who: Identity | None) -> None:
    meeting = after(*story, rang(13))
    called = meeting.recordings["c1"].called

    assert called == (pid(meeting, who) if who else None)
    assert (ShowCard(NEXT) in asked(*story, rang(13))) == (who is not None)


def test_nobody_is_called_on_once_it_is_stopped_and_anew_when_it_begins_again() -> None:
    assert asked(*STOPPED, rang(13.1)) == []
    again = (*BEGUN, rang(13), said(Sign.STOPPED, 15), said(Sign.STARTED, 20))
    assert after(*again).recordings["c1"].called is None
    assert asked(*again, rang(21)) != []


def test_a_program_that_takes_notes_counts_as_recording_and_two_cards_do_not_ping_at_once() -> None:
    decision = last_decision(*STORY, joined(NOTES, minutes=12))
    (alert,) = [one for one in decision.effects if isinstance(one, FlagParticipants)]

    assert alert.ping
    assert asked(*STORY, joined(NOTES, minutes=12)) == [ShowCard(CARD)]


def test_a_recording_that_starts_while_such_a_program_is_there_pings_all_the_same() -> None:
    story = (*STORY, joined(NOTES, minutes=11), said(Sign.STARTED, 12))

    assert asked(*story) == [CALL, ShowCard(NEXT, ping=True), ShowCard(CARD)]


def test_one_that_comes_while_the_alert_stands_and_only_grows_pings_by_itself() -> None:
    story = (*STORY, joined(EINAR, minutes=11), joined(NOTES, minutes=12))

    assert asked(*story) == [ShowCard(CARD, ping=True)]


def test_a_program_that_leaves_or_is_vouched_for_is_no_recording_any_more() -> None:
    story = (*STORY, joined(NOTES, minutes=12))
    person = pid(after(*story), NOTES)

    assert asked(*story, ParticipantsLeft(at(15), (NOTES,))) == [ShowCard(CARD)]
    assert runs(after(*story, ParticipantsLeft(at(15), (NOTES,)))) == (Run(at(12), at(15), program=person),)
    vouched = (*story, CardPressed(at(13), ANN, Settle(person, True), Role.ORGANIZER))
    assert asked(*vouched) == [ShowCard(CARD)]
    assert runs(after(*vouched)) == ()


def test_the_checklist_neither_ticks_nor_keeps_its_tick_once_it_was_recorded() -> None:
    def line(*events: Event) -> tuple[bool, bool]:
        (first,) = [one for one in lines(Variant.TEAMS, after(*events), PROCEDURE) if one.clause is Clause.S1]
        return first.proven is not None, first.done

    def tick(minutes: float) -> CardPressed:
        return CardPressed(at(minutes), BO, TickSet(Variant.TEAMS, Clause.S1, True), Role.PRESENTER)

    fine = OptionsRead(at(2), FINE)
    assert line(*STORY, fine) == (True, True)
    assert line(*STORY, fine, *BEGUN[3:]) == (False, False)
    assert line(*STORY, fine, tick(5), *BEGUN[3:]) == (False, False), "what was said before is no longer so"
    assert line(*STOPPED, fine) == (False, False)
    assert line(*STOPPED, tick(14)) == (False, True), "somebody says that it is over"


def test_the_next_occurrence_was_not_recorded() -> None:
    again = after(*STOPPED, MeetingEnded(at(30), at(30)), started(60 * 24))

    assert not is_recorded(again)
    assert again.recordings["c1"].earlier, "what is left of it is to be looked after"


def test_a_late_word_on_an_earlier_occurrence_is_no_alarm_in_this_one() -> None:
    again = (*STORY, MeetingEnded(at(30), at(30)), started(60 * 24))

    assert asked(*again, said(Sign.STARTED, 12, told=60 * 24 + 1)) == []
