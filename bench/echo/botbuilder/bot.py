# mypy: ignore-errors
# It runs in an environment of its own, whose packages mypy does not see.
"""The echo bot of Bot Framework's samples, on `CloudAdapter`: answers each message with one post, here a card.

The sample is `02.echo-bot` of microsoft/botbuilder-python; `RAW_CARD` stands in place of the text that it sends back.
Addresses are settings, all but one: to sign in at another authority than Microsoft's, MSAL wants `instance_discovery`
off (its documented way), and the SDK has no setting that passes it on. That spares the SDK a look-up of its own a turn.
"""

import json
import os

import msal


class ElsewhereApplication(msal.ConfidentialClientApplication):
    """Signs in at an authority that Microsoft does not list."""

    def __init__(self, *given: object, **named: object) -> None:
        super().__init__(*given, instance_discovery=False, **named)


msal.ConfidentialClientApplication = ElsewhereApplication  # before the SDK takes it by name

from aiohttp import web  # noqa: E402
from botbuilder.core import ActivityHandler, TurnContext  # noqa: E402
from botbuilder.integration.aiohttp import CloudAdapter, ConfigurationBotFrameworkAuthentication  # noqa: E402
from botbuilder.schema import Activity, ActivityTypes, Attachment  # noqa: E402


class Config:
    """The sample's `DefaultConfig`. One endpoint that is set leaves the others without their defaults."""

    PORT = int(os.environ["PORT"])
    APP_ID = os.environ["MicrosoftAppId"]
    APP_PASSWORD = os.environ["MicrosoftAppPassword"]
    APP_TYPE = os.environ["MicrosoftAppType"]
    APP_TENANTID = os.environ["MicrosoftAppTenantId"]
    TO_CHANNEL_FROM_BOT_LOGIN_URL = f"{os.environ['BOT_LOGIN_AUTHORITY']}/{APP_TENANTID}"
    TO_CHANNEL_FROM_BOT_OAUTH_SCOPE = "https://api.botframework.com"
    TO_BOT_FROM_CHANNEL_TOKEN_ISSUER = os.environ["BOT_TOKEN_ISSUER"]
    TO_BOT_FROM_CHANNEL_OPENID_METADATA_URL = os.environ["BOT_OPENID_METADATA_URL"]
    TO_BOT_FROM_EMULATOR_OPENID_METADATA_URL = os.environ["BOT_OPENID_METADATA_URL"]
    OAUTH_URL = "https://api.botframework.com"


CARD = json.loads(os.environ["RAW_CARD"])["attachments"][0]
ADAPTER = CloudAdapter(ConfigurationBotFrameworkAuthentication(Config()))


class EchoBot(ActivityHandler):
    async def on_message_activity(self, turn_context: TurnContext) -> None:
        card = Attachment(content_type=CARD["contentType"], content=CARD["content"])
        await turn_context.send_activity(Activity(type=ActivityTypes.message, attachments=[card]))


BOT = EchoBot()


async def messages(request: web.Request) -> web.Response:
    return await ADAPTER.process(request, BOT)


async def ready(_request: web.Request) -> web.Response:
    return web.json_response({"ready": True})


if __name__ == "__main__":
    app = web.Application()
    app.add_routes([web.post("/api/messages", messages), web.get("/readyz", ready)])
    web.run_app(app, host="127.0.0.1", port=Config.PORT, access_log=None, print=None)
