"""The people and meetings that tests tell of. All invented."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import reduce

from bot.domain.decide import Decision, decide
from bot.domain.effects import Effect
from bot.domain.events import Arrival, Event, InvitationRead, MeetingStarted, ParticipantsJoined
from bot.domain.expected import Invited
from bot.domain.meeting import Meeting
from bot.domain.participants import Identity, Kind, PersonId, Role
from bot.domain.procedure import Procedure
from bot.domain.records import Where
from bot.knowledge.procedure import read_procedure

OWN = "0a000000-0000-4000-8000-000000000001"
ELSEWHERE = "0b000000-0000-4000-8000-000000000002"
NINE = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)  # 09.00 in Oslo
BUILT_IN = read_procedure(None)
PROCEDURE = replace(BUILT_IN, list_fresh_for=timedelta(hours=6))
"""As the hospital's, but an invitation stays fresh: tests/domain/test_reading.py tells of reading it anew."""

WHERE = Where("19:meeting_a@thread.v2", OWN, "https://smba.trafficmanager.net/emea/", "MCMxOTptZWV0aW5n")


def staff(name: str, number: int, tenant: str = OWN, kind: Kind = Kind.USER) -> Identity:
    oid = f"00000000-0000-4000-9000-{number:012d}"
    return Identity(name, f"29:{number}", oid, tenant, f"{name.split()[0].lower()}@sykehus.example", kind)


ANN = staff("Ann Berg", 1)
BO = staff("Bo Dahl", 2)
CATO = staff("Cato Ek", 3)
KARI = staff("Kari Nes", 4)
DINA = staff("Dina Fors", 5, ELSEWHERE)
GUEST = staff("Geir Holm", 6, OWN, Kind.GUEST)
EINAR = Identity("Einar", "29:einar", kind=Kind.ANONYMOUS)


def at(minutes: float) -> datetime:
    """So many minutes after nine."""
    return NINE + timedelta(minutes=minutes)


def started(minutes: float = 0) -> MeetingStarted:
    return MeetingStarted(at(minutes), at(minutes), "https://teams.microsoft.com/l/meetup-join/x")


def invited(*people: Identity, organizer: Identity = ANN, minutes: float = 0.01) -> InvitationRead:
    return InvitationRead(at(minutes), line(organizer), tuple(line(who) for who in people))


def joined(*people: Identity, minutes: float = 1, role: Role | None = None) -> ParticipantsJoined:
    return ParticipantsJoined(at(minutes), tuple(Arrival(who, role) for who in people))


def line(who: Identity) -> Invited:
    return Invited(who.oid, who.tenant, who.address)


def after(*events: Event, before: Meeting | None = None, procedure: Procedure = PROCEDURE) -> Meeting:
    """The meeting after these events."""
    return reduce(lambda meeting, event: decide(event, meeting, procedure).after, events, before or Meeting(WHERE))


def last_decision(*events: Event, before: Meeting | None = None, procedure: Procedure = PROCEDURE) -> Decision:
    """What the last of these events led to."""
    return decide(events[-1], after(*events[:-1], before=before, procedure=procedure), procedure)


def effects_of(*events: Event) -> tuple[Effect, ...]:
    """What the last of these events asked for."""
    return last_decision(*events).effects


def pid(meeting: Meeting, who: Identity) -> PersonId:
    person = meeting.person(who)
    assert person is not None
    return person
