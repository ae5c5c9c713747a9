"""How a card that somebody asked for reaches them: to all when asked aloud, to them alone when asked in private."""

from bot.domain.effects import CardKind, ShowCard
from bot.domain.events import CardPressed, CommandGiven
from bot.domain.meeting import Meeting


def asked_for(fact: CommandGiven | CardPressed, kind: CardKind, after: Meeting) -> ShowCard:
    """A new card of *kind* for whoever asked. It is an answer, not a matter that lives on: it is not updated.

    Asked by a button or the slash menu, it comes to the asker alone; asked aloud in the chat, to all.
    """
    person = after.person(fact.by)
    if person is None or (isinstance(fact, CommandGiven) and not fact.private):
        return ShowCard(after.new_matter(kind))
    return ShowCard(after.new_matter(kind, f"to-{person}"), person)
