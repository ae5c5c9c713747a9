"""What is kept about somebody is asked of the store only for their own chat, seldom, and beside the event loop."""

import asyncio
import threading
import time
from dataclasses import dataclass, field, replace

import pytest

from bot.domain.effects import CardKind, Matter, ShowCard
from bot.domain.events import CardGivenUp, CardShown, CommandGiven
from bot.domain.meeting import Meeting
from bot.domain.participants import Identity, PersonId
from bot.domain.presses import Command
from bot.errors import StoreAway, TryLater
from bot.evidence.own import own
from bot.evidence.records import Insight
from bot.ports import STORE_AWAY, Again, Done
from bot.worker.disclosing import Disclosing
from tests.cards.stories import PERSONAL
from tests.cards.stories_of_insight import ALL, NOTHING, insight
from tests.fakes import FakeInsights
from tests.scenes import ANN, BO, NINE, after, at, staff
from tests.stage import MEETING, failing, stage, task

ME = PersonId("p1")
CARD = ShowCard(insight())


def chat_of(who: Identity) -> Meeting:
    return after(CommandGiven(at(0), who, Command.INSIGHT), before=PERSONAL)


@dataclass
class Slow:
    """A store that takes a while, and notes how many ask at once."""

    takes_s: float = 0.05
    asked: int = 0
    at_once: int = 0
    most: int = 0
    guard: threading.Lock = field(default_factory=threading.Lock)

    def insight(self, who: Identity) -> Insight:
        with self.guard:
            self.asked += 1
            self.at_once += 1
            self.most = max(self.most, self.at_once)
        time.sleep(self.takes_s)
        with self.guard:
            self.at_once -= 1
        return ALL


# ---- the card ----


async def test_the_card_of_somebodys_own_chat_is_drawn_with_what_the_store_tells_of_them() -> None:
    records = FakeInsights(lambda: ALL)
    worker, teams, _ = stage(insights=records)

    assert await worker.perform(task(CARD, chat_of(BO))) == Done(CardShown(NINE, str(CARD.matter), "new"))
    assert [who.oid for who in records.asked] == [BO.oid]
    assert [shown["own"] for shown in teams.shown] == [own(ALL)]


async def test_in_a_meetings_chat_nothing_is_asked_and_nothing_told() -> None:
    records = FakeInsights(lambda: ALL)
    worker, teams, _ = stage(insights=records)
    elsewhere = Matter(CardKind.INSIGHT, 1, "to-p1")

    await worker.perform(task(ShowCard(elsewhere, ME)))
    await worker.perform(task(ShowCard(elsewhere)))
    assert records.asked == []
    assert len(teams.shown) == 1
    assert "own" not in teams.shown[0]
    assert await Disclosing(insights=records).about(ME, MEETING) is None


async def test_other_cards_ask_nothing_of_the_store() -> None:
    records = FakeInsights()
    worker, _, _ = stage(insights=records)
    await worker.perform(task(ShowCard(Matter(CardKind.HELP, 1)), chat_of(BO)))

    assert records.asked == []


async def test_while_the_store_is_away_the_card_waits_and_at_last_that_is_told_to_the_operator() -> None:
    worker, teams, _ = stage(insights=FakeInsights(failing(StoreAway())))

    assert isinstance(await worker.perform(task(CARD, chat_of(BO))), Again)
    late = await worker.perform(task(CARD, chat_of(BO), minutes_old=15))
    assert late == Done(CardGivenUp(NINE, str(CARD.matter), STORE_AWAY))
    assert teams.asked == []


async def test_a_paused_bot_asks_nothing() -> None:
    records = FakeInsights()
    worker, _, _ = stage(insights=records, paused=True)
    await worker.perform(task(CARD, chat_of(BO)))

    assert records.asked == []


# ---- asking ----


async def test_whose_account_is_not_known_and_who_is_not_of_the_chat_cannot_be_found() -> None:
    records = FakeInsights()
    disclosing = Disclosing(insights=records)

    assert await disclosing.about(ME, chat_of(replace(BO, oid=""))) is None
    assert await disclosing.about(PersonId("p9"), chat_of(BO)) is None
    assert await disclosing.about(None, chat_of(BO)) is None
    assert await Disclosing(insights=None).about(ME, chat_of(BO)) is None
    assert records.asked == []


async def test_an_answer_serves_again_for_a_while_each_person_their_own() -> None:
    records = FakeInsights(lambda: NOTHING)
    disclosing = Disclosing(insights=records, holds_s=0.05)

    await asyncio.gather(*(disclosing.about(ME, chat_of(BO)) for _ in range(5)))
    await disclosing.about(ME, chat_of(ANN))
    assert [who.oid for who in records.asked] == [BO.oid, ANN.oid]
    await asyncio.sleep(0.1)
    await disclosing.about(ME, chat_of(BO))
    assert [who.oid for who in records.asked] == [BO.oid, ANN.oid, BO.oid]


async def test_nothing_is_held_any_more_after_that() -> None:
    disclosing = Disclosing(insights=FakeInsights(lambda: ALL), holds_s=0.01)
    await disclosing.about(ME, chat_of(BO))
    await asyncio.sleep(0.05)

    assert disclosing._answers == {}


async def test_a_failure_does_not_serve_again() -> None:
    records = FakeInsights(failing(StoreAway()))
    disclosing = Disclosing(insights=records)

    with pytest.raises(TryLater):
        await disclosing.about(ME, chat_of(BO))
    await asyncio.sleep(0.01)
    records.told = lambda: NOTHING
    assert await disclosing.about(ME, chat_of(BO)) == own(NOTHING)


async def test_the_event_loop_goes_on_and_two_people_at_most_are_asked_for_at_once() -> None:
    records = Slow()
    disclosing = Disclosing(insights=records)
    turns = 0

    async def turn() -> None:
        nonlocal turns
        while True:
            await asyncio.sleep(0.005)
            turns += 1

    turning = asyncio.create_task(turn())
    people = [staff(f"Ola {number}", 100 + number) for number in range(6)]
    await asyncio.gather(*(disclosing.about(ME, chat_of(who)) for who in people))
    turning.cancel()

    assert records.asked == 6
    assert records.most == 2
    assert turns > 5


async def test_a_store_that_does_not_answer_in_time_is_asked_later() -> None:
    disclosing = Disclosing(insights=Slow(takes_s=0.3), within_s=0.02)

    with pytest.raises(TryLater, match=STORE_AWAY):
        await disclosing.about(ME, chat_of(BO))


async def test_of_too_many_people_the_first_is_forgotten() -> None:
    records = FakeInsights()
    disclosing = Disclosing(insights=records)
    people = [staff(f"Ola {number}", 100 + number) for number in range(201)]
    for who in people:
        await disclosing.about(ME, chat_of(who))

    assert len(disclosing._answers) == 200
    await disclosing.about(ME, chat_of(people[0]))
    assert len(records.asked) == 202
