"""How a meeting's memory changes with what happens and what is asked for."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import TypeVar, assert_never

from bot.domain.effects import PRIVATE, CardKind, Effect, FetchInvitation, FlagParticipants, Matter, SetAlarm, ShowCard
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
from bot.domain.procedure import EARLY, RESUMED_WITHIN

_K = TypeVar("_K")
_V = TypeVar("_V")


def evolve(before: Meeting, fact: Event) -> Meeting:  # noqa: C901  # one case a fact: the table is the function
    """The meeting after *fact*. The same again changes nothing more; of presence and installation the newest holds."""
    match fact:
        case BotInstalled() | BotRemoved():
            return _installed(before, fact)
        case MeetingStarted():
            meeting = _heard(_started(before, fact.started), fact.at)
            return replace(meeting, join_url=fact.join_url or meeting.join_url)
        case MeetingEnded():
            return _ended(before, fact.ended)
        case MeetingFellSilent():
            return _fell_silent(before, fact.at)
        case ParticipantsJoined():
            return _joined(before, fact)
        case ParticipantsLeft():
            return _left(before, fact)
        case CommandGiven() | PressRefused():
            return replace(meet(_heard(before, fact.at), fact.by)[0], installed=True)
        case CardPressed():
            return _pressed(_heard(before, fact.at), fact)
        case InvitationRead():
            return replace(before, invitation=Invitation(Reading.READ, fact.organizer, fact.people))
        case InvitationUnavailable():
            return _unread(before, fact)
        case CardShown():
            return replace(before, cards=_with(before.cards, fact.matter, fact.activity))
        case CardGivenUp():
            return _forget(before, fact)
        case MessagePosted() | MessageEdited() | MessageDeleted():
            return _heard(before, fact.at)
        case ChatMembersChanged() | AlarmRang():
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


def _installed(before: Meeting, fact: BotInstalled | BotRemoved) -> Meeting:
    if before.install_told is not None and fact.at < before.install_told:
        return before
    return replace(before, installed=isinstance(fact, BotInstalled), install_told=fact.at)


def _heard(before: Meeting, at: datetime) -> Meeting:
    """People are at it: the meeting is not silent."""
    return replace(before, last_news=max(at, before.last_news or at)) if before.running else before


def _forget(before: Meeting, fact: CardGivenUp) -> Meeting:
    """A card that nobody saw was not shown: the next fact that calls for it asks anew."""
    matter = Matter.parse(fact.matter)
    cards = {key: activity for key, activity in before.cards.items() if key != fact.matter or activity}
    if matter.kind is CardKind.ALERT and fact.matter not in cards:
        return replace(before, cards=cards, alerts=_without(before.alerts, fact.matter))
    if matter.kind is CardKind.RULES and not matter.of and fact.matter not in cards and before.occurrence is not None:
        return replace(before, cards=cards, occurrence=replace(before.occurrence, reminded=False))
    return replace(before, cards=cards)


def _started(before: Meeting, started: datetime) -> Meeting:
    last = before.occurrence
    if last is None:
        return _open(before, started, provisional=False)
    if last.running and last.provisional:  # people were in before it
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
    early = {person: seen for person, seen in before.people.items() if seen.present and seen.changed >= started - EARLY}
    kept = {tick.by for tick in ticks.values()} | early.keys()
    shared = {series: number for series, number in before.latest.items() if not _is_private(series)}
    return replace(
        before,
        installed=True,
        occurrence=Occurrence(last.number + 1, started, provisional),
        invitation=Invitation(),
        last_news=started,
        people=early,
        identities={person: who for person, who in before.identities.items() if person in kept},
        settled={},
        alerts={},
        latest=shared,
        ticks=ticks,
        cards={
            key: card for key, card in before.cards.items() if ticks and Matter.parse(key).kind is CardKind.CHECKLIST
        },
    )


def _ended(before: Meeting, ended: datetime) -> Meeting:
    last = before.occurrence
    if last is None:  # the end overtook the start
        return replace(before, occurrence=Occurrence(1, ended, provisional=True, ended=ended))
    if ended < last.started:
        return before
    if not last.running:  # silence was taken for the end; or the next end overtook its start
        told = replace(last, ended=max(ended, last.ended or ended), presumed=False)
        return replace(before, occurrence=told, people=_all_gone(before.people, ended))
    return replace(before, occurrence=replace(last, ended=ended), people=_all_gone(before.people, ended))


def _fell_silent(before: Meeting, at: datetime) -> Meeting:
    if before.occurrence is None or not before.running:
        return before
    return replace(before, occurrence=replace(before.occurrence, ended=at, presumed=True))


def _all_gone(people: Mapping[PersonId, Participant], at: datetime) -> Mapping[PersonId, Participant]:
    return {person: replace(seen, present=False, changed=max(at, seen.changed)) for person, seen in people.items()}


def _joined(before: Meeting, fact: ParticipantsJoined) -> Meeting:
    last = before.occurrence
    if last is not None and last.ended is not None and fact.at <= last.ended:
        return before
    if last is not None and last.presumed and last.ended is not None and fact.at - last.ended <= RESUMED_WITHIN:
        meeting = replace(before, occurrence=replace(last, ended=None, presumed=False))
    else:
        meeting = before if before.running else _open(before, fact.at, provisional=True)
    for arrival in fact.people:
        meeting = _arrive(meeting, arrival, fact.at)
    return _heard(meeting, fact.at)


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
    return _heard(meeting, fact.at)


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
    if _is_private(matter.series):
        return replace(meeting, latest=_with(meeting.latest, matter.series, matter.number))
    if matter.kind is CardKind.RULES and meeting.occurrence is not None:
        meeting = replace(meeting, occurrence=replace(meeting.occurrence, reminded=True))
    latest = _with(meeting.latest, matter.series, max(matter.number, meeting.latest.get(matter.series, 0)))
    return replace(meeting, latest=latest, cards={str(matter): "", **meeting.cards})


def _is_private(series: str) -> bool:
    return series.partition(":")[2].startswith(PRIVATE)


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
