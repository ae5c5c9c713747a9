"""The one way through: load, decide, write; once per delivery."""

from bot.domain.decide import decide
from bot.domain.events import PressRefused
from bot.domain.permit import permit
from bot.domain.procedure import Procedure
from bot.ports import Accepted, Book, Delivery


def handle(delivery: Delivery, book: Book, procedure: Procedure) -> Accepted:
    """Decide *delivery* and write what follows; one that was decided before changes nothing and is answered alike."""
    before = book.meeting(delivery.where)
    came_to = book.decided(delivery.key)
    if came_to is not None:
        refused = came_to == PressRefused.__name__  # then it was not allowed, whatever may be allowed since
        return Accepted(permit(delivery.event, before) if refused else delivery.event, before, duplicate=True)
    decision = decide(delivery.event, before, procedure)
    book.enter(delivery, decision)
    return Accepted(decision.fact, decision.after, duplicate=False)
