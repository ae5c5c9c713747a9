"""Traces, numbers and ids in the log, as a collector and a log reader get them from a real bot."""

import asyncio
import json
import re
import socket
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from opentelemetry.proto.trace.v1.trace_pb2 import Span, Status

from bot.metrics import Metrics
from bot.tracing.vocabulary import ATTRIBUTES, fitting
from rehearsal.bot_process import BotProcess
from rehearsal.people import ANN, BO, CATO, EINAR, HOSPITAL, KARI
from rehearsal.standin import StandIn
from tests.acceptance.canaries import found_in, needles
from tests.acceptance.play import Play, until
from tests.collector import Collector, attributes, points

QUICK = {
    "OTEL_BSP_SCHEDULE_DELAY": "100",
    "OTEL_METRIC_EXPORT_INTERVAL": "200",
    "OTEL_EXPORTER_OTLP_TIMEOUT": "1",
}
CHAT = "Pasienten 12811873762 har klagenfurtsyndrom"
STRANGER = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


def lines(bot: BotProcess) -> list[dict[str, Any]]:
    return [json.loads(line) for line in bot.stdout.splitlines()]


@pytest.fixture
async def collector() -> AsyncIterator[Collector]:
    async with Collector() as started:
        yield started


async def test_a_meeting_is_told_as_traces_and_numbers_and_nobody_in_it_is(
    tmp_path: Path, collector: Collector
) -> None:
    on = {"OTEL_EXPORTER_OTLP_ENDPOINT": collector.url, "OTEL_EXPORTER_OTLP_HEADERS": "api-key=abc", "CHAT_GUARD": "on"}
    token, secrets = "", list[str]()
    async with StandIn(tmp_path) as standin, BotProcess(standin, tmp_path, otherwise=QUICK | on) as bot:
        play = Play(standin, bot, standin.world.open_meeting())
        token = standin.token()
        says = play.says
        started = says.meeting_start(ANN)
        status, _ = await bot.call(
            "POST",
            "/api/messages?secretquery",
            json=started,
            headers={"Authorization": f"Bearer {token}", "traceparent": STRANGER, "tracestate": "kari=1"},
        )
        assert status == 200
        await play.tell(says.joined(ANN, BO, CATO), says.joined(EINAR), says.message(BO, CHAT))
        await play.card("participant-alert", "Einar")
        await play.tell(says.message(ANN, "/sjekkliste"), says.meeting_end(ANN))
        await play.card("summary")
        assert (await bot.call("POST", "/api/messages", json={}, headers={"traceparent": STRANGER}))[0] == 401
        assert (await bot.call("PUT", "/api/meetings", json={}))[0] == 401
        await bot.call("GET", "/readyz")
        await until(lambda: collector.named("PUT /api/meetings") or None, "the last request's span")
        await until(lambda: collector.latest().get("motevakt_effects"), "numbers")
        secrets = [token, token.split(".")[1], play.chat.id, HOSPITAL, standin.token().split(".")[2], "secretquery"]
        secrets += [str(value) for value in started.values() if isinstance(value, str) and len(value) > 12]
        secrets += [text for one in (ANN, BO, CATO, EINAR, KARI) for text in (one.name, one.address, one.oid, one.mri)]
        secrets += [post.id for post in standin.world.posts.values()] + ["12811873762", "klagenfurtsyndrom"]
        text = (await bot.call("GET", "/metrics"))[1]

    it_is_one_way_through(collector)
    no_stranger_decides(collector)
    only_listed_words(collector)
    the_numbers_are_the_same(collector, str(text))
    assert {header["api-key"] for header in collector.headers} == {"abc"}
    assert {told["service.name"] for told in collector.resources()} == {"motevakt"}
    named = {"application/vnd.microsoft.meetingStart", standin.service_url}
    looked_for = needles(filter(None, set(secrets) - named))
    assert not [found for body in collector.bodies for found in found_in(body, looked_for)]


def it_is_one_way_through(collector: Collector) -> None:
    """Request, commit, deed and its calls hang together as docs/OPERATIONS.md says."""
    (request,) = collector.named("POST /api/messages meetingStart")
    children = [span for span in collector.spans if span.parent_span_id == request.span_id]
    (commit,) = [span for span in children if span.name == "commit"]
    assert (request.kind, request.parent_span_id) == (Span.SPAN_KIND_SERVER, b"")
    assert attributes(request.attributes) == {
        "http.request.method": "POST",
        "http.route": "/api/messages",
        "http.response.status_code": 200,
        "motevakt.activity": "meetingStart",
        "motevakt.outcome": "accepted",
    }
    assert attributes(commit.attributes) == {"motevakt.event": "MeetingStarted"}
    assert commit.trace_id == request.trace_id
    asked = [span for span in collector.spans if any(link.span_id == commit.span_id for link in span.links)]
    assert "perform ShowCard" in {span.name for span in asked}
    (deed,) = [span for span in asked if span.name == "perform ShowCard"][:1]
    assert (deed.parent_span_id, deed.links[0].trace_id) == (b"", request.trace_id)
    assert deed.trace_id != request.trace_id
    told = attributes(deed.attributes)
    assert (told["motevakt.effect"], told["motevakt.attempt"]) == ("ShowCard", 1)
    assert 0 <= told["motevakt.waited_s"] < 10
    assert (told["motevakt.outcome"], told["motevakt.event"]) == ("done", "CardShown")
    (call, *_) = [span for span in collector.spans if span.parent_span_id == deed.span_id]
    assert (call.name, call.kind) == ("POST", Span.SPAN_KIND_CLIENT)
    assert attributes(call.attributes) == {
        "http.request.method": "POST",
        "server.address": "127.0.0.1",
        "http.response.status_code": 201,
    }


def no_stranger_decides(collector: Collector) -> None:
    assert bytes.fromhex(STRANGER.split("-")[1]) not in b"".join(collector.bodies)
    assert b"kari" not in b"".join(collector.bodies).lower()
    assert not [span for span in collector.spans if "readyz" in span.name or "metrics" in span.name]


def only_listed_words(collector: Collector) -> None:
    for span in collector.spans:
        told = attributes(span.attributes)
        assert told.keys() <= ATTRIBUTES
        assert fitting(told) == told
        assert not span.events, "an exception's text would be one"
        assert span.status.message == ""
        assert not span.trace_state
        assert re.fullmatch(r"commit|perform \w+|(GET|POST|PUT|PATCH|DELETE)( /api/[a-z/]+( [\w/]+)?)?", span.name)
    resources = {name for told in collector.resources() for name in told}
    assert resources <= {"service.name", "service.instance.id"} | {
        f"telemetry.sdk.{one}" for one in ("name", "version", "language")
    }


def the_numbers_are_the_same(collector: Collector, text: str) -> None:
    """The last numbers came when the bot had ended: no less than what it told before."""
    families = {family.name for family in Metrics().registry.collect()}
    latest = collector.latest()
    assert latest.keys() <= families
    started = {"activity": "meetingStart", "outcome": "accepted"}
    (count,) = [point.as_double for told, point in points(latest["motevakt_activities"]) if told == started]
    assert count == 1
    assert 'motevakt_activities_total{activity="meetingStart",outcome="accepted"} 1.0' in text
    assert latest["motevakt_activities"].sum.is_monotonic
    ((_, seconds),) = points(latest["motevakt_answer_seconds"])
    assert seconds.count == sum(seconds.bucket_counts) >= 6
    assert len(seconds.bucket_counts) == len(seconds.explicit_bounds) + 1


async def test_lines_of_one_activity_and_of_what_it_asked_for_are_found_by_one_id(tmp_path: Path) -> None:
    async with StandIn(tmp_path) as standin, BotProcess(standin, tmp_path) as bot:
        play = Play(standin, bot, standin.world.open_meeting())
        play.chat.installed = False
        await play.tell(play.says.slash(ANN, "status"))
        await until(lambda: [one for one in lines(bot) if one["event"] == "effect_denied"] or None, "a refusal")
        told = lines(bot)

    (denied, *_) = [one for one in told if one["event"] == "effect_denied"]
    assert re.fullmatch(r"[0-9a-f]{32}", denied["trace_id"])
    (serving,) = [one for one in told if one["event"] == "serving"]
    assert "trace_id" not in serving
    asked = [one for one in told if one["event"] == "role_not_told"]
    assert asked[0]["trace_id"] == denied["origin_trace_id"]
    assert asked[0]["trace_id"] != denied["trace_id"]


async def test_lines_bear_the_ids_of_the_traces(tmp_path: Path, collector: Collector) -> None:
    on = {"OTEL_EXPORTER_OTLP_ENDPOINT": collector.url, "OTEL_SERVICE_NAME": "ward 7"}
    async with StandIn(tmp_path) as standin, BotProcess(standin, tmp_path, otherwise=QUICK | on) as bot:
        play = Play(standin, bot, standin.world.open_meeting())
        play.chat.installed = False
        await play.tell(play.says.slash(ANN, "status"))
        await until(lambda: [one for one in lines(bot) if one["event"] == "effect_denied"] or None, "a refusal")
        (denied, *_) = [one for one in lines(bot) if one["event"] == "effect_denied"]
        await bot.terminate()

    (request,) = collector.named("POST /api/messages message")
    (deed,) = [
        span for span in collector.spans if span.trace_id.hex() == denied["trace_id"] and not span.parent_span_id
    ]
    assert deed.name == "perform ShowCard"
    assert denied["origin_trace_id"] == request.trace_id.hex() == deed.links[0].trace_id.hex()
    calls = [span for span in collector.spans if span.parent_span_id == deed.span_id]
    assert {call.status.code for call in calls} == {Status.STATUS_CODE_ERROR}
    assert {attributes(call.attributes)["error.type"] for call in calls} == {"403"}
    assert {told["service.name"] for told in collector.resources()} == {"ward 7"}


@pytest.mark.parametrize("how", ["refused", "hangs", "fails"])
async def test_a_collector_that_is_away_changes_nothing_and_is_told_once(tmp_path: Path, how: str) -> None:
    async with Collector() as failing:
        failing.status = 500 if how == "fails" else 200
        with socket.socket() as listening:  # takes connections and never answers
            listening.bind(("127.0.0.1", 0))
            if how == "hangs":
                listening.listen(100)
            url = failing.url if how == "fails" else f"http://127.0.0.1:{listening.getsockname()[1]}"
            on = QUICK | {"OTEL_EXPORTER_OTLP_ENDPOINT": url, "OTEL_EXPORTER_OTLP_TIMEOUT": "0.5"}
            async with StandIn(tmp_path) as standin, BotProcess(standin, tmp_path, otherwise=on) as bot:
                play = Play(standin, bot, standin.world.open_meeting())
                await play.tell(play.says.meeting_start(ANN))
                await play.card("rules")
                await until(lambda: len(away(bot)) == 2 or None, "both to be told away", lambda: bot.stdout)
                await asyncio.sleep(2.5)
                await play.tell(play.says.joined(BO))
                begun = time.monotonic()
                assert await bot.terminate() == 0
                took = time.monotonic() - begun

    assert took < 2.5
    assert {line["kind"] for line in away(bot)} == {"traces", "metrics"}
    assert {line["act"] for line in away(bot)} == {"operator: OTEL_EXPORTER_OTLP_ENDPOINT"}
    assert not [line for line in lines(bot) if line["event"] in ("foreign", "uncaught_in_thread")]
    assert bot.stderr == ""


async def test_an_end_does_not_wait_for_a_collector_that_nobody_yet_knows_to_hang(tmp_path: Path) -> None:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(100)
        on = {"OTEL_EXPORTER_OTLP_ENDPOINT": f"http://127.0.0.1:{listening.getsockname()[1]}"}
        async with StandIn(tmp_path) as standin, BotProcess(standin, tmp_path, otherwise=on) as bot:
            play = Play(standin, bot, standin.world.open_meeting())
            await play.tell(play.says.meeting_start(ANN))
            await play.card("rules")
            begun = time.monotonic()
            assert await bot.terminate() == 0
            took = time.monotonic() - begun

    assert took < 2.0 + 1.0, "the two seconds of docs/OPERATIONS.md, and the end itself"
    assert not away(bot)


def away(bot: BotProcess) -> list[dict[str, Any]]:
    return [line for line in lines(bot) if line["event"] == "telemetry_away"]


async def test_where_no_collector_is_named_nothing_of_it_is_even_imported(tmp_path: Path) -> None:
    told = {"PYTHONPROFILEIMPORTTIME": "1", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": "http://127.0.0.1:9/v1/traces"}
    async with StandIn(tmp_path) as standin, BotProcess(standin, tmp_path, otherwise=told) as bot:
        play = Play(standin, bot, standin.world.open_meeting())
        await play.tell(play.says.meeting_start(ANN))
        await play.card("rules")
        assert await bot.terminate() == 0

    imported = {line.rpartition("|")[2].strip() for line in bot.stderr.splitlines() if line.startswith("import time:")}
    assert "bot.tracing.spans" in imported
    assert not [name for name in imported if name.startswith(("opentelemetry", "google"))]
    assert not imported & {"bot.tracing.otlp", "bot.tracing.numbers"}


async def test_an_address_that_is_none_is_told_at_the_start(tmp_path: Path) -> None:
    async with StandIn(tmp_path) as standin:
        bot = BotProcess(standin, tmp_path, otherwise={"OTEL_EXPORTER_OTLP_ENDPOINT": "http://collector:4318"})
        with pytest.raises(Exception, match="OTEL_EXPORTER_OTLP_ENDPOINT must be an https address"):
            await bot.__aenter__()
