"""S7. What of a meeting we see, and what we do not. Said on every alert and in `/status`, never guessed away.

Source: the hospital's procedure, clause S7: the duty to watch stays the participants' own, so they must know our gaps.
docs/ROSTER.md tells what each source of the roster sees and misses.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.expected import Unread
from bot.domain.feeds import Feed, Subscription
from bot.domain.meeting import Meeting
from bot.domain.records import Reading

_SUBSCRIBING = timedelta(seconds=10)
"""So long after the start a subscription still counts as standing from it: making one takes a second or two."""


class Blind(StrEnum):
    """What we do not see, or cannot be sure of."""

    LOBBY = "lobby"
    TELEPHONE = "telephone"
    CALLED_BEFORE = "called_before"  # who was on the telephone or in the lobby before Graph told us: it tells changes
    BEFORE_US = "before_us"  # whoever was in before the bot was added
    WHILE_AWAY = "while_away"  # we were not running
    ROSTER_UNREAD = "roster_unread"  # Teams does not answer when asked
    CONTRADICTED = "contradicted"  # Teams answered otherwise than it had told; the list was read anew
    INVITATION = "invitation"
    CALENDAR = "calendar"


@dataclass(frozen=True, slots=True)
class Gap:
    """One blind spot. `since`, `until`: the hours it is about; `reason`: why, where a source gave one."""

    blind: Blind
    since: datetime | None = None
    until: datetime | None = None
    reason: Unread | None = None


ALWAYS = (Gap(Blind.LOBBY), Gap(Blind.TELEPHONE))
"""Nothing tells of these but Graph's events of the call, where it sends them."""


def gaps(meeting: Meeting) -> tuple[Gap, ...]:
    """All that is not seen in *meeting* now, what holds unless Graph tells of the call first."""
    return (*_of_the_call(meeting), *_of_the_roster(meeting), *_of_the_lists(meeting))


def hears_the_call(meeting: Meeting) -> bool:
    """Whether Graph tells of the lobby and the telephone, at the hour of the latest news or of its own last answer.

    Of a meeting that is over: whether it told till the end.
    """
    feed, last = meeting.feeds.get(Feed.CALL), meeting.occurrence
    if feed is None:
        return False
    if last is not None and last.ended is not None:
        return feed.until is not None and last.ended <= feed.until
    now = max((hour for hour in (meeting.last_news, feed.asked) if hour is not None), default=None)
    return bool(feed.id) and feed.until is not None and (now is None or now < feed.until)


def _of_the_call(meeting: Meeting) -> tuple[Gap, ...]:
    if hears_the_call(meeting):
        since = _heard_only_since(meeting)
        return (Gap(Blind.CALLED_BEFORE, until=since),) if since else ()
    reason = meeting.feeds.get(Feed.CALL, Subscription()).reason
    return tuple(Gap(gap.blind, reason=reason) for gap in ALWAYS)


def _heard_only_since(meeting: Meeting) -> datetime | None:
    """When Graph began to tell of a call that people were in before; None: it told from the start."""
    since, occurrence = meeting.feeds.get(Feed.CALL, Subscription()).since, meeting.occurrence
    if since is None or occurrence is None or not occurrence.running:
        return None
    slack = -_SUBSCRIBING if occurrence.late else _SUBSCRIBING  # where we were late its start is when we looked
    return since if since > occurrence.started + slack else None


def _of_the_roster(meeting: Meeting) -> Iterator[Gap]:
    watch, occurrence = meeting.watch, meeting.occurrence
    if occurrence is not None and occurrence.late:
        yield Gap(Blind.BEFORE_US, until=meeting.install_told)
    if watch.away is not None:
        yield Gap(Blind.WHILE_AWAY, *watch.away)
    if watch.failed is not None:
        yield Gap(Blind.ROSTER_UNREAD, since=watch.failed, reason=watch.reason)
    if watch.contradicted is not None:
        yield Gap(Blind.CONTRADICTED, since=watch.contradicted)


def _of_the_lists(meeting: Meeting) -> Iterator[Gap]:
    invitation = meeting.invitation
    if invitation.reading is Reading.NOT_READ:
        return
    if invitation.reason is not None:
        yield Gap(Blind.INVITATION, since=invitation.read, reason=invitation.reason)
    if invitation.calendar_reason is not None:
        yield Gap(Blind.CALENDAR, since=invitation.read, reason=invitation.calendar_reason)
