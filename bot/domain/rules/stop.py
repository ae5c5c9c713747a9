"""S5, S6. When an outsider comes in, or somebody sits in an open room, the conversation stops; the card tells how.

Source: the hospital's procedure, clauses S5 and S6. Said by `/stopp`, by a button, by not knowing somebody, or by
whoever sits in the open, who alone can say that they do not any more.
"""

from collections.abc import Iterator

from bot.domain.call_roster import told_of
from bot.domain.calls import CallTold
from bot.domain.effects import CardKind, Effect, Matter, ShowCard
from bot.domain.events import CardPressed, Event, ParticipantsJoined, ParticipantsLeft
from bot.domain.meeting import Meeting
from bot.domain.participants import PersonId
from bot.domain.presses import Settle
from bot.domain.procedure import Procedure


def stop_conversation(fact: Event, before: Meeting, after: Meeting, _procedure: Procedure) -> Iterator[Effect]:
    """One stop card; who says it again soon after is told on the same card, later there is another and this folds.

    The card that stands tells whether the person in question has left, is known by now, or sits elsewhere.
    """
    last = before.latest_matter(CardKind.STOP)
    said = [Matter.parse(key) for key, told in after.stops.items() if told != before.stops.get(key)]
    for matter in said:
        yield ShowCard(matter)
        if last is not None and last != matter:
            yield ShowCard(last)  # folds
    if last is not None and not said and (_concerns(fact, last, after) or before.rooms != after.rooms):
        yield ShowCard(last)


def _concerns(fact: Event, matter: Matter, after: Meeting) -> bool:
    """Whether *fact* is about somebody that the card speaks of, who came in or sits in an open room."""
    said = after.stops.get(str(matter), ())
    people = {told.by if told.room else told.person for told in said if told.room or told.person is not None}
    return bool(people & set(_people_of(fact, after)))


def _people_of(fact: Event, after: Meeting) -> Iterator[PersonId | None]:
    match fact:
        case ParticipantsLeft(people=people):
            yield from (after.person(who) for who in people)
        case ParticipantsJoined(people=arrivals):
            yield from (after.person(arrival.who) for arrival in arrivals)
        case CallTold():
            yield from told_of(fact, after)
        case CardPressed(press=Settle(person=person)):
            yield person
