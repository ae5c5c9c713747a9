"""S7. Who was expected, and where that is known from.

Source: the hospital's procedure, clause S7, for meetings *about* patients: whoever was called in belongs there.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.domain.names import plain
from bot.domain.participants import Identity, PersonId


class Source(StrEnum):
    """Where somebody is expected from. In this order the first that names them speaks."""

    INVITATION = "invitation"  # Graph's online meeting
    CALENDAR = "calendar"  # the organizer's calendar: outside addresses, answers, rooms
    SYSTEM = "system"  # a booking or record system, by PUT /api/meetings
    CHAT = "chat"  # /forventet


class Answer(StrEnum):
    """What an invited person answered to the invitation, as their calendar tells it."""

    NONE = "none"
    YES = "yes"
    MAYBE = "maybe"
    NO = "no"


class Unread(StrEnum):
    """Why a source could not be read."""

    OFF = "off"
    DENIED = "denied"
    NOT_FOUND = "not_found"
    AWAY = "away"
    PRIVATE = "private"


@dataclass(frozen=True, slots=True)
class Invited:
    """Somebody who is expected. Empty text: the source does not say. All but `name` and `mri` in lower case.

    `room`: a meeting room that was booked, not a person. `mri`: Teams' id, of whom a message mentions.
    """

    oid: str = field(default="", repr=False)
    tenant: str = field(default="", repr=False)
    address: str = field(default="", repr=False)
    name: str = field(default="", repr=False)
    answer: Answer = Answer.NONE
    room: bool = False
    mri: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Announced:
    """What one booking or record system announced."""

    at: datetime
    people: tuple[Invited, ...]


@dataclass(frozen=True, slots=True)
class Awaited:
    """Somebody whom a colleague named with `/forventet`."""

    line: Invited
    by: PersonId
    at: datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """A line that names somebody. `by_name`: by nothing but the name, which proves little."""

    line: Invited
    source: Source
    by_name: bool = False


class Lists:
    """All lines of all sources, to be asked for one person at a time."""

    def __init__(self, lines: Iterable[tuple[Source, Invited]]) -> None:
        self._by_mri: dict[str, list[Entry]] = {}
        self._by_oid: dict[str, list[Entry]] = {}
        self._by_address: dict[str, list[Entry]] = {}
        self._by_name: dict[str, list[Entry]] = {}
        for source, line in lines:
            if line.mri:
                self._by_mri.setdefault(line.mri, []).append(Entry(line, source))
            if line.oid:
                self._by_oid.setdefault(line.oid, []).append(Entry(line, source))
            if line.address:
                self._by_address.setdefault(line.address, []).append(Entry(line, source))
            if line.name and not line.oid and not line.mri:
                self._by_name.setdefault(plain(line.name), []).append(Entry(line, source, by_name=True))

    def entries(self, who: Identity) -> tuple[Entry, ...]:
        """The lines that name *who*, the surest first: by account, by address, by name.

        An address counts where one side has no object id, a name where one side has no address either.
        """
        by_mri = self._by_mri.get(who.mri, []) if who.mri else []
        by_oid = self._by_oid.get(who.oid, []) if who.oid else []
        by_address = self._by_address.get(who.address, []) if who.address else []
        sure = [*by_mri, *by_oid, *(one for one in by_address if not (who.oid and one.line.oid))]
        return tuple(sure) or self._named(who)

    def answered(self, who: Identity) -> Answer:
        """What *who* answered to the invitation."""
        answers = (one.line.answer for one in self.entries(who) if not one.by_name)
        return next((answer for answer in answers if answer is not Answer.NONE), Answer.NONE)

    @property
    def partly_by_address(self) -> bool:
        """Whether somebody stands on a list with an address alone, and cannot be known by their account."""
        return any(not one.line.oid for entries in self._by_address.values() for one in entries)

    def _named(self, who: Identity) -> tuple[Entry, ...]:
        found = self._by_name.get(plain(who.name), []) if who.name else []
        return tuple(one for one in found if _could_be(who, one.line))


def _could_be(who: Identity, line: Invited) -> bool:
    """Whether nothing that both sides tell speaks against it."""
    other_address = bool(who.address and line.address and who.address != line.address)
    other_tenant = bool(who.tenant and line.tenant and who.tenant != line.tenant)
    return not other_address and not other_tenant
