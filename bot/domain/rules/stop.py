"""S6. When an outsider comes in, on screen or in the room, the conversation stops; the card tells how, and who can.

Source: the hospital's procedure, clause S6. Said by `/stopp`, by a button, or by not knowing somebody.
"""

from collections.abc import Iterator

from bot.domain.effects import CardKind, Effect, Matter, ShowCard
from bot.domain.events import CardPressed, Event, ParticipantsJoined, ParticipantsLeft
from bot.domain.meeting import Meeting
from bot.domain.participants import PersonId
from bot.domain.presses import Settle
from bot.domain.procedure import Procedure


def stop_conversation(fact: Event, before: Meeting, after: Meeting, _procedure: Procedure) -> Iterator[Effect]:
    """One stop card; who says it again soon after is told on the same card, later there is another and this folds.

    The card that stands tells whether the person in question has left, or is known by now.
    """
    last = before.latest_matter(CardKind.STOP)
    said = [Matter.parse(key) for key, told in after.stops.items() if told != before.stops.get(key)]
    for matter in said:
        yield ShowCard(matter)
        if last is not None and last != matter:
            yield ShowCard(last)  # folds
    if last is not None and not said and _concerns(fact, last, after):
        yield ShowCard(last)


def _concerns(fact: Event, matter: Matter, after: Meeting) -> bool:
    """Whether *fact* is about somebody that the card speaks of."""
    strangers = {told.person for told in after.stops.get(str(matter), ()) if told.person is not None}
    return bool(strangers & set(_people_of(fact, after)))


def _people_of(fact: Event, after: Meeting) -> Iterator[PersonId | None]:
    match fact:
        case ParticipantsLeft(people=people):
            yield from (after.person(who) for who in people)
        case ParticipantsJoined(people=arrivals):
            yield from (after.person(arrival.who) for arrival in arrivals)
        case CardPressed(press=Settle(person=person)):
            yield person
