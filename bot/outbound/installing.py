"""How Graph adds the app to a meeting's chat, with the consent to all that its manifest asks for (docs/TEAMS.md B).

Source: microsoftgraph/microsoft-graph-docs-contrib, `chat-post-installedapps.md`.
"""

from dataclasses import dataclass
from typing import Any

from bot.consent import TYPE, permissions
from bot.errors import Denied
from bot.outbound.graph_calls import GraphCalls
from bot.outbound.http import segment
from bot.settings import Settings

CATALOGUE = "https://graph.microsoft.com/v1.0/appCatalogs/teamsApps"
"""How the app is named, wherever Graph itself is reached: Microsoft documents no other."""

_CONFLICT = 409


@dataclass(frozen=True, slots=True)
class CatalogueApp:
    """The app as the tenant's catalogue has it. `permissions`: those of its manifest."""

    id: str
    permissions: tuple[str, ...]


def in_catalogue(settings: Settings) -> CatalogueApp | None:
    """The app that these settings name; None: they name none."""
    if settings.catalog_id is None:
        return None
    return CatalogueApp(settings.catalog_id, permissions(reads_chat=settings.chat_guard))


async def add_app(calls: GraphCalls, conversation: str, app: CatalogueApp) -> bool:
    """Add *app* to the chat; whether it was there already.

    A lost answer needs no care: asked again, Graph says that the app is there.
    """
    try:
        address = calls.at(f"/v1.0/chats/{segment(conversation)}/installedApps")
        await calls.call("POST", address, consenting(app))
    except Denied as no:
        if no.status != _CONFLICT:
            raise
        return True
    return False


def consenting(app: CatalogueApp) -> dict[str, Any]:
    """What is sent: which app, and what the chat consents to by its being added."""
    listed = [{"permissionValue": name, "permissionType": TYPE} for name in app.permissions]
    return {
        "teamsApp@odata.bind": f"{CATALOGUE}/{app.id}",
        "consentedPermissionSet": {"resourceSpecificPermissions": listed},
    }
