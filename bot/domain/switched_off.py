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
    if procedure.graph:
        return meeting
    invitation, options = meeting.invitation, meeting.options
    if invitation.reading is Reading.NOT_READ:
        off = replace(invitation, reading=Reading.UNAVAILABLE, reason=Unread.OFF)
        meeting = replace(meeting, invitation=off)
    if options.read is None and options.reason is None:
        meeting = replace(meeting, options=replace(options, reason=Unread.OFF))
    return meeting


def may_read_invitation(meeting: Meeting, procedure: Procedure) -> bool:
    """Whether there is sense in asking who is invited."""
    return procedure.graph or meeting.invitation.reading is Reading.READ


def may_read_options(meeting: Meeting, procedure: Procedure) -> bool:
    """Whether there is sense in asking for the meeting's options."""
    return procedure.graph or meeting.options.reason is None
