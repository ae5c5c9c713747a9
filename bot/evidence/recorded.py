"""Recordings, as rows tell what Teams said of them, and programs in the call that may take notes."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.reasons import Reason
from bot.domain.recordings import LOOK_BACK, Recording, Sign, Word
from bot.evidence import reading
from bot.evidence.reading import Body
from bot.evidence.spells import Person, Recorded

_ORDER = {sign: number for number, sign in enumerate(Sign)}


@dataclass(slots=True)
class Heard:
    """What was said so far, and what lay with Teams when last looked.

    The audit tells no id of a recording: two that ran at the same time come out as one.
    """

    words: set[tuple[datetime, Sign]] = field(default_factory=set)
    left: tuple[int, int] | None = None

    def told(self, body: Body, at: datetime) -> None:
        """A row of `RecordingsTold`. Versions before 0.4.0 tell no hours: theirs is when the row came in."""
        said, hours = reading.texts(body, "said"), reading.texts(body, "hours")
        for number, one in enumerate(said):
            sign = reading.word(Sign, one)
            hour = reading.hour(hours[number]) if number < len(hours) else at
            if sign is not None and hour is not None:
                self.words.add((hour, sign))

    def looked(self, body: Body) -> None:
        """A row of `FilesFound`."""
        recordings, transcripts = reading.number(body, "recordings"), reading.number(body, "transcripts")
        if recordings is not None or transcripts is not None:
            self.left = (recordings or 0, transcripts or 0)

    def spells(self, began: datetime, ended: datetime | None, people: Iterable[Person]) -> tuple[Recorded, ...]:
        """Each stretch, by the hour. Whatever nobody said was over, is over with the meeting."""
        by_teams = [Recorded(run.since, run.until, run.failed) for run in self._of(began).runs]
        found = [*by_teams, *(one for person in people for one in _of_a_program(person))]
        until = [_until_the_end(one, ended) for one in found]
        return tuple(sorted(until, key=lambda one: (one.since or one.until or began, one.program or "")))

    def transcribed(self, began: datetime) -> datetime | None:
        return self._of(began).transcribed

    def _of(self, began: datetime) -> Recording:
        """What was said of this holding. Who comes in late asks what was said before; nothing is told of long ago."""
        since = began - min(LOOK_BACK, began - datetime.min.replace(tzinfo=began.tzinfo))
        mine = sorted((one for one in self.words if one[0] >= since), key=lambda one: (one[0], _ORDER[one[1]]))
        return Recording(tuple(Word(hour, sign, "") for hour, sign in mine))


def _of_a_program(person: Person) -> Iterable[Recorded]:
    if any(Reason.RECORDER in one.reasons for one in person.verdicts):
        yield from (Recorded(spell.since, spell.until, program=person.id) for spell in person.call)


def _until_the_end(one: Recorded, ended: datetime | None) -> Recorded:
    if one.until is not None or ended is None:
        return one
    return Recorded(one.since, max(ended, one.since or ended), one.failed, one.program)
