"""The timeline on one page, whatever the meeting: who was there, what was recorded, stopped and not seen.

fpdf2 marks the document's language, title and a heading for the outline. It cannot mark paragraphs, tables and reading
order (PDF/UA), so whoever uses a screen reader is served by the page, which tells the same.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.evidence.records import Purpose
from bot.evidence.spells import ALWAYS, Person, Recorded, Stopped, Timeline
from bot.pages.drawing import by_urgency, draw
from bot.pages.print.sheet import MISSING, Sheet
from bot.pages.saying import Saying
from bot.pages.strokes import INK, QUIET, STRIPE, Look

_X, _WIDTH = 15.0, 180.0
_TOP, _BOTTOM = 14.0, 284.0
_LINE = 4.1
_DRAWN = 12
"""So many people are in the picture."""
_DRAWING = 760.0
"""How wide the drawing is in its own measure, so that its letters are as large as the table's."""

_MOST = (6, 4, 3, 2)
"""So many recordings, stops and gaps are told, each: fewer where the table has no room otherwise."""

_ROOM = 62.0
"""So much of the page is the table's at the least; mm."""
_COLUMNS = ((0.0, 41.0), (43.0, 38.0), (83.0, 59.0), (144.0, 36.0))
"""Where the table's columns begin, and how wide they are; mm."""


@dataclass(frozen=True, slots=True)
class Made:
    """When and by whom the page was asked for, and what for. `by` none: by the tool itself.

    `fingerprint`: the hash of the last row, in hexadecimal digits; empty: there is no row. `purpose` none: no name is
    on it.
    """

    at: datetime
    by: str
    fingerprint: str
    purpose: Purpose | None = None


def print_page(found: Timeline, say: Saying, made: Made) -> bytes:
    """The PDF. The same, asked for in the same second, gives the same bytes."""
    page = _Page(found, say, made)
    page.head()
    page.picture()
    foot = page.foot_lines()
    page.table(until=_BOTTOM - _height(foot))
    page.foot(foot)
    return page.sheet.finished()


Line = tuple[str, bool, Look]
"""A text, whether it is a heading, and how it looks."""


def _height(lines: Sequence[Line]) -> float:
    return sum(_LINE + (2.2 if heading else 0) for _, heading, _ in lines)


class _Page:
    def __init__(self, found: Timeline, say: Saying, made: Made) -> None:
        self._found, self._say, self._words, self._made = found, say, say.words, made
        self.sheet = Sheet(say.language, f"{self._words.title}, {self._meeting()}", made.at)
        self._y = _TOP

    def head(self) -> None:
        """What it is, of which meeting, made when, by whom and what for."""
        sheet, words, found = self.sheet, self._words, self._found
        sheet.start_section(words.title)
        named = words.with_names if self._say.names_people else words.without_names
        sheet.pen(17, bold=True)
        sheet.text(_X, self._y + 6, words.title)
        sheet.pen(9, bold=True)
        wide = sheet.get_string_width(named)
        sheet.set_draw_color(27, 31, 36)
        sheet.set_line_width(0.3)
        sheet.rect(_X + _WIDTH - wide - 6, self._y, wide + 6, 6.6, round_corners=True, corner_radius=1.4)
        sheet.text(_X + _WIDTH - wide - 3, self._y + 4.5, named)
        self._y += 13
        self._put(f"{self._say.day(found.began)}, {self._say.span(found.began, found.ended)}", size=10.5, bold=True)
        self._put(self._meeting(), look=QUIET)
        day, hour = self._say.day(self._made.at), self._say.hour(self._made.at)
        told = [words.made.format(date=day, hour=hour, by=self._made.by or "Møtevakt")]
        if self._made.purpose is not None:
            told.append(words.purpose.format(purpose=words.purposes[self._made.purpose]))
        for line in told:
            self._put(line, look=QUIET)
        self._y += 2

    def picture(self) -> None:
        notable = sum(one.stood_out for one in self._found.people)
        most = min(max(notable, 8), _DRAWN)
        self._y += self.sheet.draw(draw(self._found, self._say, most=most, width=_DRAWING), _X, self._y, _WIDTH) + 3

    def table(self, *, until: float) -> None:
        """As many as there is room for, those first who stood out; and how many more."""
        words, people = self._words, by_urgency(self._found.people)
        self._row((words.who, words.inside, words.verdict, words.settled), bold=True)
        self.sheet.set_draw_color(27, 31, 36)
        self.sheet.set_line_width(0.25)
        self.sheet.line(_X, self._y + 0.4, _X + _WIDTH, self._y + 0.4)
        self._y += 1.2
        for number, one in enumerate(people):
            cells = self._cells(one)
            rest = people[number + 1 :]
            if self._y + self._high(cells) + (_LINE + 1 if rest else 0) > until:
                self._more(people[number:])
                break
            if number % 2 == 0:
                self.sheet.box(_X, self._y, _WIDTH, self._high(cells), STRIPE)
            self._row(cells, bold=one.stood_out)
        if not people:
            self._put(words.nobody, look=QUIET)

    def foot_lines(self) -> list[Line]:
        """What stands under the table, as much of it as leaves the table room."""
        made = (self._foot(most) for most in _MOST)
        return next((one for one in made if self._y + _ROOM + _height(one) <= _BOTTOM), self._foot(1))

    def _foot(self, most: int) -> list[Line]:
        """Recordings, stops, what was not seen, and what all of it rests on."""
        words, found = self._words, self._found
        lines = [*self._section(words.recordings, [*self._kept(), *map(self._recorded, found.recordings)], most)]
        lines += self._section(words.stops, [self._stop(one) for one in found.stops], most)
        lines += self._section(words.not_seen, [self._never_seen(), *self._not_seen()], most)
        told = [words.rows.format(first=found.first, last=found.last)]
        if self._made.fingerprint:
            told.append(words.fingerprint.format(hash=self._made.fingerprint[:16]))
        told += [words.unknown_rows.format(count=found.unknown)] if found.unknown else []
        told += [words.editions.format(editions=", ".join(found.editions[-3:]))] if found.editions else []
        lines += [("", False, QUIET), *((line, False, QUIET) for line in self._wrapped(" ".join(told), 2))]
        return [*lines, (words.verdict_is, False, QUIET)]

    def foot(self, lines: Sequence[Line]) -> None:
        self._y = max(self._y + 2, min(self._y + 4, _BOTTOM - _height(lines)))
        for text, heading, look in lines:
            self._y += 2.2 if heading else 0
            self._put(text, bold=heading, look=look, size=9 if heading else 8.2)
        if self.sheet.replaced:
            self._put(self._words.no_sign.format(sign=MISSING), look=QUIET, size=7.5)

    def _meeting(self) -> str:
        return self._words.meeting.format(number=self._found.meeting, holding=self._found.number)

    def _put(self, text: str, *, bold: bool = False, look: Look = INK, size: float = 8.6) -> None:
        """A line, where the last one ended."""
        self.sheet.pen(size, bold=bold, look=look)
        self._y += max(_LINE, size * 0.46)
        self.sheet.text(_X, self._y - 1.1, self.sheet.cut(self.sheet.written(text), _WIDTH))

    def _wrapped(self, text: str, most: int) -> list[str]:
        self.sheet.pen(8.2)
        return self.sheet.wrapped(text, _WIDTH, most)

    def _section(self, title: str, told: list[str], most: int) -> Iterator[Line]:
        if not told:
            return
        yield title, True, INK
        for one in told[:most]:
            yield from ((line, False, INK) for line in self._wrapped(one, 2 if most == _MOST[0] else 1))
        if len(told) > most:
            yield self._words.more.format(count=len(told) - most), False, QUIET

    def _cells(self, one: Person) -> tuple[str, str, str, str]:
        say = self._say
        return f"{say.sign(one)} {say.person(one.id)}", say.spells(one), say.verdict(one), say.settled(one)

    def _lines(self, cells: Sequence[str], *, bold: bool) -> list[list[str]]:
        told = []
        for number, (cell, (_, width)) in enumerate(zip(cells, _COLUMNS, strict=True)):
            self.sheet.pen(8.2, bold=bold and number == 0)
            told.append(self.sheet.wrapped(cell, width, 2))
        return told

    def _high(self, cells: Sequence[str]) -> float:
        return max(map(len, self._lines(cells, bold=True))) * 3.7 + 1.3

    def _row(self, cells: Sequence[str], *, bold: bool = False) -> None:
        heading, high = cells[0] == self._words.who, self._high(cells)
        for number, (lines, (x, _)) in enumerate(zip(self._lines(cells, bold=bold), _COLUMNS, strict=True)):
            self.sheet.pen(8.2, bold=bold and (heading or number == 0))
            for line, text in enumerate(lines):
                self.sheet.text(_X + x + 1, self._y + 3.5 + line * 3.7, text)
        self._y += high

    def _more(self, rest: Sequence[Person]) -> None:
        """Those for whom there is no room: how many, and how many of them somebody still should look at."""
        unsettled = sum(one.unsettled for one in rest)
        form = self._words.more_unsettled if unsettled else self._words.more_expected
        form = self._words.more if not unsettled and any(one.stood_out for one in rest) else form
        self._put(form.format(count=len(rest), unsettled=unsettled), look=QUIET)

    def _recorded(self, one: Recorded) -> str:
        words = self._words
        span = words.unknown_start if one.since is None else self._say.span(one.since, one.until)
        notes = [self._say.person(one.program), words.program] if one.program else []
        return ", ".join([span, *notes, *([words.failed] if one.failed else [])])

    def _kept(self) -> Iterator[str]:
        """What was said of transcripts, and what was left."""
        found, words = self._found, self._words
        if found.transcribed is not None:
            yield words.transcript.format(hour=self._say.hour(found.transcribed))
        if found.left is not None and any(found.left):
            yield words.files_left.format(recordings=found.left[0], transcripts=found.left[1])

    def _stop(self, one: Stopped) -> str:
        words, by, hour = self._words, self._say.person(one.by), self._say.hour(one.at)
        form = words.stop_room if one.room else words.stop_about if one.about else words.stop_said
        return form.format(hour=hour, by=by, about=self._say.person(one.about))

    def _not_seen(self) -> Iterator[str]:
        """What was not seen, by when and why; and what never is."""
        told = dict[tuple[str, str], list[str]]()
        for gap in (one for one in self._found.gaps if one.unseen not in ALWAYS):
            when = self._say.gap_hours(gap, self._found.began, self._found.ended)
            told.setdefault((when, self._say.gap_reason(gap)), []).append(self._words.unseen[gap.unseen])
        yield from (f"{when}: {', '.join(what)}{why}" for (when, why), what in told.items())

    def _never_seen(self) -> str:
        return f"{self._words.all_along}: {', '.join(self._words.unseen[one] for one in ALWAYS)}"
