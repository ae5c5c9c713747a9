"""A meeting kept in a third of the room: its parts, without the names of the parts and without what it keeps of itself.

As an object a meeting of eight takes some fifteen kilobytes; a mapping takes four times its keys and values.
"""

from dataclasses import fields
from operator import itemgetter
from typing import Any

from bot.domain.meeting import Meeting

_MAPS = ("identities", "people", "cards", "latest")
_PARTS = tuple(part.name for part in fields(Meeting) if part.name not in _MAPS)
_parts = itemgetter(*_PARTS)


def folded(meeting: Meeting) -> tuple[Any, ...]:
    """The parts of *meeting*, to be `unfolded`. Of what it keeps of itself only long lists."""
    known, seen, cards, latest = meeting.identities, meeting.people, meeting.cards, meeting.latest
    met, here = tuple(known), tuple(seen)
    people = (met, tuple(known.values()), met if here == met else here, tuple(seen.values()))
    lists = vars(meeting).get("lists") if meeting.invitation.people else None
    shown = (tuple(cards), tuple(cards.values()), tuple(latest), tuple(latest.values()))
    return (*_parts(vars(meeting)), *people, *shown, lists)


def unfolded(parts: tuple[Any, ...]) -> Meeting:
    """The meeting that was `folded`."""
    meeting = object.__new__(Meeting)
    whole = vars(meeting)
    whole.update(zip(_PARTS, parts))  # noqa: B905  # what is left over comes next
    met, known, here, seen, matters, cards, series, latest, lists = parts[len(_PARTS) :]
    whole["identities"], whole["people"] = dict(zip(met, known, strict=True)), dict(zip(here, seen, strict=True))
    whole["cards"], whole["latest"] = dict(zip(matters, cards, strict=True)), dict(zip(series, latest, strict=True))
    if lists is not None:
        whole["lists"] = lists
    return meeting
