"""From effects to deeds: has them done, tries again what may pass, and tells what became of them."""

import asyncio
from dataclasses import replace
from random import Random
from typing import assert_never

from bot import tracing
from bot.domain.effects import (
    AddApp,
    FetchFiles,
    FetchInvitation,
    FetchOptions,
    FetchOrganisation,
    FetchRecordings,
    FetchRoster,
    FetchStart,
    FlagParticipants,
    FoldOrphan,
    SetAlarm,
    SetOptions,
    ShowCard,
    Subscribe,
    Unsubscribe,
)
from bot.domain.events import Event
from bot.errors import Denied, TryLater
from bot.log import get_log
from bot.metrics import Metrics
from bot.ports import Again, Clock, Done, Finished, Graph, Insights, Outcome, Subscriptions, Task, Tasks, Teams
from bot.worker.disclosing import Disclosing
from bot.worker.doubles import Doubles
from bot.worker.feeds import Feeds
from bot.worker.giving_up import given_up, is_trouble, patience_with, who_acts
from bot.worker.lacks import Lacks
from bot.worker.posting import Draw, Fold, Posting
from bot.worker.questions import Questions
from bot.worker.retry import QUESTION, pause_s, worth_another
from bot.worker.tally import tally

_log = get_log("worker")


class Worker:
    """Performs tasks as they are handed over. A chat's posts keep their order: its next one is not due before.

    `insights`: what is kept about people; None: it is not to be had, and who asks is told whom to ask instead.
    """

    def __init__(
        self,
        *,
        teams: Teams,
        graph: Graph,
        subscriptions: Subscriptions,
        clock: Clock,
        metrics: Metrics,
        draw: Draw,
        fold: Fold,
        chance: Random,
        paused: bool,
        reads_chat: bool = False,
        edition: str = "",
        insights: Insights | None = None,
    ) -> None:
        self._clock, self._metrics, self._chance = clock, metrics, chance
        self._doubles = Doubles(graph=graph, clock=clock, reads_chat=reads_chat)
        self._posting = Posting(
            teams=teams, doubles=self._doubles, disclosing=Disclosing(insights=insights),
            spared=metrics.doubles_spared.inc, clock=clock, draw=draw, fold=fold, paused=paused, edition=edition,
        )  # fmt: skip
        self._questions = Questions(teams=teams, graph=graph, clock=clock, metrics=metrics)
        self._feeds = Feeds(subscriptions=subscriptions, questions=self._questions, clock=clock)
        self.lacks = Lacks()
        self._running: set[asyncio.Task[None]] = set()

    def take(self, tasks: list[Task], end: Tasks) -> None:
        """Begin these tasks; each ends at *end*."""
        for task in tasks:
            running = asyncio.create_task(self._run(task, end))
            self._running.add(running)
            running.add_done_callback(self._running.discard)

    async def drain(self, within_s: float) -> None:
        """Wait for what is under way; what is not done by then is tried again after the next start."""
        if self._running:
            await asyncio.wait(self._running, timeout=within_s)

    async def _run(self, task: Task, end: Tasks) -> None:
        with tracing.deed(task) as span:
            outcome = await self.perform(task)
            span.came_to(outcome)
        end.finish(Finished(task, outcome, self._clock.now()))

    async def perform(self, task: Task) -> Outcome:
        """Do it once; gives what became of it. Never raises: a fault of ours is given up aloud."""
        name = type(task.effect).__name__
        try:
            event = await self._do(task)
            self._learn(task, event)
        except TryLater as trouble:
            return self._later(task, trouble)
        except Denied as no:
            return self._denied(task, no)
        except Exception as wrong:  # noqa: BLE001  # one effect we cannot perform must not stop its lane
            _log.error("effect_failed", effect=name, error=type(wrong).__name__, act="developers", exc_info=True)
            self._metrics.effects.labels(name, "failed").inc()
            return self._given_up(task, Denied(type(wrong).__name__))
        self._metrics.effects.labels(name, "done").inc()
        return Done(event)

    def _denied(self, task: Task, no: Denied) -> Outcome:
        name, missed = type(task.effect).__name__, is_trouble(task.effect, no)
        tell = _log.error if missed else _log.info
        tell("effect_denied", effect=name, cause=no.cause, status=no.status, act=who_acts(task.effect, no.cause))
        self._metrics.effects.labels(name, "denied" if missed else "left_out").inc()
        return self._given_up(task, no)

    def _later(self, task: Task, trouble: TryLater) -> Outcome:
        name = type(task.effect).__name__
        patience = patience_with(task.effect)
        if trouble.ambiguous:
            self._metrics.ambiguous_posts.inc()
        self._doubles.note(task, trouble)
        rest_s = self._doubles.rest_s(task, trouble)
        pause = pause_s(patience, trouble, task.attempt, self._chance.random(), rest_s)
        if worth_another(patience, task.first, self._clock.now(), pause):
            self._metrics.effects.labels(name, "again").inc()
            return Again(pause)
        act = who_acts(task.effect, trouble.cause)
        _log.error("effect_given_up", effect=name, cause=trouble.cause, attempts=task.attempt, act=act)
        self._metrics.effects.labels(name, "given_up").inc()
        return self._given_up(task, trouble)

    async def _do(self, task: Task) -> Event:  # noqa: C901  # one case an effect
        effect, meeting = task.effect, task.meeting
        match effect:
            case ShowCard(matter, to, ping):
                return await self._posting.show(task, matter, to, ping=ping)
            case FlagParticipants(matter=matter):
                return await self._posting.show(task, matter, None)
            case FoldOrphan():
                return await self._posting.fold(effect, meeting)
            case FetchInvitation():
                return await self._fetch_invitation(task)
            case FetchRoster():
                return await self._questions.roster(effect, meeting)
            case FetchOrganisation(tenant):
                return await self._questions.organisation(tenant)
            case FetchStart():
                return await self._questions.start(meeting)
            case FetchOptions():
                return await self._questions.options(meeting)
            case SetOptions(wanted):
                self._posting.demand_leave()
                return await self._questions.set_options(wanted, meeting)
            case FetchRecordings():
                return await self._questions.recordings(meeting)
            case FetchFiles():
                return await self._questions.files(meeting)
            case Subscribe(feed):
                return await self._feeds.subscribe(feed, meeting)
            case Unsubscribe(feed, subscription):
                return await self._feeds.unsubscribe(feed, subscription)
            case AddApp():
                self._posting.demand_leave()
                return await self._questions.add_app(meeting)
            case SetAlarm():
                raise TypeError("an alarm is no task")
            case _:
                assert_never(effect)

    async def _fetch_invitation(self, task: Task) -> Event:
        try:
            return await self._questions.invitation(task.meeting)
        except TryLater as trouble:
            longest = pause_s(QUESTION, trouble, task.attempt, 1.0)
            if worth_another(QUESTION, task.first, self._clock.now(), longest):
                raise
            return await self._questions.invitation_without(task.meeting, trouble)

    def _given_up(self, task: Task, why: TryLater | Denied) -> Done:
        event = given_up(task.effect, why, self._clock.now())
        self._learn(task, event)
        return Done(event)

    def _learn(self, task: Task, event: Event) -> None:
        tally(self._metrics, task.meeting, event)
        self.lacks.note(event)


def unwritable(finished: Finished, wrong: Exception) -> Finished:
    """A result that the store cannot write counts as given up, told by the type of what was wrong."""
    why = Denied(type(wrong).__name__)
    return replace(finished, outcome=Done(given_up(finished.task.effect, why, finished.at)))
