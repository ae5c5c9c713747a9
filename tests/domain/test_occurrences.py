"""S7, S9. How an occurrence begins and ends when the news of it are late or missing, and what the next one keeps."""

from dataclasses import replace

from bot.domain.alarms import Alarm
from bot.domain.chat import MessagePosted
from bot.domain.effects import CardKind, Matter, ShowCard
from bot.domain.events import (
    AlarmRang,
    BotInstalled,
    BotRemoved,
    CardPressed,
    CardShown,
    ChatMembersChanged,
    CommandGiven,
    Event,
    MeetingAnnounced,
    MeetingEnded,
    Member,
    ParticipantsLeft,
    RosterRead,
)
from bot.domain.expected import Invited
from bot.domain.meeting import Meeting
from bot.domain.participants import Role
from bot.domain.presses import ChecklistWanted, Command, TickSet
from bot.domain.procedure import Clause, Variant
from bot.domain.records import Occurrence, tick_key
from tests.scenes import ANN, BO, CATO, EINAR, after, at, effects_of, invited, joined, pid, started

DAY = 24 * 60
MET: tuple[Event, ...] = (started(), invited(BO), joined(ANN, BO))
ENDED = MeetingEnded(at(30), at(30))
SILENCE = AlarmRang(at(242), Alarm.IDLE, at(242))


def occurrence(*events: Event) -> Occurrence:
    now = after(*events).occurrence
    assert now is not None
    return now


def held(meeting: Meeting) -> set[str]:
    return {who.name for who in meeting.identities.values()}


def test_nobody_is_in_a_meeting_that_has_ended_whichever_way() -> None:
    assert after(*MET, ENDED).present == ()
    assert after(*MET, SILENCE, MeetingEnded(at(243), at(243))).present == ()


def test_an_end_from_before_the_start_ends_nothing() -> None:
    assert after(*MET, MeetingEnded(at(2), at(-5))).running


def test_of_two_ends_the_later_holds() -> None:
    assert occurrence(*MET, ENDED, MeetingEnded(at(31), at(20))).ended == at(30)


def test_an_end_of_a_meeting_that_was_taken_up_again_is_the_end() -> None:
    resumed = (*MET, SILENCE, joined(CATO, minutes=250), MeetingEnded(at(260), at(260)))

    assert after(*resumed, joined(BO, minutes=265)).occurrence_number == 2


def test_people_who_were_in_before_the_start_keep_its_hour() -> None:
    assert occurrence(joined(ANN, minutes=0), started(0.5)).started == at(0)


def test_after_people_who_met_without_a_start_the_next_start_shows_the_rules() -> None:
    story = (joined(ANN, minutes=0), MeetingEnded(at(10), at(10)), started(60))

    assert after(*story).occurrence_number == 2
    assert ShowCard(Matter(CardKind.RULES, 1)) in effects_of(*story)


def test_a_bot_that_came_late_stays_late_when_the_start_is_told_after_all() -> None:
    found = (BotInstalled(at(5)), RosterRead(at(5.1), (Member(ANN, True),), asked=30))

    assert occurrence(*found, started(5.5)).late


def test_a_chat_that_tells_of_a_meeting_has_the_bot_in_it() -> None:
    assert after(BotRemoved(at(-5)), started()).installed
    assert after(*MET, ENDED, BotRemoved(at(60)), started(DAY)).installed


def test_a_start_without_a_link_keeps_the_one_that_is_known_and_a_series_stays_one() -> None:
    first = replace(started(), recurring=True)
    meeting = after(first, ENDED, replace(started(DAY), join_url=""))

    assert (meeting.join_url, meeting.recurring) == (first.join_url, True)


def test_old_news_that_come_late_bring_no_silence_forward() -> None:
    assert after(*MET, MessagePosted(at(20)), MessagePosted(at(10))).last_news == at(20)


def test_whoever_was_added_to_the_chat_within_the_day_before_is_still_news() -> None:
    added = (*MET, ENDED, ChatMembersChanged(at(600), added=(CATO,)))
    soon, late = after(*added, started(600 + DAY - 1)), after(*added, started(600 + DAY + 1))

    assert soon.is_around(pid(soon, CATO))
    assert held(late) == set()


def test_whoever_was_added_while_the_last_one_ran_is_no_news_in_the_next() -> None:
    assert held(after(*MET, ChatMembersChanged(at(20), added=(CATO,)), ENDED, started(60))) == set()


def test_what_was_said_while_one_ran_holds_over_a_break_and_not_for_the_next_day() -> None:
    announced = MeetingAnnounced(at(10), "booking", (Invited(oid=CATO.oid),))
    named = CommandGiven(at(11), ANN, Command.EXPECTED, role=Role.ORGANIZER, awaited=(Invited(name="Cato Ek"),))
    held = (*MET, announced, named, ENDED)

    assert (len(after(*held, started(60)).announced), len(after(*held, started(60)).awaited)) == (1, 1)
    assert (after(*held, started(DAY + 60)).announced, after(*held, started(DAY + 60)).awaited) == ({}, ())


def test_whom_somebody_named_between_two_is_expected_in_the_second_and_it_is_known_by_whom() -> None:
    named = CommandGiven(at(40), ANN, Command.EXPECTED, role=Role.ORGANIZER, awaited=(Invited(name="Cato Ek"),))
    second = after(*MET, ENDED, named, started(60))

    assert [(one.line.name, second.identities[one.by].name) for one in second.awaited] == [("Cato Ek", "Ann Berg")]


def test_whoever_ticked_between_two_is_known_by_name_in_the_second() -> None:
    tick = CardPressed(at(40), BO, TickSet(Variant.TEAMS, Clause.S1, done=True))
    second = after(*MET, ENDED, tick, started(60))
    ticked = second.ticks[tick_key(Variant.TEAMS, Clause.S1)]

    assert second.identities[ticked.by].name == "Bo Dahl"


def test_ticks_of_a_meeting_whose_end_was_never_told_do_not_count_for_the_next() -> None:
    assert after(*MET, CardPressed(at(5), BO, TickSet(Variant.TEAMS, Clause.S1, done=True)), started(DAY)).ticks == {}


def test_whoever_had_left_by_the_next_start_is_not_held() -> None:
    assert held(after(*MET, ParticipantsLeft(at(29), (ANN, BO)), started(30))) == set()


def test_no_pseudonym_of_an_earlier_occurrence_is_given_to_somebody_else() -> None:
    first = after(*MET)
    second = after(*MET, ENDED, started(60), joined(EINAR, minutes=61))

    assert pid(second, EINAR) not in {pid(first, ANN), pid(first, BO)}


def test_a_checklist_of_the_last_one_is_not_there_in_the_next_and_none_of_its_other_cards_lives_on() -> None:
    first, second = Matter(CardKind.CHECKLIST, 1, Variant.TEAMS), Matter(CardKind.CHECKLIST, 2, Variant.TEAMS)
    shown = (*MET, CommandGiven(at(2), ANN, Command.CHECKLIST), CardShown(at(2), str(first), "a"), ENDED)
    ticked = CardPressed(at(40), BO, TickSet(Variant.TEAMS, Clause.S1, done=True), card="a")

    assert effects_of(*shown, started(60), CardPressed(at(61), EINAR, ChecklistWanted())) == (ShowCard(second),)
    kept = {Matter.parse(card).kind for card in after(*shown, ticked, joined(ANN, minutes=60)).cards}
    assert kept == {CardKind.CHECKLIST}


def test_the_next_occurrence_does_not_hold_whom_a_private_card_was_for() -> None:
    alone = CommandGiven(at(5), BO, Command.HELP, private=True)

    assert not [key for key in after(*MET, alone, ENDED, started(60)).latest if "to-" in key]
