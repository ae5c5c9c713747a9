"""S2. People write, change and delete in any order: whom the bot tells, and of what, holds whatever the order."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.alarms import Alarm
from bot.domain.chat import Caution, Judged, MessageDeleted, MessageEdited, MessagePosted, Suspicion
from bot.domain.decide import decide
from bot.domain.effects import CardKind, ShowCard
from bot.domain.events import AlarmRang, CardPressed, Event
from bot.domain.health.findings import Tier
from bot.domain.meeting import Meeting
from bot.domain.participants import PersonId
from bot.domain.presses import FalseAlarm
from tests.scenes import ANN, BO, CATO, EINAR, PROCEDURE, after, at, invited, joined, pid, started
from tests.writing import ILLNESS, IN_NAME, NUMBER, PATIENT

WRITERS = (BO, CATO, EINAR)
OPENED = after(started(), invited(BO), joined(ANN, *WRITERS))
KINDS = st.lists(st.sampled_from([NUMBER, ILLNESS, PATIENT, IN_NAME]), max_size=2, unique=True).map(tuple)
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["post", "edit", "edit", "delete", "false alarm", "alarm"]),
        st.integers(0, 5),  # which message; every third is of one writer
        KINDS,
        st.integers(1, 400),  # seconds since the step before
    ),
    max_size=25,
)


@dataclass
class Chat:
    """The chat as it truly stands, and the meeting as the bot has it."""

    meeting: Meeting = OPENED
    seconds: int = 60
    standing: dict[str, tuple[Suspicion, ...]] = field(default_factory=dict)

    def step(self, what: str, number: int, seen: tuple[Suspicion, ...], later: int) -> tuple[Meeting, list[ShowCard]]:
        """Let it happen; gives the meeting before, and the notices that were asked for."""
        self.seconds += later
        before, event = self.meeting, self._event(what, number, seen)
        decision = decide(event, before, PROCEDURE)
        self.meeting = decision.after
        cards = [effect for effect in decision.effects if isinstance(effect, ShowCard)]
        return before, [card for card in cards if card.matter.kind is CardKind.CHAT_WARNING]

    def _event(self, what: str, number: int, seen: tuple[Suspicion, ...]) -> Event:
        hour, message, writer = at(self.seconds / 60), f"m{number}", WRITERS[number % 3]
        by = writer if seen else None
        match what:
            case "post" | "edit":
                self.standing[message] = seen
                kind = MessagePosted if what == "post" else MessageEdited
                return kind(hour, Judged(message, seen, by=by))
            case "delete":
                self.standing.pop(message, None)
                return MessageDeleted(hour, message)
            case "false alarm":
                return CardPressed(hour, writer, FalseAlarm())
            case _:
                return AlarmRang(hour, Alarm.FORGET_CAUTIONS, hour)


Steps = Sequence[tuple[str, int, tuple[Suspicion, ...], int]]


@settings(max_examples=300, deadline=None)
@given(STEPS)
def test_no_notice_stays_open_whose_messages_are_gone(steps: Steps) -> None:
    chat = Chat()
    for step in steps:
        chat.step(*step)
        for caution in chat.meeting.cautions.values():
            if caution.closed is None:
                assert caution.messages
                assert all(chat.standing.get(message) for message in caution.messages)


@settings(max_examples=300, deadline=None)
@given(STEPS)
def test_nobody_is_told_of_what_another_wrote_and_nothing_is_told_to_all(steps: Steps) -> None:
    chat = Chat()
    for step in steps:
        _, cards = chat.step(*step)
        writer = pid(chat.meeting, WRITERS[step[1] % 3])
        for card in cards:
            assert (card.to, card.matter.addressee) == (writer, writer)
            assert chat.meeting.cautions[str(card.matter)].by == writer


@settings(max_examples=300, deadline=None)
@given(STEPS)
def test_a_number_that_stands_has_been_told_of(steps: Steps) -> None:
    chat = Chat()
    for step in steps:
        if step[0] == "alarm":  # what was called a false alarm is forgotten then, and told no more
            continue
        chat.step(*step)
        told = {message for caution in chat.meeting.cautions.values() for message in caution.messages}
        sure = {message for message, seen in chat.standing.items() if any(one.tier is Tier.CERTAIN for one in seen)}
        assert sure <= told


@settings(max_examples=300, deadline=None)
@given(STEPS)
def test_nobody_gets_a_soft_notice_within_ten_minutes_of_another(steps: Steps) -> None:
    chat = Chat()
    for step in steps:
        before, _ = chat.step(*step)
        new = {key: one for key, one in chat.meeting.cautions.items() if key not in before.cautions}
        for caution in new.values():
            lately = _soft_ones_of(caution.by, before, caution.opened - PROCEDURE.caution_again)
            assert caution.tier is Tier.CERTAIN or not lately


@settings(max_examples=100, deadline=None)
@given(STEPS)
def test_in_the_end_all_of_it_is_forgotten(steps: Steps) -> None:
    chat = Chat()
    for step in steps:
        chat.step(*step)
    day_after = at(chat.seconds / 60) + timedelta(hours=24)
    rung = decide(AlarmRang(day_after, Alarm.FORGET_CAUTIONS, day_after), chat.meeting, PROCEDURE)

    assert rung.after.cautions == {}


def _soft_ones_of(person: PersonId, meeting: Meeting, since: datetime) -> list[Caution]:
    own = [one for one in meeting.cautions.values() if one.by == person and one.tier is Tier.LIKELY]
    return [one for one in own if one.opened > since]
