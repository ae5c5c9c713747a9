"""All that a span may say: attributes by name, and for each what its values may be. Closed sets, numbers and hosts.

Private by construction: a name that is not here is left out, and a value that is not allowed becomes `other`.
Names without `motevakt` are those of OpenTelemetry's semantic conventions for HTTP, where they are stable.
"""

import re
from collections.abc import Mapping
from typing import Final, get_args

from bot.domain.effects import Effect
from bot.domain.events import Event
from bot.metrics import ACTIVITIES, OTHER

Value = str | int | float

METHODS: Final = frozenset({"GET", "POST", "PUT", "PATCH", "DELETE"})
ROUTES: Final = frozenset({"/api/messages", "/api/meetings", "/api/graph/notifications", "/api/graph/lifecycle"})
"""The ways in that are told of; who asks for health and numbers is not."""

OUTCOMES: Final = frozenset(
    {"accepted", "duplicate", "ignored", "refreshed", "turned_away", "malformed", "away", "failed", "done", "again"}
)
EVENTS: Final = frozenset(one.__name__ for one in get_args(Event))
EFFECTS: Final = frozenset(one.__name__ for one in get_args(Effect))

_TYPE = re.compile(r"[A-Za-z_]{1,64}|[1-5][0-9]{2}")  # a class of the code, or an HTTP status
_HOST = re.compile(r"[A-Za-z0-9.:-]{1,253}")

_WORDS: Final[Mapping[str, frozenset[str] | re.Pattern[str]]] = {
    "error.type": _TYPE,
    "http.request.method": METHODS,
    "http.route": ROUTES,
    "motevakt.activity": ACTIVITIES,
    "motevakt.effect": EFFECTS,
    "motevakt.event": EVENTS,
    "motevakt.outcome": OUTCOMES,
    "server.address": _HOST,
}
_NUMBERS: Final = frozenset({"http.response.status_code", "motevakt.attempt", "motevakt.waited_s"})

ATTRIBUTES: Final = _NUMBERS | _WORDS.keys()


def fitting(told: Mapping[str, object]) -> dict[str, Value]:
    """What of *told* may leave the house."""
    return {name: _value(name, value) for name, value in told.items() if _known(name, value)}


def word(name: str, value: str) -> str:
    """*value* where the attribute *name* may hold it, else `other`."""
    allowed = _WORDS[name]
    fits = value in allowed if isinstance(allowed, frozenset) else allowed.fullmatch(value)
    return value if fits else OTHER


def _known(name: str, value: object) -> bool:
    return name in _WORDS or (name in _NUMBERS and isinstance(value, int | float))


def _value(name: str, value: object) -> Value:
    if isinstance(value, int | float) and name in _NUMBERS:
        return value
    return word(name, value) if isinstance(value, str) else OTHER
