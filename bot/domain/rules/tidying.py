"""S1, S6, S7. What is left open at the end is told to the host alone: what was recorded, who was not settled, what was
not ticked, who did not introduce themselves; and who still reads a series' chat, and is on nobody's list any more.

Source: the hospital's procedure, clause S7: chat members who are not participants can read the chat all the same.
"""

from collections.abc import Iterator, Mapping

from bot.domain.checklists import open_clauses
from bot.domain.effects import TIDIES, CardKind, Effect, ShowCard
from bot.domain.events import Event
from bot.domain.meeting import Meeting, must_introduce
from bot.domain.participants import PersonId
from bot.domain.procedure import Clause, Procedure, Variant
from bot.domain.reasons import Weight
from bot.domain.recording import is_recorded
from bot.domain.records import Reading
from bot.domain.verdict import judge_person, stands_out


def tell_the_host(_fact: Event, before: Meeting, after: Meeting, procedure: Procedure) -> Iterator[Effect]:
    """At the end, to the host alone: what is open; and once a month at most, who still reads the chat."""
    if not before.running or after.running or not after.installed:
        return
    host = after.host()
    if host is None or host not in after.identities:
        return
    tidies = _is_due(after, procedure) and bool(leftover(after))
    open_ = unsettled(after) or unticked(after, procedure) or not_introduced(after) or is_recorded(after)
    if open_ or tidies:
        yield ShowCard(after.new_matter(CardKind.SUMMARY, f"to-{host}{TIDIES if tidies else ''}"), host)


def unsettled(meeting: Meeting) -> tuple[PersonId, ...]:
    """Who was flagged, and nobody said a word on; or who came in again although a colleague did not know them."""
    flagged = dict.fromkeys(person for alert in meeting.alerts.values() for person in alert.people)
    return tuple(one for one in flagged if _is_open(one, meeting))


def unticked(meeting: Meeting, procedure: Procedure) -> Mapping[Variant, tuple[Clause, ...]]:
    """What is open on the checklists that were begun, those where nothing is left out."""
    begun = {variant for variant in Variant if any(key.startswith(f"{variant}:") for key in meeting.ticks)}
    open_ = ((variant, open_clauses(variant, meeting, procedure)) for variant in Variant if variant in begun)
    return {variant: clauses for variant, clauses in open_ if clauses}


def not_introduced(meeting: Meeting) -> tuple[PersonId, ...]:
    """Who did not introduce themselves, if there was a round."""
    if meeting.latest_matter(CardKind.INTRODUCTIONS) is None:
        return ()
    return tuple(person for person in must_introduce(meeting) if person not in meeting.introductions)


def _is_open(person: PersonId, meeting: Meeting) -> bool:
    word = meeting.settled.get(person)
    if word is None:
        return stands_out(person, meeting)
    flagged_since = any(alert.opened > word.at and person in alert.people for alert in meeting.alerts.values())
    return not word.expected and flagged_since


def leftover(meeting: Meeting) -> tuple[PersonId, ...]:
    """Who was in the chat before this occurrence, was not in it, and is on no list that we could read."""
    if meeting.invitation.reading is not Reading.READ or meeting.invitation.reason is not None:
        return ()
    before = (one for one, place in meeting.chat.items() if place.from_before and one not in meeting.people)
    unlisted = {Weight.AMBER, Weight.RED} if meeting.invitation.calendar_reason is None else {Weight.AMBER}
    return tuple(one for one in before if judge_person(one, meeting).weight in unlisted)


def _is_due(meeting: Meeting, procedure: Procedure) -> bool:
    ended = meeting.occurrence.ended if meeting.occurrence else None
    recurs = meeting.recurring or meeting.occurrence_number > 1
    long_ago = meeting.tidied is None or (ended is not None and ended - meeting.tidied >= procedure.tidy_every)
    return recurs and long_ago
