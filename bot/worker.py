"""From effects to deeds: draws the card of now, posts it or asks, and tells what became of it."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from random import Random
from typing import assert_never

from bot.domain.effects import Effect, FetchInvitation, FlagParticipants, Matter, SetAlarm, ShowCard
from bot.domain.events import CardGivenUp, CardShown, Event, InvitationRead, InvitationUnavailable
from bot.domain.expected import Unread
from bot.domain.meeting import Meeting
from bot.domain.participants import PersonId
from bot.errors import Denied, TryLater
from bot.log import get_log
from bot.metrics import Metrics
from bot.ports import Again, Card, Clock, Done, Finished, Graph, Outcome, Task, Tasks, Teams
from bot.retry import CARD, QUESTION, pause_s, worth_another

PAUSED, UNREACHABLE = "paused", "no_activity_id"
"""Causes of our own: whoever runs the bot paused it; Teams gave no id of a card, so it cannot be updated."""

_GONE = 404
_ACTS = {
    PAUSED: "operator: PAUSED",
    UNREACHABLE: "nobody: the card stays as it was posted",
    "asker_gone": "nobody: the meeting is over",
    "host": "administrator: BOT_SERVICE_HOSTS",
}
_log = get_log("worker")


class Worker:
    """Performs tasks as they are handed over. A chat's posts keep their order: its next one is not due before."""

    def __init__(
        self,
        *,
        teams: Teams,
        graph: Graph,
        clock: Clock,
        metrics: Metrics,
        draw: Callable[[Matter, Meeting], Card],
        chance: Random,
        paused: bool,
    ) -> None:
        self._teams, self._graph, self._clock, self._metrics = teams, graph, clock, metrics
        self._draw, self._chance, self._paused = draw, chance, paused
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
        outcome = await self.perform(task)
        end.finish(Finished(task, outcome, self._clock.now()))

    async def perform(self, task: Task) -> Outcome:
        """Do it once; gives what became of it. Never raises: a fault of ours is given up aloud."""
        name = type(task.effect).__name__
        try:
            event = await self._do(task)
        except TryLater as trouble:
            return self._later(task, trouble)
        except Denied as no:
            tell = _log.info if no.cause == PAUSED else _log.error
            tell("effect_denied", effect=name, cause=no.cause, status=no.status, act=_who_acts(task.effect, no.cause))
            self._metrics.effects.labels(name, "denied").inc()
            return Done(given_up(task.effect, no, self._clock.now()))
        except Exception as wrong:  # noqa: BLE001  # one effect we cannot perform must not stop its lane
            _log.error("effect_failed", effect=name, error=type(wrong).__name__, act="developers", exc_info=True)
            self._metrics.effects.labels(name, "failed").inc()
            return Done(given_up(task.effect, Denied(type(wrong).__name__), self._clock.now()))
        self._metrics.effects.labels(name, "done").inc()
        return Done(event)

    def _later(self, task: Task, trouble: TryLater) -> Outcome:
        name = type(task.effect).__name__
        patience = QUESTION if isinstance(task.effect, FetchInvitation) else CARD
        if trouble.ambiguous:
            self._metrics.ambiguous_posts.inc()
        pause = pause_s(patience, trouble, task.attempt, self._chance.random())
        if worth_another(patience, task.first, self._clock.now(), pause):
            self._metrics.effects.labels(name, "again").inc()
            return Again(pause)
        act = _who_acts(task.effect, trouble.cause)
        _log.error("effect_given_up", effect=name, cause=trouble.cause, attempts=task.attempt, act=act)
        self._metrics.effects.labels(name, "given_up").inc()
        return Done(given_up(task.effect, trouble, self._clock.now()))

    async def _do(self, task: Task) -> Event:
        effect, meeting = task.effect, task.meeting
        match effect:
            case ShowCard(matter, to):
                return await self._show(matter, to, meeting)
            case FlagParticipants(matter=matter):
                return await self._show(matter, None, meeting)
            case FetchInvitation():
                return await self._fetch_invitation(meeting)
            case SetAlarm():
                raise TypeError("an alarm is no task")
            case _:
                assert_never(effect)

    async def _show(self, matter: Matter, to: PersonId | None, meeting: Meeting) -> Event:
        if self._paused:
            raise Denied(PAUSED)
        card = self._draw(matter, meeting)
        posted = meeting.cards.get(str(matter))
        if posted == UNREACHABLE:
            raise Denied(UNREACHABLE)
        if posted and await self._updated(meeting, posted, card):
            return CardShown(self._clock.now(), str(matter), posted)
        if to is None:
            alert = meeting.alerts.get(str(matter))
            posted = await self._teams.post(meeting.where, card, ping=alert is not None and alert.ping)
        elif to in meeting.identities:
            posted = await self._teams.post_privately(meeting.where, card, meeting.identities[to])
        else:
            raise Denied("asker_gone")  # another occurrence has begun since
        return CardShown(self._clock.now(), str(matter), posted or UNREACHABLE)

    async def _updated(self, meeting: Meeting, posted: str, card: Card) -> bool:
        """Whether the card could be updated where it stands; one that stands no more is posted anew."""
        try:
            await self._teams.update(meeting.where, posted, card)
        except Denied as no:
            if no.status != _GONE:
                raise
            return False
        return True

    async def _fetch_invitation(self, meeting: Meeting) -> Event:
        if not self._graph.on:
            raise Denied(Unread.OFF)
        try:
            details = await self._teams.details(meeting.where)
            organizer, graph_id, join_url = details.organizer.oid, details.graph_id, details.join_url
        except Denied:
            organizer = graph_id = join_url = ""  # the join link of the start may still do
        invited = await self._graph.invitation(organizer, graph_id, join_url or meeting.join_url)
        return InvitationRead(self._clock.now(), *invited)


def given_up(effect: Effect, why: TryLater | Denied, now: datetime) -> Event:
    """What becomes of an effect that is not done."""
    match effect:
        case ShowCard(matter=matter) | FlagParticipants(matter=matter):
            return CardGivenUp(now, str(matter), why.cause)
        case FetchInvitation():
            return InvitationUnavailable(now, _unread(why))
        case SetAlarm():
            raise TypeError("an alarm is no task")
        case _:
            assert_never(effect)


def unwritable(finished: Finished, wrong: Exception) -> Finished:
    """A result that the store cannot write counts as given up, told by the type of what was wrong."""
    why = Denied(type(wrong).__name__)
    return replace(finished, outcome=Done(given_up(finished.task.effect, why, finished.at)))


def _unread(why: TryLater | Denied) -> Unread:
    if isinstance(why, TryLater):
        return Unread.AWAY
    if why.cause == Unread.OFF:
        return Unread.OFF
    return Unread.NOT_FOUND if why.status == _GONE else Unread.DENIED


def _who_acts(effect: Effect, cause: str) -> str:
    if cause in _ACTS:
        return _ACTS[cause]
    if isinstance(effect, FetchInvitation):
        return "administrator: Graph permission and application access policy"
    return "administrator: is the app installed and allowed in the chat"
