"""S7. A participant who is not expected is flagged in the meeting chat, with the reason; the list is shown on request.

Source: the hospital's procedure, clause S7. The duty to watch the list stays the participants' own.
"""

from collections.abc import Iterator
from datetime import datetime

from bot.domain.effects import CardKind, Effect, FlagParticipants, Matter, ShowCard
from bot.domain.events import CardPressed, Command, CommandGiven, CommandWanted, Event, InvitationUnavailable, Settle
from bot.domain.meeting import Alert, Meeting
from bot.domain.participants import PersonId
from bot.domain.procedure import Procedure
from bot.domain.rules.asking import asked_for
from bot.domain.verdict import Weight, judge_person

_STANDS_OUT = (Weight.AMBER, Weight.RED)


def flag_unexpected(fact: Event, before: Meeting, after: Meeting, procedure: Procedure) -> Iterator[Effect]:
    """One alert card that grows; a new one for a newcomer after all were settled or the card is old."""
    if not after.running or not after.installed:
        return
    newest = _newest(after)
    if newest is None:
        new = tuple(person for person in after.present if _stands_out(person, after))
        if new:
            yield FlagParticipants(fact.at, after.new_matter(CardKind.ALERT), new, _red(new, after))
        return
    matter, alert = newest
    new = tuple(person for person in after.present if _is_news(person, alert, after))
    if new and _grows(alert, new, after, fact, procedure):
        yield FlagParticipants(fact.at, matter, new, _red(new, after))
    elif new:
        left = tuple(person for person in alert.people if _stands_out(person, after) and person not in new)
        yield FlagParticipants(fact.at, after.new_matter(CardKind.ALERT), left + new, _red(new, after))
        yield ShowCard(matter)  # folds
    elif _changes(fact, alert, before, after):
        yield ShowCard(matter)


def show_roster(fact: Event, _before: Meeting, after: Meeting, _procedure: Procedure) -> Iterator[Effect]:
    """Everybody with verdict and reason, on `/deltakere`."""
    match fact:
        case CommandGiven(command=Command.ROSTER) | CardPressed(press=CommandWanted(Command.ROSTER)):
            yield asked_for(fact, CardKind.ROSTER, after)


def _newest(meeting: Meeting) -> tuple[Matter, Alert] | None:
    if not meeting.alerts:
        return None
    matter = max(map(Matter.parse, meeting.alerts), key=lambda matter: matter.number)
    return matter, meeting.alerts[str(matter)]


def _stands_out(person: PersonId, meeting: Meeting) -> bool:
    """Not expected and not settled; or rejected, and back since."""
    settled = meeting.settled.get(person)
    if settled is not None:
        return not settled.expected and _came_after(person, settled.at, meeting)
    return judge_person(person, meeting).weight in _STANDS_OUT


def _is_news(person: PersonId, alert: Alert, meeting: Meeting) -> bool:
    if not _stands_out(person, meeting):
        return False
    return person not in alert.people or (person in meeting.settled and _came_after(person, alert.opened, meeting))


def _came_after(person: PersonId, hour: datetime, meeting: Meeting) -> bool:
    seen = meeting.people.get(person)
    return seen is not None and seen.present and seen.changed > hour


def _red(people: tuple[PersonId, ...], meeting: Meeting) -> bool:
    return any(judge_person(person, meeting).weight is Weight.RED for person in people)


def _grows(alert: Alert, new: tuple[PersonId, ...], meeting: Meeting, fact: Event, procedure: Procedure) -> bool:
    all_settled = not any(_stands_out(person, meeting) for person in alert.people)
    returned = any(person in alert.people for person in new)
    return not all_settled and not returned and fact.at - alert.opened <= procedure.new_alert_after


def _changes(fact: Event, alert: Alert, before: Meeting, after: Meeting) -> bool:
    """Whether the card says something else now: somebody was settled, judged anew, or the invitation stayed unread."""
    settles = isinstance(fact, CardPressed) and isinstance(fact.press, Settle)
    return settles or isinstance(fact, InvitationUnavailable) or _verdicts(alert, before) != _verdicts(alert, after)


def _verdicts(alert: Alert, meeting: Meeting) -> list[object]:
    return [judge_person(person, meeting) if person in meeting.identities else None for person in alert.people]
