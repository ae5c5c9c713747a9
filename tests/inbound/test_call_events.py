"""A call event as the documentation shows it, as the wire writes it, and as nobody should."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given

from bot.domain.calls import Caller, Happened, Place
from bot.domain.participants import Identity, Kind
from bot.inbound.call_events import MOST_CALLERS, read_call_event
from tests.inbound.notices import joined, roster
from tests.inbound.senders import ANN_OID, TENANT
from tests.inbound.test_activity import JSON

NOW = datetime(2026, 2, 28, 9, tzinfo=UTC)
ANN = Identity("Ann Berg", oid=ANN_OID, tenant=TENANT)


def callers(*people: Any, **changes: Any) -> tuple[Caller, ...]:
    told, _ = read_call_event(roster(*people, **changes), NOW)
    assert told is not None
    return told.callers


def who(identity: Any) -> list[Identity]:
    return [caller.who for caller in callers({"info": {"identity": identity}})]


@pytest.mark.parametrize(
    ("told", "happened"),
    [
        ({"eventType": "callStarted"}, Happened.STARTED),
        ({"EventType": "CallEnded"}, Happened.ENDED),
        ({"callEventType": "rosterUpdated"}, Happened.ROSTER),
    ],
)
def test_what_happened_is_told_with_graphs_hour(told: dict[str, Any], happened: Happened) -> None:
    event, unread = read_call_event(told | {"eventDateTime": "2026-02-28T08:59:58.1234567Z"}, NOW)

    assert event is not None
    assert (event.happened, event.at, unread) == (happened, NOW, 0)
    assert event.happened_at == datetime(2026, 2, 28, 8, 59, 58, 123456, tzinfo=UTC)


def test_without_an_hour_it_happened_now() -> None:
    event, _ = read_call_event({"eventType": "callStarted", "eventDateTime": "then"}, NOW)

    assert event is not None
    assert event.happened_at == NOW


@pytest.mark.parametrize("told", [{}, {"eventType": "somethingNew"}, {"eventType": 7}])
def test_what_we_do_not_know_is_none(told: dict[str, Any]) -> None:
    assert read_call_event(told, NOW) == (None, 0)


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({}, Place.CALL),
        ({"IsInLobby": True}, Place.LOBBY),
        ({"isInLobby": "true"}, Place.CALL),
        ({"RemovedState": {"Reason": "Participant has left the meeting call."}}, Place.GONE),
        ({"removedState": {"reason": "x"}, "IsInLobby": True}, Place.GONE),
        ({"removedState": None}, Place.CALL),
    ],
)
def test_where_somebody_is(changes: dict[str, Any], place: Place) -> None:
    assert callers(joined(**changes)) == (Caller(ANN, place, "p1"),)


def test_people_are_found_under_either_name() -> None:
    told = {"eventType": "rosterUpdated", "participants": [joined()]}
    event, _ = read_call_event(told, NOW)

    assert event is not None
    assert [caller.who for caller in event.callers] == [ANN]


@pytest.mark.parametrize(
    ("identity", "expected"),
    [
        ({"guest": {"id": "g1", "displayName": "Kari"}}, Identity("Kari", kind=Kind.ANONYMOUS)),
        ({"anonymous": {"displayName": "Kari"}}, Identity("Kari", kind=Kind.ANONYMOUS)),
        ({"user": None, "guest": {}}, Identity(kind=Kind.ANONYMOUS)),
        ({"guest": {"displayName": "Ann Berg"}, "user": {"id": ANN_OID}}, Identity("", oid=ANN_OID)),
        ({"Phone": {"Id": "+4722334455", "DisplayName": "Ring"}}, Identity("Ring", kind=Kind.PHONE)),
        ({"acsUser": {"id": "8:acs:x"}}, Identity(kind=Kind.ANONYMOUS)),
        ({"azureCommunicationServicesUser": {"id": "8:acs:x"}}, Identity(kind=Kind.ANONYMOUS)),
        ({"application": {"id": "a", "displayName": "Notetaker"}}, Identity("Notetaker", kind=Kind.BOT)),
        ({"applicationInstance": {"id": "a"}}, Identity(kind=Kind.BOT)),
        (
            {"user": {"id": "ee8af8ac", "displayName": "Alex (Guest)", "userIdentityType": "anonymousGuest"}},
            Identity("Alex (Guest)", kind=Kind.ANONYMOUS),
        ),
    ],
)
def test_who_somebody_is(identity: dict[str, Any], expected: Identity) -> None:
    assert who(identity) == [expected]


@pytest.mark.parametrize(
    "identity", [None, {}, "Kari", {"user": "Kari"}, {"user": {"displayName": "Kari"}}, {"user": {"id": "x" * 201}}]
)
def test_whoever_cannot_be_read_is_left_out_and_counted(identity: Any) -> None:
    event, unread = read_call_event(roster({"info": {"identity": identity}}, joined()), NOW)

    assert event is not None
    assert [caller.who for caller in event.callers] == [ANN]
    assert unread == 1


def test_a_name_is_cut_and_shows_all_it_holds() -> None:
    (caller,) = callers(joined("Ann\u202e Berg\n" + "x" * 300))

    assert caller.who.name.startswith("Ann Berg xxx")
    assert len(caller.who.name) == 200


def test_no_more_than_a_thousand_come_in() -> None:
    event, unread = read_call_event(roster(*[joined()] * (MOST_CALLERS + 5)), NOW)

    assert event is not None
    assert (len(event.callers), unread) == (MOST_CALLERS, 5)


@given(JSON)
def test_nothing_breaks_it(told: Any) -> None:
    read_call_event(told if isinstance(told, dict) else {"eventType": "rosterUpdated", "participants": [told]}, NOW)
