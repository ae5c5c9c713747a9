"""Microsoft Graph (docs/TEAMS.md C): fills the port `Graph`."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import quote

from bot.answers import folded, listed, moment, text
from bot.domain.expected import Invited
from bot.domain.joinlink import organizer_in
from bot.domain.procedure import Option
from bot.domain.recordings import Said
from bot.errors import Denied
from bot.outbound import options, own_cards, recordings
from bot.outbound.calendar import invited_by_calendar, next_by_calendar
from bot.outbound.graph_calls import ALL_MEMBERS, GraphCalls
from bot.outbound.http import segment
from bot.outbound.installing import CatalogueApp, add_app
from bot.outbound.organisations import Organisations
from bot.ports import NO_CATALOG_ID, Clock

_NOT_FOUND = 404


class MicrosoftGraph:
    """Reads online meetings, calendars, and what organisations are called; sets the options of online meetings.

    Where Graph is off, every question is denied as such. `app` None: nothing is known of it in the catalogue. `app_id`:
    who we are; empty: nothing in a chat is ours.
    """

    def __init__(self, *, calls: GraphCalls, clock: Clock, app: CatalogueApp | None = None, app_id: str = "") -> None:
        self._calls, self._app, self._app_id = calls, app, app_id
        self._organisations = Organisations(ask=self._tenant, clock=clock)

    @property
    def on(self) -> bool:
        """Whether it may be asked at all."""
        return self._calls.on

    async def invitation(self, organizer_oid: str, graph_id: str, join_url: str) -> tuple[Invited, tuple[Invited, ...]]:
        """Organizer and invited people of an online meeting, by its Graph id, else by its join link.

        An organizer that is not told is read from the join link.
        """
        return _invitation(await self._meeting(organizer_oid, graph_id, join_url))

    async def calendar(self, organizer_oid: str, join_url: str, around: datetime) -> tuple[Invited, ...]:
        """Whom the organizer's calendar names for the event of that join link which lies around that hour.

        An organizer that is not told is read from the join link.
        """
        return await invited_by_calendar(self._calls, *self._by_link(organizer_oid, join_url), around)

    async def next_start(self, organizer_oid: str, join_url: str, now: datetime) -> datetime | None:
        """When, by the organizer's calendar, the meeting of that join link begins next; None: not in the days ahead."""
        return await next_by_calendar(self._calls, *self._by_link(organizer_oid, join_url), now)

    async def scheduled(self, organizer_oid: str, graph_id: str, join_url: str) -> datetime | None:
        """When the online meeting is scheduled; of a series perhaps when the first of it was. None: not told."""
        return moment(folded(await self._meeting(organizer_oid, graph_id, join_url)), "startdatetime")

    async def options(self, organizer_oid: str, graph_id: str, join_url: str) -> Mapping[Option, str]:
        """What the options of an online meeting say; one that Graph does not tell is left out."""
        return options.told(await self._meeting(organizer_oid, graph_id, join_url))

    async def set_options(self, organizer_oid: str, graph_id: str, join_url: str, wanted: Mapping[Option, str]) -> None:
        """Have them say so. Others stay as they are, and nothing is sent where they say so already."""
        meeting = await self._meeting(organizer_oid, graph_id, join_url)
        least = options.change(meeting, wanted)
        if least:
            address = f"{self._meetings(organizer_oid, join_url)}/{segment(_id(meeting, graph_id))}"
            await self._calls.call("PATCH", address, least, prefer=ALL_MEMBERS)

    async def organisation(self, tenant: str) -> str:
        """What the organisation of *tenant* is called; empty: Graph does not know."""
        self._calls.at("")
        return await self._organisations.name(tenant)

    async def recordings(self, conversation: str, since: datetime) -> tuple[Said, ...]:
        """What Teams said of recordings in this chat after that hour, oldest first."""
        return await recordings.said(self._calls, conversation, since)

    async def own_card(self, conversation: str, mark: str, since: datetime) -> str | None:
        """The activity id of our own card in this chat that bears *mark*; None: there is none."""
        return await own_cards.find(self._calls, conversation, self._app_id, mark, since)

    async def files(self, organizer_oid: str, graph_id: str, join_url: str) -> tuple[int | None, int | None]:
        """How many recordings and transcripts of an online meeting there are; None: that kind is not told."""
        meeting = await self._meeting(organizer_oid, graph_id, join_url)
        address = f"{self._meetings(organizer_oid, join_url)}/{segment(_id(meeting, graph_id))}"
        return await recordings.count_files(self._calls, address)

    async def add_app(self, conversation: str) -> bool:
        """Add the app to this chat with exactly the permissions of its manifest; whether it was there already."""
        self._calls.at("")
        if self._app is None:
            raise Denied(NO_CATALOG_ID)
        return await add_app(self._calls, conversation, self._app)

    async def _tenant(self, tenant: str) -> dict[str, Any]:
        function = f"findTenantInformationByTenantId(tenantId='{segment(tenant)}')"
        return await self._calls.call("GET", self._calls.at(f"/v1.0/tenantRelationships/{function}"))

    def _by_link(self, organizer_oid: str, join_url: str) -> tuple[str, str]:
        """Whose calendar is read, and by which link."""
        self._calls.at("")
        organizer = _organizer(organizer_oid, join_url)
        if not join_url:
            raise Denied("no_link")
        return organizer, join_url

    def _meetings(self, organizer_oid: str, join_url: str) -> str:
        on = self._calls.at("/v1.0/users")
        return f"{on}/{segment(_organizer(organizer_oid, join_url))}/onlineMeetings"

    async def _meeting(self, organizer_oid: str, graph_id: str, join_url: str) -> dict[str, Any]:
        meetings = self._meetings(organizer_oid, join_url)
        if graph_id:
            try:
                return await self._calls.call("GET", f"{meetings}/{segment(graph_id)}", prefer=ALL_MEMBERS)
            except Denied as no:
                if no.status != _NOT_FOUND or not join_url:
                    raise
        if not join_url:
            raise Denied("no_link")
        wanted = quote(f"JoinWebUrl eq '{join_url.replace(chr(39), chr(39) * 2)}'", safe="'")
        answer = await self._calls.call("GET", f"{meetings}?$filter={wanted}", prefer=ALL_MEMBERS)
        found = folded(answer).get("value")
        if not isinstance(found, list) or not found or not isinstance(found[0], dict):
            raise Denied("no_meeting", _NOT_FOUND)
        return found[0]


def _organizer(oid: str, join_url: str) -> str:
    organizer = oid or organizer_in(join_url)
    if not organizer:
        raise Denied("no_organizer")
    return organizer


def _id(meeting: dict[str, Any], graph_id: str) -> str:
    """What Graph calls the meeting, which may not be what Teams told us."""
    told = text(folded(meeting), "id") or graph_id
    if not told:
        raise Denied("no_meeting", _NOT_FOUND)
    return told


def _invitation(meeting: dict[str, Any]) -> tuple[Invited, tuple[Invited, ...]]:
    participants = folded(folded(meeting).get("participants"))
    invited = (_invited(one) for one in listed(participants.get("attendees")))
    return _invited(participants.get("organizer")), tuple(one for one in invited if one != Invited())


def _invited(told: Any) -> Invited:
    """Somebody's line; of people from outside there may be an address alone."""
    line = folded(told)
    user = folded(folded(line.get("identity")).get("user"))
    return Invited(text(user, "id").lower(), text(user, "tenantid").lower(), text(line, "upn").lower())
