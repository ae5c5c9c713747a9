"""Many questions to Graph in one call, each answered as if it had been put alone.

Source: microsoft-graph-docs-contrib `concepts/json-batching.md`. At most 20; the addresses begin after the version.
"""

from typing import Any

import aiohttp
from aiohttp import web

from rehearsal.wire import Refusal, read_object

MOST = 20
_LARGEST = 256 * 1024  # bytes; UNVERIFIED
_FIELDS = {"id", "method", "url"}


async def answer_together(request: web.Request) -> web.Response:
    """Puts each question to the same server, with the same token."""
    asked = (await read_object(request, limit=_LARGEST)).get("requests")
    if not isinstance(asked, list) or not 0 < len(asked) <= MOST:
        raise Refusal(400, "BadRequest", f"requests must be a list of 1 to {MOST}")
    if any(not isinstance(one, dict) or one.keys() != _FIELDS or not str(one["url"]).startswith("/") for one in asked):
        raise Refusal(400, "BadRequest", "each request has id, method and url, and nothing else here")
    if len({one["id"] for one in asked}) != len(asked):
        raise Refusal(400, "BadRequest", "each id is another")
    headers = {"Authorization": request.headers["Authorization"]}
    async with aiohttp.ClientSession(headers=headers) as http:
        answers = [await _answer(http, f"{request.url.origin()}/v1.0", one) for one in asked]
    return web.json_response({"responses": answers[::-1]})  # in any order


async def _answer(http: aiohttp.ClientSession, graph: str, asked: dict[str, Any]) -> dict[str, Any]:
    async with http.request(asked["method"], f"{graph}{asked['url']}") as answer:
        return {"id": asked["id"], "status": answer.status, "headers": {}, "body": await answer.json()}
