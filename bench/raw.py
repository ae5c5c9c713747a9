"""The least an aiohttp bot could do: check the token with PyJWT, post one card of the same size, answer."""

import asyncio
import json
import os

import aiohttp
import jwt
from aiohttp import web


async def main() -> None:
    app_id, issuer, port = os.environ["MicrosoftAppId"], os.environ["BOT_TOKEN_ISSUER"], int(os.environ["PORT"])
    card = json.loads(os.environ["RAW_CARD"])
    bearer = {"Authorization": f"Bearer {os.environ['RAW_TOKEN']}"}
    async with aiohttp.ClientSession() as session:
        async with session.get(os.environ["BOT_OPENID_METADATA_URL"]) as answer:
            jwks_uri = (await answer.json(content_type=None))["jwks_uri"]
        async with session.get(jwks_uri) as answer:
            keys = {key.key_id: key for key in jwt.PyJWKSet.from_dict(await answer.json(content_type=None)).keys}

        async def messages(request: web.Request) -> web.Response:
            token = request.headers["Authorization"].removeprefix("Bearer ")
            key = keys[jwt.get_unverified_header(token)["kid"]]
            jwt.decode(token, key, algorithms=["RS256"], audience=app_id, issuer=issuer)
            activity = await request.json()
            if activity.get("name", "").strip().endswith("meetingStart"):
                where = f"{activity['serviceUrl']}v3/conversations/{activity['conversation']['id']}/activities"
                async with session.post(where, json=card, headers=bearer) as posted:
                    await posted.read()
            return web.Response()

        async def ready(_request: web.Request) -> web.Response:
            return web.json_response({"ready": True})

        app = web.Application()
        app.add_routes([web.post("/api/messages", messages), web.get("/readyz", ready)])
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", port).start()
        await asyncio.Event().wait()


asyncio.run(main())
