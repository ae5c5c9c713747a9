"""S7. Who still reads the chat of a recurring meeting, and is on nobody's list any more, is told to the host.

Source: the hospital's procedure, clause S7: chat members who are not participants can read the chat all the same.
"""

from collections.abc import Iterator

from bot.domain.effects import CardKind, Effect, ShowCard
from bot.domain.events import Event
from bot.domain.meeting import Meeting
from bot.domain.participants import PersonId
from bot.domain.procedure import Procedure
from bot.domain.reasons import Weight
from bot.domain.records import Reading
from bot.domain.verdict import judge_person, stands_out


def tell_the_host(_fact: Event, before: Meeting, after: Meeting, procedure: Procedure) -> Iterator[Effect]:
    """At the end, to the host alone: who was never settled; and once a month at most, who still reads the chat."""
    host = after.host()
    if not before.running or after.running or not after.installed or host is None or host not in after.identities:
        return
    if unsettled(after) or (_is_due(after, procedure) and leftover(after)):
        yield ShowCard(after.new_matter(CardKind.SUMMARY, f"to-{host}"), host)


def unsettled(meeting: Meeting) -> tuple[PersonId, ...]:
    """Who was flagged, and nobody said a word on."""
    flagged = dict.fromkeys(person for alert in meeting.alerts.values() for person in alert.people)
    return tuple(one for one in flagged if one not in meeting.settled and stands_out(one, meeting))


def leftover(meeting: Meeting) -> tuple[PersonId, ...]:
    """Who was in the chat before this occurrence, was not in it, and is on no list that we could read."""
    if meeting.invitation.reading is not Reading.READ or meeting.invitation.reason is not None:
        return ()
    before = (one for one, place in meeting.chat.items() if place.from_before and one not in meeting.people)
    unlisted = (Weight.AMBER, Weight.RED)
    return tuple(one for one in before if judge_person(one, meeting).weight in unlisted)


def _is_due(meeting: Meeting, procedure: Procedure) -> bool:
    ended = meeting.occurrence.ended if meeting.occurrence else None
    recurs = meeting.recurring or meeting.occurrence_number > 1
    long_ago = meeting.tidied is None or (ended is not None and ended - meeting.tidied >= procedure.tidy_every)
    return recurs and long_ago
