"""What organisations are called: asked once a day, refused for an hour."""

from datetime import timedelta
from typing import Any

import pytest

from bot.errors import Denied, TryLater
from bot.outbound import organisations as module
from bot.outbound.budget import Budget
from bot.outbound.graph import MicrosoftGraph
from bot.outbound.graph_calls import GraphCalls
from bot.outbound.http import Http
from tests.fakes import VirtualClock
from tests.outbound.services import CountedTokens, Service, plain, told
from tests.scenes import ELSEWHERE, NINE, OWN


class Names:
    def __init__(self, service: Service, http: Http, tokens: CountedTokens) -> None:
        self.service, self.clock = service, VirtualClock(NINE)
        self._graph = MicrosoftGraph(
            calls=GraphCalls(http=http, tokens=tokens, budget=Budget(self.clock), url=service.url), clock=self.clock
        )

    async def of(self, tenant: str = ELSEWHERE) -> str:
        return await self._graph.organisation(tenant)

    def later(self, hours: float) -> None:
        self.clock.hour += timedelta(hours=hours)


@pytest.fixture
def names(service: Service, http: Http, tokens: CountedTokens) -> Names:
    return Names(service, http, tokens)


async def test_an_organisation_is_named(names: Names) -> None:
    names.service.answers_with(told({"tenantId": ELSEWHERE, "displayName": "Helse X", "defaultDomainName": "x.no"}))

    assert await names.of(ELSEWHERE.upper()) == "Helse X"
    path = f"/v1.0/tenantRelationships/findTenantInformationByTenantId(tenantId='{ELSEWHERE}')"
    assert names.service.seen[0].raw_path == path


async def test_it_is_asked_once_a_day(names: Names) -> None:
    names.service.answers_with(told({"displayName": "Helse X"}), told({"displayName": "Helse Y"}))

    assert [await names.of(), await names.of(ELSEWHERE.upper())] == ["Helse X"] * 2
    names.later(24.1)
    assert await names.of() == "Helse Y"
    assert len(names.service.seen) == 2


async def test_a_tenant_that_nobody_knows_has_no_name(names: Names) -> None:
    names.service.answers_with(plain("", 404))

    assert [await names.of(), await names.of()] == ["", ""]
    assert len(names.service.seen) == 1


async def test_a_refusal_holds_for_an_hour(names: Names) -> None:
    names.service.answers_with(plain("", 403), told({"displayName": "Helse X"}))

    for _ in range(2):
        with pytest.raises(Denied) as no:
            await names.of()
        assert no.value == Denied("403", 403)
    assert len(names.service.seen) == 1
    names.later(1.1)
    assert await names.of() == "Helse X"


async def test_what_passes_is_not_kept(names: Names) -> None:
    names.service.answers_with(plain("", 503), told({"displayName": "Helse X"}))

    with pytest.raises(TryLater):
        await names.of()
    assert await names.of() == "Helse X"


@pytest.mark.parametrize("tenant", ["", "x", "common", f"{OWN}')/x", f"{OWN}\n", OWN[:-1], "../../me"])
async def test_what_is_no_tenants_id_is_not_asked_about(names: Names, tenant: str) -> None:
    names.service.answers_with(told({"displayName": "Helse X"}))

    assert await names.of(tenant) == ("Helse X" if tenant.strip() == OWN else "")
    assert len(names.service.seen) == (tenant.strip() == OWN)


@pytest.mark.parametrize(
    ("told_name", "shown"),
    [("x" * 100, "x" * 64), ("Helse\u202e X\r\n", "Helse X"), (7, ""), (None, ""), ("\u0000", "")],
)
async def test_a_name_is_fit_to_be_shown(names: Names, told_name: Any, shown: str) -> None:
    names.service.answers_with(told({"DisplayName": told_name}))

    assert await names.of() == shown


async def test_names_are_not_kept_without_end(names: Names, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 2)
    names.service.answers_with(told({"displayName": "Helse X"}))
    first, second, third = (f"0a000000-0000-4000-8000-00000000000{number}" for number in range(3))

    for tenant in (first, second, first, third, first):  # the second is the longest not needed
        await names.of(tenant)
    assert len(names.service.seen) == 3
    await names.of(second)
    assert len(names.service.seen) == 4


async def test_a_graph_that_is_off_is_denied_as_off(http: Http, tokens: CountedTokens) -> None:
    clock = VirtualClock(NINE)
    graph = MicrosoftGraph(calls=GraphCalls(http=http, tokens=tokens, budget=Budget(clock), url=None), clock=clock)

    for call in (graph.organisation(OWN), graph.calendar("org-1", "https://x", NINE)):
        with pytest.raises(Denied) as no:
            await call
        assert no.value.cause == "off"
