"""How a meeting begins and ends."""

from collections.abc import Mapping
from datetime import datetime

from bot.domain.calls import Call
from bot.domain.change import replace
from bot.domain.events import MeetingEnded, MeetingFellSilent, MeetingStarted
from bot.domain.forgetting import without_the_last
from bot.domain.meeting import Meeting
from bot.domain.participants import Participant, PersonId
from bot.domain.procedure import Procedure
from bot.domain.recording import kept as kept_recordings
from bot.domain.records import Occurrence


def started(before: Meeting, fact: MeetingStarted, procedure: Procedure) -> Meeting:
    """The meeting has begun; the same start again, or an old one, changes nothing."""
    meeting = heard(_started(before, fact.started, procedure), fact.at)
    occurrence = _opened(meeting)
    late = meeting.install_told is not None and occurrence.running and occurrence.started < meeting.install_told
    return replace(
        meeting,
        occurrence=replace(occurrence, late=late or occurrence.late),
        join_url=fact.join_url or meeting.join_url,
        recurring=fact.recurring or meeting.recurring,
    )


def ended(before: Meeting, fact: MeetingEnded) -> Meeting:
    """The meeting is over; nobody is in it any more."""
    last, hour = before.occurrence, fact.ended
    if last is None:  # the end overtook the start
        return replace(before, occurrence=Occurrence(1, hour, provisional=True, ended=hour))
    if hour < last.started:
        return before
    if not last.running:  # silence was taken for the end; or the next end overtook its start
        told = replace(last, ended=max(hour, last.ended or hour), presumed=False)
        return replace(before, occurrence=told, people=_all_gone(before.people, hour), call=Call())
    return replace(before, occurrence=replace(last, ended=hour), people=_all_gone(before.people, hour), call=Call())


def fell_silent(before: Meeting, fact: MeetingFellSilent) -> Meeting:
    """Nothing was heard for so long that the meeting counts as over."""
    if before.occurrence is None or not before.running:
        return before
    return replace(before, occurrence=replace(before.occurrence, ended=fact.at, presumed=True))


def entered(before: Meeting, at: datetime, procedure: Procedure, *, late: bool = False) -> Meeting:
    """The meeting that somebody is in at that hour: the one that runs, one taken up again, or the next.

    *late*: they were in before we could see it.
    """
    last = before.occurrence
    if last is not None and last.presumed and last.ended is not None and at - last.ended <= procedure.resumed_within:
        return replace(before, occurrence=replace(last, ended=None, presumed=False))
    if before.running:
        return before
    meeting = _open(before, at, procedure, provisional=True)
    return replace(meeting, occurrence=replace(_opened(meeting), late=late))


def is_over_at(meeting: Meeting, at: datetime) -> bool:
    """Whether what happened at that hour belongs to an occurrence that has ended since."""
    last = meeting.occurrence
    return last is not None and last.ended is not None and at <= last.ended


def heard(before: Meeting, at: datetime) -> Meeting:
    """People are at it: the meeting is not silent."""
    return replace(before, last_news=max(at, before.last_news or at)) if before.running else before


def _started(before: Meeting, hour: datetime, procedure: Procedure) -> Meeting:
    last = before.occurrence
    if last is None:
        return _open(before, hour, procedure, provisional=False)
    if last.running and last.provisional:  # people were in before it
        return replace(before, occurrence=replace(last, started=min(hour, last.started), provisional=False))
    if hour <= (last.ended or last.started):
        return before  # told of before, or late
    return _open(before, hour, procedure, provisional=False)


def _open(before: Meeting, hour: datetime, procedure: Procedure, *, provisional: bool) -> Meeting:
    """A new occurrence, with what the last one left for it."""
    last = before.occurrence
    if last is None:
        first = Occurrence(1, hour, provisional)
        heard_of = kept_recordings(before, hour)
        return replace(before, installed=True, occurrence=first, last_news=hour, recordings=heard_of)
    now = Occurrence(last.number + 1, hour, provisional, last=last.ended)
    return replace(without_the_last(before, hour, procedure), installed=True, occurrence=now, last_news=hour)


def _opened(meeting: Meeting) -> Occurrence:
    assert meeting.occurrence is not None  # noqa: S101  # it was opened just now, or before
    return meeting.occurrence


def _all_gone(people: Mapping[PersonId, Participant], at: datetime) -> Mapping[PersonId, Participant]:
    return {
        person: replace(seen, present=False, changed=max(at, seen.changed)) if seen.present else seen
        for person, seen in people.items()
    }
