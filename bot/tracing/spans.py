"""Spans, by what they are about. While one of `request` or `deed` lasts, every line of the log bears its trace's id."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from contextvars import Token
from enum import Enum
from random import getrandbits
from time import time
from types import TracebackType
from typing import Any, Protocol, Self

from prometheus_client import CollectorRegistry

from bot.errors import Misconfigured
from bot.log import Trace, current_trace, end_trace, set_trace
from bot.metrics import ACTIVITIES, OTHER
from bot.ports import Done, Outcome, Task
from bot.tracing.origins import Origins, Taken
from bot.tracing.vocabulary import METHODS, ROUTES

STOP_WITHIN_S = 2.0
"""How long the end of the process waits for the last spans and numbers to leave."""


class Kind(Enum):
    """What a span is to those around it."""

    SERVER = "server"
    CLIENT = "client"
    INTERNAL = "internal"


class Open(Protocol):
    """A span that has begun and is told of. `trace`: the id; 0: nothing is told. `link`: what leads to it."""

    trace: int
    link: Any

    def note(self, told: Mapping[str, object], name: str = "") -> None:
        """Say more of it; with *name*, call it so."""

    def close(self, error: str = "") -> None:
        """It is over; *error* names what went wrong."""


class Recorder(Protocol):
    """Where spans are told, if anywhere: bot/tracing/otlp.py."""

    def open(self, name: str, kind: Kind, told: Mapping[str, object], *, root: bool = False, link: Any = None) -> Open:
        """Begin a span that stands around what follows in this context. `root`: with no other around it."""

    def aside(self, name: str, told: Mapping[str, object]) -> Open:
        """Begin a call of ours, which stands around nothing."""

    def current(self) -> Open | None:
        """The request or deed under way in this context."""


_recorder: Recorder | None = None
_origins = Origins()


def is_on() -> bool:
    """Whether spans are told to anybody."""
    return _recorder is not None


@asynccontextmanager
async def exporting(endpoint: str | None, registry: CollectorRegistry) -> AsyncIterator[None]:
    """Tell spans, and the numbers of *registry*, to the collector at *endpoint*. None: nothing is told or imported.

    Raises:
        Misconfigured: OpenTelemetry cannot read one of its own settings.
    """
    global _recorder  # one process tells one collector, as with logging
    if endpoint is None:
        yield
        return
    from bot.tracing.otlp import Export

    try:
        export = Export(endpoint, registry)
    except ValueError as wrong:
        raise Misconfigured(("OTEL_…: a setting of OpenTelemetry cannot be read",)) from wrong
    _recorder = export
    try:
        yield
    finally:
        _recorder = None
        await export.stop(STOP_WITHIN_S)


class Span:
    """A request or a deed: `with` it everything that is logged bears its id."""

    __slots__ = ("_kind", "_link", "_name", "_open", "_origin", "_token", "_told")

    def __init__(
        self, name: str, kind: Kind, told: Mapping[str, object] | None, origin: int = 0, link: Any = None
    ) -> None:
        self._name, self._kind, self._told = name, kind, told
        self._origin, self._link = origin, link
        self._open: Open | None = None
        self._token: Token[Trace] | None = None

    def __enter__(self) -> Self:
        number = 0
        if _recorder is not None and self._told is not None:
            self._open = _recorder.open(self._name, self._kind, self._told, root=True, link=self._link)
            number = self._open.trace
        self._token = set_trace(number or getrandbits(128), self._origin)  # it names lines, and guards nothing
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._token is not None:
            end_trace(self._token)
        if self._open is not None:
            self._open.close(kind.__name__ if kind is not None else "")

    def answered(self, status: int) -> None:
        """What a request was answered with."""
        if self._open is not None:
            self._open.note({"http.response.status_code": status, **_failed(status, 500)})

    def came_to(self, outcome: Outcome) -> None:
        """What became of a deed."""
        if self._open is not None:
            done = isinstance(outcome, Done)
            event = {"motevakt.event": type(outcome.event).__name__} if isinstance(outcome, Done) else {}
            self._open.note({"motevakt.outcome": "done" if done else "again"} | event)


def request(method: str, route: str) -> Span:
    """Somebody calls us. Who calls decides nothing: not the id, nor whether it is told (docs/adr/0015)."""
    if _recorder is None or route not in ROUTES or method not in METHODS:
        return Span("", Kind.SERVER, None)
    return Span(f"{method} {route}", Kind.SERVER, {"http.request.method": method, "http.route": route})


def note(activity: str, outcome: str) -> None:
    """Of which kind the activity was that is under way, and what became of it."""
    under_way = _recorder.current() if _recorder is not None else None
    if under_way is not None:
        kind = activity if activity in ACTIVITIES else OTHER
        told = {"motevakt.activity": kind, "motevakt.outcome": outcome}
        under_way.note(told, f"POST /api/messages {kind}")


class Commit:
    """The store's part in a request; what effects find their origin by."""

    __slots__ = ("_conversation", "_event", "_open", "_taken")

    def __init__(self, conversation: str, event: object) -> None:
        self._conversation, self._event = conversation, event
        self._open: Open | None = None

    def __enter__(self) -> None:
        self._taken = Taken(time(), current_trace())
        if _recorder is not None:
            told = {"motevakt.event": type(self._event).__name__}
            self._open = _recorder.open("commit", Kind.INTERNAL, told)
            self._taken.link = self._open.link
        _origins.note(self._conversation, self._taken)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._taken.until = time()
        if self._open is not None:
            self._open.close(kind.__name__ if kind is not None else "")


def commit(conversation: str, event: object) -> Commit:
    """The store decides *event* of this conversation, and writes it: what is waited for until it is on disk."""
    return Commit(conversation, event)


def deed(task: Task) -> Span:
    """An effect is performed. It has a trace of its own, and leads back to the activity that asked for it, if known."""
    asked = task.first.timestamp()
    taken = _origins.find(task.meeting.where.conversation, asked)
    origin, link = (taken.trace, taken.link) if taken is not None else (0, None)
    if _recorder is None:
        return Span("", Kind.INTERNAL, None, origin)
    effect = type(task.effect).__name__
    waited = round(max(time() - asked, 0.0), 6)
    told = {"motevakt.effect": effect, "motevakt.attempt": task.attempt, "motevakt.waited_s": waited}
    return Span(f"perform {effect}", Kind.INTERNAL, told, origin, link)


def call(method: str, host: str) -> Open | None:
    """We call somebody; of the address its host alone. None: nobody is told."""
    if _recorder is None:
        return None
    named = method if method in METHODS else OTHER
    return _recorder.aside(named, {"http.request.method": named, "server.address": host})


def answer(span: Open, status: int) -> None:
    """That call was answered."""
    span.note({"http.response.status_code": status})
    span.close(_failed(status, 400).get("error.type", ""))


def _failed(status: int, least: int) -> dict[str, str]:
    """OpenTelemetry's conventions: an answer of ours is a failure from 500 on, one we get from 400 on."""
    return {"error.type": str(status)} if status >= least else {}
