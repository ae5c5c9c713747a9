"""What the connector saw, call by call, and what follows from it: what stands, what is doubled, which limits broke."""

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import inf

from rehearsal.rate import Breach, Measure, Rates

POST, UPDATE = "post", "update"
SENDS = frozenset({POST, UPDATE})
RULES_AND_LISTS = ("rules", "checklist", "participant-alert")
"""The kinds of which a meeting gets one card."""


@dataclass(frozen=True, slots=True)
class Call:
    """A call to the connector: when it came and when it was answered, by the machine's monotonic clock.

    `kind` is the card's, `id` the post's that it made or changed; `ticks` counts the lines ticked on it. Empty, or 0:
    there is none.
    """

    at: float
    answered: float
    operation: str
    chat: str
    tenant: str
    status: int
    kind: str = ""
    id: str = ""
    ticks: int = 0

    @property
    def stands(self) -> bool:
        """Whether a card stands by it, new or changed."""
        return self.operation in SENDS and self.status < 300


def first_stood(calls: Iterable[Call]) -> dict[tuple[str, str], float]:
    """When the first card of each chat and kind stood."""
    stood = dict[tuple[str, str], float]()
    for call in calls:
        if call.stands and call.operation == POST:
            stood[call.chat, call.kind] = min(call.answered, stood.get((call.chat, call.kind), call.answered))
    return stood


def lacking(calls: Iterable[Call], needed: Mapping[str, Iterable[str]]) -> Counter[str]:
    """By kind, how many cards that are *needed* never came."""
    stood = first_stood(calls)
    return Counter(kind for chat, kinds in needed.items() for kind in kinds if (chat, kind) not in stood)


def all_stood(calls: Sequence[Call], needed: Mapping[str, Iterable[str]], ticked: Mapping[str, int]) -> float:
    """When the last card that is *needed* stood, and the last line that was *ticked* showed; inf: something lacks."""
    stood, shown = first_stood(calls), dict[str, float]()
    for call in calls:
        if call.stands and call.kind == "checklist" and call.ticks >= ticked.get(call.chat, 0):
            shown[call.chat] = min(call.answered, shown.get(call.chat, call.answered))
    hours = [stood.get((chat, kind), inf) for chat, kinds in needed.items() for kind in kinds]
    return max(hours + [shown.get(chat, inf) for chat in ticked], default=-inf)


def unseen_ticks(calls: Iterable[Call], ticked: Mapping[str, int]) -> int:
    """In how many chats the newest card shows fewer lines ticked than were *ticked* there."""
    newest = dict[str, Call]()
    for call in calls:
        if call.stands and call.kind == "checklist":
            newest[call.chat] = max(call, newest.get(call.chat, call), key=lambda one: one.answered)
    return sum(chat not in newest or newest[chat].ticks < count for chat, count in ticked.items())


def doubled(calls: Iterable[Call], kinds: Iterable[str]) -> int:
    """How many cards of these *kinds*, of which a meeting gets one, were posted again."""
    once = frozenset(kinds)
    posts = Counter(
        (call.chat, call.kind) for call in calls if call.stands and call.operation == POST and call.kind in once
    )
    return sum(count - 1 for count in posts.values())


def breaches(calls: Iterable[Call]) -> list[Breach]:
    """Where Teams' windows were exceeded: those of each thread, and of each tenant (docs/TEAMS.md H).

    Every call counts when it came, also one that was refused, which is stricter than Teams is known to be.
    """
    rates = Rates()
    for call in sorted(calls, key=lambda one: one.at):
        rates.admit(Measure.ALL, call.tenant, call.at)
        if call.operation in SENDS:
            rates.admit(Measure.SEND, call.chat, call.at)
    return rates.breaches


def busiest(calls: Iterable[Call]) -> int:
    """The most calls of one tenant within any second."""
    hours, most = defaultdict[str, deque[float]](deque), 0
    for call in sorted(calls, key=lambda one: one.at):
        log = hours[call.tenant]
        log.append(call.at)
        while log[0] <= call.at - 1.0:
            log.popleft()
        most = max(most, len(log))
    return most


def per_second(calls: Sequence[Call], since: float, until: float) -> float:
    """Calls a second between two hours; nan: there is no time between them."""
    return sum(since <= call.at < until for call in calls) / (until - since) if until > since else float("nan")
