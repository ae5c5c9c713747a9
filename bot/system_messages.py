"""What Teams itself writes in a chat, as Graph shows it, as far as it tells of recordings (docs/TEAMS.md F). Pure.

What people wrote is never looked at: a message that is no system message is passed over by its type alone.
"""

from datetime import datetime
from typing import Any

from bot.answers import folded, moment, text
from bot.domain.participants import Identity, Kind
from bot.domain.recordings import Said, Sign

_SYSTEM = ("systemeventmessage", "unknownfuturevalue")  # the latter where the caller did not ask for newer members
_SIGNS = {
    "initial": Sign.STARTED,
    "chunkfinished": Sign.GOES_ON,
    "success": Sign.STOPPED,
    "failure": Sign.FAILED,
}
_LONGEST = 200  # characters of an id


def said_in(message: Any) -> Said | None:
    """What *message*, a chatMessage of Graph, says of a recording; None: nothing. Never raises."""
    told = folded(message)
    if text(told, "messagetype").lower() not in _SYSTEM:
        return None
    detail = folded(told.get("eventdetail"))
    match text(detail, "@odata.type").lower():
        case "#microsoft.graph.callrecordingeventmessagedetail":
            sign = _SIGNS.get(text(detail, "callrecordingstatus").lower())
        case "#microsoft.graph.calltranscripteventmessagedetail":
            sign = Sign.TRANSCRIPT
        case _:
            return None
    if sign is None:
        return None
    at, number = _hour(told, sign), text(told, "id")
    if at is None or not 0 < len(number) <= _LONGEST:
        return None
    return Said(at, sign, number, text(detail, "callid")[:_LONGEST], _person(detail.get("initiator")))


def _hour(told: dict[str, Any], sign: Sign) -> datetime | None:
    """When it was said. A message that says more later was changed then; of a start no change tells anything."""
    created, changed = moment(told, "createddatetime"), moment(told, "lastmodifieddatetime")
    return created or changed if sign is Sign.STARTED else changed or created


def _person(told: Any) -> Identity | None:
    """Who it was by; None: Teams does not tell. The name is none of ours to keep: the roster has it."""
    user = folded(folded(told).get("user"))
    oid = text(user, "id").lower()[:_LONGEST]
    return Identity(oid=oid, kind=Kind.USER) if oid else None
