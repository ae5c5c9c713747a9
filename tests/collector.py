"""A collector as OpenTelemetry's: takes traces and metrics by OTLP over http/protobuf, on loopback."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Self

from aiohttp import web
from opentelemetry.proto.collector.metrics.v1.metrics_service_pb2 import ExportMetricsServiceRequest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.common.v1.common_pb2 import KeyValue
from opentelemetry.proto.metrics.v1.metrics_pb2 import Metric
from opentelemetry.proto.trace.v1.trace_pb2 import Span


class Collector:
    """`async with Collector() as collector`; keeps every byte. `status`: what it answers."""

    def __init__(self) -> None:
        self.bodies: list[bytes] = []
        self.headers: list[Mapping[str, str]] = []
        self.traces: list[ExportTraceServiceRequest] = []
        self.metrics: list[ExportMetricsServiceRequest] = []
        self.status = 200
        app = web.Application(client_max_size=2**26)
        app.add_routes([web.post("/v1/traces", self._traces), web.post("/v1/metrics", self._metrics)])
        self._runner = web.AppRunner(app)
        self.url = ""

    async def __aenter__(self) -> Self:
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._runner.cleanup()

    @property
    def spans(self) -> list[Span]:
        return [
            span
            for request in self.traces
            for resource in request.resource_spans
            for scope in resource.scope_spans
            for span in scope.spans
        ]

    def named(self, name: str) -> list[Span]:
        return [span for span in self.spans if span.name == name]

    def latest(self) -> dict[str, Metric]:
        """The numbers that came last, by name."""
        found: dict[str, Metric] = {}
        for request in self.metrics[-1:]:
            for resource in request.resource_metrics:
                for scope in resource.scope_metrics:
                    found |= {metric.name: metric for metric in scope.metrics}
        return found

    def resources(self) -> list[dict[str, Any]]:
        told = [one.resource.attributes for request in self.traces for one in request.resource_spans]
        told += [one.resource.attributes for request in self.metrics for one in request.resource_metrics]
        return [attributes(one) for one in told]

    async def _traces(self, request: web.Request) -> web.Response:
        body = await self._body(request)
        if self.status == 200:
            self.traces.append(ExportTraceServiceRequest.FromString(body))
        return web.Response(status=self.status)

    async def _metrics(self, request: web.Request) -> web.Response:
        body = await self._body(request)
        if self.status == 200:
            self.metrics.append(ExportMetricsServiceRequest.FromString(body))
        return web.Response(status=self.status)

    async def _body(self, request: web.Request) -> bytes:
        body = await request.read()
        self.bodies.append(body)
        self.headers.append(dict(request.headers))
        return body


def attributes(told: Iterable[KeyValue]) -> dict[str, Any]:
    """Attributes as Python's values."""
    return {one.key: getattr(one.value, one.value.WhichOneof("value") or "string_value") for one in told}


def points(metric: Metric) -> Iterator[tuple[dict[str, Any], Any]]:
    """The points of a number, with their labels."""
    for point in getattr(metric, metric.WhichOneof("data") or "gauge").data_points:
        yield attributes(point.attributes), point
