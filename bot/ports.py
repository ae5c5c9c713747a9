"""What the bot needs of the world. Each port is a Protocol; bot/outbound and bot/store fill them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from bot.domain.decide import Decision
from bot.domain.effects import Effect
from bot.domain.events import Event
from bot.domain.expected import Invited
from bot.domain.feeds import Feed
from bot.domain.meeting import Meeting
from bot.domain.participants import Identity, Role
from bot.domain.procedure import Option
from bot.domain.recordings import Said
from bot.domain.records import Where
from bot.evidence.records import Insight

Card = Mapping[str, Any]
"""An Adaptive Card as JSON."""


BUDGET = "budget"
"""Cause of a call to Graph that has to wait: there are too many, or Graph asked for it."""

UNREACHED = "not_signed_in"
"""Cause of a private card that could not be posted, since nothing private reaches whoever is not signed in."""

STORE_AWAY = "store_away"
"""Cause of a card that waits for what the store keeps."""

NO_CATALOG_ID = "no_catalog_id"
"""Cause of an app that could not be added, since its id in the catalogue is not set (any more)."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """An event on its way in. The same `key` again is the same delivery. `arrived` is by our clock."""

    key: str
    where: Where
    event: Event
    arrived: datetime


@dataclass(frozen=True, slots=True)
class Accepted:
    """What became of a delivery: the fact it came to, and the meeting after it. `duplicate`: it was decided before."""

    fact: Event
    meeting: Meeting
    duplicate: bool


@dataclass(frozen=True, slots=True)
class Task:
    """An effect that is due, with the meeting as it is now. `attempt` counts from 1; `first`: when it was asked for."""

    id: int
    effect: Effect
    meeting: Meeting
    attempt: int
    first: datetime


@dataclass(frozen=True, slots=True)
class MeetingDetails:
    """What Teams tells of a meeting: `GET /v1/meetings/{id}` (docs/TEAMS.md A3). Empty text: not told.

    `starts`: when it is scheduled; of a series perhaps when the first of it was.
    """

    organizer: Identity
    graph_id: str = ""
    join_url: str = ""
    starts: datetime | None = None


@dataclass(frozen=True, slots=True)
class Attendance:
    """What Teams tells of somebody now: `GET /v1/meetings/{id}/participants/{oid}` (docs/TEAMS.md A3).

    `present`: whether they are in the call; None: it does not say.
    """

    who: Identity
    role: Role | None
    present: bool | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """A deed is done, or given up; the event tells which."""

    event: Event


@dataclass(frozen=True, slots=True)
class Again:
    """A deed did not succeed and is worth another attempt, after so many seconds."""

    after_s: float


Outcome = Done | Again


@dataclass(frozen=True, slots=True)
class Finished:
    """What became of a task; `at` is by our clock."""

    task: Task
    outcome: Outcome
    at: datetime


Answer = Callable[[Effect, Meeting, datetime], Event | None]
"""What an effect of a meeting comes to where that is known without doing it; None: it has to be done."""


class Clock(Protocol):
    def now(self) -> datetime:
        """The time, in UTC."""


class Teams(Protocol):
    """The Bot Connector. Every call raises `TryLater` or `Denied` (bot.errors) when it does not succeed."""

    async def post(self, where: Where, card: Card, *, ping: bool) -> str:
        """Post a card for all; gives its activity id. `ping`: also shown in the meeting's window."""

    async def post_privately(self, where: Where, card: Card, to: Identity) -> str:
        """Post a card that *to* alone sees; gives its activity id."""

    async def update(self, where: Where, activity: str, card: Card) -> None:
        """Put *card* in the place of one posted for all before."""

    async def update_privately(self, where: Where, activity: str, card: Card, to: Identity) -> None:
        """Put *card* in the place of one that *to* alone sees."""

    async def details(self, where: Where) -> MeetingDetails:
        """The meeting's organizer and its id in Graph."""

    async def attendance(self, where: Where, who: Identity) -> Attendance:
        """Somebody's role now, whether they are in the call, and what Teams knows of the account."""

    async def members(self, where: Where) -> tuple[Identity, ...]:
        """Everybody in the chat, the bot itself left out. Whoever cannot be read is left out too."""


class Graph(Protocol):
    """Microsoft Graph. Every call raises `TryLater` or `Denied` when it does not succeed."""

    @property
    def on(self) -> bool:
        """Whether it may be asked at all."""

    async def invitation(self, organizer_oid: str, graph_id: str, join_url: str) -> tuple[Invited, tuple[Invited, ...]]:
        """Organizer and invited people of an online meeting, by its Graph id, else by its join link."""

    async def calendar(self, organizer_oid: str, join_url: str, around: datetime) -> tuple[Invited, ...]:
        """Whom the organizer's calendar names for the event of that join link which lies around that hour.

        Raises:
            Denied: also with cause `Unread.PRIVATE`, where the event is private and therefore not read.
        """

    async def next_start(self, organizer_oid: str, join_url: str, now: datetime) -> datetime | None:
        """When, by the organizer's calendar, the meeting of that join link begins next; None: not in the days ahead."""

    async def scheduled(self, organizer_oid: str, graph_id: str, join_url: str) -> datetime | None:
        """When the online meeting is scheduled; of a series perhaps when the first of it was. None: not told."""

    async def options(self, organizer_oid: str, graph_id: str, join_url: str) -> Mapping[Option, str]:
        """What the options of an online meeting say; one that Graph does not tell is left out."""

    async def set_options(self, organizer_oid: str, graph_id: str, join_url: str, wanted: Mapping[Option, str]) -> None:
        """Have them say so. Others stay as they are."""

    async def organisation(self, tenant: str) -> str:
        """What the organisation of *tenant* is called; empty: Graph does not know."""

    async def recordings(self, conversation: str, since: datetime) -> tuple[Said, ...]:
        """What Teams said of recordings in this chat after that hour, oldest first. What people wrote is not read."""

    async def own_card(self, conversation: str, mark: str, since: datetime) -> str | None:
        """The activity id of the bot's own card in this chat that bears *mark*, posted or changed after that hour;
        None: there is none among the newest messages. What people wrote is not read.
        """

    async def files(self, organizer_oid: str, graph_id: str, join_url: str) -> tuple[int | None, int | None]:
        """How many recordings and transcripts of an online meeting there are; None: that kind is not told."""

    async def add_app(self, conversation: str) -> bool:
        """Add the app to this chat with exactly the permissions of its manifest; whether it was there already."""


class Subscriptions(Protocol):
    """Graph's change notifications. Every call raises `TryLater` or `Denied` when it does not succeed."""

    @property
    def on(self) -> bool:
        """Whether Graph can reach us, and we can read what it tells."""

    async def subscribe(self, feed: Feed, conversation: str, join_url: str) -> tuple[str, datetime]:
        """Have Graph tell of *feed*: the subscription's id, and till when. One that is there already is taken over."""

    async def renew(self, subscription: str) -> datetime:
        """Have Graph go on telling; till when.

        Raises:
            Denied: also with status 404, where there is none any more.
        """

    async def unsubscribe(self, subscription: str) -> None:
        """Have Graph tell no more. One that is gone already is no fault."""


class Insights(Protocol):
    """What is kept about people. A call may take seconds: not for the event loop's thread."""

    def insight(self, who: Identity) -> Insight:
        """What is kept about an account, and who has seen it.

        Raises:
            StoreAway: the database is away.
        """


class Door(Protocol):
    """The way in: HTTP and the worker both bring their events here."""

    async def accept(self, delivery: Delivery, *, within_s: float) -> Accepted:
        """Decide and remember; returns once it is on disk.

        Raises:
            StoreAway: not known to be on disk in time.
        """

    async def peek(self, where: Where, *, within_s: float) -> Meeting:
        """The meeting as it is now; nothing is written.

        Raises:
            StoreAway: it could not be read in time.
        """


class Tasks(Protocol):
    """Where the worker brings what became of its tasks."""

    def finish(self, finished: Finished) -> None:
        """Hand over what became of a task; it is recorded with the next transaction."""


class Book(Protocol):
    """The store's view of one transaction, in which many deliveries are decided."""

    def decided(self, key: str) -> str | None:
        """The name of the fact that this delivery came to when it was decided before; None: it was not."""

    def meeting(self, where: Where) -> Meeting:
        """The meeting at that address as it is in this transaction; an empty one if it is new."""

    def enter(self, delivery: Delivery, decision: Decision) -> None:
        """Note the decision, to be written whole: meeting, audit row and effects."""
