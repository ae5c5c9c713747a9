"""What a meeting's memory holds of the app's own adding, and how that stands."""

from datetime import datetime

from bot.domain.change import replace
from bot.domain.expected import Unread
from bot.domain.installing import Adding, AppAdded, AppRefused, Standing
from bot.domain.meeting import Meeting


def app_asked(before: Meeting, at: datetime) -> Meeting:
    """Graph is being asked. What it answered last holds until it answers anew."""
    return replace(before, adding=replace(before.adding, asked=at))


def app_answered(before: Meeting, fact: AppAdded | AppRefused) -> Meeting:
    """Where we stand after Graph's answer."""
    match fact:
        case AppAdded():
            return replace(before, adding=Adding(added=fact.at, there=fact.there))
        case AppRefused():
            return replace(before, adding=Adding(reason=fact.reason, cause=fact.cause))


def is_in(meeting: Meeting) -> bool:
    """Whether we know that the app is in the chat: Teams has told us something there, or Graph says so.

    A chat that we never heard of counts as installed everywhere else, so that nothing is held back there.
    """
    heard = meeting.install_told is not None or meeting.occurrence is not None
    return meeting.installed and (heard or meeting.adding.added is not None)


def standing(meeting: Meeting, *, adds: bool) -> Standing:
    """How it stands with the app in this meeting. `adds`: whether it is added by Graph at all."""
    now = meeting.adding
    if is_in(meeting):
        return Standing.ADDED if now.added and not now.there else Standing.IN_MEETING
    if not adds:
        return Standing.BY_HAND
    if now.reason is not None and now.reason is not Unread.AWAY:
        return Standing.REFUSED
    return Standing.ASKED if now.asked or now.reason else Standing.BY_HAND
