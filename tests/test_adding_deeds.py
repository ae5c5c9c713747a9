"""S7. What the worker makes of adding the app, and how it is counted."""

import pytest

from bot.domain.effects import AddApp, FetchInvitation, SetOptions
from bot.domain.events import Event
from bot.domain.expected import Unread
from bot.domain.installing import AppAdded, AppRefused
from bot.errors import Denied, TryLater
from bot.ports import Again, Done
from bot.store.queue import lane_of
from tests.fakes import FakeGraph
from tests.scenes import NINE
from tests.stage import count, failing, stage, task


@pytest.mark.parametrize(("there", "outcome"), [(False, "added"), (True, "there")])
async def test_that_it_was_added_comes_back_and_is_counted(there: bool, outcome: str) -> None:
    worker, _, metrics = stage(graph=FakeGraph(added=lambda: there))

    assert await worker.perform(task(AddApp(NINE))) == Done(AppAdded(NINE, there))
    assert count(metrics, "app_additions", outcome=outcome) == 1


@pytest.mark.parametrize(
    ("trouble", "refused"),
    [
        (Denied("403", 403), AppRefused(NINE, Unread.DENIED, "403")),
        (Denied("404", 404), AppRefused(NINE, Unread.NOT_FOUND, "404")),
        (Denied(Unread.OFF), AppRefused(NINE, Unread.OFF, "off")),
        (TryLater("503"), AppRefused(NINE, Unread.AWAY, "503")),
    ],
)
async def test_a_refusal_comes_back_with_its_cause_and_is_counted(trouble: Exception, refused: Event) -> None:
    worker, _, metrics = stage(graph=FakeGraph(added=failing(trouble)))

    assert await worker.perform(task(AddApp(NINE), minutes_old=1)) == Done(refused)
    assert isinstance(refused, AppRefused)
    assert count(metrics, "app_additions", outcome=refused.reason) == 1


async def test_what_may_pass_is_tried_again_and_counted_when_it_is_over() -> None:
    worker, _, metrics = stage(graph=FakeGraph(added=failing(TryLater("503"))))

    assert isinstance(await worker.perform(task(AddApp(NINE))), Again)
    assert count(metrics, "app_additions", outcome="away") == 0


async def test_a_paused_bot_is_added_nowhere() -> None:
    worker, _, _ = stage(graph=FakeGraph(added=failing(RuntimeError("asked"))), paused=True)

    assert await worker.perform(task(AddApp(NINE))) == Done(AppRefused(NINE, Unread.DENIED, "paused"))


def test_it_waits_for_no_other_question() -> None:
    lanes = {lane_of(1, effect) for effect in (AddApp(NINE), FetchInvitation(NINE), SetOptions({}))}

    assert len(lanes) == 3
