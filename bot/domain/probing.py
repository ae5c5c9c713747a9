"""S7. Whom Teams is asked about when not all can be: a tenant's calls are few (docs/TEAMS.md H)."""

from collections.abc import Sequence
from datetime import UTC, datetime

from bot.domain.meeting import Meeting
from bot.domain.participants import Identity

_NEVER = datetime.min.replace(tzinfo=UTC)


def whom_to_ask(members: Sequence[Identity], meeting: Meeting, most: int) -> tuple[int, ...]:
    """Places in *members* of those to ask about, *most* at the most: the longest not asked, then whom we hold absent.

    Only who has an account can be asked about.
    """
    ranked = sorted((_asked(who, meeting), number) for number, who in enumerate(members) if who.oid)
    return tuple(number for _, number in ranked[:most])


def _asked(who: Identity, meeting: Meeting) -> tuple[datetime, bool]:
    person = meeting.person(who)
    place = meeting.chat.get(person) if person else None
    held = person is not None and meeting.is_present(person)
    return (place.asked or _NEVER) if place else _NEVER, held
