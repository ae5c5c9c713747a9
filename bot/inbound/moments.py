"""Times as others write them: seven digits of a second, offsets of one digit, no offset, no sense."""

import re
from datetime import UTC, datetime, timedelta, timezone

AHEAD = timedelta(minutes=5)
"""How far in the future a time may be told; further is a wrong clock, and becomes the hour of arrival."""

_LONGEST = 64  # characters of a time
_FIRST_YEAR = 2000  # before this the sender's clock or default speaks, as .NET's year 1
_SHAPE = re.compile(
    r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})[Tt ]+([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:[.,]([0-9]+))?)?"
    r"\s*(?:[Zz]|([+-])([0-9]{1,2})(?::?([0-9]{2}))?)?"
)


def parse_moment(text: str) -> datetime | None:
    """The time that *text* tells, in UTC; without an offset it is taken as UTC. None: it tells none."""
    if len(text) > _LONGEST:
        return None
    try:
        moment = _parse(text.strip())
        if moment is None:
            return None
        moment = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
    return moment if moment.year >= _FIRST_YEAR else None


def moment_or(text: str, otherwise: datetime, arrived: datetime) -> datetime:
    """The time that *text* tells; *otherwise* where it tells none; *arrived* where it lies too far ahead of that."""
    moment = parse_moment(text) or otherwise
    return arrived if moment > arrived + AHEAD else moment


def _parse(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        found = _SHAPE.fullmatch(text)
    if found is None:
        return None
    year, month, day, hour, minute, second, fraction, sign, off_hours, off_minutes = found.groups()
    zone = timezone(timedelta(hours=int(off_hours or 0), minutes=int(off_minutes or 0)) * (-1 if sign == "-" else 1))
    micro = int((fraction or "0")[:6].ljust(6, "0"))
    return datetime(int(year), int(month), int(day), int(hour), int(minute), int(second or 0), micro, zone)
