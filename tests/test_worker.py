"""Effects to deeds: what is tried again, what is given up aloud, and what comes back."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.effects import CardKind, Effect, FetchInvitation, FlagParticipants, Matter, ShowCard
from bot.domain.events import CardGivenUp, CardShown, InvitationRead, InvitationUnavailable
from bot.domain.expected import Invited, Unread
from bot.domain.meeting import Meeting, Where
from bot.domain.participants import Identity, PersonId
from bot.errors import Denied, TryLater
from bot.metrics import Metrics
from bot.outbound.http import TOTAL_S
from bot.ports import Again, Card, Done, MeetingDetails, Task
from bot.retry import CARD, QUESTION, pause_s, worth_another
from bot.store.queue import LEASE_S
from bot.worker import Worker
from tests.fakes import FakeGraph, FakeTeams, VirtualClock
from tests.scenes import ANN, EINAR, NINE, after, at, joined, started

RULES = Matter(CardKind.RULES, 1)
ALERT = Matter(CardKind.ALERT, 1)
MEETING = after(started(), joined(ANN, EINAR))


@dataclass
class Teams(FakeTeams):
    """Fails with what the test says, call by call; notes what was asked."""

    troubles: list[Exception] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    async def post(self, where: Where, card: Card, *, ping: bool) -> str:
        self._meet(f"post ping={ping}")
        return "new"

    async def post_privately(self, where: Where, card: Card, to: Identity) -> str:
        self._meet(f"privately to {to.name}")
        return "private"

    async def update(self, where: Where, activity: str, card: Card) -> None:
        self._meet(f"update {activity}")

    async def details(self, where: Where) -> MeetingDetails:
        self._meet("details")
        return MeetingDetails(ANN, "graph-id")

    def _meet(self, asked: str) -> None:
        self.asked.append(asked)
        if self.troubles:
            raise self.troubles.pop(0)


def stage(*troubles: Exception, graph: FakeGraph | None = None, paused: bool = False) -> tuple[Worker, Teams, Metrics]:
    clock, metrics = VirtualClock(NINE), Metrics()
    teams = Teams(clock, Random(1), troubles=list(troubles))
    worker = Worker(
        teams=teams, graph=graph or FakeGraph(), clock=clock, metrics=metrics, draw=lambda _matter, _meeting: {},
        fold=lambda _matter, _meeting: {}, chance=Random(1), paused=paused,
    )  # fmt: skip
    return worker, teams, metrics


def failing(trouble: Exception) -> Callable[[], Any]:
    def fail() -> Any:
        raise trouble

    return fail


def task(effect: Effect, meeting: Meeting = MEETING, *, minutes_old: float = 0, attempt: int = 1) -> Task:
    return Task(1, effect, meeting, attempt, NINE - timedelta(minutes=minutes_old))


async def test_a_new_card_is_posted_and_its_id_comes_back() -> None:
    worker, teams, _ = stage()

    assert await worker.perform(task(ShowCard(RULES))) == Done(CardShown(NINE, str(RULES), "new"))
    assert teams.asked == ["post ping=False"]


async def test_a_card_that_stands_is_updated_where_it_stands() -> None:
    worker, teams, _ = stage()
    meeting = replace(MEETING, cards={str(RULES): "old"})

    assert await worker.perform(task(ShowCard(RULES), meeting)) == Done(CardShown(NINE, str(RULES), "old"))
    assert teams.asked == ["update old"]


async def test_a_card_that_stands_no_more_is_posted_anew() -> None:
    worker, teams, _ = stage(Denied("404", 404))
    meeting = replace(MEETING, cards={str(RULES): "old"})

    assert await worker.perform(task(ShowCard(RULES), meeting)) == Done(CardShown(NINE, str(RULES), "new"))
    assert teams.asked == ["update old", "post ping=False"]


async def test_an_alert_about_a_stranger_pings() -> None:
    worker, teams, _ = stage()
    await worker.perform(task(FlagParticipants(NINE, ALERT, (PersonId("p2"),), ping=True)))

    assert teams.asked == ["post ping=True"]


async def test_a_private_answer_goes_to_whoever_asked() -> None:
    worker, teams, _ = stage()
    await worker.perform(task(ShowCard(Matter(CardKind.HELP, 1, "to-p1"), PersonId("p1"))))

    assert teams.asked == ["privately to Ann Berg"]


async def test_trouble_that_passes_is_tried_again_not_before_the_other_side_wants() -> None:
    worker, _, metrics = stage(TryLater("429", after_s=7), TryLater("502", ambiguous=True))
    first, second = await worker.perform(task(ShowCard(RULES))), await worker.perform(task(ShowCard(RULES)))

    assert isinstance(first, Again)
    assert first.after_s >= 7
    assert isinstance(second, Again)
    assert metrics.registry.get_sample_value("motevakt_ambiguous_posts_total") == 1


async def test_what_is_not_worth_another_attempt_is_given_up_and_told() -> None:
    worker, _, _ = stage(TryLater("503"), Denied("403", 403), ValueError("ours"))

    old = await worker.perform(task(ShowCard(RULES), minutes_old=15))
    assert old == Done(CardGivenUp(NINE, str(RULES), "503"))
    assert await worker.perform(task(ShowCard(RULES))) == Done(CardGivenUp(NINE, str(RULES), "403"))
    assert await worker.perform(task(ShowCard(RULES))) == Done(CardGivenUp(NINE, str(RULES), "ValueError"))


async def test_a_paused_bot_posts_nothing_and_says_so_in_the_audit() -> None:
    worker, teams, _ = stage(paused=True)

    assert await worker.perform(task(ShowCard(RULES))) == Done(CardGivenUp(NINE, str(RULES), "paused"))
    assert teams.asked == []


async def test_the_invitation_is_read() -> None:
    worker, _, _ = stage()
    people = (Invited(oid="ann"), (Invited(oid="bo"),))

    assert await worker.perform(task(FetchInvitation(NINE))) == Done(InvitationRead(NINE, *people))


@pytest.mark.parametrize(
    ("trouble", "reason"),
    [
        (Denied("403", 403), Unread.DENIED),
        (Denied("no_meeting", 404), Unread.NOT_FOUND),
        (TryLater("503"), Unread.AWAY),
    ],
    ids=str,
)
async def test_an_invitation_that_cannot_be_read_is_a_result(trouble: Exception, reason: Unread) -> None:
    worker, _, _ = stage(graph=FakeGraph(answer=failing(trouble), planned=failing(Denied("403", 403))))

    assert await worker.perform(task(FetchInvitation(NINE), minutes_old=1)) == Done(InvitationUnavailable(NINE, reason))


async def test_a_graph_that_is_off_is_not_asked_and_neither_is_teams() -> None:
    worker, teams, _ = stage(graph=FakeGraph(on=False))

    assert await worker.perform(task(FetchInvitation(NINE))) == Done(InvitationUnavailable(NINE, Unread.OFF))
    assert teams.asked == []


async def test_a_meeting_whose_details_teams_withholds_is_looked_for_by_its_join_link() -> None:
    worker, teams, _ = stage(Denied("403", 403))

    assert isinstance(await worker.perform(task(FetchInvitation(NINE))), Done)
    assert teams.asked == ["details"]


@given(attempt=st.integers(1, 10_000), chance=st.floats(0, 1), after_s=st.floats(0, 3600))
def test_pauses_stay_bounded_and_never_undercut_the_other_side(attempt: int, chance: float, after_s: float) -> None:
    for patience in (CARD, QUESTION):
        pause = pause_s(patience, TryLater("429", after_s), attempt, chance)
        assert after_s <= pause <= max(after_s, 1.5 * patience.longest_pause_s)
        assert pause >= 0.25


@given(minutes=st.floats(0, 60), pause=st.floats(0, 3600))
def test_nothing_is_tried_for_ever(minutes: float, pause: float) -> None:
    worth = worth_another(CARD, NINE, at(minutes), pause)

    assert worth == (minutes * 60 + pause <= 15 * 60) or abs(minutes * 60 + pause - 900) < 0.001


def test_those_who_wait_do_not_all_come_back_at_once() -> None:
    assert pause_s(CARD, TryLater("x"), 3, 0.0) != pause_s(CARD, TryLater("x"), 3, 1.0)


def test_a_lease_outlasts_the_longest_deed() -> None:
    assert LEASE_S >= 3 * 2 * TOTAL_S * 2
