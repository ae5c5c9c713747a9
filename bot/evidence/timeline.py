"""The exposure timeline: one holding of a meeting, folded from its audit rows alone.

Rows of other versions may lack what is told now, or tell what this version does not know: nothing of that stops a look.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import get_args

from bot.domain.calls import Place
from bot.domain.chat import Suspicion
from bot.domain.effects import CardKind, Matter
from bot.domain.events import Event
from bot.domain.health.findings import Kind, Sign, Tier
from bot.domain.participants import PersonId
from bot.domain.presses import Command
from bot.domain.reasons import Reason, Weight
from bot.evidence import reading
from bot.evidence.attendance import Attendance
from bot.evidence.blind import Blindness
from bot.evidence.reading import Body
from bot.evidence.recorded import Heard
from bot.evidence.records import Holding, Row
from bot.evidence.spells import (
    Flagged,
    Judged,
    Lost,
    Person,
    Settled,
    Stopped,
    Timeline,
    Unseen,
    Written,
)

FACTS = frozenset({*(one.__name__ for one in get_args(Event)), "NotDecided"})
"""What rows are about, by the names that the audit writes; the store adds `NotDecided`."""

_LATE = timedelta(minutes=1)
_UNREAD = (Reason.INVITATION_UNREAD, Reason.OUTSIDER_UNREAD)


@dataclass(slots=True)
class _Noted:
    """What is noted of one person."""

    verdicts: list[Judged] = field(default_factory=list)
    flagged: list[Flagged] = field(default_factory=list)
    settled: list[Settled] = field(default_factory=list)
    introduced: datetime | None = None
    called: list[datetime] = field(default_factory=list)
    glimpsed: datetime | None = None


def timeline(holding: Holding, rows: Iterable[Row]) -> Timeline:
    """What *rows* tell of *holding*, in the order of their numbers; each number counts once."""
    fold = _Fold(holding, Blindness(holding.began))
    numbered = {row.seq: row for row in rows}
    for _, row in sorted(numbered.items()):
        fold.take(row)
    return fold.result(sorted(numbered), max((row.at for row in numbered.values()), default=None))


@dataclass(slots=True)
class _Fold:
    holding: Holding
    blind: Blindness
    where: Attendance = field(default_factory=Attendance)
    heard: Heard = field(default_factory=Heard)
    noted: dict[PersonId, _Noted] = field(default_factory=dict)
    alerts: dict[str, set[PersonId]] = field(default_factory=dict)
    shown: dict[str, datetime] = field(default_factory=dict)
    stops: list[Stopped] = field(default_factory=list)
    written: list[Written] = field(default_factory=list)
    shared: list[datetime] = field(default_factory=list)
    mistaken: list[datetime] = field(default_factory=list)
    lost: list[Lost] = field(default_factory=list)
    editions: dict[str, None] = field(default_factory=dict)
    rules: dict[str, None] = field(default_factory=dict)
    opened: bool = False
    asked: bool = False
    unknown: int = 0

    def take(self, row: Row) -> None:
        """One row."""
        fact = reading.text(row.body, "fact")
        if fact not in FACTS:
            self.unknown += 1
            return
        self.blind.passed(row.at)
        self._attend(fact, row.body, row.at)
        self.blind.told(fact, row.body, row.at)
        self._notice(fact, row.body, row.at)
        for who, words in reading.said_of(row.body, "verdicts"):
            self._judge(who, words, row.at)
        for effect in reading.asked(row.body):
            self._ask(effect, row.at)

    def result(self, numbers: list[int], heard: datetime | None) -> Timeline:
        """All of it."""
        ended = self.holding.ended
        if ended is not None:
            self.where.ended(ended)
        people = tuple(self._people())
        rules = (when for matter, when in self.shown.items() if _is_for_all(matter, CardKind.RULES))
        return Timeline(
            self.holding.meeting, self.holding.number, self.holding.began, ended, people,
            self.heard.spells(self.holding.began, ended, people), self.heard.transcribed(self.holding.began),
            self.heard.left, tuple(self.shared), tuple(self.written), tuple(self.mistaken), tuple(self.stops),
            tuple(rules), tuple(self.lost), self.blind.gaps(ended), tuple(self.editions), tuple(self.rules),
            len(numbers), min(numbers, default=0), max(numbers, default=0), self.unknown, heard,
        )  # fmt: skip

    def _people(self) -> Iterator[Person]:
        for who, one in self.noted.items():
            call, lobby = self.where.spells(who, Place.CALL), self.where.spells(who, Place.LOBBY)
            yield Person(
                who, call, lobby, tuple(one.verdicts), tuple(one.flagged), tuple(one.settled),
                one.introduced, tuple(one.called), None if call else one.glimpsed,
            )  # fmt: skip

    def _of(self, who: PersonId) -> _Noted:
        return self.noted.setdefault(who, _Noted())

    def _attend(self, fact: str, body: Body, at: datetime) -> None:
        """Who came and went. Where a row tells places, these hold; else what its fact names."""
        when = reading.hour(body.get("when")) or at  # the fact's own hour, where we heard of it late
        untold = self.where.moved(body, over=fact == "MeetingEnded")
        for who, _ in reading.said_of(body, "places"):
            self._of(who)
        for who, place in _named(fact, body):
            if place is Place.CALL:
                self._of(who).glimpsed = when
            self._of(who)
            if not self.where.reckoned:
                untold |= self.where.put(who, place, when)
        if fact == "MeetingEnded" and not self.where.reckoned:
            ended = reading.hour(body.get("ended")) or at
            if ended >= self.holding.began:
                self.where.ended(ended)
        self._begin(fact, body, at, untold=untold)

    def _begin(self, fact: str, body: Body, at: datetime, *, untold: bool) -> None:
        """Whether we were there from the start; and whether what Teams answered was news."""
        if fact == "BotInstalled" and at - self.holding.began > _LATE:
            self.blind.came_late(at)
        elif fact == "MeetingStarted" and not self.opened:
            started = reading.hour(body.get("started"))
            if started is not None and at - started > _LATE:
                self.blind.came_late(at)
        elif fact == "RosterRead":
            if not self.opened and untold:
                self.blind.came_late(at)
            elif untold and (self.asked or not self.blind.late):
                self.blind.moment(Unseen.CONTRADICTED, at)
            self.asked = True
        self.opened |= fact in ("MeetingStarted", "ParticipantsJoined", "RosterRead", "CallTold")

    def _notice(self, fact: str, body: Body, at: datetime) -> None:
        match fact:
            case "MessagePosted" | "MessageEdited":
                seen = tuple(_suspected(reading.texts(body, "seen")))
                self.written += [Written(at, seen, fact == "MessageEdited")] if seen else []
                self.shared += [at] if reading.flag(body, "shares") else []
            case "CommandGiven" if body.get("command") == Command.STOP:
                self._stop(Stopped(at, self._known(body, "by")), body)
            case "CardPressed":
                self._press(body, at)
            case "PressRefused" if body.get("press") == "false_alarm":
                self.mistaken.append(at)
            case "RecordingsTold":
                self.heard.told(body, at)
            case "FilesFound":
                self.heard.looked(body)
            case "CardShown":
                self.shown.setdefault(reading.text(body, "matter"), at)
                self.editions |= {edition: None for edition in [reading.text(body, "procedure")] if edition}
            case "CardGivenUp":
                matter = reading.text(body, "matter")
                self.alerts.pop(matter, None)  # nobody saw it: its people are flagged anew
                self.lost.append(Lost(at, matter.partition(":")[0], reading.text(body, "cause")))
            case _:
                self._known(body, "by")

    def _press(self, body: Body, at: datetime) -> None:
        by, person = self._known(body, "by"), self._known(body, "person")
        match body.get("press"):
            case "settle" if person is not None:
                word = Settled(at, by, reading.flag(body, "expected"))
                if self._is_news(person, word):
                    self._of(person).settled.append(word)
                    if not word.expected:
                        self._stop(Stopped(at, by, person), body)
            case "introduce" if (person or by) is not None:
                noted = self._of(person or by or PersonId(""))
                noted.introduced = noted.introduced or at
            case "stop":
                self._stop(Stopped(at, by), body)
            case "room" if reading.flag(body, "public"):
                self._stop(Stopped(at, by, room=True), body)
            case "command" if body.get("command") == Command.STOP:
                self._stop(Stopped(at, by), body)
            case "false_alarm" if any(reading.asked(body)):  # pressed again it asks for nothing
                self.mistaken.append(at)
            case _:
                pass

    def _is_news(self, person: PersonId, word: Settled) -> bool:
        """The same word again is one word, unless they have come in again since."""
        last = self._of(person).settled[-1] if self._of(person).settled else None
        came = self.where.call.get(person, ())
        return last is None or last.expected != word.expected or any(spell.since > last.at for spell in came)

    def _stop(self, stop: Stopped, body: Body) -> None:
        """The same word again is one word, unless another card was shown for it."""
        same = any((one.by, one.about, one.room) == (stop.by, stop.about, stop.room) for one in self.stops)
        cards = (reading.text(effect, "matter") for effect in reading.asked(body))
        if not same or any(card.startswith(f"{CardKind.STOP}:") for card in cards):
            self.stops.append(stop)

    def _judge(self, who: PersonId, words: list[str], at: datetime) -> None:
        weight = reading.word(Weight, words[0])
        if weight is None:
            return
        reasons = tuple(why for one in words[1:] if (why := reading.word(Reason, one)) is not None)
        known = self._of(who).verdicts
        if not known or (known[-1].weight, known[-1].reasons) != (weight, reasons):
            known.append(Judged(max(at, known[-1].at) if known else at, weight, reasons))
        if any(why in reasons for why in _UNREAD):
            self.blind.lose(Unseen.INVITATION, at)

    def _ask(self, effect: Body, at: datetime) -> None:
        rule, called = reading.text(effect, "rule"), reading.person(effect.get("call"))
        if rule:
            self.rules[rule] = None
        if effect.get("effect") != "FlagParticipants":
            return
        on = self.alerts.setdefault(reading.text(effect, "matter"), set())
        for who in reading.people(effect, "people"):
            if who not in on:
                on.add(who)
                self._of(who).flagged.append(Flagged(at, reading.flag(effect, "ping")))
        if called is not None:
            self._of(called).called.append(at)

    def _known(self, body: Body, key: str) -> PersonId | None:
        """Whom a row names there; they are of this meeting, in the call or not."""
        who = reading.person(body.get(key))
        if who is not None:
            self._of(who)
        return who


def _named(fact: str, body: Body) -> Iterator[tuple[PersonId, Place]]:
    """Whom a fact itself puts where. Teams' answer tells who is in; of the others it may not have been asked."""
    match fact:
        case "ParticipantsJoined":
            yield from ((who, Place.CALL) for who in reading.people(body, "people"))
        case "ParticipantsLeft":
            yield from ((who, Place.GONE) for who in reading.people(body, "people"))
        case "RosterRead":
            yield from ((who, Place.CALL) for who in reading.people(body, "inside"))
        case "CallTold":
            told = ((who, reading.word(Place, words[0])) for who, words in reading.said_of(body, "callers"))
            yield from ((who, place) for who, place in told if place is not None)
        case _:
            pass


def _suspected(lines: Iterable[str]) -> Iterator[Suspicion]:
    for line in lines:
        kind, _, rest = line.partition(" ")
        tier, *signs = rest.split() or [""]
        known, sure = reading.word(Kind, kind), reading.word(Tier, tier)
        if known is not None and sure is not None:
            seen = tuple(sign for one in signs if (sign := reading.word(Sign, one)) is not None)
            yield Suspicion(known, sure, seen, in_name="in_name" in signs)


def _is_for_all(matter: str, kind: CardKind) -> bool:
    try:
        one = Matter.parse(matter)
    except ValueError:
        return False
    return one.kind is kind and not one.of
