"""What depends on the hour: the rate windows the connector enforces, and how long a private post lasts."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote

import aiohttp
import pytest

from rehearsal.people import BO
from rehearsal.rate import Measure
from rehearsal.standin import StandIn
from tests.rehearsal.conftest import Caller, message


class Hours:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.hour = datetime(2026, 2, 23, 8, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.hour

    def move(self, seconds: float) -> None:
        self.hour += timedelta(seconds=seconds)


@pytest.fixture
def hours() -> Hours:
    return Hours()


@pytest.fixture
async def standin(tmp_path: Path, hours: Hours) -> AsyncIterator[StandIn]:
    async with StandIn(tmp_path, time=hours) as running:
        yield running


async def test_the_eighth_message_in_a_second_is_refused(caller: Caller, standin: StandIn, hours: Hours) -> None:
    for _ in range(7):
        assert (await caller.connector("POST", caller.posts, message()))[0] == 201
    address = f"{standin.service_url}{caller.posts}"
    async with caller.http.post(address, json=message(), headers=caller.bearer()) as eighth:
        assert (eighth.status, eighth.headers["Retry-After"]) == (429, "1")
        assert (await eighth.json())["error"]["code"] == "Throttled"
    hours.move(1)
    assert (await caller.connector("POST", caller.posts, message()))[0] == 201

    assert [breach.measure for breach in standin.connector.rates.breaches] == [Measure.SEND]


async def test_updates_count_too_unless_switched(caller: Caller, standin: StandIn, hours: Hours) -> None:
    _, made = await caller.connector("POST", caller.posts, message())
    address = f"{caller.posts}/{made['id']}"

    assert [(await caller.connector("PUT", address, message()))[0] for _ in range(7)] == [200] * 6 + [429]
    standin.strictness.changes_count_as_sends = False
    assert (await caller.connector("PUT", address, message()))[0] == 200


async def test_chats_are_counted_apart(caller: Caller, standin: StandIn) -> None:
    other = quote(standin.world.open_meeting("another").id, safe="")

    for _ in range(7):
        await caller.connector("POST", caller.posts, message())

    assert (await caller.connector("POST", f"v3/conversations/{other}/activities", message()))[0] == 201


async def test_members_may_be_read_fourteen_times_a_second(caller: Caller) -> None:
    address = caller.posts.replace("activities", "pagedmembers")

    answers = [(await caller.connector("GET", address))[0] for _ in range(15)]

    assert answers == [200] * 14 + [429]


async def test_all_calls_of_a_tenant_count_together(caller: Caller, standin: StandIn) -> None:
    assert caller.chat.meeting is not None
    address = f"v1/meetings/{quote(caller.chat.meeting.id, safe='')}"

    answers = [(await caller.connector("GET", address))[0] for _ in range(51)]

    assert answers == [200] * 50 + [429]
    assert [breach.measure for breach in standin.connector.rates.breaches] == [Measure.ALL]


async def test_a_private_post_lasts_a_day(caller: Caller, hours: Hours) -> None:
    private = message(recipient={"id": BO.mri, "isTargeted": True})
    _, made = await caller.connector("POST", f"{caller.posts}?isTargetedActivity=true", private)
    hours.move(24 * 3600 + 1)

    status, told = await caller.connector("PUT", f"{caller.posts}/{made['id']}?isTargetedActivity=true", message())

    assert (status, told["error"]["code"]) == (404, "TARGETED_MESSAGE_EXPIRED_OR_DELETED")


async def test_whoever_has_no_token_is_not_counted(caller: Caller, http: aiohttp.ClientSession) -> None:
    for _ in range(10):
        assert (await caller.connector("POST", caller.posts, message(), headers={}))[0] == 401
    assert (await caller.connector("POST", caller.posts, message()))[0] == 201
