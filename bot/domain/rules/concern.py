"""Whom a fact is about, so that in a meeting of hundreds one arrival does not mean judging everybody anew."""

from bot.domain.chat import MessageDeleted, MessageEdited, MessagePosted
from bot.domain.events import CardShown, ChatMembersChanged, Event, OrphanFolded, ParticipantsJoined, ParticipantsLeft
from bot.domain.meeting import Meeting
from bot.domain.participants import PersonId


def touched(fact: Event, after: Meeting) -> frozenset[PersonId] | None:
    """The people whose verdict or presence *fact* can have changed; None: anybody's."""
    match fact:
        case ParticipantsJoined():
            who = [arrival.who for arrival in fact.people]
        case ParticipantsLeft():
            who = list(fact.people)
        case ChatMembersChanged():
            who = [*fact.added, *fact.removed]
        case MessagePosted() | MessageEdited() | MessageDeleted() | CardShown() | OrphanFolded():
            who = []
        case _:
            return None
    return frozenset(person for one in who if (person := after.person(one)) is not None)


def concerned(fact: Event, before: Meeting, after: Meeting) -> tuple[PersonId, ...]:
    """Who of those in the call or the chat is to be judged after *fact*."""
    people = touched(fact, after)
    if people is None or after.flag_lost or before.occurrence_number != after.occurrence_number:
        return after.around
    return tuple(sorted((one for one in people if after.is_around(one)), key=lambda one: int(one[1:])))
