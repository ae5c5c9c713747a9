"""S1. A recording that starts is told to all at once, with how to stop it; that it is not deleted, to the host.

Source: the hospital's procedure, clause S1: no recording, by anyone. What Teams itself writes in the chat tells of it
(docs/TEAMS.md F), where the chat may be read; a program that takes notes is seen among the participants.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.domain.alarms import Alarm
from bot.domain.effects import (
    CardKind,
    Effect,
    FetchFiles,
    FetchRecordings,
    FlagParticipants,
    Matter,
    SetAlarm,
    ShowCard,
)
from bot.domain.events import AlarmRang, BotInstalled, BotWasAway, CardGivenUp, Event
from bot.domain.expected import Unread
from bot.domain.feeds import Feed, SubscriptionDoubted
from bot.domain.meeting import Meeting
from bot.domain.procedure import Procedure
from bot.domain.recording import called_on, is_running, runs, transcribed
from bot.domain.recordings import FilesFound, FilesUnread, Over, RecordingsTold, RecordingsUntold, Run
from bot.domain.rules.roster import flag_unexpected


def raise_recording_alarm(fact: Event, before: Meeting, after: Meeting, procedure: Procedure) -> Iterator[Effect]:
    """One card an occurrence, which grows; a new one that asks for every eye, when it is recorded again."""
    if not _serves(after) or isinstance(fact, CardGivenUp) or not _may_differ(before, after):
        return
    card, now = after.latest_matter(CardKind.RECORDING), _shown(after)
    if card is None and not any(now):
        return
    then = _shown(before)
    begun = _begun(then[0], now[0], fact.at - procedure.new_alert_after)
    lost = card is None and any(then) and before.occurrence_number == after.occurrence_number
    if lost and not begun and not after.running:
        return
    if card is None or begun:
        if any(run.program is None for run in begun):
            yield SetAlarm(Alarm.STILL_RECORDED, fact.at + procedure.recording_call_after)
        unseen = begun or (_unheard(now[0], after) if lost else [])
        ping = _asks_for_every_eye(unseen, fact, before, after, procedure)
        yield ShowCard(after.new_matter(CardKind.RECORDING), ping=ping)
        if card is not None:
            yield ShowCard(card)  # folds
    elif then != now:
        yield ShowCard(card)


def call_on_whoever_records(fact: Event, before: Meeting, after: Meeting, procedure: Procedure) -> Iterator[Effect]:
    """A minute on it is recorded still: whoever can stop it and is there is mentioned, on a new card, once.

    Where nobody is there who can, or whoever was called on leaves, it is looked at again as late.
    """
    if not _serves(after) or not is_running(after):
        return
    rang = isinstance(fact, AlarmRang) and fact.name == Alarm.STILL_RECORDED
    called, card = called_on(after), after.latest_matter(CardKind.RECORDING)
    left = called is None and called_on(before) is not None
    if left or (rang and called is None):
        yield SetAlarm(Alarm.STILL_RECORDED, fact.at + procedure.recording_call_after)
    if left and card is not None and _shown(before) == _shown(after):
        yield ShowCard(card)  # mentions nobody any more
    if rang and called is not None and before.recordings != after.recordings:
        yield ShowCard(after.new_matter(CardKind.RECORDING))  # an update notifies nobody
        if card is not None:
            yield ShowCard(card)  # folds


def look_for_recordings(fact: Event, before: Meeting, after: Meeting, procedure: Procedure) -> Iterator[Effect]:
    """While the meeting runs Teams is asked what it said of recordings: often, where it does not tell by itself."""
    if not procedure.reads_chat or not _serves(after) or after.occurrence is None:
        return
    opened = after.running and (not before.running or before.occurrence_number != after.occurrence_number)
    refused = after.listening.reason not in (None, Unread.AWAY)
    match fact:
        case RecordingsTold(read=True) if after.running:
            yield SetAlarm(Alarm.LOOK_FOR_RECORDINGS, fact.at + _until_the_next_look(fact.at, after, procedure))
        case RecordingsUntold(reason=why) if after.running and why is not Unread.OFF:  # leave may be given meanwhile
            every = procedure.recordings_every if why is Unread.AWAY else procedure.recordings_check
            yield SetAlarm(Alarm.LOOK_FOR_RECORDINGS, fact.at + every)
        case RecordingsUntold(reason=Unread.AWAY) if _ended_lately(fact.at, after, procedure):
            yield SetAlarm(Alarm.LOOK_FOR_RECORDINGS, fact.at + procedure.read_again)
        case _ if opened:
            yield FetchRecordings()
        case AlarmRang(name=Alarm.LOOK_FOR_RECORDINGS) if after.running or after.listening.reason is Unread.AWAY:
            yield FetchRecordings()
        case _ if refused:
            return
        case _ if before.running and not after.running:
            yield FetchRecordings()
        case BotInstalled() | BotWasAway() | SubscriptionDoubted(feed=Feed.CHAT, ended=True) if after.running:
            yield FetchRecordings()


def look_for_files(fact: Event, before: Meeting, after: Meeting, procedure: Procedure) -> Iterator[Effect]:
    """A day after a recording Graph is asked whether it lies there still; the host is told until it is gone."""
    sweep = after.sweep
    if sweep is None or not _serves(after):
        return
    waits = sweep.over is None
    if waits and (before.sweep is None or before.sweep.over is not None):
        yield SetAlarm(Alarm.LOOK_FOR_FILES, fact.at + procedure.files_after)
    match fact:
        case AlarmRang(name=Alarm.LOOK_FOR_FILES) if waits:
            yield FetchFiles()
        case BotInstalled() if waits and fact.at - sweep.since >= procedure.files_after:
            yield FetchFiles()
        case FilesFound() | FilesUnread() if sweep is not before.sweep:
            if waits:
                yield SetAlarm(Alarm.LOOK_FOR_FILES, fact.at + procedure.files_every)
            yield from _tell_the_host(before, after)


def _serves(meeting: Meeting) -> bool:
    return meeting.installed and not meeting.where.personal


def _may_differ(before: Meeting, after: Meeting) -> bool:
    """Whether it is worth looking at all: most facts are of something else, and meetings are of hundreds."""
    return bool(after.recordings) or any(
        getattr(before, part) is not getattr(after, part) for part in ("people", "settled", "occurrence", "recordings")
    )


def _shown(meeting: Meeting) -> tuple[tuple[Run, ...], datetime | None]:
    """What the card tells."""
    return runs(meeting), transcribed(meeting)


def _begun(then: tuple[Run, ...], now: tuple[Run, ...], lately: datetime) -> list[Run]:
    """What records now where nothing did; Teams counts apart, since a program that is long there hides nothing.

    A program that left since *lately* and is back is no news.
    """
    going_on, before = [run for run in now if run.runs], [run for run in then if run.runs]
    teams = [run for run in going_on if run.program is None]
    if teams and not any(run.program is None for run in before):
        return teams
    back = {run.program for run in then if run.program is not None and run.until is not None and run.until >= lately}
    return [] if before else [run for run in going_on if run.program is None or run.program not in back]


def _unheard(now: tuple[Run, ...], meeting: Meeting) -> list[Run]:
    """What records now, when the card on it was lost; of a program an alert may have asked for every eye."""
    heard = {person for alert in meeting.alerts.values() if alert.ping for person in alert.people}
    return [run for run in now if run.runs and run.program not in heard]


def _asks_for_every_eye(begun: list[Run], fact: Event, before: Meeting, after: Meeting, procedure: Procedure) -> bool:
    """Whether somebody records now. Of a program the alert on participants says so, unless that stays quiet."""
    if any(run.program is None for run in begun):
        return True
    asked = flag_unexpected(fact, before, after, procedure) if begun else ()
    return bool(begun) and not any(
        isinstance(one, FlagParticipants) and one.ping and str(one.matter) not in after.alerts for one in asked
    )


def _until_the_next_look(at: datetime, meeting: Meeting, procedure: Procedure) -> timedelta:
    feed = meeting.feeds.get(Feed.CHAT)
    tells = feed is not None and bool(feed.id) and feed.until is not None and feed.until > at
    return procedure.recordings_check if tells else procedure.recordings_every


def _ended_lately(at: datetime, meeting: Meeting, procedure: Procedure) -> bool:
    ended = meeting.occurrence.ended if meeting.occurrence else None
    return ended is not None and at - ended < procedure.files_after


def _tell_the_host(before: Meeting, after: Meeting) -> Iterator[Effect]:
    """One card to the host alone, when there is something to say and it says something else than it did."""
    then, now = before.sweep, after.sweep
    if now is None or then is None:
        return
    host = next((one for one in (now.to, after.host()) if one in after.identities), None)
    if host is None:
        return
    says = now.left > 0 or now.over in (Over.UNSEEN, Over.GIVEN_UP) or (now.over is Over.GONE and now.told)
    news = (then.recordings, then.transcripts, then.over) != (now.recordings, now.transcripts, now.over)
    if not says or (now.told and not news):
        return
    of = f"to-{host}"
    last = after.latest.get(Matter(CardKind.RECORDING, 0, of).series)
    stands = Matter(CardKind.RECORDING, last, of) if now.told and last is not None else None
    yield ShowCard(stands or after.new_matter(CardKind.RECORDING, of), host)
