"""What is played, second by second: meetings that begin, people who come in, and a checklist in every tenth.

All is written once, before it is sent, in the name of one fixed moment; the sender puts its own hour in that place, so
that an activity bears the time at which it goes out.
"""

import json
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from bench.load import Load, people_of
from rehearsal.standin import StandIn
from rehearsal.world import Activity, Chat

WRITTEN = datetime(2001, 2, 3, 4, 5, 6, tzinfo=UTC)
HOUR = b"2001-02-03T04:05:06.000"
"""The moment, as it stands in what is written, to the millisecond."""

CARD = "the-card-that-is-pressed"
"""Stands in a press for the activity id of its card."""

JOINS = 6
JOIN_WITHIN_S = 25.0
STRANGERS = 4
"""In one meeting of so many, the last who comes in is not signed in, and nobody expects them."""

CHECKLISTS = 10
TICKED = ("S1", "S2")
CHECKLIST, RULES, ALERT = "checklist", "rules", "participant-alert"


@dataclass(frozen=True, slots=True)
class Due:
    """An activity and the second after the beginning at which it goes out. `begins`: a meeting begins with it."""

    at_s: float
    chat: str
    tenant: str
    body: bytes
    begins: bool = False


@dataclass
class Script:
    """`presses`: of meetings with a checklist, the two presses that follow once its card stands. `needed`: the kinds of
    cards that each meeting must get.
    """

    due: list[Due] = field(default_factory=list)
    presses: dict[str, tuple[Due, ...]] = field(default_factory=dict)
    needed: dict[str, set[str]] = field(default_factory=dict)

    @property
    def activities(self) -> int:
        return len(self.due) + sum(map(len, self.presses.values()))


class Writing:
    """Writes for meetings of so many *tenants*, whose cards go to *service_url*."""

    def __init__(self, standin: StandIn, service_url: str, tenants: int) -> None:
        self._standin, self._service_url = standin, service_url
        self._load = Load(standin, service_url, tenants)

    def peak(self, meetings: int, seconds: float, *, join_within_s: float = JOIN_WITHIN_S, seed: int = 0) -> Script:
        """So many meetings begin evenly within so many seconds; into each come six, that long after at most."""
        chance, script = random.Random(seed), Script()
        chats = self._load.meetings(meetings)
        lists = {chat.id for chat in chance.sample(chats, meetings // CHECKLISTS)}
        strange = {chat.id for chat in chance.sample(chats, meetings // STRANGERS)}
        for number, chat in enumerate(chats):
            begin_s = number * seconds / meetings
            script.needed[chat.id] = {RULES}
            script.due.append(due(begin_s, chat, next(self._load.starts([chat])), begins=True))
            for joined in self._joins(chat, stranger=chat.id in strange):
                script.due.append(due(begin_s + chance.uniform(1.0, join_within_s), chat, joined))
            if chat.id in strange:
                script.needed[chat.id].add(ALERT)
            if chat.id in lists:
                script.needed[chat.id].add(CHECKLIST)
                asked_s = begin_s + chance.uniform(join_within_s / 5, join_within_s)
                script.due.append(due(asked_s, chat, self._load.question(chat, "/sjekkliste")))
                script.presses[chat.id] = tuple(self._presses(chat))
        script.due.sort(key=lambda one: one.at_s)
        return script

    def without_end(self, meetings: int) -> list[tuple[bytes, ...]]:
        """Of so many meetings the activities, to be sent one after the other as fast as they are answered."""
        chats = self._load.meetings(meetings)
        return [
            tuple(
                json.dumps(one).encode()
                for one in (next(self._load.starts([chat])), *self._joins(chat, stranger=number % STRANGERS == 0))
            )
            for number, chat in enumerate(chats)
        ]

    def _joins(self, chat: Chat, *, stranger: bool) -> Iterator[Activity]:
        for person in people_of(chat.tenant)[: JOINS - stranger]:
            yield self._to_us(self._standin.writer(chat).joined(person))
        if stranger:
            yield self._load.stranger(chat)

    def _presses(self, chat: Chat) -> Iterator[Due]:
        """The organizer and one who is invited tick a line each, one second apart."""
        for second, (person, clause) in enumerate(zip(people_of(chat.tenant), TICKED, strict=False), 1):
            data = {"variant": "teams", "clause": clause, "done": True}
            pressed = self._standin.writer(chat).pressed(person, "checklist.tick", data, CARD)
            yield due(float(second), chat, self._to_us(pressed))

    def _to_us(self, activity: Activity) -> Activity:
        return activity | {"serviceUrl": self._service_url}


def due(at_s: float, chat: Chat, activity: Activity, *, begins: bool = False) -> Due:
    """*activity* as it is sent."""
    return Due(at_s, chat.id, chat.tenant, json.dumps(activity).encode(), begins)


def now_in(body: bytes, now: datetime, card: str = "") -> bytes:
    """*body* at the hour *now*; a press of the card with activity id *card*."""
    hour = f"{now.astimezone(UTC):%Y-%m-%dT%H:%M:%S}.{now.microsecond // 1000:03d}"
    body = body.replace(HOUR, hour.encode())
    return body.replace(CARD.encode(), card.encode()) if card else body


def tokens(standin: StandIn, service_url: str, tenants: Sequence[str]) -> Mapping[str, str]:
    """A token for each tenant's activities: the bot checks a signature once and then knows the token."""
    return {tenant: standin.token(service_url=service_url, claims={"jti": tenant}) for tenant in tenants}
