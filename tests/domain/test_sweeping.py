"""S1. Teams is asked what it said of recordings while the meeting runs; a day later, whether they are deleted."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.alarms import Alarm
from bot.domain.effects import CardKind, Effect, FetchFiles, FetchRecordings, Matter, SetAlarm, ShowCard
from bot.domain.events import (
    AlarmRang,
    BotInstalled,
    BotRemoved,
    BotWasAway,
    CardGivenUp,
    CardShown,
    Event,
    MeetingEnded,
)
from bot.domain.expected import Unread
from bot.domain.feeds import Feed, Subscribed, SubscriptionDoubted
from bot.domain.participants import Identity, PersonId, Role
from bot.domain.recording import unheard
from bot.domain.recordings import FilesFound, FilesUnread, Over, RecordingsTold, RecordingsUntold, Sign
from tests.domain.test_recording_alarm import BEGUN, STOPPED, STORY, said
from tests.scenes import ANN, BO, CATO, PROCEDURE, after, at, invited, joined, last_decision, started

READING = replace(PROCEDURE, reads_chat=True)
DAY = 60 * 24
HEARD = Subscribed(at(0.1), Feed.CHAT, "s1", at(DAY))
HOST = PersonId("p1")
TO_HOST = Matter(CardKind.RECORDING, 1, "to-p1")
OVER = (*STOPPED, MeetingEnded(at(30), at(30)))
LEFT, GONE = FilesFound(at(DAY + 13), 1, 0), FilesFound(at(DAY + 13), 0, 0)


def asked(*events: Event, reads_chat: bool = True) -> list[Effect]:
    """What the last event asked of Teams' words, of files and of the host."""
    decision = last_decision(*events, procedure=READING if reads_chat else PROCEDURE)
    rules = ("look_for_recordings", "look_for_files")
    return [effect for name, effect in zip(decision.asked_by, decision.effects, strict=True) if name in rules]


def look(minutes: float) -> AlarmRang:
    return AlarmRang(at(minutes), Alarm.LOOK_FOR_RECORDINGS, at(minutes))


def day(number: int) -> AlarmRang:
    return AlarmRang(at(DAY * number + 12), Alarm.LOOK_FOR_FILES, at(DAY * number + 12))


def read(minutes: float) -> RecordingsTold:
    return RecordingsTold(at(minutes), (), read=True)


def again(minutes: float, after_: timedelta) -> SetAlarm:
    return SetAlarm(Alarm.LOOK_FOR_RECORDINGS, at(minutes) + after_)


def files(minutes: float, after_: timedelta) -> SetAlarm:
    return SetAlarm(Alarm.LOOK_FOR_FILES, at(minutes) + after_)


def test_teams_is_asked_at_the_start_and_again_and_again_and_at_the_end() -> None:
    assert asked(started()) == [FetchRecordings()]
    assert asked(*STORY, read(2)) == [again(2, READING.recordings_every)]
    assert asked(*STORY, read(2), look(3)) == [FetchRecordings()]
    assert asked(*STORY, read(2), MeetingEnded(at(30), at(30))) == [FetchRecordings()]
    assert asked(*STORY, read(2), MeetingEnded(at(30), at(30)), look(31)) == []


def test_it_is_asked_seldom_where_it_tells_by_itself_and_at_once_when_that_ends() -> None:
    story = (*STORY, HEARD, read(2))

    assert asked(*story) == [again(2, READING.recordings_check)]
    assert asked(*STORY, replace(HEARD, until=at(1.5)), read(2)) == [again(2, READING.recordings_every)]
    assert asked(*story, SubscriptionDoubted(at(3), Feed.CHAT, "s1", ended=True)) == [FetchRecordings()]
    assert asked(*story, SubscriptionDoubted(at(3), Feed.CHAT, "s1")) == []
    assert asked(*story, SubscriptionDoubted(at(3), Feed.CALL, "s1", ended=True)) == []


def test_it_is_asked_after_our_own_absence() -> None:
    assert asked(*STORY, read(2), BotWasAway(at(9), at(3))) == [FetchRecordings()]
    assert asked(BotWasAway(at(9), at(3))) == []


def test_what_is_told_unasked_moves_no_hour() -> None:
    assert asked(*STORY, RecordingsTold(at(2), ())) == []


def test_nothing_is_asked_where_the_chat_is_not_read_or_the_bot_is_not() -> None:
    assert asked(started(), reads_chat=False) == []
    assert asked(*STORY, BotRemoved(at(3)), look(4)) == []


def test_who_is_away_is_asked_again_and_who_refuses_more_seldom_and_not_at_the_end() -> None:
    away, denied = RecordingsUntold(at(2), Unread.AWAY), RecordingsUntold(at(2), Unread.DENIED)
    end = MeetingEnded(at(30), at(30))

    assert asked(*STORY, away) == [again(2, READING.recordings_every)]
    assert asked(*STORY, denied) == [again(2, READING.recordings_check)]
    assert asked(*STORY, denied, look(7)) == [FetchRecordings()]
    assert asked(*STORY, RecordingsUntold(at(2), Unread.OFF)) == []
    assert asked(*STORY, denied, end) == []
    assert asked(*STORY, denied, end, started(DAY)) == [FetchRecordings()]


def test_what_could_not_be_had_at_the_end_is_asked_for_a_day() -> None:
    story = (*STORY, MeetingEnded(at(30), at(30)))

    assert asked(*story, RecordingsUntold(at(31), Unread.AWAY)) == [again(31, READING.read_again)]
    assert asked(*story, RecordingsUntold(at(31), Unread.AWAY), look(36)) == [FetchRecordings()]
    assert asked(*story, RecordingsUntold(at(DAY + 31), Unread.AWAY)) == []


def test_we_are_deaf_while_reading_is_refused_and_no_subscription_stands() -> None:
    denied = RecordingsUntold(at(2), Unread.DENIED)

    assert unheard(after(*STORY)) is None, "we have not asked yet"
    assert unheard(after(*STORY, denied)) is Unread.DENIED
    assert unheard(after(*STORY, denied, HEARD)) is None
    assert unheard(after(*STORY, denied, read(3))) is None


def test_that_we_are_deaf_is_told_on_the_rules_card_and_that_we_hear_again() -> None:
    denied, rules = RecordingsUntold(at(2), Unread.DENIED), ShowCard(Matter(CardKind.RULES, 1))

    assert rules in last_decision(*STORY, denied).effects
    assert rules not in last_decision(*STORY, denied, denied).effects
    assert rules in last_decision(*STORY, denied, read(3)).effects
    assert rules not in last_decision(*STORY, RecordingsUntold(at(2), Unread.AWAY)).effects, "that passes"


def test_a_day_after_a_recording_graph_is_asked_for_its_file() -> None:
    assert asked(*BEGUN) == [files(12, READING.files_after)]
    assert asked(*STOPPED) == [], "the hour stands"
    assert asked(*OVER, day(1)) == [FetchFiles()]
    assert asked(*OVER, day(1), reads_chat=False) == [FetchFiles()]
    assert asked(*STORY, MeetingEnded(at(30), at(30)), said(Sign.TRANSCRIPT, 40)) == [files(40, READING.files_after)]


def test_what_failed_leaves_nothing_to_look_for_unless_a_transcript_is_told_of() -> None:
    failed = (*BEGUN, said(Sign.FAILED, 13))

    assert after(*failed).sweep is None
    assert asked(*failed, day(1)) == []
    assert asked(*failed, said(Sign.TRANSCRIPT, 40)) == [files(40, READING.files_after)]


def test_the_host_alone_is_told_what_is_left_on_one_card_until_it_is_gone() -> None:
    told = (*OVER, LEFT)
    later, gone = replace(LEFT, at=at(2 * DAY + 13)), replace(GONE, at=at(3 * DAY + 13))
    fewer = replace(later, recordings=2)

    assert asked(*told) == [files(DAY + 13, READING.files_every), ShowCard(TO_HOST, HOST)]
    assert asked(*told, later) == [files(2 * DAY + 13, READING.files_every)], "nothing is new"
    assert ShowCard(TO_HOST, HOST) in asked(*told, fewer)
    assert asked(*told, later, gone) == [ShowCard(TO_HOST, HOST)]
    assert asked(*told, later, gone, day(4)) == []


def test_what_is_gone_at_the_first_look_is_told_to_nobody() -> None:
    assert asked(*OVER, GONE) == []
    sweep = after(*OVER, GONE).sweep
    assert sweep is not None
    assert sweep.over is Over.GONE
    assert asked(*OVER, GONE, STOPPED[-1]) == [], "nor does a word that comes twice begin it anew"


def test_what_was_recorded_lately_is_not_called_gone_before_it_can_be_there() -> None:
    story = (*OVER, started(DAY), said(Sign.STARTED, DAY + 10, call="c2"))

    assert asked(*story, GONE) == [files(DAY + 13, READING.files_every)]


def test_after_a_month_it_is_looked_for_no_more_and_the_host_is_told_so() -> None:
    last = replace(LEFT, at=at(13) + READING.files_until)

    assert asked(*OVER, LEFT, last) == [ShowCard(TO_HOST, HOST)]
    assert asked(*OVER, LEFT, last, day(31)) == []


@pytest.mark.parametrize("why", [Unread.DENIED, Unread.NOT_FOUND, Unread.OFF])
def test_where_we_may_not_look_the_host_is_told_once(why: Unread) -> None:
    refused = FilesUnread(at(DAY + 13), why)

    assert asked(*OVER, refused) == [ShowCard(TO_HOST, HOST)]
    assert asked(*OVER, refused, refused) == []
    assert asked(*OVER, refused, day(2)) == []


def test_what_was_never_made_may_be_hidden_and_what_was_made_may_not() -> None:
    hidden = replace(GONE, transcripts=None)

    assert asked(*OVER, hidden) == []
    assert asked(*OVER, said(Sign.TRANSCRIPT, 40), hidden) == [ShowCard(TO_HOST, HOST)]


def test_graph_that_was_away_is_asked_the_next_day() -> None:
    assert asked(*OVER, FilesUnread(at(DAY + 13), Unread.AWAY)) == [files(DAY + 13, READING.files_every)]


def test_where_the_host_is_not_known_nobody_is_told() -> None:
    story = (started(), joined(BO), said(Sign.STARTED, 12), MeetingEnded(at(30), at(30)))

    assert asked(*story, LEFT) == [files(DAY + 13, READING.files_every)]
    sweep = after(*story, LEFT).sweep
    assert sweep is not None
    assert (sweep.left, sweep.told) == (1, False)


def test_a_card_that_the_host_never_saw_is_shown_anew() -> None:
    lost = (*OVER, LEFT, CardGivenUp(at(DAY + 14), str(TO_HOST), "denied"))

    (_, shown) = asked(*lost, replace(LEFT, at=at(2 * DAY + 13)))
    assert shown == ShowCard(replace(TO_HOST, number=2), HOST)


def test_the_hosts_card_goes_on_when_the_next_occurrence_has_begun() -> None:
    shown = CardShown(at(DAY + 14), str(TO_HOST), "a1")
    story = (*OVER, LEFT, shown, started(DAY + 60), invited(BO, CATO, minutes=DAY + 61))

    assert after(*story).cards[str(TO_HOST)] == "a1"
    assert asked(*story, replace(GONE, at=at(2 * DAY + 13))) == [ShowCard(TO_HOST, HOST)]


def test_a_new_recording_after_all_was_gone_is_looked_for_anew() -> None:
    story = (*OVER, LEFT, replace(GONE, at=at(2 * DAY)), started(3 * DAY), said(Sign.STARTED, 3 * DAY + 5, call="c2"))

    assert asked(*story) == [files(3 * DAY + 5, READING.files_after)]


def test_added_again_after_a_while_it_looks_at_once() -> None:
    story = (*OVER, BotRemoved(at(40)), BotInstalled(at(3 * DAY)))

    assert FetchFiles() in asked(*story)


def test_the_hosts_card_is_mended_in_an_occurrence_that_does_not_know_the_host() -> None:
    over = (started(), joined(ANN, BO, minutes=1, role=Role.ORGANIZER), *BEGUN[3:], MeetingEnded(at(30), at(30)))
    told, gone = (*over, LEFT), replace(GONE, at=at(3 * DAY + 14))
    others = (started(DAY + 60), joined(BO, minutes=DAY + 61), started(2 * DAY), joined(BO, minutes=2 * DAY + 1))

    assert after(*told, *others).host() is None
    assert asked(*told, *others, gone) == [ShowCard(TO_HOST, HOST)]
    untold = (*over, started(DAY - 60), joined(BO, minutes=DAY - 59))
    assert ShowCard(TO_HOST, HOST) in asked(*untold, LEFT)


def test_whoever_is_the_host_is_kept_for_it() -> None:
    story = (*OVER, started(DAY))

    assert after(*story).person(Identity(oid=ANN.oid)) == HOST
    assert after(*OVER, GONE, started(2 * DAY)).person(Identity(oid=ANN.oid)) is None
