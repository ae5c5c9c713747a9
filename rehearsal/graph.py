"""Microsoft Graph, as far as the bot asks it: who is invited to a meeting (docs/TEAMS.md C)."""

import re
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from rehearsal.faults import Faults, Operation, inject
from rehearsal.server import Server
from rehearsal.signin import SignIn
from rehearsal.wire import Refusal, Refused, answer_refusals, demand_token
from rehearsal.world import Invitation, Meeting, World

_USER = "/v1.0/users/{organizer}/onlineMeetings"


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to give in place of the right one: a refusal, or something of a wrong shape."""

    status: int
    body: object = None


NO_ACCESS_POLICY = Answer(403, {"error": {"code": "Forbidden", "message": "No application access policy found"}})


class Graph:
    """Serves the invitations in *world*. While `instead` is set, every call is answered with that."""

    def __init__(self, world: World, signin: SignIn, faults: Faults) -> None:
        self.world = world
        self.instead: Answer | None = None
        self.refused: list[Refused] = []
        let_in = demand_token(signin, lambda: self.url)
        app = web.Application(middlewares=[inject(faults), answer_refusals(self.refused), let_in])
        app.router.add_get(f"{_USER}/{{meeting}}", self._by_id, name=Operation.ONLINE_MEETING)
        app.router.add_get(_USER, self._by_link, name=Operation.ONLINE_MEETINGS)
        self.server = Server(app)

    @property
    def url(self) -> str:
        return self.server.url

    async def _by_id(self, request: web.Request) -> web.Response:
        if self.instead is not None:
            return web.json_response(self.instead.body, status=self.instead.status)
        for meeting in self._organized(request):
            if meeting.graph_id == request.match_info["meeting"]:
                return web.json_response(online_meeting(meeting))
        raise Refusal(404, "NotFound", "no such online meeting")

    async def _by_link(self, request: web.Request) -> web.Response:
        """The link must be sent URL-encoded: once decoded, it is the link as the calendar has it."""
        if self.instead is not None:
            return web.json_response(self.instead.body, status=self.instead.status)
        asked = re.fullmatch(r"JoinWebUrl eq '(.*)'", request.query.get("$filter", ""), re.IGNORECASE)
        if asked is None:
            raise Refusal(400, "BadRequest", "$filter must be JoinWebUrl eq '…'")
        link = asked[1].replace("''", "'")
        found = [online_meeting(meeting) for meeting in self._organized(request) if meeting.join_url == link]
        return web.json_response({"value": found})

    def _organized(self, request: web.Request) -> list[Meeting]:
        organizer = request.match_info["organizer"]
        meetings = (chat.meeting for chat in self.world.chats.values() if chat.meeting)
        return [meeting for meeting in meetings if meeting.organizer.oid == organizer]


def online_meeting(meeting: Meeting) -> dict[str, Any]:
    """The meeting as Graph tells it, as far as the bot could need it."""
    return {
        "id": meeting.graph_id,
        "subject": meeting.title,
        "joinWebUrl": meeting.join_url,
        "startDateTime": meeting.start.isoformat(),
        "participants": {
            "organizer": _line(Invitation(meeting.organizer), "presenter"),
            "attendees": [_line(invitation, "attendee") for invitation in meeting.invited],
        },
    }


def _line(invitation: Invitation, role: str) -> dict[str, Any]:
    """Somebody invited. Whether Graph tells the account of people of other organisations is UNVERIFIED: see `known`."""
    person = invitation.person
    user = {"id": person.oid, "displayName": None, "tenantId": person.tenant}
    return {"upn": person.address, "role": role, "identity": {"user": user if invitation.known else None}}
