"""S7. An alert that nobody settles in three minutes calls, once, on whoever leads the meeting and is there."""

from bot.domain.alarms import Alarm
from bot.domain.effects import CardKind, FlagParticipants, Matter, SetAlarm, ShowCard
from bot.domain.events import AlarmRang, CardPressed, Event, ParticipantsLeft
from bot.domain.participants import Identity, Role
from bot.domain.presses import Settle
from tests.scenes import (
    ANN,
    BO,
    CATO,
    DINA,
    EINAR,
    KARI,
    PROCEDURE,
    after,
    at,
    effects_of,
    invited,
    joined,
    pid,
    started,
)

ALERT_1, ALERT_2 = Matter(CardKind.ALERT, 1), Matter(CardKind.ALERT, 2)
RANG = AlarmRang(at(4), Alarm.UNSETTLED, at(4))
MET: tuple[Event, ...] = (started(), invited(BO, KARI, organizer=ANN), joined(ANN, BO, role=None), joined(EINAR))


def calls(*events: Event) -> list[FlagParticipants]:
    return [one for one in effects_of(*events) if isinstance(one, FlagParticipants) and one.call]


def test_the_alert_sets_the_hour_and_a_growing_one_does_not_move_it() -> None:
    assert SetAlarm(Alarm.UNSETTLED, at(1) + PROCEDURE.call_host_after) in effects_of(*MET)
    grown = effects_of(*MET, joined(DINA, minutes=2))
    assert not [one for one in grown if isinstance(one, SetAlarm)]


def test_after_three_minutes_the_organizer_is_called_on_a_new_card_and_the_old_one_folds() -> None:
    meeting = after(*MET)
    effects = effects_of(*MET, RANG)

    called = FlagParticipants(at(4), ALERT_2, (pid(meeting, EINAR),), ping=False, call=pid(meeting, ANN))
    assert effects[:2] == (called, ShowCard(ALERT_1))


def test_it_is_done_once() -> None:
    again = AlarmRang(at(8), Alarm.UNSETTLED, at(8))

    assert calls(*MET, RANG, again) == []
    assert len(after(*MET, RANG, again).alerts) == 2


def test_nobody_is_called_when_all_are_settled_or_gone() -> None:
    settled = CardPressed(at(2), BO, Settle(pid(after(*MET), EINAR), expected=True))

    assert calls(*MET, settled, RANG) == []
    assert calls(*MET, ParticipantsLeft(at(2), (EINAR,)), RANG) == []


def test_a_presenter_of_ours_is_called_where_the_organizer_is_not_there() -> None:
    story = (started(), invited(BO, KARI, organizer=ANN), joined(KARI), joined(BO, role=Role.PRESENTER), joined(EINAR))
    (call,) = calls(*story, RANG)

    assert call.call == pid(after(*story), BO)


def test_neither_outsiders_nor_those_in_question_nor_attendees_are_called() -> None:
    by: tuple[tuple[Identity, Role], ...] = (
        (DINA, Role.PRESENTER), (CATO, Role.PRESENTER), (BO, Role.ATTENDEE), (EINAR, Role.PRESENTER),
    )  # fmt: skip
    for who, role in by:
        story = (started(), invited(BO, DINA, organizer=ANN), joined(who, role=role), joined(EINAR))
        assert calls(*story, RANG) == [], who.name


def test_a_stranger_after_the_call_who_needs_a_card_of_their_own_gets_a_call_of_their_own() -> None:
    story = (*MET, RANG, joined(DINA, minutes=20))
    late = AlarmRang(at(23), Alarm.UNSETTLED, at(23))

    assert SetAlarm(Alarm.UNSETTLED, at(23)) in effects_of(*story)
    (call,) = calls(*story, late)
    assert set(call.people) == {pid(after(*story), EINAR), pid(after(*story), DINA)}
