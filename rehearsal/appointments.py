"""What stands in a person's calendar (docs/TEAMS.md C2)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from rehearsal.people import Person


class Response(StrEnum):
    """What somebody answered to an invitation, in Graph's words."""

    NONE = "none"
    ORGANIZER = "organizer"
    TENTATIVE = "tentativelyAccepted"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    NOT_RESPONDED = "notResponded"


class Need(StrEnum):
    """How somebody is invited; a room is a resource."""

    REQUIRED = "required"
    OPTIONAL = "optional"
    RESOURCE = "resource"


class Sensitivity(StrEnum):
    """What the organizer marked an appointment as."""

    NORMAL = "normal"
    PERSONAL = "personal"
    PRIVATE = "private"
    CONFIDENTIAL = "confidential"


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody whom a calendar names, by address: it tells no account."""

    address: str
    name: str = ""
    response: Response = Response.NONE
    need: Need = Need.REQUIRED


@dataclass(frozen=True, slots=True)
class Appointment:
    """An event of a calendar. `join_url` None: nobody meets online. `kind`: `singleInstance`, `occurrence` or
    `exception`.
    """

    subject: str
    organizer: Person
    start: datetime
    end: datetime
    attendees: tuple[Attendee, ...] = ()
    join_url: str | None = None
    sensitivity: Sensitivity = Sensitivity.NORMAL
    cancelled: bool = False
    kind: str = "singleInstance"

    def overlaps(self, start: datetime, end: datetime) -> bool:
        """Whether it takes place between *start* and *end*, in part at least; touching counts (docs/TEAMS.md C2)."""
        return self.start <= end and self.end >= start


def elsewhere_in_the_calendar(
    organizer: Person, start: datetime, join_link: Callable[[str], str]
) -> tuple[Appointment, ...]:
    """What else *organizer* has about *start*: something private with a link of its own, and something without one."""
    return (
        Appointment(
            "Time hos tannlegen",
            organizer,
            start - timedelta(minutes=20),
            start + timedelta(minutes=40),
            (Attendee("resepsjon@tannlege.example", "Resepsjonen", Response.ACCEPTED),),
            join_link("19:meeting_dGFubmxlZ2U@thread.v2"),
            Sensitivity.PRIVATE,
        ),
        Appointment(
            "Lunsj på avdelingen",
            organizer,
            start - timedelta(minutes=5),
            start + timedelta(minutes=25),
            (Attendee("kjokkenet@sykehuset.example", "Kjøkkenet"),),
        ),
    )
