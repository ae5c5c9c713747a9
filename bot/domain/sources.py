"""What the sources of expectation have told: invitation, calendar, booking systems."""

from datetime import datetime

from bot.domain.change import replace
from bot.domain.events import InvitationRead, InvitationUnavailable, MeetingAnnounced
from bot.domain.expected import Announced, Unread
from bot.domain.maps import with_
from bot.domain.meeting import Meeting
from bot.domain.procedure import Procedure
from bot.domain.records import Invitation, Reading


def asked(before: Meeting, at: datetime) -> Meeting:
    """A question for the invitation is under way."""
    return replace(before, invitation=replace(before.invitation, asked=at))


def invitation_read(before: Meeting, fact: InvitationRead, procedure: Procedure) -> Meeting:
    """The invitation as it is now. What one source does not tell any more, but told before, stays told."""
    last = before.invitation
    now = Invitation(
        Reading.READ,
        last.organizer if fact.unread and not fact.organizer.oid else fact.organizer,
        last.people if fact.unread else fact.people,
        last.calendar if fact.calendar_unread and fact.calendar_unread is not Unread.PRIVATE else fact.calendar,
        fact.unread,
        fact.calendar_unread,
        read=last.read if fact.unread else fact.at,
        as_of=fact.at + procedure.list_fresh_for,
        waited=last.waited,
        call_at=last.call_at,
    )
    return replace(before, invitation=now)


def invitation_unavailable(before: Meeting, fact: InvitationUnavailable, procedure: Procedure) -> Meeting:
    """It could not be read; what was read before stays read."""
    last = before.invitation
    reading = Reading.READ if last.reading is Reading.READ else Reading.UNAVAILABLE
    as_of = fact.at + procedure.list_fresh_for
    return replace(before, invitation=replace(last, reading=reading, reason=fact.reason, asked=None, as_of=as_of))


def call_set(before: Meeting, at: datetime) -> Meeting:
    """At that hour we go on without the answer."""
    return replace(before, invitation=replace(before.invitation, call_at=at))


def waited_for(before: Meeting, at: datetime) -> Meeting:
    """The answer takes too long: whoever is in by now is judged by what we know."""
    return replace(before, invitation=replace(before.invitation, waited=at, call_at=None))


def announced(before: Meeting, fact: MeetingAnnounced) -> Meeting:
    """A system's list takes the place of its last one; an older announcement that comes late changes nothing."""
    last = before.announced.get(fact.source)
    if last is not None and last.at > fact.at:
        return before
    return replace(before, announced=with_(before.announced, fact.source, Announced(fact.at, fact.people)))
