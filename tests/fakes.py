"""One fake per port of the world outside, for tests that run in virtual time. The store is never faked."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from bot.domain.expected import Invited
from bot.domain.feeds import Feed
from bot.domain.participants import Identity
from bot.domain.procedure import Option
from bot.domain.recordings import Said
from bot.domain.records import Where
from bot.errors import Denied, TryLater
from bot.evidence.records import Insight
from bot.ports import Attendance, Card, MeetingDetails


@dataclass
class VirtualClock:
    """A clock that a test moves."""

    hour: datetime

    def now(self) -> datetime:
        return self.hour


@dataclass(frozen=True)
class Post:
    """One call that changed what stands in a chat."""

    at: datetime
    conversation: str
    kind: str
    activity: str


@dataclass
class FakeTeams:
    """A connector that fails by chance: `refuse` is the share of 429, `swallow` of posts whose answer is lost.

    `chat`: who is in the chat; `inside`: the object ids of who is in the call.
    """

    clock: VirtualClock
    chance: Random
    refuse: float = 0.0
    swallow: float = 0.0
    chat: tuple[Identity, ...] = ()
    inside: frozenset[str] = frozenset()
    posts: list[Post] = field(default_factory=list)
    calls: list[tuple[datetime, str]] = field(default_factory=list)

    async def post(self, where: Where, card: Card, *, ping: bool) -> str:
        return self._change(where, card, f"activity-{len(self.posts)}")

    async def post_privately(self, where: Where, card: Card, to: Identity) -> str:
        return self._change(where, card, f"private-{len(self.posts)}")

    async def update(self, where: Where, activity: str, card: Card) -> None:
        self._change(where, card, activity)

    async def update_privately(self, where: Where, activity: str, card: Card, to: Identity) -> None:
        self._change(where, card, activity)

    async def details(self, where: Where) -> MeetingDetails:
        self._stumble()
        return MeetingDetails(Identity("Ann Berg", "29:1", "ann", where.tenant), "graph-id")

    async def attendance(self, where: Where, who: Identity) -> Attendance:
        self._stumble()
        if who not in self.chat:
            raise Denied("404", 404)
        return Attendance(who, None, who.oid in self.inside)

    async def members(self, where: Where) -> tuple[Identity, ...]:
        self._stumble()
        return self.chat

    def _change(self, where: Where, card: Card, activity: str) -> str:
        self.calls.append((self.clock.now(), where.conversation))
        self._stumble()
        self.posts.append(Post(self.clock.now(), where.conversation, card["body"][0]["id"], activity))
        if self.chance.random() < self.swallow:
            raise TryLater("502", ambiguous=True)
        return activity

    def _stumble(self) -> None:
        if self.chance.random() < self.refuse:
            raise TryLater("429", after_s=self.chance.choice([0.0, 1.0, 3.0]))


@dataclass
class FakeGraph:
    """A Graph that tells of one invited person and an empty calendar, and nothing of options, or calls `answer`,
    `planned`, `begins`, `scheduled_at`, `say` and `named`, and `stands` with a card's mark; what options are to say it
    hands to `take`."""

    on: bool = True
    answer: Callable[[], tuple[Invited, tuple[Invited, ...]]] = lambda: (Invited(oid="ann"), (Invited(oid="bo"),))
    planned: Callable[[], tuple[Invited, ...]] = tuple
    begins: Callable[[], datetime | None] = lambda: None
    scheduled_at: Callable[[], datetime | None] = lambda: None
    say: Callable[[], Mapping[Option, str]] = dict
    take: Callable[[Mapping[Option, str]], None] = lambda _wanted: None
    named: Callable[[], str] = lambda: "Nabosykehuset"
    said: Callable[[], tuple[Said, ...]] = tuple
    left: Callable[[], tuple[int | None, int | None]] = lambda: (0, 0)
    added: Callable[[], bool] = lambda: False
    stands: Callable[[str], str | None] = lambda _mark: None

    async def invitation(self, organizer_oid: str, graph_id: str, join_url: str) -> tuple[Invited, tuple[Invited, ...]]:
        return self.answer()

    async def calendar(self, organizer_oid: str, join_url: str, around: datetime) -> tuple[Invited, ...]:
        return self.planned()

    async def next_start(self, organizer_oid: str, join_url: str, now: datetime) -> datetime | None:
        return self.begins()

    async def scheduled(self, organizer_oid: str, graph_id: str, join_url: str) -> datetime | None:
        return self.scheduled_at()

    async def options(self, organizer_oid: str, graph_id: str, join_url: str) -> Mapping[Option, str]:
        return self.say()

    async def set_options(self, organizer_oid: str, graph_id: str, join_url: str, wanted: Mapping[Option, str]) -> None:
        self.take(wanted)

    async def organisation(self, tenant: str) -> str:
        return self.named()

    async def recordings(self, conversation: str, since: datetime) -> tuple[Said, ...]:
        return self.said()

    async def own_card(self, conversation: str, mark: str, since: datetime) -> str | None:
        return self.stands(mark)

    async def files(self, organizer_oid: str, graph_id: str, join_url: str) -> tuple[int | None, int | None]:
        return self.left()

    async def add_app(self, conversation: str) -> bool:
        return self.added()


@dataclass
class FakeInsights:
    """A store that keeps nothing about anybody, or calls `told`; notes who asked."""

    told: Callable[[], Insight] = lambda: Insight((), ())
    asked: list[Identity] = field(default_factory=list)

    def insight(self, who: Identity) -> Insight:
        self.asked.append(who)
        return self.told()


@dataclass
class FakeSubscriptions:
    """A Graph that tells of every feed for an hour, or calls `made`, `renewed` and `ended`."""

    clock: VirtualClock
    on: bool = True
    made: Callable[[Feed], str] = lambda feed: f"sub-{feed}"
    renewed: Callable[[str], None] = lambda _subscription: None
    ended: Callable[[str], None] = lambda _subscription: None

    async def subscribe(self, feed: Feed, conversation: str, join_url: str) -> tuple[str, datetime]:
        return self.made(feed), self.clock.now() + timedelta(hours=1)

    async def renew(self, subscription: str) -> datetime:
        self.renewed(subscription)
        return self.clock.now() + timedelta(hours=1)

    async def unsubscribe(self, subscription: str) -> None:
        self.ended(subscription)
