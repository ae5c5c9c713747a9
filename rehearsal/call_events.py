"""What Graph tells of the call of a meeting: that it started and ended, and who came, waits and went.

Source: microsoft-graph-docs-contrib `changenotifications-for-onlinemeeting.md` (2024). UNVERIFIED, though seen once in
a tenant (2026-08): that what stands inside a participant is PascalCase, whatever the page shows.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from rehearsal.clock import as_teams_writes
from rehearsal.delivery import Delivery
from rehearsal.notifications import News
from rehearsal.people import Person, invented_guid
from rehearsal.subscription import Kind, Topic
from rehearsal.world import Meeting, World

TYPE = "#microsoft.graph.callevent"
LEFT = "Participant has left the meeting call."
INACTIVE = "Participant has entered an inactive state in the roster."


class CallEvents:
    """Tells whoever subscribed. It changes nothing in the world. `pascal_case`: how participants are written."""

    def __init__(self, world: World, delivery: Delivery) -> None:
        self.pascal_case = True
        self._world = world
        self._delivery = delivery

    def started(self, meeting: Meeting) -> None:
        self._tell(meeting, "callStarted")

    def ended(self, meeting: Meeting) -> None:
        self._tell(meeting, "callEnded")

    def joined(self, meeting: Meeting, *people: Person) -> None:
        """People came in, also out of the lobby."""
        self._roster(meeting, people)

    def waiting(self, meeting: Meeting, *people: Person) -> None:
        """People wait in the lobby."""
        self._roster(meeting, people, in_lobby=True)

    def left(self, meeting: Meeting, *people: Person, reason: str = LEFT) -> None:
        self._roster(meeting, people, reason=reason)

    def _roster(
        self, meeting: Meeting, people: Iterable[Person], *, in_lobby: bool = False, reason: str | None = None
    ) -> None:
        lines = [participant(meeting, person, in_lobby=in_lobby, reason=reason) for person in people]
        delta = [_pascal(line) for line in lines] if self.pascal_case else lines
        self._tell(meeting, "rosterUpdated", {"participants@delta": delta})

    def _tell(self, meeting: Meeting, event: str, more: Mapping[str, Any] | None = None) -> None:
        number = invented_guid(f"call event {self._world.new_id()}")
        told = call_event(meeting, number, event, as_teams_writes(self._world.time(), finely=True))
        self._delivery.deliver(news(meeting, {**told, **(more or {})}))


def news(meeting: Meeting, event: Mapping[str, Any]) -> News:
    """What is told of an *event* of *meeting*'s call."""
    topic = Topic(Kind.CALL_EVENTS, meeting.join_url)
    return News(topic, "updated", topic.resource, event, TYPE)


def call_event(meeting: Meeting, number: str, event: str, at: str) -> dict[str, Any]:
    """`callStarted`, `callEnded` or, with participants to be added, `rosterUpdated`."""
    resource = f"communications/onlineMeetings(joinWebUrl='{meeting.join_url}')/meetingCallEvents"
    return {"@odata.type": TYPE, "@odata.id": resource, "id": number, "eventType": event, "eventDateTime": at}


def participant(
    meeting: Meeting, person: Person, *, in_lobby: bool = False, reason: str | None = None
) -> dict[str, Any]:
    """Somebody in the roster; *reason*: why no longer. UNVERIFIED: how people without an account stand; here
    without a tenant, by an id that is no account's, by the name that `communicationsIdentitySet` has for their kind.
    """
    kind, tenant = _kind(person), None if person.anonymous else person.tenant
    who = {"id": person.oid or person.mri, "displayName": person.name, "tenantId": tenant}
    gone = {} if reason is None else {"removedState": {"reason": reason}}
    number = invented_guid(f"{person.mri} in {meeting.id}")
    return {"info": {"identity": {kind: who}}, "isInLobby": in_lobby, **gone, "id": number}


def _kind(person: Person) -> str:
    if person.telephone:
        return "phone"
    if person.user_role == "bot":
        return "application"
    return "guest" if person.anonymous else "user"


def _pascal(told: Any) -> Any:
    if not isinstance(told, dict):
        return told
    return {f"{name[0].upper()}{name[1:]}": _pascal(value) for name, value in told.items()}
