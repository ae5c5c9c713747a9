"""S7. When an alert grows and when another is posted, whom it pings, and when it is told anew or not at all."""

from bot.domain.alarms import Alarm
from bot.domain.effects import CardKind, FlagParticipants, Matter, ShowCard
from bot.domain.events import (
    AlarmRang,
    BotRemoved,
    BotWasAway,
    CardGivenUp,
    CardPressed,
    ChatMembersChanged,
    Event,
    MeetingEnded,
    ParticipantsLeft,
)
from bot.domain.participants import Identity, Role
from bot.domain.presses import Settle
from tests.scenes import ANN, BO, CATO, DINA, EINAR, GUEST, KARI, after, at, effects_of, invited, joined, pid, started

ALERT_1, ALERT_2 = Matter(CardKind.ALERT, 1), Matter(CardKind.ALERT, 2)
MET: tuple[Event, ...] = (started(), invited(BO), joined(ANN, BO))
RANG = AlarmRang(at(9), Alarm.UNSETTLED, at(9))


def said(before: tuple[Event, ...], who: Identity, minutes: float, *, expected: bool) -> CardPressed:
    return CardPressed(at(minutes), ANN, Settle(pid(after(*before), who), expected))


def flags(*events: Event) -> list[FlagParticipants]:
    return [effect for effect in effects_of(*events) if isinstance(effect, FlagParticipants)]


def test_colleagues_who_come_one_after_the_other_stand_on_one_quiet_card() -> None:
    story = (*MET, joined(CATO), joined(KARI, minutes=2))

    assert flags(*story) == [FlagParticipants(at(2), ALERT_1, (pid(after(*story), KARI),), ping=False)]


def test_a_colleague_long_after_a_stranger_pings_nobody_again() -> None:
    story = (*MET, joined(EINAR), joined(CATO, minutes=9))
    meeting = after(*story)

    both = (pid(meeting, EINAR), pid(meeting, CATO))
    assert flags(*story) == [FlagParticipants(at(9), ALERT_2, both, ping=False)]


def test_a_card_grows_while_one_on_it_waits_for_a_word() -> None:
    story = (*MET, joined(EINAR, DINA))
    vouched = said(story, EINAR, 1.5, expected=True)

    assert [flag.matter for flag in flags(*story, vouched, joined(GUEST, minutes=2))] == [ALERT_1]


def test_somebody_rejected_who_comes_back_is_flagged_once_also_beside_a_newcomer() -> None:
    story = (*MET, joined(EINAR, DINA))
    back = (*story, said(story, EINAR, 2, expected=False), ParticipantsLeft(at(3), (EINAR,)))
    together = joined(EINAR, GUEST, minutes=4)
    meeting = after(*back, together)
    people = {pid(meeting, EINAR), pid(meeting, GUEST), pid(meeting, DINA)}

    (flag,) = flags(*back, together)
    assert flag.matter == ALERT_2
    assert sorted(flag.people) == sorted(people)
    assert flags(*back, together, joined(BO, minutes=5), invited(BO, minutes=6)) == []


def test_whoever_is_added_to_the_chat_of_a_meeting_that_is_over_is_not_flagged() -> None:
    assert flags(*MET, MeetingEnded(at(30), at(30)), ChatMembersChanged(at(31), added=(CATO,))) == []


def test_an_alert_that_stands_is_told_that_we_were_away() -> None:
    assert ShowCard(ALERT_1) in effects_of(*MET, joined(EINAR), BotWasAway(at(9), since=at(5)))


def test_somebody_is_called_for_one_who_only_reads_the_chat_too() -> None:
    story = (*MET, ChatMembersChanged(at(5), added=(CATO,)))

    (call,) = flags(*story, RANG)
    assert (call.people, call.call) == ((pid(after(*story), CATO),), pid(after(*story), ANN))


def test_the_organizer_is_called_before_a_presenter() -> None:
    story = (started(), invited(BO, organizer=ANN), joined(BO, role=Role.PRESENTER), joined(ANN), joined(EINAR))

    (call,) = flags(*story, RANG)
    assert call.call == pid(after(*story), ANN)


def test_nobody_is_called_in_a_chat_the_bot_was_taken_out_of() -> None:
    assert effects_of(*MET, joined(EINAR), BotRemoved(at(5)), RANG) == ()


def test_people_whose_alert_never_reached_the_chat_are_flagged_with_the_next_fact_whomever_it_is_about() -> None:
    story = (*MET, joined(CATO), CardGivenUp(at(3), str(ALERT_1), "503"))

    assert flags(*story) == []
    (flag,) = flags(*story, joined(BO, minutes=4))
    assert flag.people == (pid(after(*story), CATO),)
    assert flags(*story, joined(BO, minutes=4), joined(BO, minutes=5)) == []


def test_whoever_is_added_to_the_chat_is_flagged_at_once() -> None:
    story = (*MET, ChatMembersChanged(at(5), added=(CATO,)))

    assert [flag.people for flag in flags(*story)] == [(pid(after(*story), CATO),)]


def test_a_card_grows_for_five_minutes_from_its_posting_and_keeps_the_ping_it_had() -> None:
    grown = (*MET, joined(EINAR), joined(CATO, minutes=4))

    assert [flag.matter for flag in flags(*grown, joined(DINA, minutes=5))] == [ALERT_1], "it has pinged already"
    assert [flag.matter for flag in flags(*grown, joined(DINA, minutes=6.5))] == [ALERT_2]


def test_whoever_comes_after_a_call_gets_a_card_and_a_call_of_their_own() -> None:
    later = (*MET, joined(EINAR), AlarmRang(at(4), Alarm.UNSETTLED, at(4)), joined(CATO, minutes=5))

    assert len(after(*later).alerts) == 3
    (call,) = flags(*later, RANG)
    assert call.call is not None
