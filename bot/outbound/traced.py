"""Each call that goes out is told as a span of whatever made it: method, host, status; no path, no body."""

from types import SimpleNamespace

import aiohttp

from bot import tracing


def watchers() -> list[aiohttp.TraceConfig] | None:
    """What `aiohttp.ClientSession(trace_configs=…)` takes; None where nobody is told."""
    if not tracing.is_on():
        return None
    config = aiohttp.TraceConfig()
    config.on_request_start.append(_begun)
    config.on_request_end.append(_answered)
    config.on_request_exception.append(_failed)
    return [config]


async def _begun(
    _session: aiohttp.ClientSession, context: SimpleNamespace, told: aiohttp.TraceRequestStartParams
) -> None:
    context.span = tracing.call(told.method, told.url.host or "")


async def _answered(
    _session: aiohttp.ClientSession, context: SimpleNamespace, told: aiohttp.TraceRequestEndParams
) -> None:
    if context.span is not None:
        tracing.answer(context.span, told.response.status)


async def _failed(
    _session: aiohttp.ClientSession, context: SimpleNamespace, told: aiohttp.TraceRequestExceptionParams
) -> None:
    if context.span is not None:
        context.span.close(type(told.exception).__name__)
