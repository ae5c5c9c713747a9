"""The timeline as a picture: a bar for each person, over what was not seen, recorded and stopped."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.domain.norway import OSLO
from bot.domain.reasons import Weight
from bot.evidence.spells import MISSED, Person, Spell, Timeline
from bot.pages.saying import Saying
from bot.pages.strokes import (
    BLIND,
    GRID,
    INK,
    LOBBY,
    LOOKS,
    PAPER,
    QUIET,
    RECORDING,
    STOP,
    STRIPE,
    TINT,
    Box,
    Drawing,
    Label,
    Look,
    Rule,
    Stroke,
)
from cards.scene import SIGNS

_LEFT, _RIGHT, _TOP = 0.26, 18.0, 30.0
_LANE, _ROW, _BAR = 24.0, 26.0, 16.0
_HOUR = 56.0
"""So wide a mark with its hour is."""

_LEAST = 3.0
"""So wide a bar is at the least: who was in for a second is seen."""

_STEPS = tuple(timedelta(minutes=one) for one in (1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720))
_MOST_TICKS = 9
_URGENCY = {weight: number for number, weight in enumerate(reversed(Weight))}


def by_urgency(people: Iterable[Person]) -> list[Person]:
    """Those who stood out first, the gravest of them first; then all others, each in order of first sight."""
    return sorted(people, key=lambda one: (not one.stood_out, _gravity(one) if one.stood_out else 0))


def _gravity(one: Person) -> int:
    return _URGENCY[one.worst.weight] if one.worst is not None else len(_URGENCY)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of somebody's time in the call, while one verdict held; None: none is told."""

    since: datetime
    until: datetime
    weight: Weight | None


def stretches(one: Person, end: datetime) -> Iterator[Stretch]:
    """Somebody's time in the call, by what was thought of them then. Whoever is in still, is so until *end*."""
    for spell in one.call:
        until = max(spell.until or end, spell.since)
        turns = [said for said in one.verdicts if spell.since < said.at < until]
        before = [said.weight for said in one.verdicts if said.at <= spell.since]
        first = before[-1] if before else turns[0].weight if turns else None
        marks = [(spell.since, first), *((said.at, said.weight) for said in turns)]
        ends = [*(at for at, _ in marks[1:]), until]
        yield from _joined([Stretch(at, to, weight) for (at, weight), to in zip(marks, ends, strict=True)])


def draw(found: Timeline, say: Saying, *, most: int = 60, width: float = 960) -> Drawing:
    """*found* as a picture, with at most so many people on it: whoever stood out first, and how many more."""
    canvas = _Canvas(found, say, width)
    canvas.lanes()
    people = by_urgency(found.people)
    canvas.people(people[:most], len(people[most:]))
    return canvas.finished()


class _Canvas:
    """A picture under way; `y` is where the next row begins."""

    def __init__(self, found: Timeline, say: Saying, width: float) -> None:
        self._width, self._left = width, round(width * _LEFT)
        self._plot = width - self._left - _RIGHT
        self._found, self._say, self._words = found, say, say.words
        spells = [spell for one in found.people for spell in (*one.call, *one.lobby)]
        self._since = min([found.began, *(spell.since for spell in spells)])
        ends = [found.end, *(spell.until for spell in spells if spell.until is not None)]
        self._until = max([*ends, self._since + timedelta(minutes=1)])
        self._behind, self._front = list[Stroke](), list[Stroke]()
        self._y = _TOP
        self._looks: dict[str, tuple[Look, str]] = {}

    def lanes(self) -> None:
        """What is about everybody, a row each: stops, recordings, what was not seen."""
        if self._found.stops:
            self._lane(f"■ {self._words.stop}")
            free = 0.0
            for x, hour in sorted((self._x(one.at), one.at) for one in self._found.stops):
                self._front.append(Label(x, self._y - 8, "■", INK, 13, anchor="middle"))
                self._front.append(Rule(x, self._y - 4, x, -1, STOP, 1.6))
                if free <= x < self._width - _RIGHT - _HOUR:
                    self._front.append(Label(x + 9, self._y - 8, self._say.hour(hour), INK, 12))
                    free = x + _HOUR
        if self._found.recordings:
            self._lane(f"● {self._words.recording}")
            for one in self._found.recordings:
                since = one.since or self._since
                self._span(since, one.until, RECORDING, self._words.recording, height=10)
                self._behind.append(self._box(since, one.until, self._y, -1, TINT))
        gaps = [gap for gap in self._found.gaps if gap.unseen in MISSED]
        if gaps:
            self._lane(f"▨ {self._words.blind_band}")
            for gap in gaps:
                self._span(gap.since, gap.until, BLIND, self._words.unseen[gap.unseen])
                self._behind.append(self._box(gap.since, gap.until, self._y, -1, BLIND))

    def people(self, people: Sequence[Person], more: int) -> None:
        """A row each; and how many more there were."""
        for number, one in enumerate(people):
            if number % 2 == 0:
                self._behind.insert(0, Box(0, self._y, self._width, _ROW, STRIPE))
            self._front.append(Label(12, self._y + 17.5, self._say.sign(one), INK, 13, bold=one.stood_out))
            name = self._say.person(one.id)
            self._front.append(Label(32, self._y + 17.5, name, INK, 13, bold=one.stood_out, within=self._left - 44))
            self._bars(one)
            self._y += _ROW
        if more:
            self._front.append(Label(32, self._y + 17.5, self._words.more.format(count=more), QUIET, 13))
            self._y += _ROW
        if not people:
            self._front.append(Label(12, self._y + 17.5, self._words.nobody, QUIET, 13))
            self._y += _ROW

    def finished(self) -> Drawing:
        """With its axis and the legend of what is on it."""
        foot = self._y
        strokes: list[Stroke] = [*self._behind, *self._axis(foot), *self._front]
        whole = [_down_to(one, foot) for one in strokes]
        height = foot + 12
        for x, row, (look, text) in self._placed():
            y = foot + 14 + row * 22
            whole += [Box(x, y, 22, 12, look), Label(x + 29, y + 10.5, text, QUIET, 12)]
            height = y + 24
        return Drawing(self._width, height, (Box(0, 0, self._width, height, PAPER), *whole))

    def _placed(self) -> Iterator[tuple[float, int, tuple[Look, str]]]:
        x, row = 12.0, 0
        for entry in self._looks.values():
            wide = 29 + 7.2 * len(entry[1]) + 22
            if x + wide > self._width:
                x, row = 12.0, row + 1
            yield x, row, entry
            x += wide

    def _bars(self, one: Person) -> None:
        for spell in one.lobby:
            self._span(spell.since, spell.until, LOBBY, self._words.in_lobby)
            self._looks.setdefault(LOBBY.name, (LOBBY, self._words.in_lobby))
        for part in stretches(one, self._found.end):
            look = LOOKS[part.weight]
            words = self._say.cards.weights[part.weight] if part.weight else self._words.not_judged
            text = f"{SIGNS[part.weight]} {words}" if part.weight else words
            self._looks.setdefault(look.name, (look, text))
            self._span(part.since, part.until, look, f"{words}, {self._say.spell(Spell(part.since, part.until))}")

    def _lane(self, text: str) -> None:
        self._front.append(Label(12, self._y + 16, text, INK, 13, bold=True))
        self._y += _LANE

    def _span(self, since: datetime, until: datetime | None, look: Look, hint: str, height: float = _BAR) -> None:
        top = self._y if look in (RECORDING, BLIND) else self._y + _ROW
        box = self._box(since, until, top - _ROW / 2 - height / 2 - (1 if top == self._y else 0), height, look)
        self._front.append(Box(box.x, box.y, max(box.width, _LEAST), box.height, look, hint))

    def _box(self, since: datetime, until: datetime | None, y: float, height: float, look: Look) -> Box:
        x = self._x(since)
        return Box(x, y, self._x(until or self._until) - x, height, look)

    def _x(self, hour: datetime) -> float:
        share = (min(max(hour, self._since), self._until) - self._since) / (self._until - self._since)
        return self._left + share * self._plot

    def _axis(self, foot: float) -> Iterator[Stroke]:
        yield Rule(self._left, _TOP, self._width - _RIGHT, _TOP, GRID)
        for hour in self._ticks():
            x = self._x(hour)
            yield Rule(x, _TOP - 5, x, foot, GRID)
            yield Label(x, _TOP - 10, self._say.hour(hour), QUIET, 12, anchor="middle")

    def _ticks(self) -> Iterator[datetime]:
        """Round hours of the clock in the hospital, no more than can be read."""
        length = self._until - self._since
        step = next((one for one in _STEPS if length / one <= _MOST_TICKS), timedelta(days=1 + length.days // 8))
        midnight = self._since.astimezone(OSLO).replace(hour=0, minute=0, second=0, microsecond=0).astimezone(UTC)
        hour = midnight + -(-(self._since - midnight) // step) * step
        while hour <= self._until:
            yield hour
            hour += step


def _down_to(one: Stroke, foot: float) -> Stroke:
    """What reaches through all rows ends where they do."""
    match one:
        case Box(height=-1):
            return Box(one.x, one.y, one.width, foot - one.y, one.look, one.hint)
        case Rule(y2=-1):
            return Rule(one.x, one.y, one.x2, foot, one.look, one.width)
        case _:
            return one


def _joined(parts: list[Stretch]) -> Iterator[Stretch]:
    """Neighbours of one weight as one."""
    last: Stretch | None = None
    for part in parts:
        if last is not None and last.weight == part.weight:
            last = Stretch(last.since, part.until, last.weight)
            continue
        if last is not None:
            yield last
        last = part
    if last is not None:
        yield last
