"""Spans and numbers to a collector, by OTLP over http/protobuf. Imported only where one is configured.

What else can be set are OpenTelemetry's own names, which its SDK reads by itself: service name, sampler, headers, pace.
The address alone is ours, so that what was checked is what is used. Threads of the SDK send; nothing waits for them.
"""

import asyncio
import logging
import os
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any

from opentelemetry import context as contexts
from opentelemetry import trace as traces
from opentelemetry.exporter.otlp.proto.http.metric_exporter import OTLPMetricExporter
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.environment_variables import OTEL_METRIC_EXPORT_INTERVAL
from opentelemetry.sdk.metrics.export import MetricExportResult, MetricsData
from opentelemetry.sdk.resources import SERVICE_NAME, OTELResourceDetector, Resource
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExportResult
from opentelemetry.sdk.util.instrumentation import InstrumentationScope
from prometheus_client import CollectorRegistry

from bot.log import get_log
from bot.tracing import numbers
from bot.tracing.spans import Kind
from bot.tracing.vocabulary import fitting

TOLD_EVERY_S = 600.0
_MINUTE_S = 60.0
_NAME = "motevakt"
_KINDS = {kind: traces.SpanKind[kind.name] for kind in Kind}
_UNDER_WAY = contexts.create_key(_NAME)
_log = get_log("tracing")


class Export:
    """Sends to the collector at *endpoint*, from its making until `stop`. Fills `Recorder` of bot/tracing/spans.py."""

    def __init__(self, endpoint: str, registry: CollectorRegistry) -> None:
        resource = Resource({SERVICE_NAME: _NAME}).merge(Resource.create()).merge(_named())
        self._spans = _Spans(endpoint=f"{endpoint}/v1/traces")
        self._numbers = _Numbers(endpoint=f"{endpoint}/v1/metrics")
        self._provider = TracerProvider(resource=resource, shutdown_on_exit=False)
        self._provider.add_span_processor(BatchSpanProcessor(self._spans))
        self._tracer = self._provider.get_tracer(_NAME)
        self._reader = _Reader(self._numbers, registry, resource)
        self._reader.start()
        logging.getLogger("opentelemetry").setLevel(logging.CRITICAL + 1)  # a line a second; `_Watch` tells instead

    def open(
        self, name: str, kind: Kind, told: Mapping[str, object], *, root: bool = False, link: Any = None
    ) -> "_Open":
        around = contexts.Context() if root else None
        links = [traces.Link(link)] if link is not None else []
        span = self._tracer.start_span(name, around, _KINDS[kind], fitting(told), links)
        opened = _Open(span)
        here = traces.set_span_in_context(span, around)
        opened.token = contexts.attach(contexts.set_value(_UNDER_WAY, opened, here) if root else here)
        return opened

    def aside(self, name: str, told: Mapping[str, object]) -> "_Open":
        return _Open(self._tracer.start_span(name, kind=traces.SpanKind.CLIENT, attributes=fitting(told)))

    def current(self) -> "_Open | None":
        found = contexts.get_value(_UNDER_WAY)
        return found if isinstance(found, _Open) else None

    async def stop(self, within_s: float) -> None:
        """Send what waits, as far as it can be sent in time."""
        loop, ended = asyncio.get_running_loop(), (asyncio.Event(), asyncio.Event())
        for event, end in zip(ended, (self._end_spans, self._end_numbers), strict=True):
            threading.Thread(target=_then, args=(end, loop, event), daemon=True).start()
        with suppress(TimeoutError):
            async with asyncio.timeout(within_s):
                for event in ended:
                    await event.wait()

    def _end_spans(self) -> None:
        if self._spans.watch.stop():  # nobody is there: what waits for another attempt waits no longer
            self._spans.shutdown()  # type: ignore[no-untyped-call]  # the SDK's has no types
        self._provider.shutdown()

    def _end_numbers(self) -> None:
        if self._numbers.watch.stop():
            self._numbers.shutdown()
        self._reader.shutdown()


def _then(end: Callable[[], None], loop: asyncio.AbstractEventLoop, event: asyncio.Event) -> None:
    end()
    with suppress(RuntimeError):  # the loop is gone: it did not wait any longer
        loop.call_soon_threadsafe(event.set)


class _Open:
    """A span that has begun."""

    __slots__ = ("_span", "link", "token", "trace")

    def __init__(self, span: traces.Span) -> None:
        self._span = span
        self.link = span.get_span_context()
        self.trace = self.link.trace_id
        self.token: Any = None

    def note(self, told: Mapping[str, object], name: str = "") -> None:
        if not self._span.is_recording():
            return
        self._span.set_attributes(fitting(told))
        if "error.type" in told:
            self._span.set_status(traces.StatusCode.ERROR)  # without a text: it would be the exception's
        if name:
            self._span.update_name(name)

    def close(self, error: str = "") -> None:
        if error:
            self.note({"error.type": error})
        if self.token is not None:
            contexts.detach(self.token)
        self._span.end()


class _Watch:
    """Tells that the collector is away, once in a while, and that it is back. *kind*: what it does not get."""

    def __init__(self, kind: str) -> None:
        self._kind, self._told = kind, -TOLD_EVERY_S
        self._away = self._open = self._stopping = False

    def stop(self) -> bool:
        """Tell no more; whether the collector is away."""
        self._stopping = True
        return self._away

    def note(self, *, arrived: bool) -> None:
        self._away = not arrived
        now = time.monotonic()
        if arrived and self._open:
            self._open = False
            _log.info("telemetry_back", kind=self._kind)
        elif self._away and not self._stopping and now - self._told >= TOLD_EVERY_S:
            self._open, self._told = True, now
            _log.warning("telemetry_away", kind=self._kind, act="operator: OTEL_EXPORTER_OTLP_ENDPOINT")


class _Spans(OTLPSpanExporter):
    def __init__(self, *, endpoint: str) -> None:
        super().__init__(endpoint=endpoint)
        self.watch = _Watch("traces")

    def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
        result = super().export(spans)
        self.watch.note(arrived=result is SpanExportResult.SUCCESS)
        return result


class _Numbers(OTLPMetricExporter):
    def __init__(self, *, endpoint: str) -> None:
        super().__init__(endpoint=endpoint)
        self.watch = _Watch("metrics")

    def export(
        self, metrics_data: MetricsData, timeout_millis: float | None = 10_000, **kwargs: Any
    ) -> MetricExportResult:
        result = super().export(metrics_data, timeout_millis, **kwargs)
        self.watch.note(arrived=result is MetricExportResult.SUCCESS)
        return result


class _Reader(threading.Thread):
    """Sends the registry's numbers every so often. The SDK's own reader takes only what its own instruments counted."""

    def __init__(self, exporter: _Numbers, registry: CollectorRegistry, resource: Resource) -> None:
        super().__init__(name="numbers", daemon=True)
        self._exporter, self._registry, self._resource, self._since = exporter, registry, resource, time.time_ns()
        self._scope = InstrumentationScope(_NAME)
        self._ended = threading.Event()
        self._every_s = _every_s(os.environ.get(OTEL_METRIC_EXPORT_INTERVAL, ""))

    def run(self) -> None:
        while not self._ended.wait(self._every_s):
            self._send()
        self._send()

    def shutdown(self) -> None:
        """Send once more, and end."""
        self._ended.set()
        self.join()
        self._exporter.shutdown()

    def _send(self) -> None:
        self._exporter.export(numbers.read(self._registry, self._resource, self._scope, self._since))


def _every_s(milliseconds: str) -> float:
    """What OpenTelemetry's setting asks for, in seconds; a minute where it cannot be read."""
    every = milliseconds.strip()
    return int(every) / 1000 if every.isdecimal() and int(every) else _MINUTE_S


def _named() -> Resource:
    """What the environment calls this service; the SDK's own name for one without a name does not count."""
    told = OTELResourceDetector().detect().attributes
    return Resource({SERVICE_NAME: told.get(SERVICE_NAME) or _NAME})
