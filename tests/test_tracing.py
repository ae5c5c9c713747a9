"""What spans may say, which activity asked for an effect, and how Prometheus' numbers look in OTLP."""

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opentelemetry.sdk.metrics.export import Histogram, Sum
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.util.instrumentation import InstrumentationScope
from prometheus_client import CollectorRegistry, Counter, Gauge
from prometheus_client import Histogram as Buckets

from bot.metrics import ACTIVITIES, OTHER
from bot.tracing import numbers
from bot.tracing.origins import Origins, Taken
from bot.tracing.vocabulary import ATTRIBUTES, EVENTS, OUTCOMES, ROUTES, fitting
from tests.inbound.serving import serve

PRIVATE = "Kari Nordmann 01019012345"


def test_what_is_not_listed_is_left_out_and_what_is_not_allowed_is_other() -> None:
    told = {"url.full": PRIVATE, "motevakt.event": PRIVATE, "motevakt.attempt": PRIVATE, "motevakt.waited_s": 1.5}

    assert fitting(told) == {"motevakt.event": OTHER, "motevakt.waited_s": 1.5}


@given(st.sampled_from(sorted(ATTRIBUTES - {"server.address", "error.type"})), st.text())
def test_no_text_of_anybody_gets_through(name: str, text: str) -> None:
    (value,) = fitting({name: text}).values() or [OTHER]

    known = {OTHER, "GET", "POST", "PUT", "PATCH", "DELETE", "away", "done", "again", "failed", "accepted"}
    assert value in known or value in ACTIVITIES | ROUTES | EVENTS


@pytest.mark.parametrize("host", ["x.no/path", "a b", "a@b", "x?y", "", "x" * 300])
def test_an_address_is_more_than_a_host(host: str) -> None:
    assert fitting({"server.address": host}) == {"server.address": OTHER}


async def test_every_way_in_that_takes_something_is_told() -> None:
    async with serve() as bot:
        routes = bot.client.app.router.routes()
        taking = {route.resource.canonical for route in routes if route.method in ("POST", "PUT")}

    assert taking == ROUTES


def test_every_outcome_of_an_activity_is_listed() -> None:
    texts = [Path("bot/inbound", name).read_text() for name in ("web.py", "turns.py")]
    words = {word for text in texts for line in re.findall(r"outcome(?:: str)? = (.*)", text) for word in said(line)}
    both = {word for text in texts for line in re.findall(r"kind, outcome = (.*)", text) for word in said(line)}

    assert len(words) > 5
    assert (words | both) - {""} <= OUTCOMES


def said(line: str) -> list[str]:
    return re.findall(r'"(\w*)"', line)


def test_an_effect_is_asked_for_by_what_was_under_way_in_its_chat() -> None:
    origins = Origins()
    origins.note("a", Taken(1.0, 11, until=2.0))
    origins.note("a", Taken(3.0, 12))
    origins.note("b", Taken(3.0, 13, until=4.0))

    def found(chat: str, asked: float) -> int:
        taken = origins.find(chat, asked)
        return taken.trace if taken is not None else 0

    assert [found("a", 1.5), found("a", 2.5), found("a", 9.0), found("b", 3.5), found("c", 1.5)] == [11, 0, 12, 13, 0]


def test_only_the_last_are_remembered() -> None:
    origins = Origins()
    for number in range(2000):
        origins.note("busy", Taken(float(number), number, until=number + 0.5))
        origins.note(f"chat-{number}", Taken(0.0, number))

    kept = [number for number in range(2000) if origins.find("busy", number + 0.1)]
    assert kept == list(range(2000 - len(kept), 2000))
    assert 0 < len(kept) < 100
    assert origins.find("chat-0", 1.0) is None
    assert origins.find("chat-1999", 1.0) is not None


def test_prometheus_numbers_are_the_same_in_otlp() -> None:
    registry = CollectorRegistry()
    counted = Counter("counted", "What.", ["kind"], registry=registry)
    counted.labels("a").inc(3)
    counted.labels("b").inc()
    Gauge("level", "How high.", registry=registry).set(-1.5)
    lasted = Buckets("lasted", "How long.", ["kind"], buckets=(0.1, 1, 10), registry=registry)
    for seconds in (0.1, 0.5, 0.7, 99.0):
        lasted.labels("a").observe(seconds)
    lasted.labels("b").observe(2)
    Counter("never", "Not yet.", ["kind"], registry=registry)

    told = read(registry)
    sums, histograms = told["counted"].data, told["lasted"].data
    assert told.keys() == {"counted", "level", "lasted"}
    assert isinstance(sums, Sum)
    assert sums.is_monotonic
    assert [(point.attributes, point.value) for point in sums.data_points] == [({"kind": "a"}, 3), ({"kind": "b"}, 1)]
    assert [point.value for point in told["level"].data.data_points] == [-1.5]
    assert isinstance(histograms, Histogram)
    one, other = histograms.data_points
    assert (one.attributes, one.count, one.explicit_bounds) == ({"kind": "a"}, 4, [0.1, 1.0, 10.0])
    assert one.bucket_counts == [1, 2, 0, 1]
    assert one.sum == pytest.approx(100.3)
    assert (other.bucket_counts, other.sum, other.start_time_unix_nano) == ([0, 0, 1, 0], 2, 7)


def read(registry: CollectorRegistry) -> dict[str, Any]:
    data = numbers.read(registry, Resource({}), InstrumentationScope("x"), since=7)
    return {metric.name: metric for metric in data.resource_metrics[0].scope_metrics[0].metrics}
