"""S7. Who is not expected is flagged, with the reason, once; colleagues settle it."""

from bot.domain.alarms import Alarm
from bot.domain.effects import CardKind, FlagParticipants, Matter, SetAlarm, ShowCard
from bot.domain.events import (
    BotRemoved,
    CardPressed,
    CommandGiven,
    Event,
    InvitationUnavailable,
    MeetingEnded,
    ParticipantsLeft,
)
from bot.domain.expected import Unread
from bot.domain.meeting import Meeting
from bot.domain.participants import Identity, PersonId, Role
from bot.domain.presses import Command, Settle
from tests.scenes import ANN, BO, CATO, DINA, EINAR, GUEST, after, at, effects_of, invited, joined, pid, started

ALERT_1 = Matter(CardKind.ALERT, 1)
ALERT_2 = Matter(CardKind.ALERT, 2)


def settled(meeting: Meeting, who: Identity, minutes: float, *, expected: bool = True, by: Identity = ANN) -> Event:
    return CardPressed(at(minutes), by, Settle(pid(meeting, who), expected))


def flags(*events: Event) -> list[FlagParticipants]:
    return [effect for effect in effects_of(*events) if isinstance(effect, FlagParticipants)]


def test_invited_people_are_not_flagged_also_from_outside() -> None:
    assert flags(started(), invited(BO, DINA), joined(ANN, BO, DINA)) == []


def test_an_uninvited_colleague_is_flagged_once_and_without_a_ping() -> None:
    story = (started(), invited(BO), joined(BO, CATO))

    assert flags(*story) == [FlagParticipants(at(1), ALERT_1, (PersonId("p2"),), ping=False)]
    assert effects_of(*story, joined(CATO, minutes=2)) == ()


def test_a_stranger_is_flagged_with_a_ping() -> None:
    for stranger in (EINAR, DINA, GUEST):
        (flag,) = flags(started(), invited(BO), joined(stranger))
        assert flag.ping, stranger


def test_nobody_is_called_uninvited_before_the_invitation_was_read() -> None:
    assert effects_of(started(), joined(CATO)) == ()
    assert len(flags(started(), joined(CATO), invited(BO))) == 1


def test_an_anonymous_stranger_is_flagged_before_the_invitation_was_read() -> None:
    assert len(flags(started(), joined(EINAR))) == 1


def test_an_unread_invitation_makes_no_colleague_a_stranger_but_tells_of_outsiders() -> None:
    unread = InvitationUnavailable(at(0.5), Unread.DENIED)

    assert flags(started(), unread, joined(CATO)) == []
    (flag,) = flags(started(), unread, joined(DINA))
    assert not flag.ping


def test_a_second_stranger_soon_after_grows_the_card() -> None:
    story = (started(), invited(BO), joined(EINAR), joined(DINA, minutes=3))

    assert [flag.matter for flag in flags(*story)] == [ALERT_1]
    assert after(*story).alerts[str(ALERT_1)].people == ("p1", "p2")


def test_a_newcomer_after_more_than_five_minutes_gets_a_new_card_and_the_old_one_folds() -> None:
    effects = effects_of(started(), invited(BO), joined(EINAR), joined(DINA, minutes=6.1))

    assert effects[1:4] == (
        FlagParticipants(at(6.1), ALERT_2, (PersonId("p1"), PersonId("p2")), ping=True),
        SetAlarm(Alarm.UNSETTLED, at(9.1)),
        ShowCard(ALERT_1),
    )


def test_a_stranger_after_a_colleague_gets_a_new_card_since_an_update_pings_nobody() -> None:
    (flag,) = flags(started(), invited(BO), joined(CATO), joined(EINAR, minutes=2))

    assert flag.matter == ALERT_2
    assert flag.people == ("p1", "p2")
    assert flag.ping


def test_a_newcomer_after_all_are_settled_gets_a_new_card() -> None:
    story = (started(), invited(BO), joined(ANN, EINAR))
    vouched = settled(after(*story), EINAR, 2)

    (flag,) = flags(*story, vouched, joined(DINA, minutes=2.5))
    assert flag.matter == ALERT_2
    assert flag.people == (PersonId("p3"),)


def test_settling_somebody_updates_the_card_and_settling_again_keeps_the_first_word() -> None:
    story = (started(), invited(BO), joined(ANN, BO, EINAR))
    meeting = after(*story)
    first, second = settled(meeting, EINAR, 2), settled(meeting, EINAR, 3, by=BO)

    assert ShowCard(ALERT_1) in effects_of(*story, first)
    assert after(*story, first, second).settled[pid(meeting, EINAR)].at == at(2)


def test_somebody_rejected_who_comes_back_is_flagged_anew() -> None:
    story = (started(), invited(BO), joined(ANN, EINAR))
    rejected = settled(after(*story), EINAR, 2, expected=False)
    left = ParticipantsLeft(at(3), (EINAR,))

    assert flags(*story, rejected) == []
    (flag,) = flags(*story, rejected, left, joined(EINAR, minutes=4))
    assert flag.matter == ALERT_2
    assert flag.ping


def test_somebody_rejected_who_came_back_can_be_rejected_again() -> None:
    story = (started(), invited(BO), joined(ANN, EINAR))
    rejected = settled(after(*story), EINAR, 2, expected=False)
    back = (*story, rejected, joined(EINAR, minutes=4))
    again = settled(after(*back), EINAR, 5, expected=False)

    assert after(*back, again).settled[pid(after(*story), EINAR)].at == at(5)


def test_somebody_on_the_card_who_leaves_is_shown_as_gone() -> None:
    story = (started(), invited(BO), joined(ANN, EINAR), ParticipantsLeft(at(3), (EINAR,)))

    assert effects_of(*story) == (ShowCard(ALERT_1),)


def test_somebody_who_left_before_the_invitation_was_read_is_not_flagged() -> None:
    assert flags(started(), joined(CATO), ParticipantsLeft(at(1.5), (CATO,)), invited(BO)) == []


def test_an_older_leave_that_comes_late_takes_nobody_out() -> None:
    meeting = after(started(), joined(BO, minutes=5), ParticipantsLeft(at(4), (BO,)))

    assert meeting.present == (pid(meeting, BO),)


def test_a_join_from_before_the_end_that_comes_after_it_opens_nothing() -> None:
    assert effects_of(started(), MeetingEnded(at(30), at(30)), joined(EINAR, minutes=29)) == ()


def test_the_organizer_is_expected_by_role_and_by_the_invitation() -> None:
    assert flags(started(), invited(BO, organizer=BO), joined(CATO, role=Role.ORGANIZER)) == []
    assert flags(started(), invited(organizer=CATO), joined(CATO)) == []


def test_the_roster_is_shown_to_own_staff_who_ask() -> None:
    story = (started(), invited(BO), joined(BO))

    assert effects_of(*story, CommandGiven(at(2), BO, Command.ROSTER)) == (ShowCard(Matter(CardKind.ROSTER, 1)),)


def test_nobody_is_flagged_in_a_chat_the_bot_was_taken_out_of_nor_after_the_end() -> None:
    story = (started(), invited(BO), joined(ANN, CATO, DINA))

    assert flags(*story[:2], BotRemoved(at(0.5)), story[2]) == []
    assert flags(story[0], joined(CATO), MeetingEnded(at(30), at(30)), invited(BO, minutes=31)) == []


def test_whoever_came_early_for_the_next_occurrence_is_still_there_when_its_start_is_told() -> None:
    story = (started(), invited(BO), joined(ANN), joined(EINAR, minutes=29.9), started(30))
    meeting = after(*story)

    assert meeting.present == (pid(meeting, EINAR),)
    assert meeting.alerts
