"""S6. When an outsider comes in, on screen or in the room, the conversation stops; the card tells how, and who can.

Source: the hospital's procedure, clause S6. Said by `/stopp`, by a button, or by not knowing somebody.
"""

from collections.abc import Iterator

from bot.domain.effects import CardKind, Effect, Matter, ShowCard
from bot.domain.events import CardPressed, CommandGiven, Event, ParticipantsLeft
from bot.domain.meeting import Meeting
from bot.domain.procedure import Procedure


def stop_conversation(fact: Event, before: Meeting, after: Meeting, _procedure: Procedure) -> Iterator[Effect]:
    """One stop card; who says it again soon after is told on the same card, later there is another and this folds."""
    if isinstance(fact, ParticipantsLeft) and (standing := after.latest_matter(CardKind.STOP)) is not None:
        gone = {after.person(who) for who in fact.people}
        if any(said.person in gone for said in after.stops.get(str(standing), ())):
            yield ShowCard(standing)
    if not isinstance(fact, (CardPressed, CommandGiven)):
        return
    for key in [key for key, said in after.stops.items() if said != before.stops.get(key)]:
        last = before.latest_matter(CardKind.STOP)
        matter = Matter.parse(key)
        yield ShowCard(matter)
        if last is not None and last != matter:
            yield ShowCard(last)  # folds
