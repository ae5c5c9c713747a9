"""How a card that somebody asked for reaches them: to all when asked aloud, to them alone when asked in private."""

from bot.domain.effects import CardKind, ShowCard
from bot.domain.events import CardPressed, CommandGiven
from bot.domain.meeting import Meeting


def asked_for(fact: CommandGiven | CardPressed, kind: CardKind, after: Meeting, about: str = "") -> ShowCard:
    """A new card of *kind* for whoever asked. It is an answer, not a matter that lives on: it is not updated.

    Asked by a button or the slash menu, it comes to the asker alone; asked aloud in the chat, to all. In somebody's own
    chat everything is theirs alone already.
    """
    person = after.person(fact.by)
    aloud = isinstance(fact, CommandGiven) and not fact.private
    if person is None or aloud or after.where.personal:
        return ShowCard(after.new_matter(kind, about))
    return ShowCard(after.new_matter(kind, f"to-{person}{about}"), person)
