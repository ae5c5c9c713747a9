"""How a meeting's memory changes with what happens and what is asked for."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import TypeVar, assert_never

from bot.domain.effects import CardKind, Effect, FetchInvitation, FlagParticipants, Matter, SetAlarm, ShowCard
from bot.domain.events import (
    AlarmRang,
    Arrival,
    BotInstalled,
    BotRemoved,
    CardGivenUp,
    CardPressed,
    CardShown,
    ChatMembersChanged,
    CommandGiven,
    Event,
    InvitationRead,
    InvitationUnavailable,
    MeetingEnded,
    MeetingFellSilent,
    MeetingStarted,
    MessageDeleted,
    MessageEdited,
    MessagePosted,
    ParticipantsJoined,
    ParticipantsLeft,
    PressRefused,
    Settle,
    TickSet,
)
from bot.domain.meeting import Alert, Invitation, Meeting, Occurrence, Reading, Tick, tick_key
from bot.domain.participants import Identity, Participant, PersonId, Role, Settlement

_K = TypeVar("_K")
_V = TypeVar("_V")


def evolve(before: Meeting, fact: Event) -> Meeting:  # noqa: C901  # one case a fact: the table is the function
    """The meeting after *fact*. The same fact again, or one that comes late, changes nothing more."""
    match fact:
        case BotInstalled():
            return replace(before, installed=True)
        case BotRemoved():
            return replace(before, installed=False)
        case MeetingStarted():
            meeting = _started(before, fact.started)
            return replace(meeting, join_url=fact.join_url or meeting.join_url)
        case MeetingEnded():
            return _ended(before, fact.ended)
        case MeetingFellSilent():
            return _ended(before, fact.at)
        case ParticipantsJoined():
            return _joined(before, fact)
        case ParticipantsLeft():
            return _left(before, fact)
        case CommandGiven() | PressRefused():
            return replace(meet(before, fact.by)[0], installed=True)
        case CardPressed():
            return _pressed(before, fact)
        case InvitationRead():
            return replace(before, invitation=Invitation(Reading.READ, fact.organizer, fact.people))
        case InvitationUnavailable():
            return _unread(before, fact)
        case CardShown():
            return replace(before, cards=_with(before.cards, fact.matter, fact.activity))
        case CardGivenUp() | AlarmRang():
            return before
        case ChatMembersChanged() | MessagePosted() | MessageEdited() | MessageDeleted():
            return before
        case _:
            assert_never(fact)


def expect(meeting: Meeting, effect: Effect) -> Meeting:
    """The meeting that remembers what was asked for, so that it is not asked for twice."""
    match effect:
        case ShowCard():
            return _open_matter(meeting, effect.matter)
        case FlagParticipants():
            return _flag(_open_matter(meeting, effect.matter), effect)
        case FetchInvitation() | SetAlarm():
            return meeting
        case _:
            assert_never(effect)


def meet(meeting: Meeting, who: Identity) -> tuple[Meeting, PersonId]:
    """*who* with a pseudonym in this meeting; new knowledge of an account is added to the old."""
    known = meeting.known(who)
    person = meeting.person(who)
    if person is None:
        person = PersonId(f"p{meeting.met + 1}")
        meeting = replace(meeting, met=meeting.met + 1)
    elif meeting.identities[person] == known:
        return meeting, person
    return replace(meeting, identities=_with(meeting.identities, person, known)), person


def _started(before: Meeting, started: datetime) -> Meeting:
    last = before.occurrence
    if last is None:
        return _open(before, started, provisional=False)
    if last.running and last.provisional:
        return replace(before, occurrence=replace(last, started=min(started, last.started), provisional=False))
    if started <= (last.ended or last.started):
        return before  # told of before, or late
    return _open(before, started, provisional=False)


def _open(before: Meeting, started: datetime, *, provisional: bool) -> Meeting:
    """A new occurrence. What was ticked since the last one ended was meant for this one, and stays."""
    last = before.occurrence
    if last is None:
        return replace(before, installed=True, occurrence=Occurrence(1, started, provisional), last_news=started)
    ticks = {line: tick for line, tick in before.ticks.items() if last.ended is not None and tick.at > last.ended}
    ticked_by = {tick.by for tick in ticks.values()}
    return replace(
        before,
        installed=True,
        occurrence=Occurrence(last.number + 1, started, provisional),
        invitation=Invitation(),
        last_news=started,
        people={},
        identities={person: who for person, who in before.identities.items() if person in ticked_by},
        settled={},
        alerts={},
        ticks=ticks,
        cards={
            key: card for key, card in before.cards.items() if ticks and Matter.parse(key).kind is CardKind.CHECKLIST
        },
    )


def _ended(before: Meeting, ended: datetime) -> Meeting:
    last = before.occurrence
    if last is None:  # the end overtook the start
        return replace(before, occurrence=Occurrence(1, ended, provisional=True, ended=ended))
    if not last.running or ended < last.started:
        return before
    return replace(before, occurrence=replace(last, ended=ended), people=_all_gone(before.people, ended))


def _all_gone(people: Mapping[PersonId, Participant], at: datetime) -> Mapping[PersonId, Participant]:
    return {person: replace(seen, present=False, changed=max(at, seen.changed)) for person, seen in people.items()}


def _joined(before: Meeting, fact: ParticipantsJoined) -> Meeting:
    last = before.occurrence
    if last is not None and last.ended is not None and fact.at <= last.ended:
        return before
    meeting = before if before.running else _open(before, fact.at, provisional=True)
    for arrival in fact.people:
        meeting = _arrive(meeting, arrival, fact.at)
    return replace(meeting, last_news=max(fact.at, meeting.last_news or fact.at))


def _arrive(before: Meeting, arrival: Arrival, at: datetime) -> Meeting:
    meeting, person = meet(before, arrival.who)
    seen = meeting.people.get(person)
    if seen is not None and seen.changed > at:
        return meeting
    organizer = arrival.role is Role.ORGANIZER or (seen is not None and seen.organizer)
    now = Participant(True, at, seen.first_seen if seen else at, organizer)
    return replace(meeting, people=_with(meeting.people, person, now))


def _left(before: Meeting, fact: ParticipantsLeft) -> Meeting:
    meeting = before
    for who in fact.people if before.running else ():
        meeting, person = meet(meeting, who)
        seen = meeting.people.get(person)
        if seen is None or seen.changed <= fact.at:
            gone = Participant(False, fact.at, *((seen.first_seen, seen.organizer) if seen else (fact.at,)))
            meeting = replace(meeting, people=_with(meeting.people, person, gone))
    return replace(meeting, last_news=max(fact.at, meeting.last_news or fact.at))


def _pressed(before: Meeting, fact: CardPressed) -> Meeting:
    meeting, presser = meet(before, fact.by)
    match fact.press:
        case Settle(person, expected):
            word = Settlement(expected, presser, fact.at)
            last = meeting.settled.get(person)
            said = last is not None and last.expected == expected and not meeting.came_after(person, last.at)
            if said or (last is not None and last.at > fact.at):
                return meeting  # settled so already, or settled anew since
            return replace(meeting, settled=_with(meeting.settled, person, word))
        case TickSet(variant, clause, done):
            key = tick_key(variant, clause)
            if done == (key in meeting.ticks):
                return meeting
            ticks = _with(meeting.ticks, key, Tick(presser, fact.at)) if done else _without(meeting.ticks, key)
            return replace(meeting, ticks=ticks)
        case _:
            return meeting


def _unread(before: Meeting, fact: InvitationUnavailable) -> Meeting:
    if before.invitation.reading is Reading.READ:
        return before  # what was read stays read
    return replace(before, invitation=Invitation(Reading.UNAVAILABLE, reason=fact.reason))


def _open_matter(meeting: Meeting, matter: Matter) -> Meeting:
    if matter.kind is CardKind.RULES and meeting.occurrence is not None:
        meeting = replace(meeting, occurrence=replace(meeting.occurrence, reminded=True))
    if matter.number <= meeting.latest.get(matter.series, 0):
        return meeting
    return replace(meeting, latest=_with(meeting.latest, matter.series, matter.number))


def _flag(meeting: Meeting, effect: FlagParticipants) -> Meeting:
    key = str(effect.matter)
    alert = meeting.alerts.get(key, Alert(effect.at))
    new = tuple(person for person in effect.people if person not in alert.people)
    return replace(
        meeting, alerts=_with(meeting.alerts, key, Alert(alert.opened, alert.people + new, alert.ping or effect.ping))
    )


def _with(mapping: Mapping[_K, _V], key: _K, value: _V) -> Mapping[_K, _V]:
    return {**mapping, key: value}


def _without(mapping: Mapping[_K, _V], key: _K) -> Mapping[_K, _V]:
    return {kept: value for kept, value in mapping.items() if kept != key}
