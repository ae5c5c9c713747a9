"""S7. A participant who is not expected is flagged in the meeting chat, with the reason; the list is shown on request.

Source: the hospital's procedure, clause S7. The duty to watch the list stays the participants' own.
"""

from collections.abc import Iterator

from bot.domain.effects import CardKind, Effect, FlagParticipants, Matter, ShowCard
from bot.domain.events import (
    CardGivenUp,
    CardPressed,
    Command,
    CommandGiven,
    CommandWanted,
    Event,
    InvitationUnavailable,
    Settle,
)
from bot.domain.meeting import Alert, Meeting
from bot.domain.participants import PersonId
from bot.domain.procedure import Procedure
from bot.domain.rules.asking import asked_for
from bot.domain.verdict import Weight, judge_person, stands_out


def flag_unexpected(fact: Event, before: Meeting, after: Meeting, procedure: Procedure) -> Iterator[Effect]:
    """One alert card that grows; a new one after all were settled, when it is old, or for the first who pings."""
    if not after.running or not after.installed or isinstance(fact, CardGivenUp):
        return
    newest = _newest(after)
    if newest is None:
        new = tuple(person for person in after.present if stands_out(person, after))
        if new:
            yield FlagParticipants(fact.at, after.new_matter(CardKind.ALERT), new, _red(new, after))
        return
    matter, alert = newest
    new = tuple(person for person in after.present if _is_news(person, alert, after))
    if new and _grows(alert, new, after, fact, procedure):
        yield FlagParticipants(fact.at, matter, new, _red(new, after))
    elif new:
        left = tuple(person for person in alert.people if stands_out(person, after) and person not in new)
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


def _is_news(person: PersonId, alert: Alert, meeting: Meeting) -> bool:
    if not stands_out(person, meeting):
        return False
    return person not in alert.people or (person in meeting.settled and meeting.came_after(person, alert.opened))


def _red(people: tuple[PersonId, ...], meeting: Meeting) -> bool:
    return any(judge_person(person, meeting).weight is Weight.RED for person in people)


def _grows(alert: Alert, new: tuple[PersonId, ...], meeting: Meeting, fact: Event, procedure: Procedure) -> bool:
    all_settled = not any(stands_out(person, meeting) for person in alert.people)
    returned = any(person in alert.people for person in new)
    unheard = _red(new, meeting) and not alert.ping  # an update pings nobody
    return not (all_settled or returned or unheard) and fact.at - alert.opened <= procedure.new_alert_after


def _changes(fact: Event, alert: Alert, before: Meeting, after: Meeting) -> bool:
    """Whether the card says something else now: somebody was settled, judged anew, left or came back."""
    settles = isinstance(fact, CardPressed) and isinstance(fact.press, Settle)
    return settles or isinstance(fact, InvitationUnavailable) or _shown(alert, before) != _shown(alert, after)


def _shown(alert: Alert, meeting: Meeting) -> list[object]:
    present = meeting.present
    return [
        (judge_person(person, meeting), person in present) if person in meeting.identities else None
        for person in alert.people
    ]
