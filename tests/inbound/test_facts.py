import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.events import (
    Arrival,
    BotInstalled,
    BotRemoved,
    ChatMembersChanged,
    MeetingEnded,
    MeetingStarted,
    ParticipantsJoined,
    ParticipantsLeft,
)
from bot.domain.participants import Identity, Kind, Role
from bot.errors import Malformed
from bot.inbound.activity import decode, load
from bot.inbound.facts import NOTHING, Facts, installation, meeting_event, members_changed
from bot.inbound.moments import AHEAD
from tests.inbound.senders import ANN_OID, APP, BOT, TENANT, activity, fault, join, meeting_start, member
from tests.inbound.test_activity import JSON

ARRIVED = datetime(2026, 2, 23, 19, 34, 9, tzinfo=UTC)
SENT = datetime(2026, 2, 23, 19, 34, 7, 478000, UTC)
ANN = Identity("Ann Berg", "29:ann", ANN_OID, TENANT)


def facts(told: dict[str, Any]) -> Facts:
    read = load(decode(json.dumps(told).encode()))
    match read.type:
        case "conversationUpdate":
            return members_changed(read, ARRIVED, APP)
        case "installationUpdate":
            return installation(read, ARRIVED)
        case _:
            return meeting_event(read, ARRIVED, APP)


def test_a_start_is_read_and_its_title_is_not() -> None:
    found = facts(meeting_start())

    assert found.events == (MeetingStarted(SENT, SENT, "https://teams.microsoft.com/l/meetup-join/x"),)
    assert "Nordmann" not in str(found)


@pytest.mark.parametrize(
    ("kind", "recurring"),
    [("Recurring", True), ("channelrecurring", True), (" RECURRING ", True), ("Scheduled", False), ("", False)],
)
def test_a_start_tells_whether_the_meeting_is_a_series(kind: str, recurring: bool) -> None:
    (event,) = facts(meeting_start(MeetingType=kind)).events

    assert isinstance(event, MeetingStarted)
    assert event.recurring is recurring


def test_a_start_without_value_started_when_it_was_sent() -> None:
    assert facts(meeting_start() | {"value": None}).events == (MeetingStarted(SENT, SENT),)


def test_a_start_without_any_time_started_when_it_arrived() -> None:
    told = meeting_start() | {"value": {}, "timestamp": None}

    assert facts(told).events == (MeetingStarted(ARRIVED, ARRIVED),)


def test_a_start_far_in_the_future_started_when_it_arrived() -> None:
    (event,) = facts(meeting_start(StartTime="2027-01-01T00:00:00Z")).events

    assert isinstance(event, MeetingStarted)
    assert event.started == ARRIVED


def test_an_end_is_read_in_the_letter_case_of_the_documents_too() -> None:
    for key in ("EndTime", "endTime"):
        told = activity(name="application/vnd.microsoft.meetingEnd", value={key: "2026-02-23T19:34:00Z"})
        assert facts(told).events == (MeetingEnded(SENT, datetime(2026, 2, 23, 19, 34, tzinfo=UTC)),)


def test_who_comes_is_read_with_role_and_account() -> None:
    assert facts(join(member())).events == (ParticipantsJoined(SENT, (Arrival(ANN, Role.PRESENTER),)),)


def test_a_role_nobody_knows_is_no_role() -> None:
    (event,) = facts(join(member(role="Producer"))).events

    assert isinstance(event, ParticipantsJoined)
    assert event.people[0].role is None


def test_who_leaves_is_read_whatever_in_meeting_says() -> None:
    told = join(member()) | {"name": "application/vnd.microsoft.meetingParticipantLeave "}

    assert facts(told).events == (ParticipantsLeft(SENT, (ANN,)),)


def test_who_leaves_without_an_object_id_is_not_made_anonymous_by_that() -> None:
    told = join(member(oid=None)) | {"name": "application/vnd.microsoft.meetingParticipantLeave"}

    assert facts(told).events == (ParticipantsLeft(SENT, (Identity("Ann Berg", "29:ann"),)),)


@pytest.mark.parametrize(
    ("one", "who"),
    [
        (
            member("29:x", None, name=" Einar (Guest) ", userRole="anonymous"),
            Identity("Einar (Guest)", "29:x", kind=Kind.ANONYMOUS),
        ),
        (member("29:x", None), Identity("Ann Berg", "29:x", kind=Kind.ANONYMOUS)),
        (member("8:teamsvisitor:1", None), Identity("Ann Berg", "8:teamsvisitor:1", kind=Kind.ANONYMOUS)),
        (member("28:note-taker", None), Identity("Ann Berg", "28:note-taker", kind=Kind.BOT)),
        (member("4:+4799887766", None), Identity("Ann Berg", "4:+4799887766", kind=Kind.PHONE)),
        (member("+47 99 88 77 66", None), Identity("Ann Berg", "+47 99 88 77 66", kind=Kind.PHONE)),
        (member("29:g", "G-1", userRole="guest"), Identity("Ann Berg", "29:g", "g-1", TENANT, kind=Kind.GUEST)),
        (
            member("29:u", "U-1", tenantId="ABC", userPrincipalName="Bo@SO.no"),
            Identity("Ann Berg", "29:u", "u-1", "abc", "bo@so.no"),
        ),
        (
            member("29:u", "U-1", userPrincipalName="bo_x.no#EXT#@so.no", email="Bo@x.no"),
            Identity("Ann Berg", "29:u", "u-1", TENANT, "bo@x.no", Kind.GUEST),
        ),
    ],
)
def test_each_kind_of_identity_is_told_apart(one: dict[str, Any], who: Identity) -> None:
    assert facts(join(one)).events == (ParticipantsJoined(SENT, (Arrival(who, Role.PRESENTER),)),)


def test_the_bot_itself_is_nobody_who_comes() -> None:
    assert facts(join(member(BOT, None))) == NOTHING
    assert facts(join(member(BOT.upper(), None), member())).events[0] == ParticipantsJoined(
        SENT, (Arrival(ANN, Role.PRESENTER),)
    )


def test_a_malformed_person_is_left_out_and_counted_and_the_others_stay() -> None:
    found = facts(join({"user": {"id": 7}}, member(), "somebody", {"user": {"name": "Nobody"}}))

    assert found == Facts((ParticipantsJoined(SENT, (Arrival(ANN, Role.PRESENTER),)),), left_out=3)


@pytest.mark.parametrize(
    ("value", "field"),
    [
        (None, "value.members"),
        ({}, "value.members"),
        ([], "value"),
        ({"members": {}}, "value.members"),
        ({"members": ["ann"]}, "value.members[0]"),
        ({"members": [{"user": "ann"}]}, "value.members[0].user"),
        ({"members": [{"user": {"id": 7}}]}, "value.members[0].user.id"),
        ({"members": [{}]}, "value.members[0].user.id"),
        ({"members": [{"user": {"id": "29:a"}, "meeting": {"role": 1}}]}, "value.members[0].meeting.role"),
    ],
)
def test_people_who_cannot_be_read_are_named_by_their_field(value: Any, field: str) -> None:
    with pytest.raises(Malformed) as wrong:
        facts(join() | {"value": value})

    assert wrong.value.field == field


def test_a_join_of_nobody_is_nothing() -> None:
    assert facts(join()) == NOTHING


def test_people_added_to_the_chat_are_members_and_not_in_the_call() -> None:
    told = activity(
        type="conversationUpdate", membersAdded=[{"id": "29:x", "userRole": "anonymous", "tenantId": TENANT}]
    )

    assert facts(told).events == (ChatMembersChanged(SENT, (Identity(mri="29:x", kind=Kind.ANONYMOUS),)),)


def test_added_and_removed_in_one_are_both_read() -> None:
    told = activity(type="conversationUpdate", membersAdded=[{"id": "29:a"}], membersRemoved=[{"id": "29:b"}])

    (event,) = facts(told).events
    assert isinstance(event, ChatMembersChanged)
    assert (event.added[0].mri, event.removed[0].mri) == ("29:a", "29:b")


def test_the_bot_among_the_added_was_installed() -> None:
    told = activity(type="conversationUpdate", membersAdded=[{"id": BOT}, {"id": "29:b", "aadObjectId": "B"}])

    assert facts(told).events == (
        BotInstalled(SENT),
        ChatMembersChanged(SENT, (Identity(mri="29:b", oid="b"),)),
    )


def test_the_bot_among_the_removed_was_removed() -> None:
    assert facts(activity(type="conversationUpdate", membersRemoved=[{"id": BOT}])).events == (BotRemoved(SENT),)


@pytest.mark.parametrize(
    ("action", "events"),
    [
        ("add", (BotInstalled(SENT),)),
        ("Add-Upgrade", (BotInstalled(SENT),)),
        ("remove", (BotRemoved(SENT),)),
        ("remove-upgrade", (BotRemoved(SENT),)),
        ("dance", ()),
        (None, ()),
    ],
)
def test_the_app_comes_and_goes(action: str | None, events: tuple[Any, ...]) -> None:
    assert facts(activity(type="installationUpdate", action=action)).events == events


@given(JSON, st.sampled_from(["Start", "End", "ParticipantJoin", "ParticipantLeave"]))
def test_no_value_raises_anything_but_malformed(value: Any, name: str) -> None:
    told = activity(name=f"application/vnd.microsoft.meeting{name}", value=value)

    field = fault(lambda: facts(told))

    assert field.startswith("value") or all(event.at <= ARRIVED + AHEAD for event in facts(told).events)


@given(st.lists(JSON, max_size=4), st.lists(JSON, max_size=4))
def test_no_members_raise_anything_but_malformed(added: list[Any], removed: list[Any]) -> None:
    field = fault(lambda: facts(activity(type="conversationUpdate", membersAdded=added, membersRemoved=removed)))

    assert not field or field.startswith("members")
