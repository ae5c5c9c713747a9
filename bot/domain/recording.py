"""S1. What is remembered of recordings: what Teams says of them, in whatever order, and what is left of them."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from bot.domain.change import replace
from bot.domain.expected import Unread
from bot.domain.feeds import Feed
from bot.domain.maps import with_
from bot.domain.meeting import Meeting, is_program
from bot.domain.participants import Identity, PersonId, Role
from bot.domain.procedure import Procedure
from bot.domain.recordings import (
    LOOK_BACK,
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
            return replace(_told(before, fact, procedure), listening=listening)
        case RecordingsUntold():
            return replace(before, listening=replace(before.listening, reason=fact.reason))
        case FilesFound() | FilesUnread():
            return _looked(before, fact, procedure)


def summoned(before: Meeting) -> Meeting:
    """Somebody who is there is called on to stop what is recorded still; once, unless they have left since."""
    if not before.running:
        return before
    changed = dict(before.recordings)
    for call, recording in before.recordings.items():
        run = recording.running
        if run is not None and not (recording.called and before.is_present(recording.called)):
            changed[call] = replace(recording, called=_who_can_stop(run, before))
    return replace(before, recordings=changed)


def kept(before: Meeting, opens: datetime) -> Mapping[str, Recording]:
    """What the next occurrence keeps: what goes on, or began since the last one ended; what is to be looked after.

    What was heard of before the first occurrence is of it, unless that was long before it *opens*.
    """
    since = before.occurrence.ended if before.occurrence else opens - LOOK_BACK
    found = {}
    for call, recording in before.recordings.items():
        begun = [run.since for run in recording.runs if run.runs and run.since and since and run.since > since]
        if before.occurrence is None and recording.words[-1].at > opens - LOOK_BACK:
            found[call] = recording
        elif begun:
            found[call] = replace(recording, after=begun[0])
        elif _leaves_something(recording):
            found[call] = replace(recording, earlier=True)
    return found


SHOWN_LATE = timedelta(minutes=10)
"""So much later Graph may show a message to whoever asks for those since an hour. Ours: nobody says how much."""


def heard_since(meeting: Meeting) -> datetime | None:
    """From which hour on we ask what Teams said: what runs already when we come in began before; None: from now on.

    What was read in good order is not read again, but for the last of it: Graph may show a message late.
    """
    now, last = meeting.occurrence, meeting.listening
    if now is None:
        return None
    begun = now.started - LOOK_BACK if now.late else now.started
    return max(begun, last.read - SHOWN_LATE) if last.read is not None and last.reason is None else begun


def runs(meeting: Meeting) -> tuple[Run, ...]:
    """All that recorded in this occurrence, by the hour: Teams, and programs that take notes."""
    ended = meeting.occurrence.ended if meeting.occurrence else None
    teams = (run for one in meeting.recordings.values() for run in one.runs)
    found = [_until_the_end(run, ended) for run in (*teams, *_programs(meeting))]
    return tuple(sorted(found, key=_begins))


def transcribed(meeting: Meeting) -> datetime | None:
    """When a transcript of this occurrence was first told of; None: there is none."""
    hours = [one.transcribed for one in meeting.recordings.values()]
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
    """Who was asked to stop a recording that runs still, and is there."""
    asked = (one.called for one in meeting.recordings.values() if one.running)
    return next((person for person in asked if person is not None and meeting.is_present(person)), None)


def is_running(meeting: Meeting) -> bool:
    """Whether Teams records now, in a meeting that runs."""
    return meeting.running and any(one.running for one in meeting.recordings.values())


def takes_notes(who: Identity) -> bool:
    """Whether *who* is a program, or was called like one until it changed its name."""
    return is_program(who) or (bool(who.formerly) and is_program(replace(who, name=who.formerly)))


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
    return any(one.filmed for one in looked_after), any(one.written for one in looked_after)


def _told(before: Meeting, fact: RecordingsTold, procedure: Procedure) -> Meeting:
    recordings, begins = before.recordings, _begins_at(before, fact.at, procedure)
    for one in fact.said:
        call = one.call or one.message
        known = recordings.get(call)
        word = Word(one.at, one.sign, one.message, _met(one.by, before))
        of_last = one.at < begins or (one.sign is Sign.TRANSCRIPT and _is_of_the_last(one, before, procedure))
        now = _heard(_set_apart(known, word, begins) if known else Recording(earlier=of_last), word)
        if now != known:
            recordings = with_(recordings, call, now)
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
    called = None if anew and not before.running else before.called
    return replace(after, called=called, swept=before.swept and word.sign is Sign.FAILED)


def _met(by: Identity | None, meeting: Meeting) -> PersonId | None:
    return meeting.person(by) if by is not None else None


def _set_apart(known: Recording, word: Word, begins: datetime) -> Recording:
    """*known*, where *word* tells that of a call which was met in an earlier occurrence something is of this one.

    The word's hour decides, and of a word that is told again the first.
    """
    if any((one.message, one.sign) == (word.message, word.sign) for one in known.words):
        return known
    if word.at < begins:
        return known if known.earlier else replace(known, after=known.after or begins)
    if word.sign not in _BEGIN or not (known.earlier or known.after):
        return known
    hour = word.at if known.earlier or known.after is None else min(word.at, known.after)
    return replace(known, earlier=False, after=hour, called=None if known.earlier else known.called)


def _begins_at(meeting: Meeting, at: datetime, procedure: Procedure) -> datetime:
    """What is said to have begun before that hour was of an occurrence before this."""
    now = meeting.occurrence
    if now is None:
        return at - LOOK_BACK
    begins = now.started - (LOOK_BACK if now.late or now.last else procedure.early)
    return max(begins, now.last) if now.last else begins


def _is_of_the_last(said: Said, meeting: Meeting, procedure: Procedure) -> bool:
    """Whether a transcript in a call that we had not heard of is of the occurrence that ended shortly before."""
    now = meeting.occurrence
    if now is None or now.last is None or (now.ended is not None and said.at > now.ended):
        return False
    return said.at - now.last <= procedure.resumed_within


def _begins(run: Run) -> datetime:
    hour = run.since or run.until
    assert hour is not None  # noqa: S101  # a run whose start was not told is known by its end
    return hour


def _programs(meeting: Meeting) -> Iterator[Run]:
    """Programs that take notes, for whom nobody vouches: each as long as it was in the call."""
    for person, seen in meeting.people.items():
        word = meeting.settled.get(person)
        if takes_notes(meeting.identities[person]) and not (word is not None and word.expected):
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
    return not recording.swept and (recording.filmed or recording.written)


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
        away, (filmed, written) = fact.reason is Unread.AWAY, made(before)
        now = replace(sweep, over=None if away else Over.UNSEEN, why=fact.reason, written=written and not filmed)
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
        return replace(now, over=Over.UNSEEN, why=Unread.DENIED, written=counts[0] is not None or not made_[0])
    return replace(now, over=Over.GONE) if fact.at - sweep.since >= procedure.files_after else now
