"""Each request that comes in gets an id for its lines in the log, and a span where one is told."""

from collections.abc import Awaitable, Callable

from aiohttp import web

from bot import tracing


@web.middleware
async def traced(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Around all that happens until the answer. A `traceparent` that came along is not looked at."""
    resource = request.match_info.route.resource
    with tracing.request(request.method, resource.canonical if resource is not None else "") as span:
        response = await handler(request)
        span.answered(response.status)
        return response
