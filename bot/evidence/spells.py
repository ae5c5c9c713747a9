"""What one holding of a meeting was like, as its audit rows tell it: who, when, what was seen and what was not.

Persons are pseudonyms. No words in any language: whoever shows it finds them. All hours are UTC.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.chat import Suspicion
from bot.domain.expected import Unread
from bot.domain.participants import PersonId
from bot.domain.reasons import Reason, Weight

_WEIGHTS = {weight: number for number, weight in enumerate(Weight)}


@dataclass(frozen=True, slots=True)
class Spell:
    """From when to when. `until` None: it goes on. `cut`: the meeting's end ended it, nobody told of a leaving."""

    since: datetime
    until: datetime | None = None
    cut: bool = False

    def length(self, now: datetime) -> timedelta:
        """How long it lasted, or has lasted at *now*."""
        return max((self.until or max(now, self.since)) - self.since, timedelta())


@dataclass(frozen=True, slots=True)
class Judged:
    """What the bot thought of somebody from `at` on, and why, in the order in which a card tells it."""

    at: datetime
    weight: Weight
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Flagged:
    """Somebody was put on an alert. `ping`: it asked for everybody's eye, for their sake or another's on it."""

    at: datetime
    ping: bool


@dataclass(frozen=True, slots=True)
class Settled:
    """A colleague's word on somebody, by the button of an alert. `by` None: by somebody whom nobody knew."""

    at: datetime
    by: PersonId | None
    expected: bool


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the meeting. `called`: when they were asked to settle what nobody had settled.

    `glimpsed`: about when a source told that they were in the call, if nothing tells from when to when: their leaving
    was told before their coming.

    Rows of versions before 0.4.0 tell no verdicts.
    """

    id: PersonId
    call: tuple[Spell, ...] = ()
    lobby: tuple[Spell, ...] = ()
    verdicts: tuple[Judged, ...] = ()
    flagged: tuple[Flagged, ...] = ()
    settled: tuple[Settled, ...] = ()
    introduced: datetime | None = None
    called: tuple[datetime, ...] = ()
    glimpsed: datetime | None = None

    @property
    def was_inside(self) -> bool:
        return bool(self.call) or self.glimpsed is not None

    @property
    def verdict(self) -> Judged | None:
        """The last; None: none is told."""
        return self.verdicts[-1] if self.verdicts else None

    @property
    def worst(self) -> Judged | None:
        """The last of the weightiest; that a colleague rejected them counts only where nothing else does.

        Not knowing counts only if it was never known: the invitation is read a moment after people come.
        """
        own = [one for one in self.verdicts if Reason.REJECTED not in one.reasons] or list(self.verdicts)
        said = [one for one in own[:-1] if one.weight is not Weight.UNKNOWN] + own[-1:]
        return max(reversed(said), key=lambda one: _WEIGHTS[one.weight], default=None)

    @property
    def word(self) -> Settled | None:
        """The last word of a colleague on them."""
        return self.settled[-1] if self.settled else None

    @property
    def stood_out(self) -> bool:
        """Whether a colleague had to look: flagged, rejected, or judged amber or red."""
        heavy = self.worst is not None and self.worst.weight in (Weight.AMBER, Weight.RED)
        return heavy or bool(self.flagged) or any(not one.expected for one in self.settled)

    @property
    def unsettled(self) -> bool:
        """Whether they were flagged, no colleague has said a word on them, and the last verdict is not a mild one."""
        mild = self.verdict is not None and self.verdict.weight not in (Weight.AMBER, Weight.RED)
        return bool(self.flagged) and not self.settled and not mild

    @property
    def only_chat(self) -> bool:
        """Whether they could read the chat and were not in the call, as far as verdicts tell it."""
        return not self.was_inside and any(Reason.ONLY_CHAT in one.reasons for one in self.verdicts)

    @property
    def first(self) -> datetime | None:
        """When they were first seen in the call or its lobby."""
        return min((one.since for one in (*self.call, *self.lobby)), default=None)


@dataclass(frozen=True, slots=True)
class Recorded:
    """A stretch of recording, by Teams, or by a program in the call that may take notes.

    `since` None: its start was not told; `until` None: it goes on. `failed`: there is no file of it.
    """

    since: datetime | None
    until: datetime | None
    failed: bool = False
    program: PersonId | None = None


@dataclass(frozen=True, slots=True)
class Stopped:
    """Somebody said stop. `about`: whom they did not know; `room`: or that they sit in an open room themselves."""

    at: datetime
    by: PersonId | None
    about: PersonId | None = None
    room: bool = False


@dataclass(frozen=True, slots=True)
class Written:
    """What a message of the chat seemed to hold; never whose. `edited`: it was changed to hold it."""

    at: datetime
    seen: tuple[Suspicion, ...]
    edited: bool = False


@dataclass(frozen=True, slots=True)
class Lost:
    """A card that could not be shown: its kind, and the cause as the audit has it."""

    at: datetime
    kind: str
    cause: str


class Unseen(StrEnum):
    """What the bot does not see, did not see for a while, or cannot be sure of."""

    SCREENS = "screens"  # what is said and shown: it never sees or hears
    ROOMS = "rooms"  # who sits beside somebody, in a meeting room or elsewhere: never
    LOBBY = "lobby"  # unless Graph tells of the call
    TELEPHONE = "telephone"  # likewise
    BEFORE_US = "before_us"  # who came and went before the bot was there
    WHILE_AWAY = "while_away"
    ROSTER_UNREAD = "roster_unread"  # Teams did not answer who is there
    CONTRADICTED = "contradicted"  # somebody came or went untold, and was seen only when Teams was asked
    INVITATION = "invitation"
    CALENDAR = "calendar"
    RECORDINGS = "recordings"  # nobody would have told of one
    FILES = "files"  # what is left of recordings
    UNDECIDED = "undecided"  # something came in that could not be dealt with


ALWAYS = (Unseen.SCREENS, Unseen.ROOMS)
"""What no setting and no permission changes."""


MISSED = (Unseen.BEFORE_US, Unseen.WHILE_AWAY, Unseen.ROSTER_UNREAD)
"""While it lasts, comings and goings may be missed."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A blind spot, and why, where a source gave a reason. `until` None: it is there still. A moment: both alike."""

    unseen: Unseen
    since: datetime
    until: datetime | None = None
    reason: Unread | None = None


@dataclass(frozen=True, slots=True)
class Timeline:
    """One holding of a meeting. `ended` None: it runs. `people` in the order in which they were first named.

    `transcribed`: when Teams first told of a transcript. `left`: recordings and transcripts that lay with Teams when
    last looked. `shared`: when files were shared in the chat; of shared screens nothing is known. `reminders`: when
    the rules were shown to all. `mistaken`: when writers said that a notice was a false alarm. `editions` of the
    procedure whose words were shown, and `rules` that asked for something, each in order. `rows`: how many there were,
    from number `first` to `last`; `unknown`: so many said nothing that this version understands.
    """

    meeting: int
    number: int
    began: datetime
    ended: datetime | None
    people: tuple[Person, ...]
    recordings: tuple[Recorded, ...]
    transcribed: datetime | None
    left: tuple[int, int] | None
    shared: tuple[datetime, ...]
    written: tuple[Written, ...]
    mistaken: tuple[datetime, ...]
    stops: tuple[Stopped, ...]
    reminders: tuple[datetime, ...]
    lost: tuple[Lost, ...]
    gaps: tuple[Gap, ...]
    editions: tuple[str, ...]
    rules: tuple[str, ...]
    rows: int
    first: int
    last: int
    unknown: int
    heard: datetime | None = None  # when the last row came in

    @property
    def end(self) -> datetime:
        """Its end; while it runs, the last hour that is known of it."""
        hours = [self.began, *([self.ended] if self.ended else []), *([self.heard] if self.heard else [])]
        return self.ended if self.ended is not None and self.ended >= self.began else max(hours)

    @property
    def inside(self) -> tuple[PersonId, ...]:
        """Who is in the call now, as far as is known."""
        return tuple(one.id for one in self.people if any(spell.until is None for spell in one.call))

    def person(self, who: PersonId) -> Person | None:
        return next((one for one in self.people if one.id == who), None)


def union(spells: Iterable[tuple[datetime, datetime]]) -> Iterator[tuple[datetime, datetime]]:
    """The stretches that these cover together, in order, none touching another."""
    going: tuple[datetime, datetime] | None = None
    for start, end in sorted(one for one in spells if one[1] > one[0]):
        if going is None or start > going[1]:
            if going is not None:
                yield going
            going = start, end
        else:
            going = going[0], max(going[1], end)
    if going is not None:
        yield going
