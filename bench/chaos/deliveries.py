"""What Teams sends: by which key the bot's audit knows an activity again, and when it was accepted."""

import json
from dataclasses import dataclass, field

from bot.domain.events import BotInstalled, CommandGiven, Event
from bot.domain.participants import Identity
from bot.domain.presses import Command
from bot.inbound.activity import decode, load
from bot.inbound.delivery import delivery_key
from bot.inbound.facts import meeting_event
from rehearsal import clock
from rehearsal.world import APP, Activity


@dataclass(slots=True)
class Sent:
    """An activity under way to the bot. `accepted`: when it was first answered 200, in seconds since 1970."""

    what: str
    activity: Activity
    key: str = field(init=False)
    accepted: float | None = None

    def __post_init__(self) -> None:
        self.key = key_of(self.activity)


def key_of(activity: Activity) -> str:
    """The key of the audit row that an activity of the load leaves."""
    read, now = load(decode(json.dumps(activity).encode())), clock.now()
    event: Event = BotInstalled(now)  # counts for nothing where the activity has an id
    if read.type == "event":
        (event,) = meeting_event(read, now, APP).events
    elif read.type == "message":
        event = CommandGiven(now, Identity(), Command.CHECKLIST)
    return delivery_key(read, event)
