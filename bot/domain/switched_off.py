"""What need not be asked, since whoever runs the bot has switched Microsoft Graph off: that is known from the start."""

from bot.domain.change import replace
from bot.domain.expected import Unread
from bot.domain.meeting import Meeting
from bot.domain.procedure import Procedure
from bot.domain.records import Reading


def told_of_graph(meeting: Meeting, procedure: Procedure) -> Meeting:
    """*meeting*, where with Graph off nobody has asked who is invited, or for the options: with why they are unread.

    What was read before Graph was switched off stays, and is asked for once more, so that the rules hear of it.
    """
    invitation, options = meeting.invitation, meeting.options
    unread = invitation.reading is Reading.NOT_READ, options.read is None and options.reason is None
    if procedure.graph or not any(unread):
        return meeting
    if unread[0]:
        invitation = replace(invitation, reading=Reading.UNAVAILABLE, reason=Unread.OFF)
    if unread[1]:
        options = replace(options, reason=Unread.OFF)
    return replace(meeting, invitation=invitation, options=options)


def may_read_invitation(meeting: Meeting, procedure: Procedure) -> bool:
    """Whether there is sense in asking who is invited."""
    return procedure.graph or meeting.invitation.reading is Reading.READ


def may_read_options(meeting: Meeting, procedure: Procedure) -> bool:
    """Whether there is sense in asking for the meeting's options."""
    return procedure.graph or meeting.options.reason is None
