"""How a meeting begins and ends, and what its next occurrence keeps of the last."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.domain.calls import Call
from bot.domain.change import replace
from bot.domain.effects import PRIVATE, CardKind, Matter
from bot.domain.events import MeetingEnded, MeetingFellSilent, MeetingStarted
from bot.domain.marks import remembered, unforgotten
from bot.domain.meeting import Meeting
from bot.domain.options import MeetingOptions
from bot.domain.participants import Participant, PersonId
from bot.domain.procedure import Procedure
from bot.domain.recording import kept as kept_recordings
from bot.domain.recordings import Listening
from bot.domain.records import Invitation, Occurrence, Watch

_ADDED_LATELY = timedelta(hours=24)
"""Whoever was added to the chat so shortly before is still news when the next occurrence begins."""


_TOLD_LATELY = timedelta(hours=24)
"""So long a list that somebody gave us holds: a break in a meeting must not make strangers of people."""


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


def is_private(series: str) -> bool:
    """Whether cards of this series are for one person."""
    return series.partition(":")[2].startswith(PRIVATE)


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
    """A new occurrence. What was ticked since the last one ended was meant for this one; so was whom somebody announced
    or named since then, or within a day.
    """
    last = before.occurrence
    if last is None:
        first = Occurrence(1, hour, provisional)
        heard_of = kept_recordings(before, hour)
        return replace(before, installed=True, occurrence=first, last_news=hour, recordings=heard_of)
    since = last.ended or last.started
    ticks = {line: tick for line, tick in before.ticks.items() if last.ended is not None and tick.at > last.ended}
    early = {
        person: seen
        for person, seen in before.people.items()
        if seen.present and seen.changed >= hour - procedure.early
    }
    chat = {
        person: place
        for person, place in before.chat.items()
        if place.added and place.since is not None and place.since > max(since, hour - _ADDED_LATELY)
    }
    rooms = {person: at for person, at in before.rooms.items() if last.ended is not None and at > last.ended}
    trained = {who: word for who, word in before.trained.items() if last.ended is not None and word.at > last.ended}
    recordings, tidier = kept_recordings(before, hour), _tidier(before)
    stops = {key: said for key, said in before.stops.items() if last.ended is not None and said[-1].at > last.ended}
    told_since = min(since, hour - _TOLD_LATELY)
    awaited = tuple(one for one in before.awaited if one.at > told_since)
    call = _still_told(before, {*early, *(who for who, at in before.lobby.items() if at >= hour - procedure.early)})
    kept = {*(tick.by for tick in ticks.values()), *early, *chat, *(one.by for one in awaited), *rooms, *trained}
    kept |= {one.person for one in call.told.values()}
    kept |= {person for said in stops.values() for one in said for person in (one.by, one.person) if person}
    kept |= {tidier} if tidier else set()
    series = remembered(before)
    return replace(
        before,
        installed=True,
        occurrence=Occurrence(last.number + 1, hour, provisional, last=last.ended),
        invitation=Invitation(),
        announced={source: said for source, said in before.announced.items() if said.at > told_since},
        awaited=awaited,
        last_news=hour,
        watch=Watch(),
        people=early,
        chat=chat,
        call=call,
        identities={person: who for person, who in before.identities.items() if person in kept},
        settled={},
        introductions={},
        series=unforgotten(series, hour, procedure),
        organisations={tenant: name for tenant, name in before.organisations.items() if name},  # the rest is asked anew
        alerts={},
        cautions={},
        options=MeetingOptions(),
        recordings=recordings,
        listening=Listening(),
        sweep=replace(before.sweep, to=tidier) if before.sweep and tidier else before.sweep,
        chat_read=None,
        file_shared=None,
        stops=stops,
        rooms=rooms,
        trained=trained,
        told={},
        latest={
            series: number
            for series, number in before.latest.items()
            if not is_private(series) or _is_of_the_sweep(series, tidier)
        },
        ticks=ticks,
        cards={
            key: card
            for key, card in before.cards.items()
            if key in stops
            or (ticks and Matter.parse(key).kind is CardKind.CHECKLIST)
            or _is_of_the_sweep(Matter.parse(key).series, tidier)
        },
    )


def _still_told(before: Meeting, people: set[PersonId]) -> Call:
    """What Graph told of those who came, or wait, for the occurrence that opens."""
    told = {key: one for key, one in before.call.told.items() if one.person in people}
    return Call(told, {person: own for person, own in before.call.own.items() if person in people})


def _tidier(before: Meeting) -> PersonId | None:
    """Who is told, and told again, what is left of recordings: the host, while that is looked after."""
    if before.sweep is None or before.sweep.over is not None:
        return None
    return next((one for one in (before.sweep.to, before.host()) if one in before.identities), None)


def _is_of_the_sweep(series: str, tidier: PersonId | None) -> bool:
    return tidier is not None and series == Matter(CardKind.RECORDING, 0, f"to-{tidier}").series


def _opened(meeting: Meeting) -> Occurrence:
    assert meeting.occurrence is not None  # noqa: S101  # it was opened just now, or before
    return meeting.occurrence


def _all_gone(people: Mapping[PersonId, Participant], at: datetime) -> Mapping[PersonId, Participant]:
    return {
        person: replace(seen, present=False, changed=max(at, seen.changed)) if seen.present else seen
        for person, seen in people.items()
    }
