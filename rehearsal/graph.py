"""Microsoft Graph, as far as the bot asks it: who is invited to a meeting, what its options say, whose a tenant is
(docs/TEAMS.md C), what is written in its chat and left of it, and whoever wants to be told of changes.
"""

import re
from datetime import timedelta
from typing import Any

from aiohttp import web

from rehearsal.batch import answer_together
from rehearsal.calendar_view import CalendarView
from rehearsal.call_events import CallEvents
from rehearsal.chat_list import ChatList
from rehearsal.chat_messages import ChatMessages
from rehearsal.faults import Faults, Operation, inject
from rehearsal.installing import Installing, Permission
from rehearsal.keyring import KeyRing
from rehearsal.limits import Limits, keep_within
from rehearsal.options import ALL_MEMBERS, patched
from rehearsal.people import ORGANISATIONS
from rehearsal.recorder import Recorder, told
from rehearsal.roles import demand_role
from rehearsal.server import Server
from rehearsal.signin import SignIn
from rehearsal.subscriptions import Subscriptions
from rehearsal.wire import (
    Answer,
    Refusal,
    Refused,
    answer_in_place,
    answer_refusals,
    demand_token,
    note_requests,
    read_object,
)
from rehearsal.world import Invitation, Meeting, World

_MEETINGS = "/v1.0/users/{organizer}/onlineMeetings"
_CALENDAR = "/v1.0/users/{organizer}/calendarView"
_CHAT = "/v1.0/chats/{chat}"
_RELATIONSHIPS = "/v1.0/tenantRelationships/{function}"
_LARGEST = 64 * 1024  # bytes of a PATCH; UNVERIFIED

NO_ACCESS_POLICY = Answer(403, {"error": {"code": "Forbidden", "message": "No application access policy found"}})
NO_WRITE_PERMISSION = Answer(
    403, {"error": {"code": "Forbidden", "message": "OnlineMeetings.ReadWrite.All is missing"}}
)
NO_CALENDAR_PERMISSION = Answer(403, {"error": {"code": "ErrorAccessDenied", "message": "Access is denied."}})
NO_TENANT_PERMISSION = Answer(
    403, {"error": {"code": "Authorization_RequestDenied", "message": "Insufficient privileges"}}
)


class Graph:
    """Serves what *world* holds. `instead` answers every question for an online meeting while it is set, `calendar`
    those for a calendar, and `organisations` those for a tenant; `read_only` answers whoever wants to set options.

    `options_seen_after_s`: so much later are options told that were set here; `options_set`: which, by Graph's id.
    `answers`: what is answered in place of the right answer, by operation; `seen`: method, path without ids, and
    operation of every request that was answered.
    """

    def __init__(self, world: World, signin: SignIn, faults: Faults, ring: KeyRing) -> None:
        self.world = world
        self.instead: Answer | None = None
        self.calendar: Answer | None = None
        self.organisations: Answer | None = None
        self.read_only: Answer | None = None
        self.options_seen_after_s = 0.0
        self.options_set: list[tuple[str, dict[str, Any]]] = []
        self.answers: dict[str, Answer] = {}
        self.refused: list[Refused] = []
        self.seen: list[tuple[str, str, str]] = []
        self.calendar_view = CalendarView(world)
        self.limits = Limits(world.time)
        self.subscriptions = Subscriptions(world, signin, ring)
        self.delivery = self.subscriptions.delivery
        self.chat_messages = ChatMessages(world, self.delivery)
        self.call_events = CallEvents(world, self.delivery)
        self.recorder = Recorder(world, self.chat_messages)
        self.installing = Installing(world)
        self.on_install = self.installing.on_install
        let_in, in_place = demand_token(signin, lambda: self.url), answer_in_place(self._in_place)
        pace, noted, allowed = keep_within(self.limits), note_requests(self.seen), demand_role(signin)
        refusals = answer_refusals(self.refused)
        app = web.Application(middlewares=[noted, inject(faults), refusals, let_in, pace, in_place, allowed])
        app.router.add_get(f"{_MEETINGS}/{{meeting}}", self._by_id, name=Operation.ONLINE_MEETING)
        app.router.add_patch(f"{_MEETINGS}/{{meeting}}", self._set_options, name=Operation.SET_OPTIONS)
        app.router.add_get(_MEETINGS, self._by_link, name=Operation.ONLINE_MEETINGS)
        app.router.add_get(_CALENDAR, self.calendar_view.answer, name=Operation.CALENDAR)
        app.router.add_get(_RELATIONSHIPS, self._organisation, name=Operation.ORGANISATION)
        app.router.add_get(f"{_MEETINGS}/{{meeting}}/recordings", self._recordings, name=Operation.RECORDINGS)
        app.router.add_get(f"{_MEETINGS}/{{meeting}}/transcripts", self._transcripts, name=Operation.TRANSCRIPTS)
        chat_list = ChatList(world, signin, self.chat_messages)
        app.router.add_get(f"{_CHAT}/messages", chat_list.answer, name=Operation.CHAT_MESSAGES)
        app.router.add_post(f"{_CHAT}/installedApps", self.installing.answer, name=Operation.INSTALL)
        app.router.add_post("/v1.0/$batch", answer_together, name=Operation.TOGETHER)
        self.subscriptions.add_to(app.router)
        self.server = Server(app)

    @property
    def catalog_id(self) -> str:
        """The app's id in the tenant's catalogue."""
        return self.installing.catalog_id

    @catalog_id.setter
    def catalog_id(self, number: str) -> None:
        self.installing.catalog_id = number

    @property
    def app_permissions(self) -> set[Permission]:
        """What the app in the catalogue asks every chat for, each with its type."""
        return self.installing.app_permissions

    @app_permissions.setter
    def app_permissions(self, asked: set[Permission]) -> None:
        self.installing.app_permissions = asked

    async def stop(self) -> None:
        """Send no more notifications."""
        await self.subscriptions.stop()

    @property
    def url(self) -> str:
        return self.server.url

    async def _by_id(self, request: web.Request) -> web.Response:
        return web.json_response(self._told(request, self._meeting(request)))

    async def _set_options(self, request: web.Request) -> web.Response:
        meeting = self._meeting(request)
        body = await read_object(request, limit=_LARGEST)
        told_from = self.world.time() + timedelta(seconds=self.options_seen_after_s)
        try:
            meeting.options.change(patched(body), told_from=told_from)
        except ValueError as wrong:
            raise Refusal(400, "BadRequest", str(wrong)) from wrong
        self.options_set.append((meeting.graph_id, body))
        return web.json_response(self._told(request, meeting))

    async def _recordings(self, request: web.Request) -> web.Response:
        meeting = self._meeting(request)
        url = f"https://graph.microsoft.com{request.path}"
        kept = self.recorder.shelf(meeting).recordings
        return web.json_response({"value": [told(one, meeting, "recording", url) for one in kept]})

    async def _transcripts(self, request: web.Request) -> web.Response:
        meeting = self._meeting(request)
        url = f"https://graph.microsoft.com{request.path}"
        kept = self.recorder.shelf(meeting).transcripts
        return web.json_response({"value": [told(one, meeting, "transcript", url) for one in kept]})

    async def _by_link(self, request: web.Request) -> web.Response:
        """The link must be sent URL-encoded: once decoded, it is the link as the calendar has it."""
        asked = re.fullmatch(r"JoinWebUrl eq '(.*)'", request.query.get("$filter", ""), re.IGNORECASE)
        if asked is None:
            raise Refusal(400, "BadRequest", "$filter must be JoinWebUrl eq '…'")
        link = asked[1].replace("''", "'")
        found = [self._told(request, meeting) for meeting in self._organized(request) if meeting.join_url == link]
        return web.json_response({"value": found})

    async def _organisation(self, request: web.Request) -> web.Response:
        """Whose a tenant is. UNVERIFIED: the code of a refusal for one that nobody has."""
        asked = re.fullmatch(r"findTenantInformationByTenantId\(tenantId='([^']*)'\)", request.match_info["function"])
        if asked is None:
            raise Refusal(400, "BadRequest", "findTenantInformationByTenantId(tenantId='…') is all there is")
        for one in ORGANISATIONS:
            if one.tenant == asked[1]:
                names = {"displayName": one.name, "federationBrandName": one.brand, "defaultDomainName": one.domain}
                return web.json_response({"tenantId": one.tenant, **names})
        raise Refusal(404, "Request_ResourceNotFound", "no such tenant")

    def _in_place(self, operation: str) -> Answer | None:
        if operation in self.answers:
            return self.answers[operation]
        match operation:
            case Operation.CALENDAR:
                return self.calendar
            case Operation.ORGANISATION:
                return self.organisations
            case Operation.SET_OPTIONS:
                return self.instead or self.read_only
            case Operation.ONLINE_MEETING | Operation.ONLINE_MEETINGS | Operation.RECORDINGS | Operation.TRANSCRIPTS:
                return self.instead
            case _:
                return None

    def _told(self, request: web.Request, meeting: Meeting) -> dict[str, Any]:
        preferred = ALL_MEMBERS in request.headers.get("Prefer", "").lower()
        return online_meeting(meeting) | meeting.options.told(self.world.time(), all_members=preferred)

    def _meeting(self, request: web.Request) -> Meeting:
        for meeting in self._organized(request):
            if meeting.graph_id == request.match_info["meeting"]:
                return meeting
        raise Refusal(404, "NotFound", "no such online meeting")

    def _organized(self, request: web.Request) -> list[Meeting]:
        organizer = request.match_info["organizer"]
        meetings = (chat.meeting for chat in self.world.chats.values() if chat.meeting)
        return [meeting for meeting in meetings if meeting.organizer.oid == organizer]


def online_meeting(meeting: Meeting) -> dict[str, Any]:
    """The meeting as Graph tells it, as far as the bot could need it, without its options."""
    return {
        "id": meeting.graph_id,
        "subject": meeting.title,
        "joinWebUrl": meeting.join_url,
        "startDateTime": meeting.start.isoformat(),
        "endDateTime": meeting.end.isoformat(),
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
