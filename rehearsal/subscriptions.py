"""Subscriptions to change notifications: made, read, renewed and deleted."""

from uuid import uuid4

from aiohttp import web
from yarl import URL

from rehearsal.delivery import Delivery
from rehearsal.faults import Operation
from rehearsal.keyring import KeyRing
from rehearsal.notifications import Lifecycle
from rehearsal.outgoing import Outgoing
from rehearsal.roles import READ_MEETINGS, demand, demand_chat, granted
from rehearsal.signin import SignIn
from rehearsal.subscription import Kind, Subscription, Topic, asked, expiry
from rehearsal.wire import Refusal, read_object
from rehearsal.world import World

_ALL = r"/{version:v1\.0|beta}/subscriptions"
_ONE = f"{_ALL}/{{subscription}}"
_LARGEST = 64 * 1024  # bytes; UNVERIFIED


class Subscriptions:
    """Who wants to be told of what. `handshake_s`: how long a notification URL has to prove that it listens."""

    def __init__(self, world: World, signin: SignIn, ring: KeyRing) -> None:
        self.handshake_s = 10.0
        self.outgoing = Outgoing()
        self.delivery = Delivery(self.outgoing, ring, self.living)
        self._world = world
        self._signin = signin
        self._made: dict[str, Subscription] = {}

    def add_to(self, router: web.UrlDispatcher) -> None:
        """Serve it."""
        router.add_post(_ALL, self._create, name=Operation.SUBSCRIBE)
        router.add_get(_ALL, self._list, name=Operation.SUBSCRIPTIONS)
        router.add_get(_ONE, self._read, name=Operation.SUBSCRIPTION)
        router.add_patch(_ONE, self._renew, name=Operation.RENEW)
        router.add_delete(_ONE, self._delete, name=Operation.UNSUBSCRIBE)
        router.add_post(f"{_ONE}/reauthorize", self._reauthorize, name=Operation.REAUTHORIZE)

    def living(self) -> list[Subscription]:
        """Those that have not ended, oldest first."""
        now = self._world.time()
        return [one for one in self._made.values() if one.expires > now]

    def ask_to_reauthorize(self) -> None:
        """Every subscriber is told that Graph wants to know whether it still may."""
        for one in self.living():
            self.delivery.tell(one, Lifecycle.REAUTHORIZE)

    def take_away(self, subscription: Subscription) -> None:
        """Graph ends it, and says so."""
        self._made.pop(subscription.id, None)
        self.delivery.tell(subscription, Lifecycle.REMOVED)

    async def stop(self) -> None:
        """Send no more."""
        await self.delivery.stop()
        await self.outgoing.close()

    async def _create(self, request: web.Request) -> web.Response:
        body = await read_object(request, limit=_LARGEST)
        version, number = request.match_info["version"], str(uuid4())
        wanted = asked(body, id=number, version=version, now=self._world.time())
        self._demand(request, wanted.topic)
        self._refuse_twin(wanted)
        for url in filter(None, (wanted.notification_url, wanted.lifecycle_url)):
            await self._shake_hands(url)
        self._refuse_twin(wanted)
        self._made[wanted.id] = wanted
        return web.json_response(wanted.told(with_state=True), status=201)

    async def _list(self, _request: web.Request) -> web.Response:
        return web.json_response({"value": [one.told() for one in self.living()]})

    async def _read(self, request: web.Request) -> web.Response:
        return web.json_response(self._called(request).told())

    async def _renew(self, request: web.Request) -> web.Response:
        subscription = self._called(request)
        body = await read_object(request, limit=_LARGEST)
        if body.keys() != {"expirationDateTime"}:
            raise Refusal(400, "InvalidRequest", "expirationDateTime is all that can be changed")
        self._demand(request, subscription.topic)
        lifecycle = subscription.lifecycle_url is not None
        subscription.expires = expiry(body, now=self._world.time(), lifecycle=lifecycle)
        return web.json_response(subscription.told())

    async def _delete(self, request: web.Request) -> web.Response:
        del self._made[self._called(request).id]
        return web.Response(status=204)

    async def _reauthorize(self, request: web.Request) -> web.Response:
        self._demand(request, self._called(request).topic)
        return web.Response(status=204)

    def _called(self, request: web.Request) -> Subscription:
        number = request.match_info["subscription"]
        for one in self.living():
            if one.id == number:
                return one
        raise Refusal(404, "ResourceNotFound", "no such subscription")

    def _demand(self, request: web.Request, topic: Topic) -> None:
        """There must be such a thing, and the caller may read it (UNVERIFIED: the answer where there is none)."""
        roles = granted(self._signin, request)
        if topic.kind is Kind.CALL_EVENTS:
            demand(roles, READ_MEETINGS)
            links = (chat.meeting.join_url for chat in self._world.chats.values() if chat.meeting)
            if topic.of not in links:
                raise Refusal(404, "NotFound", "no such online meeting")
            return
        chat = self._world.chats.get(topic.of)
        if chat is None or chat.meeting is None:
            raise Refusal(404, "NotFound", "no such chat")
        demand_chat(roles, chat)

    def _refuse_twin(self, wanted: Subscription) -> None:
        for one in self.living():
            if (one.topic, one.changes) == (wanted.topic, wanted.changes):
                raise Refusal(409, "Conflict", "there is a subscription to this resource and change type already")

    async def _shake_hands(self, url: str) -> None:
        """The URL must give back a token, decoded, with nothing else, in plain text."""
        token = f"Validation: Testing client application reachability for subscription Request-Id: {uuid4()}"
        reply = await self.outgoing.post(URL(url).update_query({"validationToken": token}), within_s=self.handshake_s)
        if reply is None:
            raise Refusal(400, "ValidationError", "Subscription validation request timed out.")
        if reply.status != 200:
            raise Refusal(400, "ValidationError", "Notification endpoint must respond with 200 OK to validation.")
        if reply.kind != "text/plain" or reply.text != token:
            raise Refusal(400, "ValidationError", "The response must be the validation token in plain text.")
