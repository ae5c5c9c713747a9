"""The numbers of the Prometheus registry, as OTLP carries them: the registry stays the one source (docs/adr/0015).

A counter is told under its name without `_total`, which a collector that writes for Prometheus puts on again.
"""

from collections.abc import Iterable, Iterator
from time import time_ns

from opentelemetry.sdk.metrics.export import (
    AggregationTemporality,
    Gauge,
    Histogram,
    HistogramDataPoint,
    Metric,
    MetricsData,
    NumberDataPoint,
    ResourceMetrics,
    ScopeMetrics,
    Sum,
)
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.util.instrumentation import InstrumentationScope
from prometheus_client import CollectorRegistry
from prometheus_client.metrics_core import Metric as Family
from prometheus_client.samples import Sample

_SINCE_START = AggregationTemporality.CUMULATIVE
Labels = tuple[tuple[str, str], ...]


def read(registry: CollectorRegistry, resource: Resource, scope: InstrumentationScope, since: int) -> MetricsData:
    """All numbers as they are now; *since*: when they began to be counted, in nanoseconds of POSIX time."""
    now = time_ns()
    metrics = [_metric(family, since, now) for family in registry.collect() if family.samples]
    return MetricsData([ResourceMetrics(resource, [ScopeMetrics(scope, metrics, "")], "")])


def _metric(family: Family, since: int, now: int) -> Metric:
    data: Sum | Gauge | Histogram
    match family.type:
        case "histogram":
            data = Histogram(list(_histograms(family.samples, since, now)), _SINCE_START)
        case "counter":
            counted = (one for one in family.samples if one.name == f"{family.name}_total")
            data = Sum(_points(counted, since, now), _SINCE_START, is_monotonic=True)
        case _:
            data = Gauge(_points(family.samples, since, now))
    return Metric(family.name, family.documentation, "", data)


def _points(samples: Iterable[Sample], since: int, now: int) -> list[NumberDataPoint]:
    return [NumberDataPoint(dict(one.labels), since, now, one.value) for one in samples]


def _histograms(samples: Iterable[Sample], since: int, now: int) -> Iterator[HistogramDataPoint]:
    """Prometheus' buckets hold all that is less, OTLP's what lies between two bounds; the last has no bound."""
    bounds: dict[Labels, list[tuple[float, float]]] = {}
    sums: dict[Labels, float] = {}
    for one in samples:
        labels = tuple(pair for pair in one.labels.items() if pair[0] != "le")
        if one.name.endswith("_bucket"):
            bounds.setdefault(labels, []).append((float(one.labels["le"]), one.value))
        elif one.name.endswith("_sum"):
            sums[labels] = one.value
    for labels, buckets in bounds.items():
        buckets.sort()
        up_to = [int(count) for _, count in buckets]
        yield HistogramDataPoint(
            attributes=dict(labels),
            start_time_unix_nano=since,
            time_unix_nano=now,
            count=up_to[-1],
            sum=sums[labels],
            bucket_counts=[count - before for count, before in zip(up_to, [0, *up_to], strict=False)],
            explicit_bounds=[bound for bound, _ in buckets[:-1]],
            min=None,  # type: ignore[arg-type]  # optional in OTLP, and Prometheus does not tell
            max=None,  # type: ignore[arg-type]
        )
