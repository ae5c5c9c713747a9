"""Logs as JSON lines on stdout, private by construction.

A line of ours is an event word and plain fields from a list. What is written while one activity or one deed is under
way bears the same `trace_id` (32 hexadecimal digits). An exception is told by its type and the places in the
code it went through, never by its text. What other libraries log is told by logger, level and type of exception alone:
their texts may hold addresses, tokens or names.
"""

import json
import logging
import re
import sys
import threading
from collections.abc import Iterator
from contextvars import ContextVar, Token
from datetime import UTC, datetime
from types import TracebackType
from typing import TextIO

Plain = str | int | float | bool | None

FIELDS = frozenset(
    {
        "act", "activity", "after_s", "alarm", "attempts", "cause", "count", "effect", "error", "fault", "field",
        "host", "kind", "outcome", "port", "reason", "result", "route", "rule", "seconds", "setting", "status", "table",
        "version",
    }
)  # fmt: skip
"""What a line of ours may hold besides its event. What is not here is left out, and its name told under `left_out`."""

Trace = tuple[int, int]
"""The id of what is under way, and of what asked for it; 0: there is none. Random numbers of 128 bits, of nobody."""

_trace: ContextVar[Trace] = ContextVar("trace", default=(0, 0))
_OURS = "motevakt"
_EVENT = re.compile(r"[a-z][a-z0-9_]{0,63}")
_LONGEST = 200  # characters of a field
_DEEPEST = 12  # places of a traceback, and causes of an exception


class Log:
    """Tells events of one part of the bot."""

    def __init__(self, part: str) -> None:
        self._logger = logging.getLogger(f"{_OURS}.{part}")

    def debug(self, event: str, *, exc_info: bool | BaseException = False, **fields: Plain) -> None:
        self._tell(logging.DEBUG, event, exc_info, fields)

    def info(self, event: str, *, exc_info: bool | BaseException = False, **fields: Plain) -> None:
        self._tell(logging.INFO, event, exc_info, fields)

    def warning(self, event: str, *, exc_info: bool | BaseException = False, **fields: Plain) -> None:
        self._tell(logging.WARNING, event, exc_info, fields)

    def error(self, event: str, *, exc_info: bool | BaseException = False, **fields: Plain) -> None:
        self._tell(logging.ERROR, event, exc_info, fields)

    def _tell(self, level: int, event: str, exc_info: bool | BaseException, fields: dict[str, Plain]) -> None:
        self._logger.log(level, event, exc_info=exc_info, extra={"plain": fields, "trace": _trace.get()})


def set_trace(trace: int, origin: int = 0) -> Token[Trace]:
    """From now on lines of this context bear this `trace_id`, and *origin* as `origin_trace_id`."""
    return _trace.set((trace, origin))


def end_trace(token: Token[Trace]) -> None:
    """They bear again what they bore before."""
    _trace.reset(token)


def current_trace() -> int:
    """The id that lines of this context bear; 0: none."""
    return _trace.get()[0]


def get_log(part: str) -> Log:
    """The log of a part of the bot, named by one word."""
    return Log(part)


def start_logging(level: str, stream: TextIO | None = None) -> None:
    """Send all logs of the process to *stream* (stdout) as JSON lines; ours from *level* on, others from WARNING on."""
    handler = _Quiet(stream or sys.stdout)
    handler.setFormatter(_Lines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger(_OURS).setLevel(level)
    logging.getLogger("aiohttp.access").disabled = True  # its lines are made of addresses and headers
    logging.captureWarnings(True)
    sys.excepthook = _uncaught
    threading.excepthook = _uncaught_in_thread
    sys.unraisablehook = _unraisable


class _Lines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "log": record.name.removeprefix(f"{_OURS}."),
        }
        error = record.exc_info[1] if record.exc_info else None
        plain = getattr(record, "plain", None)
        if not record.name.startswith(f"{_OURS}.") or not isinstance(plain, dict):
            line |= {"event": "foreign"} | ({"error": _name(error)} if error else {})
        else:
            line |= {"event": record.msg if _EVENT.fullmatch(record.msg) else "unnamed"} | _fields(plain)
            line |= _traced(getattr(record, "trace", (0, 0)))
            line |= _told(error) if error else {}
        return json.dumps(line, ensure_ascii=False)


class _Quiet(logging.StreamHandler[TextIO]):
    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  # logging's name
        """A log that cannot be written is lost; the usual answer would print the record's arguments."""


def _fields(plain: dict[str, Plain]) -> dict[str, object]:
    kept: dict[str, object] = {name: _plain(value) for name, value in plain.items() if name in FIELDS}
    left_out = sorted(plain.keys() - FIELDS)
    return kept | ({"left_out": left_out} if left_out else {})


def _traced(trace: Trace) -> dict[str, str]:
    names = zip(("trace_id", "origin_trace_id"), trace, strict=True)
    return {name: f"{number:032x}" for name, number in names if number}


def _plain(value: object) -> object:
    if value is None or isinstance(value, (bool, int, float)):
        return value
    return str(value)[:_LONGEST] if isinstance(value, str) else type(value).__name__


def _told(error: BaseException) -> dict[str, object]:
    return {"error": _name(error), "raised_at": _places(error.__traceback__), "caused_by": list(_causes(error))}


def _name(error: BaseException) -> str:
    kind = type(error)
    return kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"


def _places(trace: TracebackType | None) -> list[str]:
    places = []
    while trace is not None:
        frame = trace.tb_frame
        places.append(f"{frame.f_globals.get('__name__', '?')}:{trace.tb_lineno} {frame.f_code.co_name}")
        trace = trace.tb_next
    return places[-_DEEPEST:]


def _causes(error: BaseException) -> Iterator[str]:
    if isinstance(error, BaseExceptionGroup):
        yield from (_name(one) for one in error.exceptions[:_DEEPEST])
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    for _ in range(_DEEPEST):
        if cause is None:
            return
        yield _name(cause)
        cause = cause.__cause__ or cause.__context__


def _uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    get_log("process").error("uncaught", exc_info=error.with_traceback(trace))


def _uncaught_in_thread(told: threading.ExceptHookArgs) -> None:
    get_log("process").error("uncaught_in_thread", exc_info=told.exc_value or False)


def _unraisable(told: "sys.UnraisableHookArgs") -> None:
    get_log("process").error("unraisable", exc_info=told.exc_value or False)
