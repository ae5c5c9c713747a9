"""S1. Words on recordings come in any order, late and twice, and of several recordings at once."""

from collections.abc import Sequence
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.effects import CardKind, ShowCard
from bot.domain.events import Event
from bot.domain.meeting import Meeting
from bot.domain.recording import runs
from bot.domain.recordings import RecordingsTold, Said, Sign
from tests.domain.test_recording_alarm import BEGUN, CARD, STORY, said
from tests.scenes import after, at, last_decision

WORDS = [
    Said(at(minutes), sign, f"m{number}", call)
    for number, (minutes, sign, call) in enumerate(
        [
            (12, Sign.STARTED, "c1"),
            (20, Sign.GOES_ON, "c1"),
            (25, Sign.STOPPED, "c1"),
            (26, Sign.TRANSCRIPT, "c1"),
        ]
    )
]
TWO = [
    Said(at(minutes), sign, message, "c1")
    for minutes, sign, message in [
        (12, Sign.STARTED, "m1"),
        (14, Sign.STARTED, "m2"),
        (16, Sign.STOPPED, "m1"),
        (20, Sign.STOPPED, "m2"),
    ]
]


def told_in(order: Sequence[Said], again: Sequence[Said], together: int) -> tuple[Meeting, list[ShowCard]]:
    """The meeting, and all its cards, when the words come in that order, so many at a time, and some come again."""
    told = [*order, *(one for one in again if one in order)]
    meeting, shown = after(*STORY), list[ShowCard]()
    for place in range(0, len(told), together):
        event = RecordingsTold(at(30) + timedelta(seconds=place), tuple(told[place : place + together]))
        decision = last_decision(event, before=meeting)
        shown += [
            one for one in decision.effects if isinstance(one, ShowCard) and one.matter.kind is CardKind.RECORDING
        ]
        meeting = decision.after
    straight = after(*STORY, RecordingsTold(at(30), tuple(order)))
    assert meeting.recordings == straight.recordings
    assert meeting.sweep == straight.sweep
    return meeting, shown


@given(
    st.permutations(WORDS[:3]) | st.permutations(WORDS), st.lists(st.sampled_from(WORDS), max_size=6), st.integers(1, 3)
)
def test_any_order_and_repetition_raises_one_alarm_and_ends_in_the_same(
    order: Sequence[Said], again: Sequence[Said], together: int
) -> None:
    meeting, shown = told_in(order, again, together)

    assert sum(one.ping for one in shown) <= 1
    assert {one.matter for one in shown} == {CARD} or (order[0].sign is Sign.TRANSCRIPT and shown[0] == ShowCard(CARD))
    assert [(run.since, run.until) for run in runs(meeting)] == [(at(12), at(25))]


@given(st.permutations(TWO), st.lists(st.sampled_from(TWO), max_size=6), st.integers(1, 3))
def test_two_recordings_at_once_end_in_the_same_in_any_order(
    order: Sequence[Said], again: Sequence[Said], together: int
) -> None:
    meeting, _ = told_in(order, again, together)

    assert [(run.since, run.until) for run in runs(meeting)] == [(at(12), at(16)), (at(14), at(20))]


def test_the_end_of_one_recording_is_no_all_clear_while_another_of_the_same_call_runs() -> None:
    story: tuple[Event, ...] = (*STORY, *(RecordingsTold(one.at, (one,)) for one in TWO[:3]))

    assert [(run.since, run.until) for run in runs(after(*story))] == [(at(12), at(16)), (at(14), None)]
    own = (*BEGUN, said(Sign.STARTED, 14), said(Sign.STOPPED, 16))
    assert [(run.since, run.until) for run in runs(after(*own))] == [(at(12), at(16)), (at(14), None)]


def test_that_one_recording_failed_and_left_a_file_after_all_ends_no_other() -> None:
    words = [("m1", Sign.STARTED), ("m1", Sign.FAILED), ("m2", Sign.STARTED), ("m1", Sign.STOPPED)]
    told = [said(sign, 12 + place, message=message) for place, (message, sign) in enumerate(words)]
    story: tuple[Event, ...] = (*STORY, *told)

    assert [(run.until, run.failed) for run in runs(after(*story))] == [(at(13), False), (None, False)]
