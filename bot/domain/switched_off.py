"""S1, S7. What need not be asked: with Microsoft Graph switched off by whoever runs the bot, that is known at once."""

from bot.domain.change import replace
from bot.domain.expected import Unread
from bot.domain.meeting import Meeting
from bot.domain.procedure import Procedure
from bot.domain.records import Reading


def told_of_graph(meeting: Meeting, procedure: Procedure) -> Meeting:
    """*meeting*, where with Graph off nobody has asked who is invited, or for the options: with why they are unread.

    What was read before Graph was switched off stays, and is asked for once more, so that the rules hear of it.
    """
    if procedure.graph or meeting.where.personal:
        return meeting
    invitation, options = meeting.invitation, meeting.options
    if invitation.reading is not Reading.READ and invitation.reason is not Unread.OFF:
        invitation = replace(invitation, reading=Reading.UNAVAILABLE, reason=Unread.OFF, asked=None)
    if options.reason is not Unread.OFF and (options.read is None or options.reason is not None):
        options = replace(options, reason=Unread.OFF)
    if invitation is meeting.invitation and options is meeting.options:
        return meeting
    return replace(meeting, invitation=invitation, options=options)


def may_read_invitation(meeting: Meeting, procedure: Procedure) -> bool:
    """Whether there is sense in asking who is invited: with Graph off once, where an answer was read before."""
    return procedure.graph or meeting.invitation.reason is not Unread.OFF


def may_read_options(meeting: Meeting, procedure: Procedure) -> bool:
    """The same of the meeting's options."""
    return procedure.graph or meeting.options.reason is not Unread.OFF
