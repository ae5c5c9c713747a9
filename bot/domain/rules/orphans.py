"""S7. A card that stands twice, since a crash came between its post and its record, is folded when somebody presses it.

Source: the promise of docs/ARCHITECTURE.md: performed at least once. Teams takes no key against doubles.
"""

from collections.abc import Iterator

from bot.domain.effects import Effect, FoldOrphan
from bot.domain.events import CardPressed, Event
from bot.domain.meeting import Meeting
from bot.domain.pressing import orphaned
from bot.domain.procedure import Procedure


def fold_orphan(fact: Event, before: Meeting, after: Meeting, _procedure: Procedure) -> Iterator[Effect]:
    """The press counts; the card it was made on gives way to the one we know. One we know no other for becomes it."""
    if not isinstance(fact, CardPressed) or not after.installed:
        return
    matter = orphaned(fact, before)
    if matter is not None and after.cards.get(str(matter)) not in ("", fact.card, None):
        yield FoldOrphan(matter, fact.card)
