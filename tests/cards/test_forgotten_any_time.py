"""P1. Whenever people are forgotten or erased, whatever comes later is decided, noted, drawn and answered."""

import dataclasses
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.alarms import Alarm
from bot.domain.change import replace
from bot.domain.decide import decide
from bot.domain.effects import FlagParticipants, Matter, ShowCard
from bot.domain.events import AlarmRang, Event, MeetingEnded
from bot.domain.forgetting import FORGOTTEN_AFTER, pointed_at, still_known
from bot.domain.forgotten import NamesErased
from bot.domain.meeting import Meeting
from bot.domain.trace import trace_decision
from bot.store import codec
from cards import Site, draw
from cards.answer import answer
from tests.cards.happenings import events
from tests.scenes import BUILT_IN, NINE, WHERE

SITE = Site(BUILT_IN, reads_chat=True)
END, RING, ERASE, RELOAD = "end", "ring", "erase", "reload"
_HOURS = ("at", "ended", "started", "happened_at", "since", "due")

steps = st.lists(events | events | events | st.sampled_from([END, RING, ERASE, RELOAD]), max_size=25)


def late(event: Event, by: timedelta) -> Event:
    """*event*, so much later."""
    told = {name: getattr(event, name, None) for name in _HOURS}
    moved: dict[str, Any] = {name: hour + by for name, hour in told.items() if isinstance(hour, datetime)}
    return dataclasses.replace(event, **moved)


def reloaded(meeting: Meeting) -> Meeting:
    """As the store gives it to whoever opens it next, with all names that its audit still has."""
    opened = codec.load_meeting(codec.dump_meeting(meeting))
    return replace(opened, identities=still_known(meeting.identities, opened))


@settings(max_examples=150, deadline=None)
@given(steps)
def test_whatever_comes_after_people_were_forgotten_or_erased(told: Sequence[Event | str]) -> None:
    meeting, passed = Meeting(WHERE, salt="salt"), timedelta()
    for step in told:
        now = NINE + passed
        match step:
            case "reload":
                meeting = reloaded(meeting)
                continue
            case "end":
                event: Event = MeetingEnded(now, now)
            case "erase":
                event = NamesErased(now, 2)
            case "ring":
                passed += FORGOTTEN_AFTER
                event = AlarmRang(NINE + passed, Alarm.FORGET_ROSTER, NINE + passed)
            case str():
                raise AssertionError(step)
            case _:
                event = late(step, passed)
        decision = decide(event, meeting, BUILT_IN)
        meeting = decision.after
        assert trace_decision(decision, event.at)["fact"]
        shown = [one.matter for one in decision.effects if isinstance(one, ShowCard | FlagParticipants)]
        for matter in [*shown, *map(Matter.parse, meeting.cards)]:
            assert draw(matter, meeting, SITE)
        answer(decision.fact, meeting, "a1", SITE)
        assert {*meeting.around, *meeting.settled, *pointed_at(meeting)} <= meeting.identities.keys()
