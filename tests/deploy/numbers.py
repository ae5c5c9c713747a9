"""Which series the bot exports, with their labels, and which of them an expression of PromQL names."""

import re
from collections.abc import Iterator

from prometheus_client.metrics import MetricWrapperBase

from bot.metrics import Metrics

OF_THE_MONITORING = {"up": {"instance"}, "probe_success": {"instance"}}
_SUFFIXES = {
    "counter": ("_total",),
    "gauge": ("",),
    "histogram": ("_bucket", "_count", "_sum"),
}
_WORDS = frozenset({"by", "on", "without", "unless", "offset", "and", "or", "le"})


def series() -> dict[str, set[str]]:
    """The names of all series, each with its labels beside `job`, which monitoring adds."""
    metrics = Metrics()
    found: dict[str, set[str]] = {name: set(labels) for name, labels in OF_THE_MONITORING.items()}
    for one in vars(metrics).values():
        if isinstance(one, MetricWrapperBase):
            (family,) = one.describe()
            for suffix in _SUFFIXES[family.type]:
                found[family.name + suffix] = {*one._labelnames, *(["le"] if suffix == "_bucket" else [])}
    return found


def named(expression: str) -> Iterator[tuple[str, set[str]]]:
    """Every series that *expression* names, with the labels by which it selects or that it groups them by."""
    grouped = {
        label.strip() for group in re.findall(r"\b(?:by|on) \(([^)]*)\)", expression) for label in group.split(",")
    }
    for name, chosen in re.findall(r"\b((?:motevakt_\w+)|up|probe_success)\b(?!=)(\{[^}]*\})?", expression):
        yield name, set(re.findall(r"(\w+)(?:=~|!~|!=|=)", chosen)) | (grouped - {""})
