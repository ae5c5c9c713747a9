"""What stands behind the web in these tests: a door that notes what comes, and a Teams that tells of one person."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.domain.events import Event
from bot.domain.meeting import Meeting
from bot.domain.participants import Identity, Role
from bot.domain.presses import Command
from bot.domain.records import Where
from bot.errors import Denied, StoreAway
from bot.ports import Accepted, Attendance, Card, Delivery, MeetingDetails


@dataclass
class NotedDoor:
    """Notes every delivery once; `trouble` is raised instead while it is set. `known` is what is remembered, `accepted`
    what a delivery comes to. `blind`: what is remembered cannot be looked at.
    """

    noted: dict[str, Delivery] = field(default_factory=dict)
    waits: list[float] = field(default_factory=list)
    trouble: Exception | None = None
    known: Meeting | None = None
    accepted: Meeting | None = None
    blind: bool = False

    async def accept(self, delivery: Delivery, *, within_s: float) -> Accepted:
        self.waits.append(within_s)
        if self.trouble is not None:
            raise self.trouble
        duplicate = delivery.key in self.noted
        self.noted.setdefault(delivery.key, delivery)
        return Accepted(delivery.event, self.accepted or Meeting(delivery.where), duplicate)

    async def peek(self, where: Where, *, within_s: float) -> Meeting:
        if self.trouble is not None:
            raise self.trouble
        if self.blind:
            raise StoreAway
        return self.known or Meeting(where)

    @property
    def events(self) -> list[Event]:
        return [delivery.event for delivery in self.noted.values()]


@dataclass
class SlowDoor:
    """Never comes to an end, and gives up only when it should."""

    async def accept(self, delivery: Delivery, *, within_s: float) -> Accepted:
        await asyncio.sleep(within_s)
        raise StoreAway

    async def peek(self, where: Where, *, within_s: float) -> Meeting:
        await asyncio.sleep(within_s)
        raise StoreAway


@dataclass
class TellingTeams:
    """Tells *attendance* to whoever asks; None: denies it. `slow_s`: thinks first."""

    told: Attendance | None = None
    slow_s: float = 0.0
    asked: list[Identity] = field(default_factory=list)
    asked_at: list[Where] = field(default_factory=list)

    async def attendance(self, where: Where, who: Identity) -> Attendance:
        self.asked.append(who)
        self.asked_at.append(where)
        await asyncio.sleep(self.slow_s)
        if self.told is None:
            raise Denied("403", 403)
        return self.told

    async def post(self, where: Where, card: Card, *, ping: bool) -> str:
        raise NotImplementedError

    async def post_privately(self, where: Where, card: Card, to: Identity) -> str:
        raise NotImplementedError

    async def update(self, where: Where, activity: str, card: Card) -> None:
        raise NotImplementedError

    async def update_privately(self, where: Where, activity: str, card: Card, to: Identity) -> None:
        raise NotImplementedError

    async def details(self, where: Where) -> MeetingDetails:
        raise NotImplementedError

    async def members(self, where: Where) -> tuple[Identity, ...]:
        raise NotImplementedError


PRESENTER = Attendance(Identity("Ann Berg", "29:ann", "", "11111111-aaaa-4aaa-8aaa-111111111111"), Role.PRESENTER)


def sentence(fact: Event, meeting: Meeting, pressed: str) -> Card | str:
    """An answer in words that tell what was answered."""
    return f"{type(fact).__name__} on {pressed}"


def drawn(fact: Event, meeting: Meeting, pressed: str) -> Card | str:
    """An answer that is a card."""
    return {"type": "AdaptiveCard", "version": "1.5", "body": [{"type": "TextBlock", "text": "Blåbær"}]}


def afresh(who: Identity, role: Role | None, meeting: Meeting, pressed: str, command: Command | None) -> Card | str:
    """A card drawn anew, in words that tell for whom."""
    return f"{pressed} for {who.mri} as {role} by {command}, {len(meeting.identities)} known"


Answering = Callable[[Event, Meeting, str], Card | str]
