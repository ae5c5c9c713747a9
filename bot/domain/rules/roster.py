"""S7. A participant who is not expected is flagged in the meeting chat, with the reason; the list is shown on request.

Source: the hospital's procedure, clause S7. The duty to watch the list stays the participants' own.
"""

from collections.abc import Iterator

from bot.domain.alarms import Alarm
from bot.domain.coverage import gaps
from bot.domain.effects import CardKind, Effect, FlagParticipants, Matter, SetAlarm, ShowCard
from bot.domain.events import AlarmRang, CardGivenUp, CardPressed, CommandGiven, Event
from bot.domain.meeting import Meeting
from bot.domain.participants import PersonId, Role
from bot.domain.presses import Command, CommandWanted, Settle
from bot.domain.procedure import Procedure
from bot.domain.reasons import Weight
from bot.domain.records import Alert
from bot.domain.rules.asking import asked_for
from bot.domain.rules.concern import concerned, touched
from bot.domain.verdict import belongs, judge_person, stands_out


def flag_unexpected(fact: Event, before: Meeting, after: Meeting, procedure: Procedure) -> Iterator[Effect]:
    """One alert card that grows; a new one after all were settled, when it is old, or for the first who pings."""
    if not after.running or not after.installed or isinstance(fact, CardGivenUp):
        return
    newest = newest_alert(after)
    matter, alert = newest or (None, Alert(fact.at))
    new = tuple(one for one in concerned(fact, before, after) if _is_news(one, alert, after, procedure))
    if matter is not None and new and _grows(alert, new, after, fact, procedure):
        yield FlagParticipants(fact.at, matter, new, _red(new, after))
    elif new:
        left = tuple(one for one in alert.people if stands_out(one, after) and one not in new)
        yield FlagParticipants(fact.at, after.new_matter(CardKind.ALERT), left + new, _red(new, after))
        yield SetAlarm(Alarm.UNSETTLED, fact.at + procedure.call_host_after)
        if matter is not None:
            yield ShowCard(matter)  # folds
    elif matter is not None and _changes(fact, alert, before, after):
        yield ShowCard(matter)


def call_on_somebody(fact: Event, _before: Meeting, after: Meeting, procedure: Procedure) -> Iterator[Effect]:
    """An alert that nobody settles is brought up once more, and whoever leads the meeting and is there is mentioned.

    Where nobody is there to be called, or whoever is in question has gone out, it is looked at again as late.
    """
    newest = newest_alert(after)
    rang = isinstance(fact, AlarmRang) and fact.name == Alarm.UNSETTLED
    if not rang or newest is None or not after.running or not after.installed:
        return
    matter, alert = newest
    waiting = tuple(one for one in alert.people if stands_out(one, after))
    around = tuple(one for one in waiting if after.is_around(one))
    leader = _leader(after, around)
    if alert.called is not None or not waiting:
        return
    if around and leader is not None:
        yield FlagParticipants(fact.at, after.new_matter(CardKind.ALERT), around, ping=False, call=leader)
        yield ShowCard(matter)  # folds
    else:
        yield SetAlarm(Alarm.UNSETTLED, fact.at + procedure.call_host_after)


def show_roster(fact: Event, _before: Meeting, after: Meeting, _procedure: Procedure) -> Iterator[Effect]:
    """Everybody with verdict and reason, on `/deltakere`."""
    match fact:
        case CommandGiven(command=Command.ROSTER) | CardPressed(press=CommandWanted(Command.ROSTER)):
            yield asked_for(fact, CardKind.ROSTER, after)


def newest_alert(meeting: Meeting) -> tuple[Matter, Alert] | None:
    """The alert card that lives, and who stands on it; None: nobody was flagged."""
    if not meeting.alerts:
        return None
    matter = max(map(Matter.parse, meeting.alerts), key=lambda matter: matter.number)
    return matter, meeting.alerts[str(matter)]


def _is_news(person: PersonId, alert: Alert, meeting: Meeting, procedure: Procedure) -> bool:
    """Whether *person* is to be flagged: for the first time, or anew, since an update of the card is easily missed."""
    if not stands_out(person, meeting):
        return False
    if person not in alert.people:
        return True
    word, renamed = meeting.settled.get(person), meeting.identities[person].renamed
    returned = meeting.came_after(person, alert.opened if word else alert.opened + procedure.new_alert_after)
    under_another_name = word is not None and renamed is not None and renamed > alert.opened
    return returned or under_another_name or (_red((person,), meeting) and not _was_heard_of(person, meeting))


def _was_heard_of(person: PersonId, meeting: Meeting) -> bool:
    """Whether a card with *person* on it has asked for everybody's eye, or somebody's."""
    return any(person in one.people and (one.ping or one.called is not None) for one in meeting.alerts.values())


def _red(people: tuple[PersonId, ...], meeting: Meeting) -> bool:
    return any(judge_person(person, meeting).weight is Weight.RED for person in people)


def _grows(alert: Alert, new: tuple[PersonId, ...], meeting: Meeting, fact: Event, procedure: Procedure) -> bool:
    all_settled = not any(stands_out(person, meeting) for person in alert.people)
    returned = any(person in alert.people for person in new)
    unheard = _red(new, meeting) and not alert.ping  # an update pings nobody
    answered = alert.called is not None  # whoever was called has seen the card as it was
    return not (all_settled or returned or unheard or answered) and fact.at - alert.opened <= procedure.new_alert_after


def _changes(fact: Event, alert: Alert, before: Meeting, after: Meeting) -> bool:
    """Whether the card says something else now: somebody was settled or judged anew, came or went; we see less."""
    if isinstance(fact, CardPressed) and isinstance(fact.press, Settle):
        return True
    people = touched(fact, after)
    shown = alert.people if people is None else tuple(one for one in alert.people if one in people)
    return _shown(shown, before) != _shown(shown, after) or (people is None and gaps(before) != gaps(after))


def _shown(people: tuple[PersonId, ...], meeting: Meeting) -> list[object]:
    known = (person if person in meeting.identities else None for person in people)
    return [person and (judge_person(person, meeting), meeting.is_present(person)) for person in known]


def _leader(meeting: Meeting, waiting: tuple[PersonId, ...]) -> PersonId | None:
    """Who is there and leads: the organizer, else a presenter; of the own staff, and not one of those in question."""
    host = meeting.host()
    able = [one for one in meeting.present if one not in waiting and belongs(meeting.identities[one], meeting)]
    presenters = (one for one in able if meeting.people[one].role is Role.PRESENTER)
    return host if host in able else next(presenters, None)
