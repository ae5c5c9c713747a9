"""Graph adds the app to a chat, with the consent to all that its manifest asks for.

Source: microsoft-graph-docs-contrib `chat-post-installedapps.md`; on consents that do not match:
OfficeDev/Microsoft-Teams-Samples#467. UNVERIFIED: the codes of the refusals.
"""

import asyncio
import inspect
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from aiohttp import web

from rehearsal.people import invented_guid
from rehearsal.wire import Refusal, read_object
from rehearsal.world import Chat, World

CATALOGUE = "https://graph.microsoft.com/v1.0/appCatalogs/teamsApps/"
CATALOG_ID = invented_guid("motevakt-in-the-catalogue")
MANIFEST = Path(__file__).parent.parent / "manifest" / "manifest.json"
Permission = tuple[str, str]
"""Its value and its type."""

_LARGEST = 64 * 1024  # bytes; UNVERIFIED
_BIND, _CONSENT, _LIST = "teamsApp@odata.bind", "consentedPermissionSet", "resourceSpecificPermissions"


def permissions_of_the_manifest() -> set[Permission]:
    """What the app package of this repository asks every chat for."""
    manifest = json.loads(MANIFEST.read_text(encoding="utf-8"))
    asked = manifest["authorization"]["permissions"]["resourceSpecific"]
    return {(one["name"], one["type"]) for one in asked}


class Installing:
    """Adds the app to chats. `on_install`: who is told of each chat, after the answer; it may be awaited."""

    def __init__(self, world: World) -> None:
        self.catalog_id = CATALOG_ID
        self.app_permissions = permissions_of_the_manifest()
        self.on_install: list[Callable[[Chat], Any]] = []
        self._world = world
        self._telling: set[asyncio.Future[Any]] = set()

    async def answer(self, request: web.Request) -> web.Response:
        """Add it.

        Raises:
            Refusal: there is no such chat or app, the consents are not those of the manifest, or it is there already.
        """
        body = await read_object(request, limit=_LARGEST)
        chat = self._world.chats.get(request.match_info["chat"])
        if chat is None or chat.meeting is None:
            raise Refusal(404, "NotFound", "no such chat")
        self._check(body)
        if chat.installed:
            raise Refusal(409, "Conflict", "the app is installed already")
        chat.installed = True
        chat.consented |= {value for value, _ in self.app_permissions}
        for tell in self.on_install:
            awaited = tell(chat)
            if inspect.isawaitable(awaited):
                telling = asyncio.ensure_future(awaited)
                self._telling.add(telling)
                telling.add_done_callback(self._telling.discard)
        return web.Response(status=201)

    def _check(self, body: Mapping[str, Any]) -> None:
        unknown = sorted(body.keys() - {_BIND, _CONSENT})
        if unknown:
            raise Refusal(400, "BadRequest", f"no property {', '.join(unknown)}")
        if body.get(_BIND) != f"{CATALOGUE}{self.catalog_id}":
            raise Refusal(400, "BadRequest", f"{_BIND} names no app of the catalogue")
        if _consented(body.get(_CONSENT)) != self.app_permissions:
            raise Refusal(400, "BadRequest", "the consented permissions are not those of the app: permission mismatch")


def _consented(told: Any) -> set[Permission] | None:
    """The permissions that a body consents to; None: it cannot be read, or names one twice."""
    if not isinstance(told, dict) or told.keys() != {_LIST} or not isinstance(told[_LIST], list):
        return None
    named = [one for one in told[_LIST] if isinstance(one, dict)]
    if len(named) != len(told[_LIST]) or any(
        one.keys() != {"permissionValue", "permissionType"} or not all(isinstance(word, str) for word in one.values())
        for one in named
    ):
        return None
    found = {(one["permissionValue"], one["permissionType"]) for one in named}
    return found if len(found) == len(named) else None
