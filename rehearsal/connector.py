"""The Bot Connector: posts in chats, and who is there (docs/TEAMS.md A3, A5, G3, H)."""

from datetime import timedelta

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from rehearsal.faults import Faults, Operation, inject
from rehearsal.meetings import Meetings
from rehearsal.posting import LARGEST_MESSAGE, Strictness, check_message, check_private_update, check_recipient
from rehearsal.rate import Measure, Rates
from rehearsal.server import Server
from rehearsal.signin import CONNECTOR, SignIn
from rehearsal.wire import Answer, Refusal, Refused, answer_in_place, answer_refusals, demand_token, read_object
from rehearsal.world import BOT, Chat, Post, World

REGION = "/emea"
PRIVATE_POSTS_LAST = timedelta(hours=24)  # docs/TEAMS.md G3
_CHAT = f"{REGION}/v3/conversations/{{conversation}}"
_POST = f"{_CHAT}/activities/{{activity}}"
_MEETING = f"{REGION}/v1/meetings/{{meeting}}"


class Connector:
    """Serves *world* to the bot. `refused` and `rates.breaches` tell what the bot did that it may not.

    `instead` holds answers to give in place of the right ones.
    """

    def __init__(self, world: World, signin: SignIn, faults: Faults, strictness: Strictness) -> None:
        self.world = world
        self.strictness = strictness
        self.rates = Rates()
        self.refused: list[Refused] = []
        self.instead: dict[str, Answer | None] = {}
        meetings = Meetings(world, strictness)
        app = web.Application(
            client_max_size=1 << 20,
            middlewares=[
                inject(faults),
                answer_refusals(self.refused),
                demand_token(signin, lambda: CONNECTOR),
                self._keep_pace(),
                answer_in_place(self.instead.get),
            ],
        )
        app.router.add_post(f"{REGION}/v3/conversations", self._create, name=Operation.CREATE)
        app.router.add_post(f"{_CHAT}/activities", self._post, name=Operation.POST)
        app.router.add_put(_POST, self._update, name=Operation.UPDATE)
        app.router.add_delete(_POST, self._delete, name=Operation.DELETE)
        app.router.add_get(f"{_CHAT}/pagedmembers", meetings.members, name=Operation.MEMBERS)
        app.router.add_get(_MEETING, meetings.details, name=Operation.DETAILS)
        app.router.add_get(f"{_MEETING}/participants/{{oid}}", meetings.participant, name=Operation.PARTICIPANT)
        self.server = Server(app)

    @property
    def service_url(self) -> str:
        """What stands in an activity's `serviceUrl`, with a slash at the end as Teams writes it."""
        return f"{self.server.url}{REGION}/"

    def _keep_pace(self) -> Middleware:
        @web.middleware
        async def keep(request: web.Request, handler: Handler) -> web.StreamResponse:
            at = self.world.time().timestamp()
            for measure, of in self._measures(request):
                breach = self.rates.admit(measure, of, at)
                if breach is not None:
                    wait = {"Retry-After": str(breach.retry_after_s)}
                    raise Refusal(429, "Throttled", f"{measure}: {breach.window}", wait)
            return await handler(request)

        return keep

    def _measures(self, request: web.Request) -> list[tuple[Measure, str]]:
        chat = request.match_info.get("conversation", "")
        counted = {
            Operation.POST: Measure.SEND,
            Operation.CREATE: Measure.CREATE,
            Operation.MEMBERS: Measure.MEMBERS,
        }
        if self.strictness.changes_count_as_sends:
            counted |= {Operation.UPDATE: Measure.SEND, Operation.DELETE: Measure.SEND}
        everything = (Measure.ALL, "tenant")
        name = request.match_info.route.name
        measure = counted.get(Operation(name)) if name else None
        return [everything] if measure is None else [everything, (measure, chat)]

    async def _post(self, request: web.Request) -> web.Response:
        activity = await read_object(request, limit=LARGEST_MESSAGE)
        chat = meeting_chat(self.world, request.match_info["conversation"])
        check_message(activity)
        to = check_recipient(activity, chat, self.strictness) if _targeted(request) else None
        made = self.world.post(chat.id, BOT, activity, to=to)
        return web.json_response({"id": made.id}, status=201)

    async def _update(self, request: web.Request) -> web.Response:
        activity = await read_object(request, limit=LARGEST_MESSAGE)
        post = self._own_post(request)
        check_message(activity)
        check_private_update(activity, private=post.to is not None)
        self.world.update(post, activity)
        return web.json_response({"id": post.id})

    async def _delete(self, request: web.Request) -> web.Response:
        self.world.remove(self._own_post(request))
        return web.Response()

    def _own_post(self, request: web.Request) -> Post:
        chat = meeting_chat(self.world, request.match_info["conversation"])
        return own_post(self.world, chat, request.match_info["activity"], targeted=_targeted(request))

    async def _create(self, request: web.Request) -> web.Response:
        """A private chat with one person. Whom the bot has no chat with it cannot reach (UNVERIFIED which error)."""
        body = await read_object(request, limit=LARGEST_MESSAGE)
        members = body.get("members")
        first = members[0] if isinstance(members, list) and len(members) == 1 else None
        mri = first.get("id") if isinstance(first, dict) else None
        person = self.world.people.get(mri) if isinstance(mri, str) else None
        if person is None:
            raise Refusal(400, "BadArgument", "members must name one person")
        if person.anonymous:
            raise Refusal(400, "BadArgument", "Bot cannot create a conversation with an anonymous user")
        if not any(chat.installed and mri in chat.members for chat in self.world.chats.values()):
            raise Refusal(403, "BotNotInConversationRoster")
        return web.json_response({"id": self.world.own_chat(person).id}, status=201)


def meeting_chat(world: World, conversation: str) -> Chat:
    """The chat with that id, if the bot is in it.

    Raises:
        Refusal: there is none, or the bot is not in it.
    """
    chat = world.chats.get(conversation)
    if chat is None:
        raise Refusal(404, "ConversationNotFound")
    if not chat.installed:
        raise Refusal(403, "BotNotInConversationRoster")
    return chat


def own_post(world: World, chat: Chat, activity: str, *, targeted: bool) -> Post:
    """The bot's own post in *chat*, called by the address that fits it: a private one by the one for private ones.

    Raises:
        Refusal: it is not there, not the bot's, or called by the wrong address (UNVERIFIED which error then).
    """
    post = world.posts.get(activity)
    if post is None or post.chat != chat.id:
        raise Refusal(404, "ActivityNotFoundInConversation")
    if post.author != BOT:
        raise Refusal(403, "NotEnoughPermissions")
    if targeted != (post.to is not None):
        raise (
            Refusal(400, "INVALID_TARGETED_MESSAGE_ID") if targeted else Refusal(404, "ActivityNotFoundInConversation")
        )
    expired = targeted and world.time() - post.posted > PRIVATE_POSTS_LAST
    if post.removed is not None or expired:
        code = "TARGETED_MESSAGE_EXPIRED_OR_DELETED" if targeted else "ActivityNotFoundInConversation"
        raise Refusal(404, code)
    return post


def _targeted(request: web.Request) -> bool:
    return request.query.get("isTargetedActivity", "").lower() == "true"
