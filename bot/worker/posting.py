"""Cards to the chat: drawn as the meeting is now, posted once, then updated where they stand."""

from collections.abc import Callable
from typing import Protocol

from bot.domain.effects import CardKind, FoldOrphan, Matter
from bot.domain.events import CardShown, OrphanFolded
from bot.domain.meeting import Meeting
from bot.domain.participants import PersonId
from bot.errors import Denied
from bot.evidence.own import Own
from bot.ports import Card, Clock, Task, Teams
from bot.worker.disclosing import Disclosing
from bot.worker.doubles import Doubles, mark_of, marked
from bot.worker.giving_up import ASKER_GONE, GONE, PAUSED, UNREACHABLE

Fold = Callable[[Matter, Meeting], Card]


class Draw(Protocol):
    def __call__(self, matter: Matter, meeting: Meeting, /, *, own: Own | None = None) -> Card:
        """A matter's card of a meeting. *own*: what is kept about whoever asked for that."""


class Posting:
    """Shows and folds cards. `draw` gives a matter's card, `fold` the small one that takes the place of a double;
    `edition` is of the procedure whose words they show. `spared` is called for each double that was not posted.

    Every call raises `TryLater` or `Denied` where it does not succeed; while `paused` it is `Denied`.
    """

    def __init__(
        self,
        *,
        teams: Teams,
        doubles: Doubles,
        disclosing: Disclosing,
        spared: Callable[[], None],
        clock: Clock,
        draw: Draw,
        fold: Fold,
        paused: bool,
        edition: str,
    ) -> None:
        self._doubles, self._disclosing, self._spared = doubles, disclosing, spared
        self._teams, self._clock, self._draw, self._fold, self._paused = teams, clock, draw, fold, paused
        self._edition = edition

    async def show(self, task: Task, matter: Matter, to: PersonId | None, *, ping: bool = False) -> CardShown:
        """The matter's card of now, in its place or in a new one. `to`: only that person shall see it.

        *ping*: a new one is also shown in the meeting's window.
        """
        self.demand_leave()
        meeting = task.meeting
        card = await self._card(matter, meeting)
        posted = meeting.cards.get(str(matter))
        if posted == UNREACHABLE:
            raise Denied(UNREACHABLE)
        if posted and to is not None and to in meeting.identities:
            await self._teams.update_privately(meeting.where, posted, card, meeting.identities[to])
            return self._shown(matter, posted)
        if posted and await self._updated(meeting, posted, card):
            return self._shown(matter, posted)
        if to is None:
            posted = await self._created(task, marked(card, mark_of(task)), ping=_pings(matter, meeting, asked=ping))
        elif to in meeting.identities:
            posted = await self._teams.post_privately(meeting.where, card, meeting.identities[to])
        else:
            raise Denied(ASKER_GONE)  # another occurrence has begun since
        return self._shown(matter, posted or UNREACHABLE)

    async def _card(self, matter: Matter, meeting: Meeting) -> Card:
        asks = matter.kind is CardKind.INSIGHT
        own = await self._disclosing.about(matter.addressee, meeting) if asks else None
        return self._draw(matter, meeting, own=own)

    async def fold(self, orphan: FoldOrphan, meeting: Meeting) -> OrphanFolded:
        """Put the folded card in the place of one that stands unknown to us."""
        self.demand_leave()
        await self._teams.update(meeting.where, orphan.activity, self._fold(orphan.matter, meeting))
        return OrphanFolded(self._clock.now(), str(orphan.matter), orphan.activity)

    def _shown(self, matter: Matter, activity: str) -> CardShown:
        return CardShown(self._clock.now(), str(matter), activity, self._edition)

    def demand_leave(self) -> None:
        """Nothing is changed while the bot is paused."""
        if self._paused:
            raise Denied(PAUSED)

    async def _created(self, task: Task, card: Card, *, ping: bool) -> str:
        """The id of the new card: of the one that an earlier attempt left in the chat, put right, else of another.

        *card* keeps its mark when it is put right: that too may be cut short.
        """
        where = task.meeting.where
        standing = await self._doubles.standing(task)
        if standing is None:
            return await self._teams.post(where, card, ping=ping)
        try:
            await self._teams.update(where, standing, card)
        except Denied:  # Graph's id is none that Teams knows: better two cards than none
            return await self._teams.post(where, card, ping=ping)
        self._spared()
        return standing

    async def _updated(self, meeting: Meeting, posted: str, card: Card) -> bool:
        """Whether the card could be updated where it stands; one that stands no more is posted anew."""
        try:
            await self._teams.update(meeting.where, posted, card)
        except Denied as no:
            if no.status != GONE:
                raise
            return False
        return True


def _pings(matter: Matter, meeting: Meeting, *, asked: bool) -> bool:
    """Whether a new card is also shown in the meeting's window: it was asked for, somebody said stop, or an alert asks
    for every eye.
    """
    alert = meeting.alerts.get(str(matter))
    if meeting.where.personal:
        return False  # there is no meeting's window
    return asked or matter.kind is CardKind.STOP or (alert is not None and alert.ping)
