"""A meeting made anew with a difference."""

import dataclasses

import pytest

from bot.domain.change import replace
from bot.domain.meeting import Meeting
from bot.domain.participants import Identity, PersonId
from bot.domain.records import Where
from tests.scenes import ANN

WHERE = Where("19:meeting_A@thread.v2", "tenant", "https://smba.trafficmanager.net/emea/")


def test_what_is_made_anew_is_what_the_standard_library_would_make() -> None:
    meeting = Meeting(WHERE, salt="s", met=3)

    assert replace(meeting, met=4) == dataclasses.replace(meeting, met=4)
    assert list(vars(replace(meeting, met=4))) == list(vars(dataclasses.replace(meeting, met=4)))
    assert meeting.met == 3


def test_indexes_that_a_meeting_keeps_of_itself_do_not_go_along() -> None:
    meeting = Meeting(WHERE)
    assert meeting.person(ANN) is None  # builds the index

    assert "accounts" in vars(meeting)
    assert "accounts" not in vars(replace(meeting, identities={PersonId("p1"): ANN}))


def test_a_part_that_there_is_not_is_refused() -> None:
    with pytest.raises(TypeError, match="Meeting has no mets"):
        replace(Meeting(WHERE), mets=4)  # type: ignore[call-arg]


def test_a_record_with_slots_is_made_anew_too() -> None:
    assert replace(Identity(name="Ann"), name="Bo") == Identity(name="Bo")
