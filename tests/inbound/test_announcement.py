"""What a system may announce: what is not asked for is refused by name, and nothing is lost."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.expected import Invited
from bot.domain.records import Where
from bot.errors import Malformed
from bot.inbound.announcement import MOST_EXPECTED, read_announcement
from tests.inbound.senders import ANN_OID, CHAT, ELSEWHERE, TENANT
from tests.inbound.test_activity import JSON

CONTEXT = f"%7b%22Tid%22%3a%22{TENANT.upper()}%22%2c%22Oid%22%3a%22{ANN_OID}%22%7d"
LINK = f"https://teams.microsoft.com/l/meetup-join/19%3ameeting_abc%40thread.v2/0?context={CONTEXT}"


def announcement(*expected: Any, **changes: Any) -> dict[str, Any]:
    return {"joinWebUrl": LINK, "expected": list(expected)} | changes


def fault(sent: dict[str, Any]) -> str:
    with pytest.raises(Malformed) as wrong:
        read_announcement(sent, TENANT)
    return wrong.value.field


def test_a_meeting_is_known_by_its_join_link_and_people_by_all_that_is_told() -> None:
    sent = announcement(
        {"name": " Kari  Nes ", "address": "Kari.Nes@Sykehuset.Example", "oid": ANN_OID.upper(), "tenant": TENANT},
        {"address": "dina@x.example", "name": None, "oid": ""},
        {"name": "Bo Dahl"},
        {"oid": ANN_OID},
    )
    told = read_announcement(sent, TENANT)

    assert told.where == Where(CHAT, TENANT, "")
    assert told.people == (
        Invited(ANN_OID, TENANT, "kari.nes@sykehuset.example", "Kari Nes"),
        Invited(address="dina@x.example"),
        Invited(name="Bo Dahl"),
        Invited(ANN_OID),
    )
    assert "Kari" not in repr(told)


def test_nobody_may_be_expected_any_more() -> None:
    assert read_announcement(announcement(), TENANT).people == ()


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({}, "joinWebUrl"),
        ({"joinWebUrl": LINK}, "expected"),
        (announcement(joinWebUrl=None), "joinWebUrl"),
        (announcement(joinWebUrl=7), "joinWebUrl"),
        (announcement(joinWebUrl="https://teams.microsoft.com/meet/123456?p=x"), "joinWebUrl"),
        (announcement(joinWebUrl=LINK.replace("teams.microsoft.com", "evil.example")), "joinWebUrl"),
        (announcement(joinWebUrl=LINK.replace(TENANT.upper(), ELSEWHERE)), "joinWebUrl"),
        (announcement(joinWebUrl=LINK.partition("?")[0]), "joinWebUrl"),
        (announcement(expected=None), "expected"),
        (announcement(expected={}), "expected"),
        (announcement(expected=[{"name": "Kari"}] * (MOST_EXPECTED + 1)), "expected"),
        (announcement(patient="Kari"), "patient"),
        (announcement(subject=None), "subject"),
        (announcement(JoinWebUrl=LINK), "JoinWebUrl"),
        (announcement({"name": "Kari"}, {"name": "Bo", "phone": "1"}), "expected[1].phone"),
        (announcement({"name": "Kari", "Name": "Bo"}), "expected[0].Name"),
        (announcement({"x" * 500: "Kari"}), f"expected[0].{'x' * 64}"),
        (announcement("Kari"), "expected[0]"),
        (announcement(None), "expected[0]"),
        (announcement({}), "expected[0]"),
        (announcement({"name": " ", "tenant": TENANT}), "expected[0]"),
        (announcement({"name": 7}), "expected[0].name"),
        (announcement({"name": "n" * 201}), "expected[0].name"),
        (announcement({"name": "01019012345"}), "expected[0].name"),
        (announcement({"name": "Kari 010190 12345"}), "expected[0].name"),
        (announcement({"name": "0 1-0.1 9"}), "expected[0].name"),
        (announcement({"address": "kari"}), "expected[0].address"),
        (announcement({"address": "kari@nes"}), "expected[0].address"),
        (announcement({"address": "kari@nes.no, bo@dahl.no"}), "expected[0].address"),
        (announcement({"address": "Kari <kari@nes.no>"}), "expected[0].address"),
        (announcement({"address": f"{'k' * 300}@nes.no"}), "expected[0].address"),
        (announcement({"oid": "kari"}), "expected[0].oid"),
        (announcement({"oid": f"{ANN_OID}\n1"}), "expected[0].oid"),
        (announcement({"name": "Kari", "tenant": "x.onmicrosoft.com"}), "expected[0].tenant"),
        (announcement({"name": "Kari", "tenant": 1}), "expected[0].tenant"),
    ],
)
def test_a_fault_is_named_by_its_field(sent: dict[str, Any], field: str) -> None:
    assert fault(sent) == field


PEOPLE = st.lists(
    st.dictionaries(st.sampled_from(["name", "address", "oid", "tenant"]), JSON, max_size=4) | JSON, max_size=3
)
SENT = st.dictionaries(st.text(), JSON) | st.fixed_dictionaries(
    {"joinWebUrl": st.just(LINK) | JSON, "expected": PEOPLE}
)


@given(SENT)
def test_no_object_raises_anything_but_malformed_and_nothing_is_lost(sent: dict[str, Any]) -> None:
    try:
        told = read_announcement(sent, TENANT)
    except Malformed:
        return
    assert len(told.people) == len(sent["expected"])
