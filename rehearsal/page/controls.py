"""What somebody on the page can let happen besides writing and pressing: one entry a control (docs/adr/0011).

A control has a name, says to whom it is open, and what happens. Its words stand in `rehearsal/words/` as
`control.<name>`; the page draws a button for each that is open.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from rehearsal.activities import Writer
from rehearsal.people import Person
from rehearsal.standin import StandIn
from rehearsal.tape import Offstage
from rehearsal.world import Activity, Chat, Meeting


@dataclass(frozen=True, slots=True)
class Here:
    """Where it happens."""

    standin: StandIn
    chat: Chat
    meeting: Meeting

    @property
    def writer(self) -> Writer:
        return self.standin.writer(self.chat)

    @property
    def recorded(self) -> bool:
        """Whether it is recorded now."""
        return self.standin.graph.recorder.recording(self.chat)

    @property
    def may_be_recorded(self) -> bool:
        """Whether the meeting's options let anybody record."""
        return self.meeting.options.now["allowRecording"] is True

    def has(self, person: Person) -> bool:
        """Whether *person* is in the call."""
        return person.mri in self.meeting.present

    def led_by(self, person: Person) -> bool:
        """Whether *person* is in the call, and may do what organizers and presenters do."""
        return self.has(person) and self.meeting.role(person) in ("Organizer", "Presenter")

    def keeps_waiting(self, person: Person) -> bool:
        """Whether *person* waits in the lobby."""
        return person.mri in self.meeting.waiting


Deed = Activity | Offstage
"""What Teams tells the bot, or what happens that Teams does not tell it."""


@dataclass(frozen=True, slots=True)
class Control:
    """`open_to(person, here)`; `does(person, here)` gives what happens, in its order."""

    name: str
    open_to: Callable[[Person, Here], bool]
    does: Callable[[Person, Here], Iterator[Deed]]


def _join(person: Person, here: Here) -> Iterator[Deed]:
    """The first one in starts the meeting. Whoever was not in the chat comes into it, as Teams lets them."""
    if not here.meeting.running:
        yield here.writer.meeting_start(here.meeting.organizer)
    if person.mri not in here.chat.members:
        yield here.writer.members_added(person)
    yield here.writer.joined(person)


def _leave(person: Person, here: Here) -> Iterator[Deed]:
    """The meeting goes on in Teams when the last one has left, until somebody ends it."""
    yield here.writer.left(person)


def _end(person: Person, here: Here) -> Iterator[Deed]:
    """For all: whoever is in is out, and a recording is over."""
    if here.recorded:
        yield _offstage(recording="stopped")
    there = [member for member in here.chat.members.values() if here.has(member)]
    if there:
        yield here.writer.left(*there)
    yield here.writer.meeting_end(person)


def _let_in(person: Person, here: Here) -> Iterator[Deed]:  # noqa: ARG001  # whoever does it
    """All who wait. Of whoever is on the telephone Teams tells nothing (docs/TEAMS.md A4)."""
    for one in [here.standin.world.people[mri] for mri in sorted(here.meeting.waiting)]:
        if one.telephone:
            yield _moves("call_join", one)
        else:
            yield from _join(one, here)


def _moving(how: str) -> Callable[[Person, Here], Iterator[Deed]]:
    def does(person: Person, _: Here) -> Iterator[Deed]:
        yield _moves(how, person)

    return does


def _allow_recording(person: Person, here: Here) -> Iterator[Deed]:  # noqa: ARG001
    yield _offstage(options={"allowRecording": True}, by=person.mri)


def _record(person: Person, here: Here) -> Iterator[Deed]:  # noqa: ARG001
    yield _offstage(recording="started", by=person.mri)


def _stop_recording(person: Person, here: Here) -> Iterator[Deed]:  # noqa: ARG001
    yield _offstage(recording="stopped")


def _moves(how: str, person: Person) -> Offstage:
    return _offstage(people={how: (person.mri,)})


def _offstage(*, people: dict[str, tuple[str, ...]] | None = None, **told: Any) -> Offstage:
    return Offstage(0, 0, people or {}, {}, {}, **told)


def _is_out(person: Person, here: Here) -> bool:
    return not here.has(person) and not here.keeps_waiting(person)


CONTROLS = (
    Control("join", lambda person, here: _is_out(person, here) and not person.telephone, _join),
    Control(
        "call_in",
        lambda person, here: _is_out(person, here) and person.telephone and here.meeting.running,
        _moving("call_join"),
    ),
    Control("wait", lambda person, here: _is_out(person, here) and here.meeting.running, _moving("lobby")),
    Control("give_up", lambda person, here: here.keeps_waiting(person), _moving("lobby_leave")),
    Control("leave", lambda person, here: here.has(person) and not person.telephone, _leave),
    Control("hang_up", lambda person, here: here.has(person) and person.telephone, _moving("call_leave")),
    Control("let_in", lambda person, here: here.led_by(person) and bool(here.meeting.waiting), _let_in),
    Control("allow_recording", lambda person, here: here.led_by(person) and not here.may_be_recorded, _allow_recording),
    Control(
        "record",
        lambda person, here: here.led_by(person) and here.may_be_recorded and not here.recorded,
        _record,
    ),
    Control("stop_recording", lambda person, here: here.led_by(person) and here.recorded, _stop_recording),
    Control("end", lambda person, here: person == here.meeting.organizer and here.meeting.running, _end),
)
