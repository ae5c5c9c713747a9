"""What happens off the stage: the world changes, and Teams does not tell the bot."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, assert_never

from rehearsal import call
from rehearsal.faults import Operation
from rehearsal.fields import TapeError
from rehearsal.graph import NO_ACCESS_POLICY, NO_CALENDAR_PERMISSION, NO_TENANT_PERMISSION
from rehearsal.happening import Happening
from rehearsal.people import Person
from rehearsal.recorder import Recorder
from rehearsal.standin import StandIn
from rehearsal.tape import Announce, Health, Offstage
from rehearsal.wire import Answer
from rehearsal.world import Chat, Meeting, World

NOT_THERE = Answer(503, {"error": {"code": "ServiceUnavailable", "message": "Service unavailable"}})
NOT_PERMITTED = Answer(403, {"error": {"code": "Forbidden", "message": "Insufficient privileges"}})
NOT_IN_THE_CHAT = Answer(403, {"error": {"code": "BotNotInConversationRoster", "message": "not in the chat"}})

_PARTS_OF_GRAPH = ("invitation", "calendar", "organisations", "subscriptions", "chat")
_ANSWERED = {
    "subscriptions": (Operation.SUBSCRIBE, Operation.SUBSCRIPTIONS, Operation.SUBSCRIPTION, Operation.RENEW),
    "chat": (Operation.CHAT_MESSAGES,),
}
_OF_THE_CALL = ("lobby", "lobby_leave", "call_join", "call_leave")


class Impossible(Exception):
    """It cannot happen as things stand. The text says why, in words for people."""


def perform(step: Offstage, standin: StandIn, chat: Chat) -> list[Happening]:
    """Let it happen in *chat*. Gives what people on the stage could tell of it, one for each change.

    Raises:
        TapeError: it names somebody whom nobody knows, or invites somebody without an address.
        Impossible: a recording starts that runs already, or goes on that does not. Nothing has happened then.
    """
    meeting = meeting_of(chat, step.line, "world")
    by = called(standin.world, step.by, step.line, "world.by") if step.by else meeting.organizer
    moves = {move: _people(standin.world, step, move, names) for move, names in step.people.items()}
    roles = {name: called(standin.world, name, step.line, f"world.role.{name}") for name in step.roles}
    _demand_recording(step.recording, running=standin.graph.recorder.recording(chat))
    was_waiting = set(meeting.waiting)
    for asked in sorted(step.health, key=lambda asked: asked != "graph"):
        _fare(standin, asked, step.health[asked])
    for move, people in moves.items():
        if move in _OF_THE_CALL:
            call.move(standin, chat, meeting, move, people)
        else:
            _move(chat, meeting, move, people)
    for name, person in roles.items():
        meeting.roles[person.mri] = step.roles[name]
    if step.starts_in_s is not None:
        meeting.start = standin.world.time() + timedelta(seconds=step.starts_in_s)
    if step.options:
        meeting.options.change(step.options)
    if step.recording:
        _record(standin.graph.recorder, chat, meeting, step.recording, by)
    return [
        *_scheduled(step),
        *_set(step, by),
        *(Happening("fares", (), f"{asked} {health}") for asked, health in step.health.items()),
        *(happening for move, people in moves.items() for happening in _moved(move, people, was_waiting)),
        *(Happening("role", (person.name,), step.roles[name]) for name, person in roles.items()),
        *_recorded(step, by),
    ]


def announcement(step: Announce, world: World, chat: Chat) -> tuple[dict[str, Any], Happening]:
    """What the booking system sends about *chat*'s meeting, and that it did.

    Raises:
        TapeError: it names somebody whom nobody knows.
    """
    expected = list(_expected(step, world))
    names = [str(one.get("name") or one.get("address") or one.get("oid") or "?") for one in expected]
    said = Happening("announced", tuple(names))
    return {"joinWebUrl": meeting_of(chat, step.line, "announce").join_url, "expected": expected}, said


def called(world: World, name: str, line: int, field: str) -> Person:
    """Whoever is called *name*, in a step's *field*.

    Raises:
        TapeError: nobody is.
    """
    person = world.person(name)
    if person is None:
        raise TapeError(line, field, f"nobody is called {name!r}")
    return person


def meeting_of(chat: Chat, line: int, field: str) -> Meeting:
    """The meeting of *chat*.

    Raises:
        TapeError: it has none.
    """
    if chat.meeting is None:
        raise TapeError(line, field, "this chat has no meeting")
    return chat.meeting


def _expected(step: Announce, world: World) -> Iterator[dict[str, Any]]:
    for one in step.expected:
        if isinstance(one, dict):
            yield one
            continue
        person = called(world, one, step.line, "announce.expected")
        yield {"address": person.mail} if person.mail else {"name": person.name}


def _move(chat: Chat, meeting: Meeting, move: str, people: list[Person]) -> None:
    match move:
        case "unseen_join":
            chat.add(*people)
            meeting.present |= {person.mri for person in people}
        case "unseen_leave":
            meeting.present -= {person.mri for person in people}
        case "chat_add":
            chat.add(*people)
        case "chat_remove":
            for person in people:
                chat.members.pop(person.mri, None)
        case "invite":
            there = [line.person for line in meeting.invited]
            meeting.invite(*(person for person in people if person not in there))
        case "uninvite":
            meeting.uninvite(*people)


def _moved(move: str, people: list[Person], was_waiting: set[str]) -> Iterator[Happening]:
    """Whoever waited and comes in is let in; whoever calls in is on the telephone."""
    if move != "call_join":
        yield Happening(move, tuple(person.name for person in people))
        return
    kinds = {person: _came_in(person, was_waiting) for person in people}
    for kind in dict.fromkeys(kinds.values()):
        yield Happening(kind, tuple(person.name for person in people if kinds[person] == kind))


def _came_in(person: Person, was_waiting: set[str]) -> str:
    if person.mri in was_waiting:
        return "let_in"
    return "called_in" if person.telephone else "call_join"


def _demand_recording(step: str, *, running: bool) -> None:
    if step == "started" and running:
        raise Impossible("det er opptak alt")
    if step in ("goes_on", "stopped", "failed") and not running:
        raise Impossible("det er ikke noe opptak")


def _record(recorder: Recorder, chat: Chat, meeting: Meeting, step: str, by: Person) -> None:
    match step:
        case "started":
            recorder.start(chat, by)
        case "goes_on":
            recorder.go_on(chat)
        case "stopped":
            recorder.stop(chat)
        case "failed":
            recorder.fail(chat)
        case "transcript":
            recorder.transcript(chat)
        case "deleted":
            recorder.delete(meeting)


def _recorded(step: Offstage, by: Person) -> Iterator[Happening]:
    if step.recording:
        yield Happening(f"recording_{step.recording}", (by.name,))


def _set(step: Offstage, by: Person) -> Iterator[Happening]:
    """Each option with its value, or without, where it has more to say than yes or no."""
    if step.options:
        told = (
            f"{name}.{str(value).lower()}" if isinstance(value, bool) else name for name, value in step.options.items()
        )
        yield Happening("options", (by.name,), " ".join(told))


def _fare(standin: StandIn, asked: str, health: Health) -> None:
    graph = standin.graph
    match asked:
        case "graph":
            for part in _PARTS_OF_GRAPH:
                _fare(standin, part, health)
        case "invitation":
            graph.instead = _answer(health, NO_ACCESS_POLICY)
        case "calendar":
            graph.calendar = _answer(health, NO_CALENDAR_PERMISSION)
        case "organisations":
            graph.organisations = _answer(health, NO_TENANT_PERMISSION)
        case "subscriptions" | "chat":
            for operation in _ANSWERED[asked]:
                graph.answers.pop(operation, None)
                if answer := _answer(health, NOT_PERMITTED):
                    graph.answers[operation] = answer
        case _:
            standin.connector.instead[Operation(asked)] = _answer(health, NOT_IN_THE_CHAT)


def _scheduled(step: Offstage) -> Iterator[Happening]:
    if step.starts_in_s is not None:
        yield Happening("scheduled", (), f"{step.starts_in_s:g}")


def _answer(health: Health, denied: Answer) -> Answer | None:
    match health:
        case Health.WELL:
            return None
        case Health.AWAY:
            return NOT_THERE
        case Health.DENIED:
            return denied
    assert_never(health)


def _people(world: World, step: Offstage, move: str, names: tuple[str, ...]) -> list[Person]:
    people = [called(world, name, step.line, f"world.{move}") for name in names]
    for person in people:
        if move == "invite" and not person.mail:
            raise TapeError(step.line, "world.invite", f"{person.key!r} has no address")
    return people
