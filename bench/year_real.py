"""Some dozens of meetings of all kinds, decided by the bot itself: what a year's audit is made of.

The store and the worker are the bot's own; Teams and Graph are the tests' fakes, which answer at once, in virtual time.
"""

import re
from collections.abc import Coroutine, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import msgspec
from sqlalchemy import select

from bot.domain.effects import Matter
from bot.domain.events import (
    Arrival,
    BotInstalled,
    CardPressed,
    CommandGiven,
    Event,
    MeetingEnded,
    MeetingStarted,
    ParticipantsJoined,
    ParticipantsLeft,
)
from bot.domain.expected import Invited
from bot.domain.meeting import Meeting
from bot.domain.participants import Identity, Kind, Role
from bot.domain.presses import Command, Settle, TickSet
from bot.domain.procedure import Variant
from bot.domain.records import Where
from bot.evidence.own import Own
from bot.knowledge.procedure import read_procedure
from bot.metrics import Metrics
from bot.ports import Card, Delivery, Finished, Outcome
from bot.store import schema
from bot.store.database import open_database
from bot.store.tick import Ticker
from bot.store.vault import Vault
from bot.worker import Worker
from tests.fakes import FakeGraph, FakeSubscriptions, FakeTeams, VirtualClock

NINE = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
OWN = "0a000000-0000-4000-8000-000000000001"
ELSEWHERE = "0b000000-0000-4000-8000-000000000002"
_ANSWER_S = 0.5
_AFTERWARDS_S = 120.0
_HOUR = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:\+00:00|Z)")
_PERSON = re.compile(r'(?<=["-])p\d+(?=[": ])')
_PARTS = re.compile(f"{_HOUR.pattern}|{_PERSON.pattern}")


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the audit, to be said again of another meeting. `after`: seconds since the meeting began.

    `parts`: text, seconds since the meeting began where an hour stands, a number where a pseudonym stands.
    """

    after: float
    by_effect: bool
    parts: tuple[str | float | int, ...]


@dataclass(frozen=True, slots=True)
class Template:
    """A real meeting. `people`: so many pseudonyms; `state`: as the codec writes it; `facts`: its rows' bodies."""

    lines: tuple[Line, ...]
    people: int
    lasts: float
    state: bytes
    facts: tuple[dict[str, Any], ...]


def templates(folder: Path, count: int, seed: int = 9) -> list[Template]:
    """So many meetings, decided in a database in *folder*."""
    return [_template(folder, number, Random(seed * 1_000 + number)) for number in range(count)]


def _template(folder: Path, number: int, chance: Random) -> Template:
    url = f"sqlite:///{folder}/real-{number}.db"
    database, vault = open_database(url), Vault.at(folder / "real.key")
    try:
        _Play(Ticker(database, vault, read_procedure(None)), chance).run()
        with database.engine.begin() as connection:
            rows = connection.execute(select(schema.audit).order_by(schema.audit.c.seq)).all()
            row = connection.execute(select(schema.meeting)).one()
        state = vault.unwrap(row.wrapped_key, row.id).open(row.state, "state")
    finally:
        database.close()
    lines = tuple(
        Line(one.at - NINE.timestamp(), one.delivery.startswith(("effect", "alarm")), tuple(_parts(one.body)))
        for one in rows
    )
    facts = tuple(msgspec.json.decode(one.body) for one in rows)
    return Template(lines, row.met, max(line.after for line in lines), state, facts)


def _parts(body: str) -> Iterator[str | float | int]:
    end = 0
    for found in _PARTS.finditer(body):
        yield body[end : found.start()]
        told = found.group()
        yield int(told[1:]) if told[0] == "p" else (datetime.fromisoformat(told) - NINE).total_seconds()
        end = found.end()
    yield body[end:]


def said_again(line: Line, began: datetime, met: int) -> str:
    """The body of a row of a meeting that *began* then, in a chat that had *met* so many people before."""
    return "".join(
        part
        if isinstance(part, str)
        else f"p{part + met}"
        if isinstance(part, int)
        else (began + timedelta(seconds=part)).isoformat()
        for part in line.parts
    )


class _Play:
    """One meeting, from its first activity to the last thing that the bot wanted of it."""

    def __init__(self, ticker: Ticker, chance: Random) -> None:
        self._ticker, self._chance = ticker, chance
        self._where = Where(f"19:meeting_{chance.getrandbits(64):x}@thread.v2", OWN, "https://smba.example/", "meeting")
        self._people = [_staff(f"Person {n}", n) for n in range(chance.choice([2, 3, 3, 4, 4, 5, 6, 8]))]
        self._strangers = [_staff("Fremmed", 900, ELSEWHERE), Identity("Einar", "29:einar", kind=Kind.ANONYMOUS)]
        self._clock = VirtualClock(NINE)
        invited = tuple(Invited(one.oid, one.tenant, one.address) for one in self._people[1:])
        host = self._people[0]
        self._worker = Worker(
            teams=FakeTeams(self._clock, chance, chat=tuple(self._people)),
            graph=FakeGraph(answer=lambda: (Invited(host.oid, host.tenant, host.address), invited)),
            subscriptions=FakeSubscriptions(self._clock), clock=self._clock, metrics=Metrics(), draw=_card_of,
            fold=_card_of, chance=chance, paused=False,
        )  # fmt: skip

    def run(self) -> None:
        waiting = sorted(self._story(), key=lambda event: event.at)
        now, finished, until = waiting[0].at.timestamp(), list[Finished](), waiting[-1].at.timestamp() + _AFTERWARDS_S
        while now < until:
            self._clock.hour = datetime.fromtimestamp(now, UTC)
            due = [event for event in waiting if event.at <= self._clock.hour]
            waiting = waiting[len(due) :]
            arrived = [Delivery(f"{now}:{place}", self._where, one, one.at) for place, one in enumerate(due)]
            ticked = self._ticker.tick(now, arrived, finished, 16)
            finished = [Finished(task, _finish(self._worker.perform(task)), self._clock.hour) for task in ticked.tasks]
            following = [until, *(one.at.timestamp() for one in waiting[:1])]
            following += [] if ticked.next_due is None else [ticked.next_due]
            now = now + _ANSWER_S if finished else max(now + _ANSWER_S, min(following))

    def _story(self) -> Iterator[Event]:
        chance, host, (_, *others) = self._chance, self._people[0], self._people
        ends = chance.uniform(10, 40)
        yield BotInstalled(_at(-0.5))
        yield MeetingStarted(_at(0), _at(0), "https://teams.example/l/meetup-join/x")
        yield ParticipantsJoined(_at(0.2), (Arrival(host, Role.ORGANIZER),))
        for place, one in enumerate(others):
            yield ParticipantsJoined(_at(0.4 + place * chance.uniform(0.1, 0.6)), (Arrival(one, Role.PRESENTER),))
        if chance.random() < 0.2:
            stranger = chance.choice(self._strangers)
            yield ParticipantsJoined(_at(7), (Arrival(stranger, Role.ATTENDEE),))
            person = f"p{len(self._people) + 1}"
            if chance.random() < 0.7:
                yield CardPressed(_at(8), host, Settle(person, chance.random() < 0.6), Role.ORGANIZER)  # type: ignore[arg-type]  # a pseudonym
            if chance.random() < 0.5:
                yield ParticipantsLeft(_at(9.5), (stranger,))
        if chance.random() < 0.2:
            yield CommandGiven(_at(3), host, Command.CHECKLIST, role=Role.ORGANIZER)
            for place, clause in enumerate(self._clauses()):
                yield CardPressed(_at(3.5 + place / 3), host, TickSet(Variant.TEAMS, clause, True), Role.ORGANIZER)  # type: ignore[arg-type]  # of the procedure
        if chance.random() < 0.2:
            yield CommandGiven(_at(5), chance.choice(self._people), chance.choice([Command.STATUS, Command.HELP]))
        for one in others:
            yield ParticipantsLeft(_at(ends - chance.uniform(0, 1)), (one,))
        yield MeetingEnded(_at(ends), _at(ends))

    def _clauses(self) -> Sequence[str]:
        return self._chance.sample(["S1", "S3", "S4", "S5"], self._chance.randint(1, 4))


def _at(minutes: float) -> datetime:
    return (NINE + timedelta(minutes=minutes)).replace(microsecond=0)


def _staff(name: str, number: int, tenant: str = OWN) -> Identity:
    return Identity(name, f"29:{number}", f"00000000-0000-4000-9000-{number:012d}", tenant, f"{number}@sykehus.example")


def _card_of(matter: Matter, _meeting: Meeting, *, own: Own | None = None) -> Card:  # noqa: ARG001
    return {"body": [{"id": str(matter)}]}


def _finish(running: Coroutine[Any, Any, Outcome]) -> Outcome:
    """The result of a coroutine that never waits: the fakes answer at once."""
    try:
        running.send(None)
    except StopIteration as done:
        outcome: Outcome = done.value
        return outcome
    raise AssertionError("a fake waited")
