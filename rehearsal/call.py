"""What happens in the call of a meeting: Graph tells subscribers of it, by events of the call."""

from collections.abc import Iterator
from typing import Any

from rehearsal.activities import MEETING
from rehearsal.people import Person
from rehearsal.standin import StandIn
from rehearsal.world import Activity, Chat, Meeting


def tell_too(standin: StandIn, activity: Activity) -> None:
    """What Teams tells the bot of the call by *activity*, Graph tells too."""
    chat = standin.world.chats.get(str(_inner(activity, "conversation").get("id")))
    meeting, events = chat.meeting if chat else None, standin.graph.call_events
    if meeting is None or activity.get("type") != "event":
        return
    match str(activity.get("name")).strip().removeprefix(MEETING):
        case "Start":
            events.started(meeting)
        case "End":
            events.ended(meeting)
        case "ParticipantJoin":
            events.joined(meeting, *_people(standin, activity))
        case "ParticipantLeave":
            events.left(meeting, *_people(standin, activity))


def move(standin: StandIn, chat: Chat, meeting: Meeting, how: str, people: list[Person]) -> None:
    """People wait in the lobby, give up waiting, come into the call or leave it, as *how* says; Graph alone tells.

    Who is on the telephone comes into no chat (UNVERIFIED).
    """
    events, ids = standin.graph.call_events, {person.mri for person in people}
    match how:
        case "lobby":
            meeting.waiting |= ids
            events.waiting(meeting, *people)
        case "lobby_leave":
            meeting.waiting -= ids
            events.left(meeting, *people)
        case "call_join":
            meeting.waiting -= ids
            meeting.present |= ids
            chat.add(*(person for person in people if not person.telephone))
            events.joined(meeting, *people)
        case "call_leave":
            meeting.present -= ids
            events.left(meeting, *people)


def _people(standin: StandIn, activity: Activity) -> Iterator[Person]:
    members = _inner(activity, "value").get("members")
    for member in members if isinstance(members, list) else []:
        user = member.get("user") if isinstance(member, dict) else None
        person = standin.world.people.get(str(user.get("id"))) if isinstance(user, dict) else None
        if person is not None:
            yield person


def _inner(activity: Activity, name: str) -> dict[str, Any]:
    held = activity.get(name)
    return held if isinstance(held, dict) else {}
