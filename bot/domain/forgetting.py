"""What of people is forgotten once a meeting is over, and what its next occurrence keeps of the last.

Names are kept no longer than they serve (docs/DATA.md): a day for those who live with the meeting, then the names by
which its audit can be read, for as long as the hospital chose.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.domain.calls import Call
from bot.domain.change import replace
from bot.domain.effects import PRIVATE, CardKind, Matter
from bot.domain.forgotten import RosterForgotten
from bot.domain.marks import remembered, unforgotten
from bot.domain.meeting import Meeting
from bot.domain.options import MeetingOptions
from bot.domain.participants import Identity, PersonId
from bot.domain.procedure import Procedure
from bot.domain.recording import kept as kept_recordings
from bot.domain.recordings import Listening
from bot.domain.records import Invitation, Watch

FORGOTTEN_AFTER = timedelta(hours=24)
"""So long after its end a meeting knows who was in it. Privately told words to the host still need it in that time."""

_ADDED_LATELY = timedelta(hours=24)
"""Whoever was added to the chat so shortly before is still news when the next occurrence begins."""

_TOLD_LATELY = timedelta(hours=24)
"""So long a list that somebody gave us holds: a break in a meeting must not make strangers of people."""


def forgotten(before: Meeting, fact: RosterForgotten, procedure: Procedure) -> Meeting:
    """The meeting that keeps of people what its next occurrence needs; of one that runs nothing is forgotten."""
    last = before.occurrence
    if last is None or last.running:
        return before
    meeting = without_the_last(before, fact.at, procedure)
    link = before.join_url if looks_after_recordings(before) else ""
    now = replace(last, forgets=None, forgotten=before.met)
    return replace(meeting, occurrence=now, organisations={}, join_url=link)


def forgets(meeting: Meeting, at: datetime) -> Meeting:
    """At that hour people will be forgotten."""
    last = meeting.occurrence
    return meeting if last is None else replace(meeting, occurrence=replace(last, forgets=at))


def forget_everybody(meeting: Meeting) -> Meeting:
    """*meeting* without anything that names or points at anybody: keyed marks of the series are left, and counters."""
    return replace(
        meeting,
        invitation=Invitation(),
        announced={},
        awaited=(),
        join_url="",
        watch=Watch(),
        people={},
        chat={},
        call=Call(),
        identities={},
        settled={},
        told={},
        introductions={},
        series=remembered(meeting),
        organisations={},
        alerts={},
        stops={},
        ticks={},
        rooms={},
        trained={},
        cautions={},
        options=MeetingOptions(),
        recordings={},
        listening=Listening(),
        sweep=None,
        chat_read=None,
        file_shared=None,
        cards={},
        latest={series: number for series, number in meeting.latest.items() if not is_private(series)},
    )


def without_the_last(before: Meeting, hour: datetime, procedure: Procedure) -> Meeting:
    """What is left at *hour* of an occurrence that is over, or was never told to be. What was ticked since it ended is
    meant for the next; so is whom somebody announced or named since then, or within a day.
    """
    last = before.occurrence
    assert last is not None  # noqa: S101  # one was held
    ended, since = last.ended, last.ended or last.started
    ticks = {line: tick for line, tick in before.ticks.items() if ended is not None and tick.at > ended}
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
    told_since, tidier = min(since, hour - _TOLD_LATELY), _tidier(before)
    waiting = (who for who, at in before.lobby.items() if at >= hour - procedure.early)
    stops = {key: said for key, said in before.stops.items() if ended is not None and said[-1].at > ended}
    sweep = before.sweep
    kept = replace(
        forget_everybody(before),
        announced={source: said for source, said in before.announced.items() if said.at > told_since},
        awaited=tuple(one for one in before.awaited if one.at > told_since),
        join_url=before.join_url,
        people=early,
        chat=chat,
        call=_still_told(before, {*early, *waiting}),
        series=unforgotten(remembered(before), hour, procedure),
        organisations={tenant: name for tenant, name in before.organisations.items() if name},  # the rest is asked anew
        recordings=kept_recordings(before, hour),
        sweep=replace(sweep, to=tidier) if sweep and tidier else sweep,
        stops=stops,
        rooms={person: at for person, at in before.rooms.items() if ended is not None and at > ended},
        trained={who: word for who, word in before.trained.items() if ended is not None and word.at > ended},
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
    people = pointed_at(kept)
    return replace(kept, identities={person: who for person, who in before.identities.items() if person in people})


def pointed_at(meeting: Meeting) -> set[PersonId]:
    """Whom a meeting that is over still needs by name: for its next occurrence, or for what was recorded."""
    people = {tick.by for tick in meeting.ticks.values()} | {one.by for one in meeting.awaited}
    people |= meeting.people.keys() | meeting.chat.keys() | meeting.rooms.keys() | meeting.trained.keys()
    people |= {one.person for one in meeting.call.told.values()}
    people |= {one for said in meeting.stops.values() for stop in said for one in (stop.by, stop.person) if one}
    sweep = meeting.sweep if looks_after_recordings(meeting) else None
    return people | ({sweep.to} if sweep and sweep.to else set())


def still_known(names: Mapping[PersonId, Identity], meeting: Meeting) -> Mapping[PersonId, Identity]:
    """Those of *names* whom *meeting* has not forgotten: it is kept without them, and they serve its audit longer."""
    last = meeting.occurrence
    if last is None or not last.forgotten:
        return names
    people = pointed_at(meeting)
    return {one: who for one, who in names.items() if one in people or int(one[1:]) > last.forgotten}


def knows_somebody_new(before: Meeting, after: Meeting) -> bool:
    """Whether *after* holds somebody, or a list of people, that *before* did not."""
    met = after.identities is not before.identities and bool(after.identities.keys() - before.identities.keys())
    return met or (after.invitation.read is not None and after.invitation.read != before.invitation.read)


def looks_after_recordings(meeting: Meeting) -> bool:
    """Whether what was recorded may lie with Teams still, and is looked for."""
    return meeting.sweep is not None and meeting.sweep.over is None


def is_private(series: str) -> bool:
    """Whether cards of this series are for one person."""
    return series.partition(":")[2].startswith(PRIVATE)


def _still_told(before: Meeting, people: set[PersonId]) -> Call:
    """What Graph told of those who came, or wait, for the occurrence that opens."""
    told = {key: one for key, one in before.call.told.items() if one.person in people}
    return Call(told, {person: own for person, own in before.call.own.items() if person in people})


def _tidier(before: Meeting) -> PersonId | None:
    """Who is told, and told again, what is left of recordings: the host, while that is looked after."""
    if before.sweep is None or not looks_after_recordings(before):
        return None
    return next((one for one in (before.sweep.to, before.host()) if one in before.identities), None)


def _is_of_the_sweep(series: str, tidier: PersonId | None) -> bool:
    return tidier is not None and series == Matter(CardKind.RECORDING, 0, f"to-{tidier}").series
