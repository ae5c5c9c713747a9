"""A small bot, to try the stand-in and the player on. Run as a process; `TOY` says how it behaves."""

import asyncio
import os
import sys
from collections.abc import Callable
from pathlib import Path
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
ROUND = [
    {"type": "Input.ChoiceSet", "id": "role", "label": "Rolle", "choices": [{"title": "Lege", "value": "lege"}]},
    {"type": "Input.Number", "id": "others", "label": "Andre i rommet", "value": 0},
]
DONE = {"type": "Action.Execute", "title": "Jeg er her", "verb": "introduction.done", "data": {"done": True}}


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
            self._later(self._post(activity, message(card("rules", f"Husk: ingen opptak{procedure()}"))))
        elif name.endswith("Join") and "Einar" in activity["value"]["members"][0]["user"]["name"]:
            self._later(self._flag(activity))
        elif activity.get("text") == "presentasjon":
            drawn = card("introductions", "Hvem er her?", DONE)
            drawn["body"] += ROUND
            self._later(self._post(activity, message(drawn)))
        elif activity["type"] == "message":
            private = message(card("roster", "Deltakere: Einar")) | {
                "recipient": activity["from"] | {"isTargeted": True}
            }
            self._later(self._post(activity, private, query="?isTargetedActivity=true"))
        return web.Response()

    async def told(self, request: web.Request) -> web.Response:
        bearer = request.headers.get("Authorization", "")
        if not bearer.startswith("Bearer "):
            return web.Response(status=401)
        told = await request.json()
        known = {"name", "address", "oid", "tenant"}
        good = set(told) == {"joinWebUrl", "expected"} and all(set(one) <= known for one in told["expected"])
        return web.Response(status=200 if good else 400)

    async def _pressed(self, activity: dict[str, Any]) -> web.Response:
        data = activity["value"]["action"]["data"]
        if activity["value"]["action"]["verb"] == "introduction.done":
            told = f"{activity['from']['name']}: {data.get('role')!r} og {data['others']!r}"
            kind = "application/vnd.microsoft.activity.message"
            return web.json_response({"statusCode": 200, "type": kind, "value": told})
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


def procedure() -> str:
    """What the procedure says that it was told to go by."""
    path = os.environ.get("PROCEDURE_PATH")
    return f" ({Path(path).read_text().strip()})" if path else ""


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
        toy = ToyBot(http, credential)
        app.router.add_post("/api/messages", toy.hear)
        app.router.add_put("/api/meetings", toy.told)
        app.router.add_get("/readyz", ready)
        runner = web.AppRunner(app)
        await runner.setup()
        await web.TCPSite(runner, os.environ["HOST"], int(os.environ["PORT"])).start()
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(serve())
