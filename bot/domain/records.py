"""The records that a meeting's memory is made of. Each is replaced, never changed."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.domain.expected import Invited, Unread
from bot.domain.participants import PersonId
from bot.domain.procedure import Clause, Variant


@dataclass(frozen=True, slots=True)
class Where:
    """A conversation's address in Teams. `meeting` is Teams' encoded meeting id, empty where there is none.

    `personal`: it is one person's own chat with the bot.
    """

    conversation: str
    tenant: str
    service_url: str
    meeting: str = ""
    personal: bool = False

    def updated(self, news: "Where") -> "Where":
        """This address with what *news* tells anew. The tenant stays: it decides who is own staff."""
        return Where(
            self.conversation,
            self.tenant or news.tenant,
            news.service_url or self.service_url,
            news.meeting or self.meeting,
            self.personal or news.personal,
        )


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One holding of a meeting. `provisional`: people are in, but Teams has not told of a start.

    `presumed`: it was taken as ended because nothing was heard; whoever comes soon after resumes it.
    `late`: people were in before the bot was. `welcomes`: the rules card that also says what the bot is. `last`: when
    the one before it ended, as far as we know. `forgets`: once it is over, when who was in it is forgotten next;
    `forgotten`: that was done, of the pseudonyms up to this number.
    """

    number: int
    started: datetime
    provisional: bool
    reminded: bool = False
    ended: datetime | None = None
    presumed: bool = False
    late: bool = False
    welcomes: str = ""
    last: datetime | None = None
    forgets: datetime | None = None
    forgotten: int = 0

    @property
    def running(self) -> bool:
        return self.ended is None


class Reading(StrEnum):
    """How far we are with the invitation."""

    NOT_READ = "not_read"
    READ = "read"
    UNAVAILABLE = "unavailable"


@dataclass(frozen=True, slots=True)
class Invitation:
    """Who is invited, or why that is not known.

    `reason`, `calendar_reason`: why the online meeting or the calendar could not be read the last time.
    `read`: when it was last read. `asked`: a question is under way since then. `as_of`: whoever came in before is
    judged by what is known; it is read anew for whoever came later. `waited`: so long we have waited for that.
    `call_at`: then we go on without it.
    """

    reading: Reading = Reading.NOT_READ
    organizer: Invited = field(default_factory=Invited)
    people: tuple[Invited, ...] = ()
    calendar: tuple[Invited, ...] = ()
    reason: Unread | None = None
    calendar_reason: Unread | None = None
    read: datetime | None = None
    asked: datetime | None = None
    as_of: datetime | None = None
    waited: datetime | None = None
    call_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Watch:
    """What we know of our own knowledge of the roster.

    `told`: the latest word of Teams on who came or went. `read`: when the chat's members were last told us, `probed`:
    when, of some, also whether they are in the call. `failed`: when we last asked in vain, and why. `contradicted`:
    when an answer last differed from what we held. `away`: from when to when we were not running, last time.
    """

    told: datetime | None = None
    read: datetime | None = None
    probed: datetime | None = None
    failed: datetime | None = None
    reason: Unread | None = None
    contradicted: datetime | None = None
    away: tuple[datetime, datetime] | None = None


@dataclass(frozen=True, slots=True)
class Alert:
    """People flagged together on one card. `ping`: one of them asks for everybody's eye.

    `called`: who was asked to look, since nobody had settled it.
    """

    opened: datetime
    people: tuple[PersonId, ...] = ()
    ping: bool = False
    called: PersonId | None = None


@dataclass(frozen=True, slots=True)
class Stop:
    """Somebody said stop, or that they do not know *person*; `room`: or that they sit in an open room themselves."""

    at: datetime
    by: PersonId
    person: PersonId | None = None
    room: bool = False


@dataclass(frozen=True, slots=True)
class Tick:
    """Who ticked a line of a checklist, and when."""

    by: PersonId
    at: datetime


@dataclass(frozen=True, slots=True)
class Trained:
    """Somebody confirmed their training, under that edition of the procedure."""

    at: datetime
    edition: str


def tick_key(variant: Variant, clause: Clause, person: PersonId | None = None) -> str:
    """The key in `Meeting.ticks` of a line; of *person*'s own word, where each speaks for themselves."""
    return f"{variant}:{clause}:{person}" if person else f"{variant}:{clause}"
