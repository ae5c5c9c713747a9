"""A bot of a hundred lines, to try the stand-in and the player on. Run as a process; `TOY` says how it behaves."""

import asyncio
import os
import sys
from collections.abc import Callable
from typing import Any

import aiohttp
from aiohttp import web
from azure.identity.aio import ClientSecretCredential

CARD = "application/vnd.microsoft.card.adaptive"
BUTTON = {
    "type": "Action.Execute",
    "title": "Einar skal være med",
    "verb": "participant.vouch",
    "data": {"person": "p1"},
}


def card(kind: str, text: str, *actions: dict[str, Any]) -> dict[str, Any]:
    body = [{"type": "TextBlock", "id": kind, "text": text}]
    return {"type": "AdaptiveCard", "version": "1.5", "body": body, "actions": list(actions)}


def message(drawn: dict[str, Any]) -> dict[str, Any]:
    return {"type": "message", "attachments": [{"contentType": CARD, "content": drawn}]}


class ToyBot:
    def __init__(self, http: aiohttp.ClientSession, credential: ClientSecretCredential) -> None:
        self._http = http
        self._credential = credential
        self._alert = ""
        self._deeds: set[asyncio.Task[None]] = set()

    async def hear(self, request: web.Request) -> web.Response:
        activity = await request.json()
        name = str(activity.get("name"))
        if activity["type"] == "invoke":
            return await self._pressed(activity)
        if name.endswith("Start"):
            self._later(self._post(activity, message(card("rules", "Husk: ingen opptak"))))
        elif name.endswith("Join") and "Einar" in activity["value"]["members"][0]["user"]["name"]:
            self._later(self._flag(activity))
        elif activity["type"] == "message":
            private = message(card("roster", "Deltakere: Einar")) | {
                "recipient": activity["from"] | {"isTargeted": True}
            }
            self._later(self._post(activity, private, query="?isTargetedActivity=true"))
        return web.Response()

    async def _pressed(self, activity: dict[str, Any]) -> web.Response:
        if activity["from"]["name"].startswith("Einar"):
            kind, value = "application/vnd.microsoft.activity.message", "En kollega må svare for deg."
            return web.json_response({"statusCode": 200, "type": kind, "value": value})
        settled = card("participant-alert", f"✓ Einar avklart av {activity['from']['name']}")
        await self._call("PUT", activity, f"activities/{self._alert}", message(settled))
        return web.json_response({"statusCode": 200, "type": CARD, "value": settled})

    async def _flag(self, activity: dict[str, Any]) -> None:
        self._alert = await self._post(activity, message(card("participant-alert", "⚠ Einar må avklares", BUTTON)))

    async def _post(self, activity: dict[str, Any], body: dict[str, Any], query: str = "") -> str:
        answer = await self._call("POST", activity, f"activities{query}", body)
        return str(answer.get("id"))

    async def _call(self, method: str, activity: dict[str, Any], path: str, body: dict[str, Any]) -> dict[str, Any]:
        url = f"{activity['serviceUrl']}v3/conversations/{activity['conversation']['id']}/{path}"
        token = await self._credential.get_token("https://api.botframework.com/.default")
        headers = {"Authorization": f"Bearer {token.token}"}
        async with self._http.request(method, url, json=body, headers=headers) as response:
            return dict(await response.json())

    def _later(self, deed: Any) -> None:
        task = asyncio.create_task(deed)
        self._deeds.add(task)
        task.add_done_callback(self._deeds.discard)


def sign_in(setting: Callable[[str, str], str]) -> ClientSecretCredential:
    """Trusts the stand-in's sign-in by `SSL_CERT_FILE` alone."""
    return ClientSecretCredential(
        setting("MicrosoftAppTenantId", ""),
        setting("MicrosoftAppId", ""),
        setting("MicrosoftAppPassword", ""),
        authority=setting("BOT_LOGIN_AUTHORITY", ""),
        disable_instance_discovery=True,
    )


async def ready(_request: web.Request) -> web.Response:
    return web.json_response(
        {"ready": True, "reasons": []}, status=503 if os.environ.get("TOY") == "never ready" else 200
    )


async def serve() -> None:
    if os.environ.get("TOY") == "dies":
        sys.exit("no database")
    async with aiohttp.ClientSession() as http, sign_in(os.environ.get) as credential:
        app = web.Application()
        app.router.add_post("/api/messages", ToyBot(http, credential).hear)
        app.router.add_get("/readyz", ready)
        runner = web.AppRunner(app)
        await runner.setup()
        await web.TCPSite(runner, os.environ["HOST"], int(os.environ["PORT"])).start()
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(serve())
