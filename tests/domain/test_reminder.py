"""S1–S9. The rules are shown at every occurrence's start, once."""

from datetime import timedelta

from bot.domain.alarms import Alarm
from bot.domain.effects import CardKind, FetchInvitation, Matter, SetAlarm, ShowCard
from bot.domain.events import (
    AlarmRang,
    BotInstalled,
    BotRemoved,
    CardGivenUp,
    CardShown,
    CommandGiven,
    InvitationUnavailable,
    MeetingEnded,
    ParticipantsLeft,
)
from bot.domain.expected import Unread
from bot.domain.presses import Command
from tests.scenes import ANN, BO, after, at, effects_of, invited, joined, started

RULES_1 = Matter(CardKind.RULES, 1)
RULES_2 = Matter(CardKind.RULES, 2)


def test_the_rules_are_shown_when_the_meeting_starts() -> None:
    assert ShowCard(RULES_1) in effects_of(started())


def test_a_start_told_of_twice_shows_the_rules_once() -> None:
    assert effects_of(started(), started()) == ()


def test_the_next_occurrence_of_a_series_shows_the_rules_again() -> None:
    assert ShowCard(RULES_2) in effects_of(started(), MeetingEnded(at(30), at(30)), started(24 * 60))


def test_a_start_that_comes_after_its_end_shows_nothing() -> None:
    assert effects_of(MeetingEnded(at(30), at(30)), started(0)) == ()


def test_whoever_joins_before_the_start_opens_the_meeting_and_sets_an_alarm_instead_of_showing_rules() -> None:
    effects = effects_of(joined(ANN, minutes=0))

    assert SetAlarm(Alarm.START_OVERDUE, at(0) + timedelta(seconds=30)) in effects
    assert not [effect for effect in effects if isinstance(effect, ShowCard)]


def test_a_start_after_somebody_joined_keeps_who_is_there() -> None:
    meeting = after(joined(ANN, minutes=0), started(0.1))

    assert len(meeting.present) == 1
    assert meeting.occurrence is not None
    assert not meeting.occurrence.provisional


def test_a_start_that_teams_never_told_of_is_reminded_of_all_the_same_and_only_once() -> None:
    rang = AlarmRang(at(0.5), Alarm.START_OVERDUE, at(0.5))

    assert effects_of(joined(ANN, minutes=0), rang) == (ShowCard(RULES_1),)
    assert ShowCard(RULES_2) not in effects_of(joined(ANN, minutes=0), rang, started(1))


def test_an_overdue_alarm_that_the_start_overtook_shows_nothing() -> None:
    assert effects_of(joined(ANN, minutes=0), started(0.1), AlarmRang(at(0.5), Alarm.START_OVERDUE, at(0.5))) == ()


def test_whoever_asks_gets_the_rules_again() -> None:
    assert effects_of(started(), CommandGiven(at(3), BO, Command.RULES)) == (ShowCard(RULES_2),)


def test_whoever_asks_in_private_gets_them_alone() -> None:
    (effect,) = effects_of(started(), CommandGiven(at(3), BO, Command.RULES, private=True))

    assert isinstance(effect, ShowCard)
    assert effect.to == "p1"


def test_an_invitation_that_could_not_be_read_updates_the_card() -> None:
    shown = CardShown(at(0), str(RULES_1), "activity-1")

    assert ShowCard(RULES_1) in effects_of(started(), shown, InvitationUnavailable(at(1), Unread.DENIED))


def test_a_graph_that_is_switched_off_needs_no_update_for_the_first_card_says_so() -> None:
    shown = CardShown(at(0), str(RULES_1), "activity-1")

    assert effects_of(started(), shown, InvitationUnavailable(at(1), Unread.OFF)) == ()


def test_a_chat_the_bot_was_taken_out_of_gets_nothing() -> None:
    assert effects_of(started(), BotRemoved(at(1)), InvitationUnavailable(at(1), Unread.DENIED)) == ()


def test_rules_that_somebody_got_alone_are_not_the_reminder_to_all() -> None:
    early = (joined(ANN, minutes=0), CommandGiven(at(0.1), ANN, Command.RULES, private=True))

    assert ShowCard(RULES_1) in effects_of(*early, started(0.2))


def test_rules_that_could_not_be_shown_are_asked_for_again_with_the_next_fact() -> None:
    story = (started(), CardGivenUp(at(15), str(RULES_1), "503"))

    assert effects_of(*story) == ()
    assert ShowCard(RULES_2) in effects_of(*story, joined(ANN, minutes=16))


def test_a_late_read_invitation_takes_the_complaint_off_the_card() -> None:
    story = (started(), CardShown(at(0), str(RULES_1), "a"), InvitationUnavailable(at(1), Unread.AWAY))

    assert FetchInvitation(at(6)) in effects_of(*story, AlarmRang(at(6), Alarm.READ_AGAIN, at(6)))
    assert ShowCard(RULES_1) in effects_of(*story, invited(BO, minutes=6))


def test_the_next_end_that_overtakes_its_start_keeps_the_rules_away() -> None:
    assert effects_of(started(), MeetingEnded(at(30), at(30)), MeetingEnded(at(90), at(90)), started(60)) == ()


def test_an_older_removal_that_comes_late_does_not_silence_the_bot() -> None:
    assert after(started(), BotInstalled(at(2)), BotRemoved(at(1))).installed
    assert not after(started(), BotInstalled(at(2)), BotRemoved(at(3))).installed


def test_an_overdue_start_is_asked_for_once_and_a_chat_the_bot_was_taken_out_of_is_not_reminded() -> None:
    rang = AlarmRang(at(0.5), Alarm.START_OVERDUE, at(0.5))

    assert effects_of(joined(ANN, minutes=0), joined(BO, minutes=0.1)) == ()
    assert effects_of(joined(ANN, minutes=0), BotRemoved(at(0.2)), rang) == ()


def test_a_card_that_has_nothing_else_to_say_is_left_alone() -> None:
    shown = (started(), CardShown(at(0), str(RULES_1), "a"))

    assert ShowCard(RULES_1) not in effects_of(*shown, invited(BO), invited(BO, minutes=6))
    over = (*shown, MeetingEnded(at(30), at(30)), InvitationUnavailable(at(31), Unread.DENIED))
    assert ShowCard(RULES_1) not in effects_of(*over)


def test_rules_that_stand_and_could_not_be_updated_are_not_posted_again() -> None:
    story = (started(), CardShown(at(0), str(RULES_1), "a"), CardGivenUp(at(15), str(RULES_1), "503"))

    assert after(*story).latest_matter(CardKind.RULES) == RULES_1
    assert ShowCard(RULES_2) not in effects_of(*story, joined(ANN, minutes=16))


def test_rules_that_one_person_could_not_be_shown_alone_are_not_missed_by_all() -> None:
    alone = Matter(CardKind.RULES, 1, "to-p1")
    story = (started(), CommandGiven(at(3), BO, Command.RULES, private=True), CardGivenUp(at(4), str(alone), "403"))

    assert effects_of(*story[:2]) == (ShowCard(alone, after(*story).person(BO)),)
    assert ShowCard(RULES_2) not in effects_of(*story, joined(ANN, minutes=16))


def test_nobody_is_reminded_when_all_have_left_before_the_overdue_start_and_the_next_who_comes_is() -> None:
    rang, left = AlarmRang(at(0.5), Alarm.START_OVERDUE, at(0.5)), ParticipantsLeft(at(0.3), (ANN,))
    gone = (joined(ANN, minutes=0), left, rang)
    back = (*gone, joined(BO, minutes=5))

    assert effects_of(*gone) == ()
    assert SetAlarm(Alarm.START_OVERDUE, at(5.5)) in effects_of(*back)
    assert ShowCard(RULES_1) in effects_of(*back, AlarmRang(at(5.5), Alarm.START_OVERDUE, at(5.5)))
    assert ShowCard(RULES_1) in effects_of(*gone, started(6))
