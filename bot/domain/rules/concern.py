"""Whom a fact is about, so that in a meeting of hundreds one arrival does not mean judging everybody anew."""

from collections.abc import Iterable

from bot.domain.call_roster import told_of
from bot.domain.calls import CallTold, Happened, Place
from bot.domain.chat import MessageDeleted, MessageEdited, MessagePosted
from bot.domain.events import CardShown, ChatMembersChanged, Event, OrphanFolded, ParticipantsJoined, ParticipantsLeft
from bot.domain.meeting import Meeting
from bot.domain.participants import PersonId
from bot.domain.unsigned import alike


def parts(fact: Event) -> bool:
    """Whether *fact* tells that people left, and of nobody who came."""
    if isinstance(fact, CallTold):
        came = any(caller.place is Place.CALL for caller in fact.callers)
        return fact.happened is not Happened.STARTED and not came
    return isinstance(fact, ParticipantsLeft)


def touched(fact: Event, after: Meeting) -> frozenset[PersonId] | None:
    """The people whose verdict or presence *fact* can have changed; None: anybody's."""
    match fact:
        case ParticipantsJoined():
            who = [arrival.who for arrival in fact.people]
        case ParticipantsLeft():
            who = list(fact.people)
        case ChatMembersChanged():
            who = [*fact.added, *fact.removed]
        case CallTold(happened=Happened.ROSTER):
            told = told_of(fact, after)
            return None if None in told else _and_namesakes(filter(None, told), after)
        case MessagePosted() | MessageEdited() | MessageDeleted() | CardShown() | OrphanFolded():
            who = []
        case _:
            return None
    return _and_namesakes((person for one in who if (person := after.person(one)) is not None), after)


def _and_namesakes(people: Iterable[PersonId], after: Meeting) -> frozenset[PersonId]:
    """*people*, and who is told from them by nothing but being one too many (bot/domain/unsigned.py)."""
    found = frozenset(people)
    if after.call.is_silent:
        return found
    return found.union(*(alike(after, after.identities[one]) for one in found))


def concerned(fact: Event, before: Meeting, after: Meeting) -> tuple[PersonId, ...]:
    """Who of those in the call or the chat is to be judged after *fact*."""
    people = touched(fact, after)
    if people is None or after.flag_lost or before.occurrence_number != after.occurrence_number:
        return after.around
    around = [one for one in people if after.is_around(one)]
    return tuple(sorted(around, key=_number) if len(around) > 1 else around)


def _number(person: PersonId) -> int:
    return int(person[1:])
