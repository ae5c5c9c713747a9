"""Microsoft Graph (docs/TEAMS.md C): fills the port `Graph`."""

from typing import Any
from urllib.parse import quote

from bot.domain.expected import Invited, Unread
from bot.domain.joinlink import organizer_in
from bot.errors import Denied
from bot.outbound.http import Http, Tokens, segment

_NOT_FOUND = 404


class MicrosoftGraph:
    """Reads online meetings. `url` None: Graph is off, and every question is denied as such."""

    def __init__(self, *, http: Http, tokens: Tokens, url: str | None) -> None:
        self._http, self._tokens, self._url = http, tokens, url

    @property
    def on(self) -> bool:
        """Whether it may be asked at all."""
        return self._url is not None

    async def invitation(self, organizer_oid: str, graph_id: str, join_url: str) -> tuple[Invited, tuple[Invited, ...]]:
        """Organizer and invited people of an online meeting, by its Graph id, else by its join link.

        An organizer that is not told is read from the join link.
        """
        if self._url is None:
            raise Denied(Unread.OFF)
        organizer = organizer_oid or organizer_in(join_url)
        if not organizer:
            raise Denied("no_organizer")
        meetings = f"{self._url}/v1.0/users/{segment(organizer)}/onlineMeetings"
        return _invitation(await self._meeting(meetings, graph_id, join_url))

    async def _meeting(self, meetings: str, graph_id: str, join_url: str) -> dict[str, Any]:
        if graph_id:
            try:
                return await self._get(f"{meetings}/{segment(graph_id)}")
            except Denied as no:
                if no.status != _NOT_FOUND or not join_url:
                    raise
        if not join_url:
            raise Denied("no_link")
        wanted = quote(f"JoinWebUrl eq '{join_url.replace(chr(39), chr(39) * 2)}'", safe="'")
        found = _folded(await self._get(f"{meetings}?$filter={wanted}")).get("value")
        if not isinstance(found, list) or not found or not isinstance(found[0], dict):
            raise Denied("no_meeting", _NOT_FOUND)
        return found[0]

    async def _get(self, url: str) -> dict[str, Any]:
        return await self._http.call("GET", url, tokens=self._tokens, scope=f"{self._url}/.default")


def _invitation(meeting: dict[str, Any]) -> tuple[Invited, tuple[Invited, ...]]:
    participants = _folded(_folded(meeting).get("participants"))
    attendees = participants.get("attendees")
    invited = (_invited(one) for one in attendees) if isinstance(attendees, list) else ()
    return _invited(participants.get("organizer")), tuple(one for one in invited if one != Invited())


def _invited(told: Any) -> Invited:
    """Somebody's line; of people from outside there may be an address alone."""
    line = _folded(told)
    user = _folded(_folded(line.get("identity")).get("user"))
    return Invited(_text(user.get("id")), _text(user.get("tenantid")), _text(line.get("upn")))


def _folded(told: Any) -> dict[str, Any]:
    return {key.lower(): value for key, value in told.items()} if isinstance(told, dict) else {}


def _text(value: Any) -> str:
    return value.strip().lower() if isinstance(value, str) else ""
