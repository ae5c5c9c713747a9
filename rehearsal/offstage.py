"""What happens off the stage: the world changes, and Teams does not tell the bot."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, assert_never

from rehearsal.faults import Operation
from rehearsal.fields import TapeError
from rehearsal.graph import NO_ACCESS_POLICY, NO_CALENDAR_PERMISSION, NO_TENANT_PERMISSION
from rehearsal.happening import Happening
from rehearsal.people import Person
from rehearsal.standin import StandIn
from rehearsal.tape import Announce, Health, Offstage
from rehearsal.wire import Answer
from rehearsal.world import Chat, Meeting, World

NOT_THERE = Answer(503, {"error": {"code": "ServiceUnavailable", "message": "Service unavailable"}})
NOT_IN_THE_CHAT = Answer(403, {"error": {"code": "BotNotInConversationRoster", "message": "not in the chat"}})

_PARTS_OF_GRAPH = ("invitation", "calendar", "organisations")


def perform(step: Offstage, standin: StandIn, chat: Chat) -> list[Happening]:
    """Let it happen in *chat*. Gives what people on the stage could tell of it, one for each change.

    Raises:
        TapeError: it names somebody whom nobody knows, or invites somebody without an address.
    """
    meeting = meeting_of(chat, step.line, "world")
    moves = {move: _people(standin.world, step, move, names) for move, names in step.people.items()}
    roles = {name: called(standin.world, name, step.line, f"world.role.{name}") for name in step.roles}
    for asked in sorted(step.health, key=lambda asked: asked != "graph"):
        _fare(standin, asked, step.health[asked])
    for move, people in moves.items():
        _move(chat, meeting, move, people)
    for name, person in roles.items():
        meeting.roles[person.mri] = step.roles[name]
    if step.starts_in_s is not None:
        meeting.start = standin.world.time() + timedelta(seconds=step.starts_in_s)
    return [
        *_scheduled(step),
        *(Happening("fares", (), f"{asked} {health}") for asked, health in step.health.items()),
        *(Happening(move, tuple(person.name for person in people)) for move, people in moves.items()),
        *(Happening("role", (person.name,), step.roles[name]) for name, person in roles.items()),
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
