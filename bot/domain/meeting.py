"""What is remembered of a meeting, and what can be read from it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from bot.domain.effects import CardKind, Matter
from bot.domain.events import Invited, Unread
from bot.domain.participants import Identity, Kind, Participant, PersonId, Settlement
from bot.domain.procedure import Clause, Variant


@dataclass(frozen=True, slots=True)
class Where:
    """A conversation's address in Teams. `meeting` is Teams' encoded meeting id, empty where there is none."""

    conversation: str
    tenant: str
    service_url: str
    meeting: str = ""

    def updated(self, news: "Where") -> "Where":
        """This address with what *news* tells anew. The tenant stays: it decides who is own staff."""
        return Where(
            self.conversation,
            self.tenant or news.tenant,
            news.service_url or self.service_url,
            news.meeting or self.meeting,
        )


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One holding of a meeting. `provisional`: people are in, but Teams has not told of a start.

    `presumed`: it was taken as ended because nothing was heard; whoever comes soon after resumes it.
    """

    number: int
    started: datetime
    provisional: bool
    reminded: bool = False
    ended: datetime | None = None
    presumed: bool = False

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
    """Who is invited, or why that is not known."""

    reading: Reading = Reading.NOT_READ
    organizer: Invited = field(default_factory=Invited)
    people: tuple[Invited, ...] = ()
    reason: Unread | None = None

    def entry(self, who: Identity) -> Invited | None:
        """*who*'s line on the invitation; None: there is none. An address counts where one side has no object id."""
        for invited in (self.organizer, *self.people):
            if who.oid and invited.oid:
                if who.oid == invited.oid:
                    return invited
            elif who.address and who.address == invited.address:
                return invited
        return None

    @property
    def partly_by_address(self) -> bool:
        """Whether somebody stands on it with an address alone, and cannot be known by their account."""
        return any(line.address and not line.oid for line in self.people)


@dataclass(frozen=True, slots=True)
class Alert:
    """People flagged together on one card. `ping`: one of them asks for everybody's eye."""

    opened: datetime
    people: tuple[PersonId, ...] = ()
    ping: bool = False


@dataclass(frozen=True, slots=True)
class Tick:
    """Who ticked a line of the checklist, and when."""

    by: PersonId
    at: datetime


@dataclass(frozen=True, slots=True)
class Meeting:
    """All that is remembered of one conversation: its newest occurrence, whole. Names stand in `identities` alone.

    `met` counts the pseudonyms given, so that none is given twice in a series.
    Keys of `alerts`, `cards` and `ticks` are stored forms: of a `Matter`, and `variant:clause`.
    `latest` holds, for each series of cards, the number of the newest.
    """

    where: Where
    installed: bool = True
    install_told: datetime | None = None
    occurrence: Occurrence | None = None
    invitation: Invitation = Invitation()
    join_url: str = field(default="", repr=False)
    last_news: datetime | None = None
    met: int = 0
    people: Mapping[PersonId, Participant] = field(default_factory=dict)
    identities: Mapping[PersonId, Identity] = field(default_factory=dict)
    settled: Mapping[PersonId, Settlement] = field(default_factory=dict)
    alerts: Mapping[str, Alert] = field(default_factory=dict)
    ticks: Mapping[str, Tick] = field(default_factory=dict)
    cards: Mapping[str, str] = field(default_factory=dict)
    latest: Mapping[str, int] = field(default_factory=dict)

    @property
    def running(self) -> bool:
        return self.occurrence is not None and self.occurrence.running

    @property
    def occurrence_number(self) -> int:
        """Which holding of the meeting this is; 0 before the first."""
        return self.occurrence.number if self.occurrence else 0

    @property
    def present(self) -> tuple[PersonId, ...]:
        """Who is in the call as far as we were told, in order of first sight."""
        return tuple(person for person, participant in self.people.items() if participant.present)

    def person(self, who: Identity) -> PersonId | None:
        """The pseudonym of *who*; None: never seen here."""
        same = [person for person, known in self.identities.items() if known.same_as(who)]
        by_mri = (person for person in same if who.mri and self.identities[person].mri == who.mri)
        return next(by_mri, same[0] if same else None)

    def came_after(self, person: PersonId, hour: datetime) -> bool:
        """Whether somebody is in the call now, and came in after *hour*."""
        seen = self.people.get(person)
        return seen is not None and seen.present and seen.changed > hour

    def known(self, who: Identity) -> Identity:
        """*who* with all that the roster and the invitation tell of that account."""
        person = self.person(who)
        return self.completed(who if person is None else self.identities[person].learn(who))

    def completed(self, who: Identity) -> Identity:
        """*who* with the organisation that the invitation tells, where Teams did not."""
        if who.tenant or who.kind in (Kind.ANONYMOUS, Kind.PHONE, Kind.BOT):
            return who
        invited = self.invitation.entry(who)
        return who if invited is None else replace(who, tenant=invited.tenant)

    def new_matter(self, kind: CardKind, of: str = "") -> Matter:
        """A matter of this kind that has no card yet."""
        return Matter(kind, self.latest.get(Matter(kind, 0, of).series, 0) + 1, of)

    def latest_matter(self, kind: CardKind, of: str = "") -> Matter | None:
        """The newest matter of this kind; None: there is none in this occurrence."""
        matter = Matter(kind, self.latest.get(Matter(kind, 0, of).series, 0), of)
        return matter if str(matter) in self.cards else None

    def tick(self, variant: Variant, clause: Clause) -> Tick | None:
        return self.ticks.get(tick_key(variant, clause))


def tick_key(variant: Variant, clause: Clause) -> str:
    """The key of a line in `Meeting.ticks`."""
    return f"{variant}:{clause}"
