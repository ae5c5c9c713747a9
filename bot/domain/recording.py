"""S1. What is remembered of recordings: what Teams says of them, in whatever order, and what is left of them."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from bot.domain.expected import Unread
from bot.domain.feeds import Feed
from bot.domain.maps import with_
from bot.domain.meeting import Meeting, is_program
from bot.domain.participants import Identity, PersonId, Role
from bot.domain.procedure import Procedure
from bot.domain.recordings import (
    FilesFound,
    FilesUnread,
    Listening,
    Over,
    Recording,
    RecordingsTold,
    RecordingsUntold,
    Run,
    Said,
    Sign,
    Sweep,
    Word,
)
from bot.domain.verdict import belongs, stands_out

MOST_WORDS = 100
"""Words of Teams that are kept of one call: the newest."""

_BEGIN = (Sign.STARTED, Sign.GOES_ON)
_ORDER = {sign: number for number, sign in enumerate(Sign)}


def recorded(
    before: Meeting, fact: RecordingsTold | RecordingsUntold | FilesFound | FilesUnread, procedure: Procedure
) -> Meeting:
    """The meeting after *fact*. Words that come late, twice or in another order end in the same."""
    match fact:
        case RecordingsTold():
            listening = Listening(fact.at) if fact.read else before.listening
            return replace(_told(before, fact.said, procedure), listening=listening)
        case RecordingsUntold():
            return replace(before, listening=replace(before.listening, reason=fact.reason))
        case FilesFound() | FilesUnread():
            return _looked(before, fact, procedure)


def summoned(before: Meeting) -> Meeting:
    """Somebody who is there is called on to stop what is recorded still, once."""
    if not before.running:
        return before
    changed = dict(before.recordings)
    for call, recording in before.recordings.items():
        run = next((run for run in recording.runs if run.runs), None)
        if run is not None and not recording.earlier and recording.called is None:
            changed[call] = replace(recording, called=_who_can_stop(run, before))
    return replace(before, recordings=changed)


def kept(before: Meeting) -> Mapping[str, Recording]:
    """What the next occurrence keeps: what goes on, or began since the last one ended; what is to be looked after."""
    ended = before.occurrence.ended if before.occurrence else None
    found = {}
    for call, recording in before.recordings.items():
        goes_on = any(run.runs and run.since and ended and run.since > ended for run in recording.runs)
        if goes_on or _leaves_something(recording):
            found[call] = replace(recording, earlier=not goes_on)
    return found


def runs(meeting: Meeting) -> tuple[Run, ...]:
    """All that recorded in this occurrence, by the hour: Teams, and programs that take notes."""
    ended = meeting.occurrence.ended if meeting.occurrence else None
    teams = (run for one in meeting.recordings.values() if not one.earlier for run in one.runs)
    found = [_until_the_end(run, ended) for run in (*teams, *_programs(meeting))]
    return tuple(sorted(found, key=_begins))


def transcribed(meeting: Meeting) -> datetime | None:
    """When a transcript of this occurrence was first told of; None: there is none."""
    hours = [one.transcribed for one in meeting.recordings.values() if not one.earlier]
    return min((hour for hour in hours if hour is not None), default=None)


def is_recorded(meeting: Meeting) -> bool:
    """S1. Whether somebody records, or did so in this occurrence, as far as we were told."""
    return bool(runs(meeting)) or transcribed(meeting) is not None


def last_recorded(meeting: Meeting) -> datetime | None:
    """When the last recording of this occurrence was over; None: one is not, or there was none."""
    found = runs(meeting)
    if any(run.runs for run in found):
        return None
    hours = [*(run.until for run in found), transcribed(meeting)]
    return max((hour for hour in hours if hour is not None), default=None)


def called_on(meeting: Meeting) -> PersonId | None:
    """Who was asked to stop a recording that runs still."""
    asked = (one.called for one in meeting.recordings.values() if not one.earlier and any(run.runs for run in one.runs))
    return next((person for person in asked if person is not None), None)


def unheard(meeting: Meeting) -> Unread | None:
    """Why we would not hear of a recording; None: we would, or have not tried yet."""
    feed = meeting.feeds.get(Feed.CHAT)
    return None if feed is not None and feed.id else meeting.listening.reason


def refuses_to_tell(meeting: Meeting) -> Unread | None:
    """Why we would not hear of a recording for as long as nobody mends it: being away passes."""
    why = unheard(meeting)
    return None if why is Unread.AWAY else why


def made(meeting: Meeting) -> tuple[bool, bool]:
    """Whether recordings, and transcripts, were made that are looked after still, or were the last time."""
    looked_after = [one for one in meeting.recordings.values() if not one.swept]
    return any(one.filmed for one in looked_after), any(one.transcribed for one in looked_after)


def _told(before: Meeting, said: tuple[Said, ...], procedure: Procedure) -> Meeting:
    recordings = before.recordings
    for one in said:
        known = recordings.get(one.call)
        word = Word(one.at, one.sign, one.message, _met(one.by, before))
        now = _heard(known or Recording(earlier=_is_of_earlier(one, before, procedure)), word)
        if now != known:
            recordings = with_(recordings, one.call, now)
    if recordings is before.recordings:
        return before
    return replace(before, recordings=recordings, sweep=_to_be_swept(before.sweep, recordings))


def _heard(before: Recording, word: Word) -> Recording:
    """*before* with one word more; of the same word told twice the earliest hour holds."""
    words = {(one.message, one.sign): one for one in before.words}
    same = words.get((word.message, word.sign))
    if same is not None:
        word = replace(min(same, word, key=lambda one: one.at), by=same.by or word.by)
    words[word.message, word.sign] = word
    by_hour = sorted(words.values(), key=lambda one: (one.at, _ORDER[one.sign], one.message))
    after = replace(before, words=tuple(by_hour[-MOST_WORDS:]))
    if same is not None or after.words == before.words:
        return after
    anew = word.sign in _BEGIN and len(after.runs) > len(before.runs)
    called = None if anew and not any(run.runs for run in before.runs) else before.called
    return replace(after, called=called, swept=before.swept and word.sign is Sign.FAILED)


def _met(by: Identity | None, meeting: Meeting) -> PersonId | None:
    return meeting.person(by) if by is not None else None


def _is_of_earlier(said: Said, meeting: Meeting, procedure: Procedure) -> bool:
    """Whether a call that we hear of for the first time was of an occurrence before this."""
    occurrence = meeting.occurrence
    return occurrence is not None and occurrence.number > 1 and said.at < occurrence.started - procedure.early


def _begins(run: Run) -> datetime:
    hour = run.since or run.until
    assert hour is not None  # noqa: S101  # a run whose start was not told is known by its end
    return hour


def _programs(meeting: Meeting) -> Iterator[Run]:
    """Programs that take notes, for whom nobody vouches: each as long as it was in the call."""
    for person, seen in meeting.people.items():
        word = meeting.settled.get(person)
        if is_program(meeting.identities[person]) and not (word is not None and word.expected):
            yield Run(seen.first_seen, None if seen.present else seen.changed, program=person)


def _until_the_end(run: Run, ended: datetime | None) -> Run:
    """*run*, over with the meeting: what began after that is of another."""
    over = run.runs and ended is not None and (run.since is None or run.since <= ended)
    return replace(run, until=ended) if over else run


def _who_can_stop(run: Run, meeting: Meeting) -> PersonId | None:
    """Whoever began it, else the organizer, else a presenter or other own staff who is expected: if they are there."""
    able = [one for one in meeting.present if meeting.can_press(one) and meeting.identities[one].mri]
    ours = [one for one in able if belongs(meeting.identities[one], meeting) and not stands_out(one, meeting)]
    leading = [one for one in ours if meeting.people[one].role is Role.PRESENTER]
    first = (one for one in (run.by, meeting.host()) if one in able)
    return next((one for one in (*first, *leading, *ours)), None)


def _leaves_something(recording: Recording) -> bool:
    """Whether something of it may lie with Teams that nobody has looked after yet."""
    return not recording.swept and (recording.filmed or recording.transcribed is not None)


def _to_be_swept(before: Sweep | None, recordings: Mapping[str, Recording]) -> Sweep | None:
    """What is to be looked after: nothing, where all that was recorded came to nothing."""
    hours = [one.words[-1].at for one in recordings.values() if _leaves_something(one)]
    waits = before is not None and before.over is None
    if not hours:
        return None if waits else before
    return replace(before, since=max(hours)) if before is not None and waits else Sweep(max(hours))


def _looked(before: Meeting, fact: FilesFound | FilesUnread, procedure: Procedure) -> Meeting:
    """What is left; and the end of our looking, once all is gone, or where we may not look, or after a month."""
    sweep = before.sweep
    if sweep is None or sweep.over is not None:
        return before
    if isinstance(fact, FilesUnread):
        away = fact.reason is Unread.AWAY
        now = replace(sweep, over=None if away else Over.UNSEEN, why=fact.reason)
    else:
        now = _counted(sweep, fact, made(before), procedure)
    if now.over is None and fact.at - sweep.since >= procedure.files_until:
        now = replace(now, over=Over.GIVEN_UP)
    recordings = before.recordings
    if now.over is not None:
        recordings = {call: replace(one, swept=True) for call, one in recordings.items()}
    return replace(before, sweep=now, recordings=recordings)


def _counted(sweep: Sweep, fact: FilesFound, made_: tuple[bool, bool], procedure: Procedure) -> Sweep:
    """What Graph would not tell of something that was never made is missed by nobody."""
    counts = (fact.recordings, fact.transcripts)
    now = replace(sweep, recordings=counts[0] or 0, transcripts=counts[1] or 0, read=fact.at, why=None)
    if now.left:
        return now
    if any(was and count is None for was, count in zip(made_, counts, strict=True)):
        return replace(now, over=Over.UNSEEN, why=Unread.DENIED)
    return replace(now, over=Over.GONE) if fact.at - sweep.since >= procedure.files_after else now
