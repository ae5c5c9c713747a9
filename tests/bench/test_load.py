"""What the measurements play: meetings of their tenants, a steady schedule, and what of a round counts."""

from collections import Counter, defaultdict
from collections.abc import AsyncIterator

import pytest

from bench.latency import Due, Sent, schedule, taken
from bench.load import EIGHT, Load, tenant_in
from bench.stage import NotMeasured
from rehearsal.standin import StandIn


@pytest.fixture
async def load(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Load]:
    async with StandIn(tmp_path_factory.mktemp("standin")) as standin:
        yield Load(standin, "http://127.0.0.1:1/", tenants=20)


async def test_meetings_are_spread_evenly_and_their_people_are_of_their_tenant(load: Load) -> None:
    chats = load.meetings(40)

    assert set(Counter(chat.tenant for chat in chats).values()) == {2}
    assert all(tenant_in(chat.id) == chat.tenant for chat in chats)
    assert all({one.tenant for one in chat.members.values()} == {chat.tenant} for chat in chats)


async def test_eight_come_into_each_meeting_person_after_person(load: Load) -> None:
    joined = list(load.joins(load.meetings(3)))

    assert len(joined) == 3 * len(EIGHT)
    assert len({one["conversation"]["id"] for one in joined[:3]}) == 3
    assert all(len(one["value"]["members"]) == len(EIGHT) for one in load.all_join(load.meetings(2)))


async def test_the_schedule_is_steady_and_each_activity_has_a_card_of_its_own(load: Load) -> None:
    due = list(schedule(load, per_second=90, seconds=20.0))
    posts, hours = defaultdict[str, list[int]](list), {}
    for one in due:
        posts[one.chat].append(one.post)
        hours[one.chat, one.post] = one.at_s

    assert [one.at_s for one in due] == [number / 90 for number in range(1800)]
    assert all(there == list(range(len(there))) for there in posts.values())
    settled = Counter(one.post for one in due if one.at_s > 15)
    assert max(settled.values()) - min(settled.values()) <= 1
    assert all(at - hours[chat, 0] > 1.0 for (chat, post), at in hours.items() if post)


DUE = [Due(1.0, b"", "early", 0), Due(3.0, b"", "a", 0), Due(3.5, b"", "a", 1)]
SENT = [Sent(101.0, 0.01, 200), Sent(103.001, 0.01, 200), Sent(103.5, 0.02, 200)]
SHOWN = {"early": [101.5], "a": [103.1, 103.6]}


def test_a_card_counts_from_when_its_activity_was_due_and_the_warm_up_does_not() -> None:
    figures = taken(DUE, SENT, SHOWN, 100.0)

    assert figures.card == pytest.approx([100.0, 100.0])
    assert figures.answer == pytest.approx([11.0, 20.0])
    assert figures.lag == pytest.approx([1.0, 0.0], abs=1e-6)


@pytest.mark.parametrize("shown", [{"early": [101.5], "a": [103.1]}, {"a": [103.1, 103.6]}])
def test_a_card_that_lacks_is_no_quick_one(shown: dict[str, list[float]]) -> None:
    with pytest.raises(NotMeasured, match="1 brought no card"):
        taken(DUE, SENT, shown, 100.0)


def test_a_refusal_is_no_quick_answer() -> None:
    with pytest.raises(NotMeasured, match="1 were refused"):
        taken(DUE, [*SENT[:2], Sent(103.5, 0.001, 503)], SHOWN, 100.0)
