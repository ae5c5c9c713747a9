"""What the store writes and reads. What is loaded was written here, so it is right.

What is sealed is MessagePack: a third fewer bytes than JSON, which every change in a large meeting has to write. What
people may have to read, effects and the audit, is JSON.
"""

from typing import TypeVar, get_args

import msgspec

from bot.domain.change import replace
from bot.domain.effects import Effect, SetAlarm
from bot.domain.meeting import Meeting
from bot.domain.participants import Identity

_EFFECTS: dict[str, type[Effect]] = {kind.__name__: kind for kind in get_args(Effect) if kind is not SetAlarm}
_encode = msgspec.json.Encoder().encode
_pack = msgspec.msgpack.Encoder().encode
_JSON = b"{"
_T = TypeVar("_T")


def dump_meeting(meeting: Meeting) -> bytes:
    """The meeting without its people's names: those are kept apart, to be erased apart."""
    return _pack(replace(meeting, identities={}))


def load_meeting(stored: bytes) -> Meeting:
    return _loaded(stored, Meeting)


def dump_identity(who: Identity) -> bytes:
    return _pack(who)


def load_identity(stored: bytes) -> Identity:
    return _loaded(stored, Identity)


def dump_effect(effect: Effect) -> str:
    """An effect as JSON: its name, then its parts."""
    if isinstance(effect, SetAlarm):
        raise TypeError("an alarm is kept in its own table")
    return _encode([type(effect).__name__, effect]).decode()


def load_effect(stored: str) -> Effect:
    name, parts = msgspec.json.decode(stored, type=tuple[str, msgspec.Raw])
    return msgspec.json.decode(parts, type=_EFFECTS[name])


def dump_hours(hours: list[float]) -> str:
    """Hours of posts, in whole milliseconds."""
    return _encode([round(hour * 1000) for hour in hours]).decode()


def load_hours(stored: str) -> list[float]:
    return [millisecond / 1000 for millisecond in msgspec.json.decode(stored, type=list[int])]


def dump_row(row: object) -> str:
    """An audit row's body, in an order that does not change."""
    return _canonical(row).decode()


def fact_in(row: str) -> str:
    """The name of the fact that an audit row's body tells of."""
    return msgspec.json.decode(row, type=_Fact).fact


def _loaded(stored: bytes, kind: type[_T]) -> _T:
    """What was packed; version 0.1.0 wrote JSON."""
    if stored.startswith(_JSON):
        return msgspec.json.decode(stored, type=kind)
    return msgspec.msgpack.decode(stored, type=kind)


class _Fact(msgspec.Struct):
    fact: str


_canonical = msgspec.json.Encoder(order="sorted").encode
