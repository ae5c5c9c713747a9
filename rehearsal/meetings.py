"""What the connector tells of meetings and the people in them (docs/TEAMS.md A3, A5)."""

from typing import Any

from aiohttp import web

from rehearsal.people import Person
from rehearsal.posting import Strictness
from rehearsal.wire import Refusal
from rehearsal.world import Chat, Meeting, World


class Meetings:
    """Answers from *world*; the bot must be in the chat."""

    def __init__(self, world: World, strictness: Strictness) -> None:
        self._world = world
        self._strictness = strictness

    async def members(self, request: web.Request) -> web.Response:
        """Who is in the *chat*, all at once: chats have no pages."""
        chat = self._world.chats.get(request.match_info["conversation"])
        if chat is None:
            raise Refusal(404, "ConversationNotFound")
        if not chat.installed:
            raise Refusal(403, "BotNotInConversationRoster")
        there = [person for person in chat.members.values() if self._chats(person)]
        return web.json_response({"members": [self._account(person) for person in there]})

    async def details(self, request: web.Request) -> web.Response:
        """The meeting, its organizer and its id in Graph."""
        chat, meeting = self._meeting(request)
        organizer = meeting.organizer
        told = {
            "details": {
                "id": meeting.id,
                "msGraphResourceId": meeting.graph_id,
                "scheduledStartTime": meeting.start.isoformat(),
                "scheduledEndTime": meeting.end.isoformat(),
                "joinUrl": meeting.join_url,
                "title": meeting.title,
                "type": "Scheduled",
            },
            "conversation": _conversation(chat),
            "organizer": {
                "id": organizer.mri,
                "aadObjectId": organizer.oid,
                "objectId": organizer.oid,
                "tenantId": organizer.tenant,
            },
        }
        return web.json_response(told)

    async def participant(self, request: web.Request) -> web.Response:
        """Somebody's role now. Without a tenant nobody is found; whose it must be is UNVERIFIED, see `Strictness`."""
        chat, meeting = self._meeting(request)
        tenant, oid = request.query.get("tenantId"), request.match_info["oid"]
        person = next((person for person in chat.members.values() if person.oid == oid), None)
        others = () if self._strictness.participants_by_own_tenant else (chat.tenant,)
        if person is None or tenant not in (person.tenant, *others):
            raise Refusal(404, "NotFound", "no such participant")
        place = {"role": meeting.role(person), "inMeeting": person.mri in meeting.present}
        told = {"user": self._account(person), "meeting": place, "conversation": _conversation(chat)}
        return web.json_response(told)

    def _chats(self, person: Person) -> bool:
        return self._strictness.callers_and_bots_in_the_roster or not person.mri.startswith(("4:", "28:"))

    def _account(self, person: Person) -> dict[str, Any]:
        told = person.member()
        if person.user_role == "guest" and not self._strictness.guests_are_told_as_guests:
            told["userRole"] = "user"
        return told

    def _meeting(self, request: web.Request) -> tuple[Chat, Meeting]:
        found = self._world.meeting(request.match_info["meeting"])
        if found is None:
            raise Refusal(404, "NotFound", "no such meeting")
        if not found[0].installed:
            raise Refusal(403, "BotNotInConversationRoster")
        return found


def _conversation(chat: Chat) -> dict[str, Any]:
    return {"id": chat.id, "isGroup": True, "conversationType": "groupChat"}
