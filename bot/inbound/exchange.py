"""What every route that takes a body does alike: reads it within bounds, refuses, asks for patience."""

import asyncio

from aiohttp import web

from bot.inbound.bearer import TurnedAway
from bot.metrics import Metrics

MOST_BYTES = 256 * 1024
BODY_WITHIN_S = 2.0
DECIDED_WITHIN_S = 4.0
ANSWER_WITHIN_S = 4.8
RETRY_AFTER_S = 15
"""What a 503 advises; Teams is known to send again after 15 s of silence alone."""


async def read_body(request: web.Request, most: int = MOST_BYTES) -> bytes:
    """The body of *request*, of *most* bytes.

    Raises:
        HTTPException: the answer, where it is too large, does not come, or does not come whole.
    """
    if (request.content_length or 0) > most:
        raise web.HTTPRequestEntityTooLarge(most)
    bounded = request if most == MOST_BYTES else request.clone(client_max_size=most)
    try:
        if request.content.is_eof():  # most bodies have come whole with their head, and need no clock
            return await bounded.read()
        async with asyncio.timeout(BODY_WITHIN_S):
            return await bounded.read()
    except TimeoutError:
        raise web.HTTPRequestTimeout from None
    except (web.RequestPayloadError, OSError):
        raise web.HTTPBadRequest from None


def is_json(request: web.Request) -> bool:
    """Whether the body is JSON as it stands."""
    return request.content_type == "application/json" and "Content-Encoding" not in request.headers


def malformed(field: str) -> web.Response:
    """The sender's fault, named by its field."""
    return web.json_response({"error": "malformed", "field": field}, status=400)


def turned_away(refusal: TurnedAway, metrics: Metrics, *, status: int = 401) -> web.Response:
    """A refusal without detail; the reason is counted."""
    metrics.turned_away.labels(refusal.reason).inc()
    return web.Response(status=status, headers={"WWW-Authenticate": "Bearer"} if status == 401 else None)


def later() -> web.Response:
    """Our fault, or nobody's: the sender may try again."""
    return web.Response(status=503, headers={"Retry-After": str(RETRY_AFTER_S)})
