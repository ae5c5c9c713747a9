import io
import json
import logging
import subprocess
import sys
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from bot import tracing
from bot.errors import TryLater
from bot.log import FIELDS, current_trace, end_trace, get_log, set_trace, start_logging
from bot.metrics import ACTIVITIES, Metrics

SECRET = "Kari Nordmann 01019012345"


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    """Where the process's logs go during a test; all is put back after."""
    root, hooks = logging.getLogger(), (sys.excepthook, threading.excepthook, sys.unraisablehook)
    handlers, level = root.handlers[:], root.level
    stream = io.StringIO()
    start_logging("DEBUG", stream)
    yield stream
    logging.captureWarnings(False)
    root.handlers[:] = handlers
    root.setLevel(level)
    sys.excepthook, threading.excepthook, sys.unraisablehook = hooks
    logging.getLogger("motevakt").setLevel(logging.NOTSET)
    logging.getLogger("aiohttp.access").disabled = False


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_a_line_is_an_event_and_plain_fields(stream: io.StringIO) -> None:
    get_log("worker").warning("effect_denied", effect="ShowCard", status=403, cause="403")

    (line,) = lines(stream)
    assert line.pop("time").endswith("+00:00")
    assert line == {
        "level": "WARNING",
        "log": "worker",
        "event": "effect_denied",
        "effect": "ShowCard",
        "status": 403,
        "cause": "403",
    }


def test_a_field_that_is_not_listed_is_left_out_and_that_is_told(stream: io.StringIO) -> None:
    get_log("x").info("done", name=SECRET, text=SECRET, count=1)

    (line,) = lines(stream)
    assert (line["left_out"], line["count"]) == (["name", "text"], 1)
    assert "Nordmann" not in stream.getvalue()


def test_lines_bear_the_id_of_what_is_under_way_and_none_after(stream: io.StringIO) -> None:
    with tracing.request("POST", "/api/messages"):
        get_log("x").info("inside")
        number = current_trace()
    get_log("x").info("outside")
    token = set_trace(0xAB, 0xCD)
    get_log("x").info("asked", trace_id=SECRET)
    end_trace(token)

    inside, outside, asked = lines(stream)
    assert inside["trace_id"] == f"{number:032x}"
    assert "origin_trace_id" not in inside
    assert "trace_id" not in outside
    assert (asked["trace_id"], asked["origin_trace_id"]) == (f"{0xAB:032x}", f"{0xCD:032x}")
    assert asked["left_out"] == ["trace_id"]


def test_an_event_that_is_no_word_is_not_told(stream: io.StringIO) -> None:
    get_log("x").error(f"could not post to {SECRET}")

    assert lines(stream)[0]["event"] == "unnamed"
    assert "Nordmann" not in stream.getvalue()


def test_a_value_that_is_not_plain_is_told_by_its_type(stream: io.StringIO) -> None:
    get_log("x").info("done", cause=[SECRET], kind="x" * 1000)  # type: ignore[arg-type]

    (line,) = lines(stream)
    assert (line["cause"], len(line["kind"])) == ("list", 200)


def fail() -> None:
    try:
        int(SECRET)
    except ValueError as wrong:
        raise TryLater(SECRET) from wrong


def test_an_exception_is_told_by_type_and_place_and_never_by_its_text(stream: io.StringIO) -> None:
    for how in (True, None):
        try:
            fail()
        except TryLater as trouble:
            get_log("x").error("failed", exc_info=how if how is not None else trouble)

    for line in lines(stream):
        assert line["error"] == "bot.errors.TryLater"
        assert line["caused_by"] == ["ValueError"]
        assert line["raised_at"][-1].split()[1] == "fail"
    assert "Nordmann" not in stream.getvalue()


def test_a_group_is_told_by_its_members(stream: io.StringIO) -> None:
    group = ExceptionGroup(SECRET, [ValueError(SECRET), TryLater(SECRET)])
    get_log("x").error("failed", exc_info=group)

    assert lines(stream)[0]["caused_by"] == ["ValueError", "bot.errors.TryLater"]
    assert "Nordmann" not in stream.getvalue()


def test_what_others_log_is_told_without_their_words(stream: io.StringIO) -> None:
    try:
        raise ValueError(SECRET)
    except ValueError:
        logging.getLogger("aiohttp.server").exception("Error handling %s", SECRET)
    logging.getLogger("azure.identity").warning(SECRET, extra={"plain": {"cause": SECRET}})
    logging.getLogger("azure.core").info(SECRET)
    logging.getLogger("aiohttp.access").error(SECRET)
    logging.getLogger("py.warnings").warning("%s", SECRET)

    told = [{name: line[name] for name in line if name != "time"} for line in lines(stream)]
    assert told == [
        {"level": "ERROR", "log": "aiohttp.server", "event": "foreign", "error": "ValueError"},
        {"level": "WARNING", "log": "azure.identity", "event": "foreign"},
        {"level": "WARNING", "log": "py.warnings", "event": "foreign"},
    ]


def test_a_stream_that_is_gone_is_no_failure_and_tells_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    stream = io.StringIO()
    hooks, handlers = (sys.excepthook, threading.excepthook, sys.unraisablehook), logging.getLogger().handlers[:]
    start_logging("INFO", stream)
    stream.close()
    get_log("x").error("failed", cause=SECRET)
    logging.captureWarnings(False)
    logging.getLogger().handlers[:] = handlers
    sys.excepthook, threading.excepthook, sys.unraisablehook = hooks

    assert "Nordmann" not in "".join(capsys.readouterr())


UNCAUGHT = f"""
import threading, sys
from bot.log import start_logging, get_log
start_logging("INFO")
get_log("x").debug("not_told")
def fail():
    secret = "{SECRET}"
    raise ValueError(secret)
class Odd:
    def __del__(self):
        fail()
thread = threading.Thread(target=fail); thread.start(); thread.join()
Odd()
fail()
"""


def test_what_nobody_catches_is_told_without_its_text() -> None:
    ended = subprocess.run([sys.executable, "-c", UNCAUGHT], capture_output=True, text=True, check=False)

    events = [json.loads(line)["event"] for line in ended.stdout.splitlines()]
    assert events == ["uncaught_in_thread", "unraisable", "uncaught"]
    assert ended.returncode == 1
    assert "Nordmann" not in ended.stdout + ended.stderr


def test_no_listed_field_could_hold_a_person() -> None:
    assert not FIELDS & {"name", "text", "body", "token", "address", "url", "conversation", "person", "message"}


def test_labels_come_from_a_closed_set() -> None:
    metrics = Metrics()
    metrics.activity("meetingStart", "accepted")
    for number in range(100):
        metrics.activity(f"invented-{number}", "ignored")

    count = metrics.registry.get_sample_value
    assert count("motevakt_activities_total", {"activity": "other", "outcome": "ignored"}) == 100
    assert count("motevakt_activities_total", {"activity": "meetingStart", "outcome": "accepted"}) == 1
    assert "message" in ACTIVITIES


def test_two_sets_of_metrics_do_not_know_each_other() -> None:
    one, other = Metrics(), Metrics()
    one.ambiguous_posts.inc()

    assert b"motevakt_ambiguous_posts_total 1.0" in one.text()
    assert b"motevakt_ambiguous_posts_total 0.0" in other.text()
