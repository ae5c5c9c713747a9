"""Questions to Teams about who is there: what is asked, learnt and not known."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.effects import FetchRoster
from bot.domain.events import Member, RosterRead, RosterUnavailable
from bot.domain.expected import Unread
from bot.domain.participants import Identity, Membership, Role
from bot.errors import Denied, TryLater
from bot.ports import Again, Attendance, Done
from tests.scenes import ANN, BO, CATO, DINA, EINAR, KARI, NINE, after, joined, pid, started
from tests.stage import count, stage, task


async def test_the_roster_tells_who_is_in_the_chat() -> None:
    worker, teams, metrics = stage(chat=(ANN, EINAR))

    done = await worker.perform(task(FetchRoster(0)))

    assert done == Done(RosterRead(NINE, (Member(ANN), Member(EINAR)), 0))
    assert teams.asked == ["members"]
    assert count(metrics, "sources", source="roster", result="read") == 1
    assert count(metrics, "probes", result="agreed") == 0


async def test_the_longest_not_asked_are_asked_whether_they_are_in_the_call() -> None:
    worker, teams, _ = stage(chat=(ANN, BO, EINAR, CATO), inside=(ANN, BO))
    meeting = after(started(), joined(ANN, EINAR, CATO))
    meeting = replace(meeting, chat={pid(meeting, ANN): Membership(asked=NINE)})

    done = await worker.perform(task(FetchRoster(2), meeting))

    assert done == Done(RosterRead(NINE, (Member(ANN), Member(BO, True), Member(EINAR), Member(CATO, False)), 2))
    assert teams.asked == ["members", "about Bo Dahl", "about Cato Ek"]


async def test_a_look_that_agrees_and_one_that_does_not_are_counted() -> None:
    earlier = after(started(-10), joined(ANN, minutes=-9))

    worker, _, metrics = stage(chat=(ANN, BO), inside=(ANN,))
    await worker.perform(task(FetchRoster(3), earlier))
    assert count(metrics, "probes", result="agreed") == 1

    worker, _, metrics = stage(chat=(ANN, BO), inside=(BO,))
    await worker.perform(task(FetchRoster(3), earlier))
    assert count(metrics, "probes", result="contradicted") == 1


async def test_what_is_told_of_an_account_is_learnt() -> None:
    sparse = Identity("Dina", oid=DINA.oid)
    worker, teams, _ = stage(chat=(sparse, BO))
    teams.told = {"Dina": Attendance(DINA, Role.PRESENTER, True), "Bo Dahl": Attendance(KARI, Role.ORGANIZER, True)}

    done = await worker.perform(task(FetchRoster(3)))

    dina = replace(DINA, name="Dina Fors")
    assert done == Done(RosterRead(NINE, (Member(dina, True, Role.PRESENTER), Member(BO)), 3))


async def test_one_who_is_not_told_of_leaves_the_others_told() -> None:
    worker, _, _ = stage(None, Denied("404", 404), chat=(BO, CATO), inside=(CATO,))

    done = await worker.perform(task(FetchRoster(3)))

    assert done == Done(RosterRead(NINE, (Member(BO), Member(CATO, True)), 3))


@pytest.mark.parametrize(
    ("troubles", "reason", "asked"),
    [
        ([Denied("404", 404), Denied("404", 404)], Unread.NOT_FOUND, 2),
        ([Denied("404", 404), Denied("403", 403)], Unread.DENIED, 2),
        ([Denied("403", 403), TryLater("503")], Unread.AWAY, 2),
        ([TryLater("429")], Unread.AWAY, 1),
    ],
    ids=str,
)
async def test_where_no_question_is_answered_the_roster_says_why(
    troubles: list[Exception], reason: Unread, asked: int
) -> None:
    worker, teams, metrics = stage(None, *troubles, chat=(ANN, BO))

    done = await worker.perform(task(FetchRoster(3)))

    assert done == Done(RosterRead(NINE, (Member(ANN), Member(BO)), 3, reason))
    assert len(teams.asked) == 1 + asked
    assert count(metrics, "probes", result="failed") == 1


async def test_answers_that_do_not_say_who_is_in_are_no_answers() -> None:
    worker, teams, _ = stage(chat=(ANN,))
    teams.told = {"Ann Berg": Attendance(ANN, Role.ORGANIZER)}

    done = await worker.perform(task(FetchRoster(3)))

    assert done == Done(RosterRead(NINE, (Member(ANN, None, Role.ORGANIZER),), 3, Unread.NOT_FOUND))


async def test_what_has_been_answered_counts_when_teams_goes_away() -> None:
    worker, teams, _ = stage(None, None, TryLater("503"), chat=(BO, CATO, KARI), inside=(BO,))

    done = await worker.perform(task(FetchRoster(3)))

    assert done == Done(RosterRead(NINE, (Member(BO, True), Member(CATO), Member(KARI)), 3))
    assert len(teams.asked) == 3


async def test_nobody_with_an_account_means_no_question_and_no_failure() -> None:
    worker, teams, metrics = stage(chat=(EINAR,))

    assert await worker.perform(task(FetchRoster(30))) == Done(RosterRead(NINE, (Member(EINAR),), 30))
    assert teams.asked == ["members"]
    assert [count(metrics, "probes", result=result) for result in ("agreed", "contradicted", "failed")] == [0, 0, 0]


async def test_a_slow_teams_is_not_asked_on_until_the_lease_ends() -> None:
    chat = tuple(replace(ANN, name=f"Ann {n}", mri=f"29:{n}", oid=f"oid-{n}") for n in range(10))
    worker, teams, _ = stage(chat=chat)
    teams.answers_after = timedelta(seconds=15)

    done = await worker.perform(task(FetchRoster(30)))

    assert len(teams.asked) == 1 + 3
    assert isinstance(done, Done)
    assert isinstance(done.event, RosterRead)
    assert (done.event.at, done.event.unanswered) == (NINE, None)


@pytest.mark.parametrize(
    ("no", "reason"), [(Denied("403", 403), Unread.DENIED), (Denied("404", 404), Unread.NOT_FOUND)], ids=str
)
async def test_a_roster_that_is_denied_is_a_result(no: Denied, reason: Unread) -> None:
    worker, _, metrics = stage(no)

    assert await worker.perform(task(FetchRoster(3))) == Done(RosterUnavailable(NINE, reason))
    assert count(metrics, "sources", source="roster", result=reason) == 1
    assert count(metrics, "probes", result="failed") == 1


async def test_a_roster_that_is_away_is_asked_for_again_for_a_minute() -> None:
    worker, _, _ = stage(TryLater("503"), TryLater("503"))

    assert isinstance(await worker.perform(task(FetchRoster(3))), Again)
    last = await worker.perform(task(FetchRoster(3), minutes_old=1))
    assert last == Done(RosterUnavailable(NINE, Unread.AWAY))
