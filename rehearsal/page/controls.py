"""What somebody on the page can let happen besides writing and pressing: one entry a control (docs/adr/0011).

A control has a name, says to whom it is open, and writes what Teams would send. Its words stand in `rehearsal/words/`
as `control.<name>`; the page draws a button for each that is open.
"""

from collections.abc import Callable
from dataclasses import dataclass

from rehearsal.activities import Writer
from rehearsal.people import Person
from rehearsal.world import Activity, Chat, Meeting


@dataclass(frozen=True, slots=True)
class Control:
    """`open_to(person, meeting)`; `sends(writer, person, chat, meeting)` gives what Teams sends, in its order."""

    name: str
    open_to: Callable[[Person, Meeting], bool]
    sends: Callable[[Writer, Person, Chat, Meeting], list[Activity]]


def _join(writer: Writer, person: Person, chat: Chat, meeting: Meeting) -> list[Activity]:
    """The first one in starts the meeting. Whoever was not in the chat comes into it, as Teams lets them."""
    starts = [] if meeting.running else [writer.meeting_start(meeting.organizer)]
    enters = [] if person.mri in chat.members else [writer.members_added(person)]
    return [*starts, *enters, writer.joined(person)]


def _leave(writer: Writer, person: Person, chat: Chat, meeting: Meeting) -> list[Activity]:  # noqa: ARG001
    """The meeting goes on in Teams when the last one has left, until somebody ends it."""
    return [writer.left(person)]


def _end(writer: Writer, person: Person, chat: Chat, meeting: Meeting) -> list[Activity]:
    """For all: whoever is in is out."""
    there = [member for member in chat.members.values() if member.mri in meeting.present]
    return [*([writer.left(*there)] if there else []), writer.meeting_end(person)]


CONTROLS = (
    Control("join", lambda person, meeting: person.mri not in meeting.present, _join),
    Control("leave", lambda person, meeting: person.mri in meeting.present, _leave),
    Control("end", lambda person, meeting: person == meeting.organizer and meeting.running, _end),
)
