# mypy: ignore-errors
# It runs in an environment of its own, whose packages mypy does not see.
"""The quickstart of the Microsoft 365 Agents SDK: answers each message with one post, here a card.

After the SDK's own README and `samples/python/quickstart`; `RAW_CARD` stands in place of the text that it sends back.
Two addresses are no settings and are replaced here, nothing of the checks: where Bot Framework's keys are told is
written in the SDK, by issuer; and to sign in at another authority than Microsoft's, MSAL wants `instance_discovery` off
(its documented way), which the SDK has no setting for.
"""

import json
import os
from urllib.request import urlopen

import msal


class ElsewhereApplication(msal.ConfidentialClientApplication):
    """Signs in at an authority that Microsoft does not list."""

    def __init__(self, *given: object, **named: object) -> None:
        super().__init__(*given, instance_discovery=False, **named)


msal.ConfidentialClientApplication = ElsewhereApplication  # before the SDK takes it by name

from aiohttp import web  # noqa: E402
from microsoft_agents.activity import Activity, ActivityTypes, Attachment, load_configuration_from_env  # noqa: E402
from microsoft_agents.authentication.msal import MsalConnectionManager  # noqa: E402
from microsoft_agents.hosting.aiohttp import (  # noqa: E402
    CloudAdapter,
    jwt_authorization_middleware,
    start_agent_process,
)
from microsoft_agents.hosting.core import (  # noqa: E402
    AgentApplication,
    Authorization,
    MemoryStorage,
    TurnContext,
    TurnState,
)
from microsoft_agents.hosting.core.authorization.jwt.jwt_token_validator import BOTFRAMEWORK_JWKS_URIS  # noqa: E402

with urlopen(os.environ["BOT_OPENID_METADATA_URL"]) as metadata:  # noqa: S310  # the stand-in on loopback
    BOTFRAMEWORK_JWKS_URIS[os.environ["BOT_TOKEN_ISSUER"]] = json.load(metadata)["jwks_uri"]

SERVICE = "CONNECTIONS__SERVICE_CONNECTION__SETTINGS__"
CONFIG = load_configuration_from_env(
    {
        f"{SERVICE}CLIENTID": os.environ["MicrosoftAppId"],
        f"{SERVICE}CLIENTSECRET": os.environ["MicrosoftAppPassword"],
        f"{SERVICE}TENANTID": os.environ["MicrosoftAppTenantId"],
        f"{SERVICE}AUTHORITY": f"{os.environ['BOT_LOGIN_AUTHORITY']}/{os.environ['MicrosoftAppTenantId']}",
    }
)
CARD = json.loads(os.environ["RAW_CARD"])["attachments"][0]
STORAGE = MemoryStorage()
CONNECTIONS = MsalConnectionManager(**CONFIG)
ADAPTER = CloudAdapter(connection_manager=CONNECTIONS)
AGENT = AgentApplication[TurnState](
    storage=STORAGE, adapter=ADAPTER, authorization=Authorization(STORAGE, CONNECTIONS, **CONFIG), **CONFIG
)


@AGENT.activity("message")
async def on_message(context: TurnContext, _state: TurnState) -> None:
    card = Attachment(content_type=CARD["contentType"], content=CARD["content"])
    await context.send_activity(Activity(type=ActivityTypes.message, attachments=[card]))


async def messages(request: web.Request) -> web.Response:
    return await start_agent_process(request, AGENT, ADAPTER)


async def ready(_request: web.Request) -> web.Response:
    return web.json_response({"ready": True})


@web.middleware
async def checked(request: web.Request, handler: object) -> web.StreamResponse:
    """The SDK's check of tokens, for all but what tells that the program is there."""
    return await (handler(request) if request.path == "/readyz" else jwt_authorization_middleware(request, handler))


if __name__ == "__main__":
    app = web.Application(middlewares=[checked])
    app["agent_configuration"] = CONNECTIONS.get_default_connection_configuration()
    app.add_routes([web.post("/api/messages", messages), web.get("/readyz", ready)])
    web.run_app(app, host="127.0.0.1", port=int(os.environ["PORT"]), access_log=None, print=None)
