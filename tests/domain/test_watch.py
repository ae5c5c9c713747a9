"""S7. Silence is normal; an answer that fails, or differs from what we hold, is said, and the list read anew."""

from dataclasses import replace
from datetime import timedelta

from bot.domain.alarms import Alarm
from bot.domain.coverage import ALWAYS, Blind, gaps
from bot.domain.effects import CardKind, FetchRoster, FlagParticipants, Matter, SetAlarm, ShowCard
from bot.domain.events import (
    AlarmRang,
    BotInstalled,
    BotRemoved,
    BotWasAway,
    Event,
    MeetingEnded,
    Member,
    ParticipantsLeft,
    RosterRead,
    RosterUnavailable,
)
from bot.domain.expected import Unread
from bot.domain.participants import Identity
from bot.domain.probing import whom_to_ask
from bot.domain.rules.watch import ASK_A_FEW, ASK_ALL
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

RULES_1 = Matter(CardKind.RULES, 1)
MET: tuple[Event, ...] = (started(), invited(BO), joined(ANN, BO))


def read(
    minutes: float, inside: tuple[Identity, ...], outside: tuple[Identity, ...] = (), asked: int = 3
) -> RosterRead:
    members = (*(Member(who, present=True) for who in inside), *(Member(who, present=False) for who in outside))
    return RosterRead(at(minutes), members, asked)


def probe(minutes: float) -> AlarmRang:
    return AlarmRang(at(minutes), Alarm.PROBE, at(minutes))


def blind(*events: Event) -> set[Blind]:
    return {gap.blind for gap in gaps(after(*events))}


def test_teams_is_asked_at_install_soon_after_the_start_and_after_our_own_absence() -> None:
    assert FetchRoster(ASK_ALL) in effects_of(BotInstalled(at(0)))
    assert SetAlarm(Alarm.PROBE, at(0) + PROCEDURE.probe_first) in effects_of(started())
    assert FetchRoster(ASK_A_FEW) in effects_of(*MET, probe(2))
    assert FetchRoster(ASK_ALL) in effects_of(*MET, BotWasAway(at(9), since=at(5)))


def test_while_teams_tells_by_itself_nobody_asks() -> None:
    told = (*MET, read(2, (ANN, BO)), joined(KARI, minutes=11))

    assert effects_of(*told, probe(12)) == (SetAlarm(Alarm.PROBE, at(11) + PROCEDURE.probe_every),)
    assert FetchRoster(ASK_A_FEW) in effects_of(*told, probe(21))


def test_a_look_at_the_chats_members_alone_is_no_probe_and_puts_none_off() -> None:
    members = RosterRead(at(1.5), (Member(ANN), Member(BO)), 0)

    assert not [one for one in effects_of(*MET, members) if isinstance(one, SetAlarm)]
    failed = RosterUnavailable(at(1.2), Unread.AWAY)
    assert Blind.ROSTER_UNREAD in blind(*MET, failed, members)
    assert FetchRoster(ASK_A_FEW) in effects_of(*MET, members, probe(2))


def test_an_answer_that_agrees_says_nothing_and_sets_the_next_hour() -> None:
    answer = read(2, (ANN, BO), (CATO,))

    assert effects_of(*MET, answer) == (SetAlarm(Alarm.PROBE, at(2) + PROCEDURE.probe_every),)
    assert gaps(after(*MET, answer)) == ALWAYS


def test_an_answer_that_differs_is_said_and_the_roster_is_read_whole() -> None:
    answer = read(2, (ANN, BO, DINA))
    effects = effects_of(*MET, answer)

    assert FetchRoster(ASK_ALL) in effects
    assert ShowCard(RULES_1) in effects
    assert Blind.CONTRADICTED in blind(*MET, answer)


def test_whoever_was_missed_is_found_and_flagged_like_anybody() -> None:
    missed = (*MET, read(2, (ANN, BO, DINA)))

    assert after(*missed).is_present(pid(after(*missed), DINA))
    (flag,) = [one for one in effects_of(*missed) if isinstance(one, FlagParticipants)]
    assert flag.people == (pid(after(*missed), DINA),)


def test_whoever_left_unseen_is_taken_out_and_a_whole_reading_asks_for_no_other() -> None:
    answer = read(2, (ANN,), (BO,), asked=ASK_ALL)

    assert not after(*MET, answer).is_present(pid(after(*MET), BO))
    assert not [one for one in effects_of(*MET, answer) if isinstance(one, FetchRoster)]


def test_what_teams_told_since_it_was_asked_holds_against_the_answer() -> None:
    since = (*MET, ParticipantsLeft(at(2.1), (BO,)), joined(KARI, minutes=2.1), read(2, (ANN, BO), (KARI,)))
    meeting = after(*since)

    assert set(meeting.present) == {pid(meeting, ANN), pid(meeting, KARI)}
    assert Blind.CONTRADICTED not in blind(*since)


def test_a_question_that_is_not_answered_is_said_until_one_is() -> None:
    failed = RosterUnavailable(at(2), Unread.AWAY)
    silent = RosterRead(at(2), (Member(ANN), Member(BO)), 3, unanswered=Unread.DENIED)

    for trouble in (failed, silent):
        assert ShowCard(RULES_1) in effects_of(*MET, trouble)
        assert Blind.ROSTER_UNREAD in blind(*MET, trouble)
        assert Blind.ROSTER_UNREAD not in blind(*MET, trouble, read(4, (ANN, BO)))
    assert SetAlarm(Alarm.PROBE, at(2) + PROCEDURE.probe_again) in effects_of(*MET, failed)


def test_our_own_absence_is_said_as_ours() -> None:
    away = (*MET, BotWasAway(at(9), since=at(5)))

    assert ShowCard(RULES_1) in effects_of(*away)
    (gap,) = [one for one in gaps(after(*away)) if one.blind is Blind.WHILE_AWAY]
    assert (gap.since, gap.until) == (at(5), at(9))


def test_the_stores_alarm_tells_of_an_absence_only_where_a_meeting_runs() -> None:
    back = AlarmRang(at(9), Alarm.BACK, at(5))

    assert Blind.WHILE_AWAY in blind(*MET, back)
    assert Blind.WHILE_AWAY not in blind(*MET, MeetingEnded(at(4), at(4)), back)


def test_a_bot_added_while_people_are_in_finds_them_and_says_that_it_came_late() -> None:
    story = (BotInstalled(at(5)), read(5.1, (ANN, BO, DINA), asked=ASK_ALL))
    meeting = after(*story)

    assert meeting.running
    assert len(meeting.present) == 3
    assert blind(*story) == {Blind.LOBBY, Blind.TELEPHONE, Blind.BEFORE_US}


def test_a_start_told_from_before_the_bot_came_means_that_it_came_late() -> None:
    assert Blind.BEFORE_US in blind(BotInstalled(at(5)), replace(started(0), at=at(5.1)))
    assert Blind.BEFORE_US not in blind(BotInstalled(at(-5)), started(0))


def test_whoever_is_in_the_chat_from_before_is_no_news_and_a_silent_newcomer_is() -> None:
    baseline = (*MET, read(2, (ANN, BO), (CATO,)))
    later = (*baseline, read(12, (ANN, BO), (CATO, KARI)))

    assert not after(*baseline).is_around(pid(after(*baseline), CATO))
    assert after(*later).is_around(pid(after(*later), KARI))
    assert [one for one in effects_of(*later) if isinstance(one, FlagParticipants)]


def test_those_asked_longest_ago_are_asked_first_and_only_who_has_an_account() -> None:
    meeting = after(*MET, read(2, (ANN,)), RosterRead(at(3), (Member(ANN), Member(BO), Member(EINAR), Member(CATO))))

    assert whom_to_ask((ANN, EINAR, BO, CATO), meeting, 2) == (3, 2), "never asked, absent before present"
    assert whom_to_ask((ANN, EINAR, BO, CATO), meeting, 9) == (3, 2, 0)


def test_the_longest_silence_before_a_question_is_the_procedures() -> None:
    assert PROCEDURE.probe_every == timedelta(minutes=10)


def test_a_question_without_an_answer_is_repeated_soon_only_where_teams_was_away() -> None:
    for why, wait in ((Unread.AWAY, PROCEDURE.probe_again), (Unread.DENIED, PROCEDURE.probe_every)):
        nothing = RosterRead(at(2), (Member(ANN), Member(BO)), ASK_A_FEW, why)
        for answer in (nothing, RosterUnavailable(at(2), why)):
            assert SetAlarm(Alarm.PROBE, at(2) + wait) in effects_of(*MET, answer), (why, answer)


def test_a_bot_that_was_taken_out_asks_nothing_and_says_nothing() -> None:
    out = (*MET, BotRemoved(at(3)))

    for event in (probe(4), BotWasAway(at(9), since=at(5)), read(4, (ANN, BO, DINA)), BotInstalled(at(2))):
        assert effects_of(*out, event) == (), event


def test_an_answer_is_news_too_and_counts_for_as_long() -> None:
    assert effects_of(*MET, read(2, (ANN, BO)), probe(8)) == (SetAlarm(Alarm.PROBE, at(2) + PROCEDURE.probe_every),)


def test_the_rules_card_is_told_another_reason_but_not_the_same_one_again() -> None:
    denied = (*MET, RosterUnavailable(at(2), Unread.DENIED))

    assert ShowCard(RULES_1) in effects_of(*denied, RosterUnavailable(at(12), Unread.AWAY))
    assert ShowCard(RULES_1) not in effects_of(*denied, RosterUnavailable(at(12), Unread.DENIED))
