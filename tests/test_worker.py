"""Effects to deeds: what is tried again, what is given up aloud, and what comes back."""

import re
from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.effects import (
    AddApp,
    CardKind,
    Effect,
    FetchFiles,
    FetchInvitation,
    FetchOptions,
    FetchOrganisation,
    FetchRecordings,
    FetchRoster,
    FetchStart,
    FlagParticipants,
    FoldOrphan,
    Matter,
    SetAlarm,
    SetOptions,
    ShowCard,
    Subscribe,
    Unsubscribe,
)
from bot.domain.events import CardGivenUp, CardShown, OrphanFolded
from bot.domain.feeds import Feed
from bot.domain.participants import PersonId
from bot.domain.procedure import Option
from bot.errors import Denied, TryLater
from bot.outbound.calendar import WITHIN_S as CALENDAR_WITHIN_S
from bot.outbound.http import TOTAL_S
from bot.outbound.teams import MEMBERS_WITHIN_S
from bot.ports import Again, Done
from bot.store.queue import LEASE_S
from bot.worker.giving_up import PAUSED, given_up, who_acts
from bot.worker.questions import ASK_FOR
from bot.worker.retry import CARD, QUESTION, pause_s, worth_another
from tests.scenes import ELSEWHERE, NINE, at
from tests.stage import MEETING, stage, task

RULES = Matter(CardKind.RULES, 1)
ALERT = Matter(CardKind.ALERT, 1)
EVERY_EFFECT: tuple[Effect, ...] = (
    ShowCard(RULES),
    FlagParticipants(NINE, ALERT, (), ping=False),
    FoldOrphan(ALERT, "lost"),
    FetchInvitation(NINE),
    FetchRoster(3),
    FetchOrganisation(ELSEWHERE),
    FetchStart(),
    FetchOptions(),
    SetOptions({Option.RECORDING: "off"}),
    AddApp(NINE),
    FetchRecordings(),
    FetchFiles(),
    Subscribe(Feed.CALL),
    Unsubscribe(Feed.CHAT, "sub-1"),
)


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


async def test_a_private_card_that_stands_is_updated_where_it_stands_for_that_person() -> None:
    worker, teams, _ = stage()
    own = Matter(CardKind.CHAT_WARNING, 1, "to-p1")
    meeting = replace(MEETING, cards={str(own): "old"})

    assert await worker.perform(task(ShowCard(own, PersonId("p1")), meeting)) == Done(CardShown(NINE, str(own), "old"))
    assert teams.asked == ["update old for Ann Berg"]


async def test_a_private_card_that_cannot_be_updated_is_not_posted_twice() -> None:
    worker, teams, _ = stage(Denied("404", 404))
    own = Matter(CardKind.CHAT_WARNING, 1, "to-p1")
    meeting = replace(MEETING, cards={str(own): "old"})

    assert await worker.perform(task(ShowCard(own, PersonId("p1")), meeting)) == Done(
        CardGivenUp(NINE, str(own), "404")
    )
    assert teams.asked == ["update old for Ann Berg"]


async def test_whoever_is_of_an_occurrence_that_is_over_gets_nothing() -> None:
    worker, teams, _ = stage()
    own = Matter(CardKind.CHAT_WARNING, 1, "to-p9")

    assert await worker.perform(task(ShowCard(own, PersonId("p9")))) == Done(CardGivenUp(NINE, str(own), "asker_gone"))
    assert teams.asked == []


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


async def test_a_card_pings_where_that_is_asked_for_and_its_update_does_not() -> None:
    alarm = Matter(CardKind.RECORDING, 1)
    worker, teams, _ = stage()
    await worker.perform(task(ShowCard(alarm, ping=True)))
    standing = replace(MEETING, cards={str(alarm): "old"})
    await worker.perform(task(ShowCard(alarm, ping=True), standing))

    assert teams.asked == ["post ping=True", "update old"]


async def test_a_card_that_says_stop_pings() -> None:
    worker, teams, _ = stage()
    stop = Matter(CardKind.STOP, 1)

    assert await worker.perform(task(ShowCard(stop))) == Done(CardShown(NINE, str(stop), "new"))
    assert teams.asked == ["post ping=True"]


async def test_a_double_is_folded_where_it_stands() -> None:
    worker, teams, _ = stage()

    assert await worker.perform(task(FoldOrphan(ALERT, "lost"))) == Done(OrphanFolded(NINE, str(ALERT), "lost"))
    assert teams.asked == ["fold lost"]


@pytest.mark.parametrize("no", [Denied("404", 404), Denied("403", 403)], ids=str)
async def test_a_double_that_cannot_be_folded_is_left_alone(no: Denied, caplog: pytest.LogCaptureFixture) -> None:
    worker, _, _ = stage(no)

    assert await worker.perform(task(FoldOrphan(ALERT, "lost"))) == Done(OrphanFolded(NINE, str(ALERT), "lost"))
    assert not [line for line in caplog.records if line.levelname == "ERROR"]


async def test_folding_is_tried_again_as_any_card_is() -> None:
    worker, _, _ = stage(TryLater("429"))

    assert isinstance(await worker.perform(task(FoldOrphan(ALERT, "lost"), minutes_old=10)), Again)


async def test_a_paused_bot_folds_nothing() -> None:
    worker, teams, _ = stage(paused=True)

    assert await worker.perform(task(FoldOrphan(ALERT, "lost"))) == Done(OrphanFolded(NINE, str(ALERT), "lost"))
    assert teams.asked == []


@pytest.mark.parametrize("effect", EVERY_EFFECT, ids=lambda effect: type(effect).__name__)
def test_every_effect_that_is_not_done_comes_to_something(effect: Effect) -> None:
    for why in (TryLater("503"), Denied("403", 403), Denied(PAUSED)):
        assert given_up(effect, why, NINE).at == NINE
        assert re.match(r"(operator|administrator|nobody): ", who_acts(effect, why.cause))


def test_every_effect_is_among_those() -> None:
    assert {type(effect) for effect in EVERY_EFFECT} == set(get_args(Effect)) - {SetAlarm}


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
    call = 2 * TOTAL_S  # once more if our token is not taken

    assert 3 * 2 * call <= LEASE_S
    assert MEMBERS_WITHIN_S + ASK_FOR.total_seconds() + call <= LEASE_S
    assert 3 * call + CALENDAR_WITHIN_S <= LEASE_S  # details, by id, by link; then the calendar
