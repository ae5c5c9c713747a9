"""Activities of ever new meetings of eight people, spread over tenants so that no tenant's limit is met."""

from base64 import b64decode
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

from rehearsal.people import ANN, BO, CATO, DINA, EINAR, GRO, HILDE, IRIS, KARI, Person, invented_guid
from rehearsal.standin import StandIn
from rehearsal.world import Activity, Chat

EIGHT = (ANN, BO, KARI, CATO, DINA, GRO, HILDE, IRIS)
"""Who organizes, and who is invited. In each meeting they are of the tenant whose meeting it is."""

TENANTS = 200


@cache
def people_of(tenant: str) -> tuple[Person, ...]:
    """The eight, with accounts in *tenant*."""
    return tuple(replace(person, tenant=tenant) for person in EIGHT)


@cache
def _tenant(number: int) -> str:
    return invented_guid(f"bench-{number}")


def tenant_in(told: str) -> str:
    """The tenant of the meeting whose thread stands in *told*, as `Load` names it."""
    name = told.partition("19:meeting_")[2].partition("@")[0]
    return b64decode(name + "=" * (-len(name) % 4)).decode().rpartition(".")[2]


class Load:
    """Writes activities as Teams sends them; the cards go to *service_url*."""

    def __init__(self, standin: StandIn, service_url: str, tenants: int = TENANTS) -> None:
        self._standin, self._service_url, self._tenants = standin, service_url, tenants
        self._made = 0

    def token(self) -> str:
        """A token as comes with every activity."""
        return self._standin.token(service_url=self._service_url)

    def meetings(self, count: int) -> list[Chat]:
        """So many new meetings."""
        made = [self._meeting() for _ in range(count)]
        self._standin.world.chats.clear()  # nobody looks them up there, and there may be many
        return made

    def _meeting(self) -> Chat:
        self._made += 1
        organizer, *invited = people_of(_tenant(self._made % self._tenants))
        name = f"{self._made}.{organizer.tenant}"
        return self._standin.world.open_meeting(name, organizer=organizer, invited=invited)

    def starts(self, chats: Iterable[Chat]) -> Iterator[Activity]:
        for chat in chats:
            yield self._to_us(self._standin.writer(chat).meeting_start(people_of(chat.tenant)[0]))

    def ends(self, chats: Iterable[Chat]) -> Iterator[Activity]:
        for chat in chats:
            yield self._to_us(self._standin.writer(chat).meeting_end(people_of(chat.tenant)[0]))

    def joins(self, chats: Iterable[Chat]) -> Iterator[Activity]:
        """Each of the eight comes into each meeting, one an activity; meeting after meeting, person after person."""
        chats = list(chats)
        for place in range(len(EIGHT)):
            for chat in chats:
                yield self._to_us(self._standin.writer(chat).joined(people_of(chat.tenant)[place]))

    def all_join(self, chats: Iterable[Chat]) -> Iterator[Activity]:
        """The eight come into each meeting, all in one activity."""
        for chat in chats:
            yield self._to_us(self._standin.writer(chat).joined(*people_of(chat.tenant)))

    def stranger(self, chat: Chat) -> Activity:
        """Somebody who is not signed in comes into the meeting."""
        return self._to_us(self._standin.writer(chat).joined(replace(EINAR, tenant=chat.tenant)))

    def question(self, chat: Chat, text: str) -> Activity:
        """Somebody writes *text* to the bot, in the meeting's chat."""
        return self._to_us(self._standin.writer(chat).mention(people_of(chat.tenant)[1], text))

    def messages(self, chats: Iterable[Chat]) -> Iterator[Activity]:
        for chat in chats:
            yield self.question(chat, "hei")

    def _to_us(self, activity: Activity) -> Activity:
        return activity | {"serviceUrl": self._service_url}
