"""What an app must have been granted for each question to Graph (docs/TEAMS.md C)."""

from collections.abc import Mapping

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from rehearsal.faults import Operation
from rehearsal.signin import SignIn
from rehearsal.wire import Refusal
from rehearsal.world import Chat

CHAT_MESSAGES_CONSENT = "ChatMessage.Read.Chat"
READ_MEETINGS = frozenset({"OnlineMeetings.Read.All", "OnlineMeetings.ReadWrite.All"})
READ_CHATS = frozenset({"Chat.Read.All"})
NEEDED: Mapping[Operation, frozenset[str]] = {
    Operation.ONLINE_MEETING: READ_MEETINGS,
    Operation.ONLINE_MEETINGS: READ_MEETINGS,
    Operation.SET_OPTIONS: frozenset({"OnlineMeetings.ReadWrite.All"}),
    Operation.CALENDAR: frozenset({"Calendars.ReadBasic.All", "Calendars.Read"}),
    Operation.ORGANISATION: frozenset({"CrossTenantInformation.ReadBasic.All"}),
    Operation.RECORDINGS: frozenset({"OnlineMeetingRecording.Read.All"}),
    Operation.TRANSCRIPTS: frozenset({"OnlineMeetingTranscript.Read.All"}),
    Operation.INSTALL: frozenset({"TeamsAppInstallation.ReadWriteAndConsentSelfForChat.All"}),
}
"""One of these roles is enough. Of chats and subscriptions it depends on what is asked: see `demand`."""

_CODES = {Operation.CALENDAR: "ErrorAccessDenied", Operation.ORGANISATION: "Authorization_RequestDenied"}


def demand_role(signin: SignIn) -> Middleware:
    """A middleware that lets nobody do what the roles in the token do not grant."""

    @web.middleware
    async def check(request: web.Request, handler: Handler) -> web.StreamResponse:
        name = request.match_info.route.name
        needed = NEEDED.get(Operation(name)) if name else None
        if name and needed is not None:
            demand(granted(signin, request), needed, code=_CODES.get(Operation(name), "Forbidden"))
        return await handler(request)

    return check


def granted(signin: SignIn, request: web.Request) -> frozenset[str]:
    """The roles in the token of *request*."""
    return signin.granted(request.headers.get("Authorization"))


def demand(roles: frozenset[str], needed: frozenset[str], *, code: str = "Forbidden") -> None:
    """One of *needed* must be among *roles*.

    Raises:
        Refusal: none is.
    """
    if not roles & needed:
        raise Refusal(403, code, f"one of these permissions is needed: {', '.join(sorted(needed))}")


def demand_chat(roles: frozenset[str], chat: Chat) -> None:
    """Its messages may be read by whoever may read all chats, or by an app that is in it, with its consent.

    Raises:
        Refusal: they may not.
    """
    if not (chat.installed and CHAT_MESSAGES_CONSENT in chat.consented):
        demand(roles, READ_CHATS)
