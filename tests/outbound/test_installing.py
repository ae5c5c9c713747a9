"""S7. How Graph is asked to add the app to a chat (docs/TEAMS.md B)."""

import pytest

from bot.consent import ASKED, permissions
from bot.domain.expected import Unread
from bot.errors import Denied, TryLater
from bot.outbound.budget import Budget
from bot.outbound.clock import SystemClock
from bot.outbound.graph import MicrosoftGraph
from bot.outbound.graph_calls import GraphCalls
from bot.outbound.http import Http
from bot.outbound.installing import CatalogueApp, in_catalogue
from bot.ports import NO_CATALOG_ID
from bot.settings import read_settings
from tests.manifest.packages import manifest
from tests.outbound.services import CountedTokens, Service, plain, told
from tests.test_settings import LEAST

CHAT = "19:meeting_x/..@thread.v2"
ID = "0c000000-0000-4000-8000-000000000007"


def graph(url: str | None, http: Http, tokens: CountedTokens, app: CatalogueApp | None) -> MicrosoftGraph:
    clock = SystemClock()
    return MicrosoftGraph(
        calls=GraphCalls(http=http, tokens=tokens, budget=Budget(clock), url=url), clock=clock, app=app
    )


@pytest.fixture
def asking(service: Service, http: Http, tokens: CountedTokens) -> MicrosoftGraph:
    return graph(service.url, http, tokens, CatalogueApp(ID, permissions(reads_chat=True)))


async def test_it_is_named_by_its_id_and_the_chat_consents_to_all_it_asks_for(
    asking: MicrosoftGraph, service: Service
) -> None:
    service.answers_with(plain("", 201))

    assert await asking.add_app(CHAT) is False
    (seen,) = service.seen
    assert (seen.method, seen.raw_path) == ("POST", "/v1.0/chats/19%3Ameeting_x%2F..%40thread.v2/installedApps")
    assert seen.body == {
        "teamsApp@odata.bind": f"https://graph.microsoft.com/v1.0/appCatalogs/teamsApps/{ID}",
        "consentedPermissionSet": {
            "resourceSpecificPermissions": [
                {"permissionValue": name, "permissionType": "Application"} for name in ASKED
            ]
        },
    }


@pytest.mark.parametrize("guard", ["on", "off"])
def test_what_is_consented_to_is_what_the_manifest_asks_for(guard: str) -> None:
    asked = manifest(CHAT_GUARD=guard)["authorization"]["permissions"]["resourceSpecific"]
    app = in_catalogue(read_settings(LEAST | {"CHAT_GUARD": guard, "TEAMS_APP_CATALOG_ID": ID}))

    assert app is not None
    assert [(name, "Application") for name in app.permissions] == [(one["name"], one["type"]) for one in asked]


async def test_one_that_is_there_already_is_no_fault(asking: MicrosoftGraph, service: Service) -> None:
    service.answers_with(told({"error": {"code": "Conflict"}}, 409))

    assert await asking.add_app(CHAT) is True


@pytest.mark.parametrize("status", [400, 403, 404])
async def test_a_refusal_bears_its_status(asking: MicrosoftGraph, service: Service, status: int) -> None:
    service.answers_with(told({"error": {"code": "Forbidden"}}, status))

    with pytest.raises(Denied) as no:
        await asking.add_app(CHAT)
    assert (no.value.cause, no.value.status) == (str(status), status)


@pytest.mark.parametrize("status", [429, 502, 503])
async def test_what_may_pass_is_no_refusal_and_makes_no_double(
    asking: MicrosoftGraph, service: Service, status: int
) -> None:
    service.answers_with(told({}, status, Retry_After="3"))

    with pytest.raises(TryLater) as later:
        await asking.add_app(CHAT)
    assert (later.value.after_s, later.value.ambiguous) == (3, False)


async def test_without_graph_or_the_id_nothing_is_sent(service: Service, http: Http, tokens: CountedTokens) -> None:
    for url, cause in ((None, Unread.OFF), (service.url, NO_CATALOG_ID)):
        with pytest.raises(Denied) as no:
            await graph(url, http, tokens, None).add_app(CHAT)
        assert no.value.cause == cause
    assert service.seen == []


def test_without_the_setting_there_is_no_app_to_name() -> None:
    assert in_catalogue(read_settings(LEAST)) is None
