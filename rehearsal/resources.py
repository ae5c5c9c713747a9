"""What Graph tells of, as a tape writes it: the resource alone, without what Graph puts around it.

    {"eventDetail": {"@odata.type": …, …}}               Teams itself writes in the meeting's chat
    {"eventType": "rosterUpdated", "participants@delta": […]}    something happened in its call

What is left out of either is as the stand-in has it: ids, times, chat and meeting.
"""

from collections.abc import Mapping
from typing import Any

from rehearsal import call_events, chat_messages
from rehearsal.clock import as_teams_writes
from rehearsal.filling import merged
from rehearsal.people import invented_guid
from rehearsal.standin import StandIn
from rehearsal.world import Chat, Meeting

Resource = Mapping[str, Any]


class NoResource(Exception):
    """Graph tells of nothing of that kind."""


def deliver(standin: StandIn, chat: Chat, meeting: Meeting, told: Resource) -> None:
    """Seal what is *told* for whoever subscribed to such news of *chat* or of the call of its *meeting*, and bring it.

    Raises:
        NoResource: it is neither a system message nor an event of a call.
    """
    world, delivery = standin.world, standin.graph.delivery
    if isinstance(told.get("eventDetail"), dict):
        message = merged(chat_messages.system_message(chat, world.new_id(), world.time(), {}), told)
        chat.system_messages.append(message)
        delivery.deliver(chat_messages.news(chat, "created", message))
    elif isinstance(told.get("eventType"), str):
        at, number = as_teams_writes(world.time(), finely=True), invented_guid(f"call event {world.new_id()}")
        event = merged(call_events.call_event(meeting, number, told["eventType"], at), told)
        delivery.deliver(call_events.news(meeting, event))
    else:
        raise NoResource("neither value, eventDetail nor eventType is told")
