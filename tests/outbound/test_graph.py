from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.domain.expected import Invited
from bot.errors import Denied, TryLater
from bot.outbound.budget import Budget
from bot.outbound.clock import SystemClock
from bot.outbound.graph import MicrosoftGraph
from bot.outbound.graph_calls import GraphCalls
from bot.outbound.http import Http
from tests.outbound.services import CountedTokens, Service, plain, told

LINK = "https://teams.microsoft.com/l/meetup-join/19%3ameeting_x%40thread.v2/0?context=%7b%22Tid%22%3a%22t%22%2c%22Oid%22%3a%22Org-1%22%7d"
MEETING: dict[str, Any] = {
    "id": "MSo",
    "subject": "Kari Nordmann",
    "participants": {
        "organizer": {"upn": "Ann@SO.no", "role": "presenter", "identity": {"user": {"id": "ANN", "tenantId": "T"}}},
        "attendees": [
            {"upn": "bo@so.no", "identity": {"user": {"id": "BO", "displayName": None, "tenantId": None}}},
            {"upn": "dina@x.no", "identity": None},
            {"Upn": None, "Identity": {"User": {"Id": "eva", "TenantId": "X"}}},
            {},
            "odd",
            {"upn": 7, "identity": {"user": []}},
        ],
    },
}
INVITATION = (
    Invited("ann", "t", "ann@so.no"),
    (Invited("bo", "", "bo@so.no"), Invited("", "", "dina@x.no"), Invited("eva", "x", "")),
)


def graph(service: Service, http: Http, tokens: CountedTokens) -> MicrosoftGraph:
    return MicrosoftGraph(
        calls=GraphCalls(http=http, tokens=tokens, budget=Budget(SystemClock()), url=service.url), clock=SystemClock()
    )


async def test_a_meeting_is_read_by_its_id(service: Service, http: Http, tokens: CountedTokens) -> None:
    service.answers_with(told(MEETING))

    assert await graph(service, http, tokens).invitation("org-1", "MSo/y=", "") == INVITATION
    assert service.seen[0].raw_path == "/v1.0/users/org-1/onlineMeetings/MSo%2Fy%3D"
    assert tokens.scopes == [f"{service.url}/.default"]


async def test_a_meeting_is_read_by_its_link(service: Service, http: Http, tokens: CountedTokens) -> None:
    service.answers_with(told({"value": [MEETING]}))

    assert await graph(service, http, tokens).invitation("org-1", "", LINK + "'") == INVITATION
    asked = urlsplit(service.seen[0].raw_path)
    assert asked.path == "/v1.0/users/org-1/onlineMeetings"
    assert "19%253ameeting_x%2540thread.v2" in asked.query
    assert parse_qs(asked.query) == {"$filter": [f"JoinWebUrl eq '{LINK}'''"]}


async def test_a_meeting_unknown_by_its_id_is_asked_for_by_its_link(
    service: Service, http: Http, tokens: CountedTokens
) -> None:
    service.answers_with(plain("", 404), told({"value": [MEETING]}))

    assert await graph(service, http, tokens).invitation("org-1", "gone", LINK) == INVITATION


async def test_an_organizer_that_is_not_told_is_read_from_the_link(
    service: Service, http: Http, tokens: CountedTokens
) -> None:
    service.answers_with(told({"value": [MEETING]}))
    await graph(service, http, tokens).invitation("", "", LINK)

    assert service.seen[0].raw_path.startswith("/v1.0/users/org-1/")


@pytest.mark.parametrize("found", [{"value": []}, {"value": None}, {"value": ["x"]}, {}])
async def test_no_meeting_is_denied_as_not_found(
    service: Service, http: Http, tokens: CountedTokens, found: dict[str, Any]
) -> None:
    service.answers_with(told(found))

    with pytest.raises(Denied) as no:
        await graph(service, http, tokens).invitation("org-1", "", LINK)

    assert no.value.status == 404


@pytest.mark.parametrize(
    "meeting", [{}, {"participants": None}, {"participants": []}, {"participants": {"attendees": 1}}]
)
async def test_a_meeting_that_tells_of_nobody_invites_nobody(
    service: Service, http: Http, tokens: CountedTokens, meeting: dict[str, Any]
) -> None:
    service.answers_with(told(meeting))

    assert await graph(service, http, tokens).invitation("org-1", "MSo", "") == (Invited(), ())


@pytest.mark.parametrize(("organizer", "link"), [("", ""), ("", "https://teams.microsoft.com/x"), ("org-1", "")])
async def test_without_an_address_nothing_is_asked(
    service: Service, http: Http, tokens: CountedTokens, organizer: str, link: str
) -> None:
    with pytest.raises(Denied):
        await graph(service, http, tokens).invitation(organizer, "", link)

    assert not service.seen


async def test_a_denied_permission_is_not_asked_around(service: Service, http: Http, tokens: CountedTokens) -> None:
    service.answers_with(plain("", 403))

    with pytest.raises(Denied) as no:
        await graph(service, http, tokens).invitation("org-1", "MSo", LINK)

    assert (no.value.status, len(service.seen)) == (403, 1)


async def test_graph_that_is_busy_is_asked_later(service: Service, http: Http, tokens: CountedTokens) -> None:
    service.answers_with(told({}, 503, Retry_After="4"))

    with pytest.raises(TryLater) as trouble:
        await graph(service, http, tokens).invitation("org-1", "MSo", LINK)

    assert trouble.value == TryLater("503", 4.0)


async def test_graph_that_is_off_is_denied_as_off(http: Http, tokens: CountedTokens) -> None:
    with pytest.raises(Denied) as no:
        await MicrosoftGraph(
            calls=GraphCalls(http=http, tokens=tokens, budget=Budget(SystemClock()), url=None), clock=SystemClock()
        ).invitation("org-1", "MSo", LINK)

    assert no.value.cause == "off"
