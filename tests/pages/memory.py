"""Records that are kept in memory, of real decisions: for tests of the pages, not of the store."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.domain.decide import decide
from bot.domain.events import Event, MeetingEnded
from bot.domain.meeting import Meeting
from bot.domain.participants import Identity, PersonId
from bot.domain.trace import trace_effect, trace_fact
from bot.errors import StoreAway
from bot.evidence.records import Holding, Insight, Look, Looker, Purpose, Row, Seen
from tests.scenes import PROCEDURE, WHERE


@dataclass
class MemoryRecords:
    """Fills `Records`. `away`: the database is. `asked`: how often anything was read."""

    told: dict[Holding, tuple[list[Row], dict[PersonId, Identity]]] = field(default_factory=dict)
    looked: list[tuple[Look, Looker]] = field(default_factory=list)
    away: bool = False
    asked: int = 0
    now: datetime | None = None

    def tell(self, meeting: int, number: int, *events: Event) -> Holding:
        """One more holding, in which these happened."""
        known, rows = Meeting(WHERE), []
        for seq, event in enumerate(events, start=1):
            decision = decide(event, known, PROCEDURE)
            asked = [trace_effect(*one) for one in zip(decision.asked_by, decision.effects, strict=True)]
            rows.append(Row(seq, event.at, {**trace_fact(decision.fact, decision.after), "asked": asked}))
            known = decision.after
        ended = events[-1].at if isinstance(events[-1], MeetingEnded) else None
        holding = Holding(meeting, number, 1, events[0].at, ended)
        self.told[holding] = rows, dict(known.identities)
        return holding

    def holdings(self, since: datetime, until: datetime) -> Sequence[Holding]:
        return [one for one in self._read() if since <= one.began < until]

    def running(self) -> Sequence[Holding]:
        return [one for one in self._read() if one.ended is None]

    def holding(self, meeting: int, number: int) -> Holding | None:
        return next((one for one in self._read() if (one.meeting, one.number) == (meeting, number)), None)

    def rows(self, holding: Holding) -> Sequence[Row]:
        self._read()
        return self.told[holding][0]

    def tallies(self, since: datetime, until: datetime) -> Sequence[tuple[datetime, Mapping[str, int]]]:
        return [(one.began, {"participants": 3}) for one in self.holdings(since, until) if one.ended]

    def names(self, holding: Holding, by: Looker, seen: Seen, purpose: Purpose) -> Mapping[PersonId, Identity]:
        self._read()
        look = Look(
            self.now or holding.began + timedelta(hours=1), by.name, seen, purpose, holding.meeting, holding.number
        )
        self.looked.insert(0, (look, by))
        return self.told[holding][1]

    def looks(self, since: datetime, until: datetime) -> Sequence[Look]:
        self._read()
        return [look for look, _ in self.looked if since <= look.at <= until]

    def insight(self, who: Identity) -> Insight:
        return Insight((), ())

    def _read(self) -> list[Holding]:
        self.asked += 1
        if self.away:
            raise StoreAway
        return sorted(self.told, key=lambda one: one.began)
