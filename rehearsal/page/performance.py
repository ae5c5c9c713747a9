"""One rehearsal as the page shows it: gathers what happens, and tells whoever looks."""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.domain.meeting import Meeting as Remembered
from cards import Site
from rehearsal.happening import Happening
from rehearsal.offstage import meeting_of
from rehearsal.pace import Handled
from rehearsal.page.cast import cast
from rehearsal.page.controls import Here
from rehearsal.page.decisions import Decisions
from rehearsal.page.live import Live, News
from rehearsal.page.memory import Memory, Unreadable
from rehearsal.page.posts import shown
from rehearsal.standin import StandIn
from rehearsal.watching import Outcome
from rehearsal.world import Change, Chat, Meeting, Post

_LOOK_EVERY = 0.15  # seconds: how old the page's audit may be


class Phase(StrEnum):
    """How far the rehearsal has come. While it is `PLAYING`, `Performance.pace` tells whether it stands still."""

    STARTING = "starting"
    READY = "ready"
    PLAYING = "playing"
    OVER = "over"
    FAILED = "failed"


class Disturbance(StrEnum):
    """Somebody took part, or paused, stepped or hastened the tape."""

    PART = "part"
    CLOCK = "clock"


@dataclass(frozen=True, slots=True)
class Scenery:
    """Where a rehearsal takes place. `lasts`: seconds of its tape."""

    run: int
    tape: str
    language: str
    lasts: float
    standin: StandIn
    chat: Chat
    memory: Memory
    site: Site

    @property
    def meeting(self) -> Meeting:
        return meeting_of(self.chat, 0, "chat")

    @property
    def here(self) -> Here:
        return Here(self.standin, self.chat, self.meeting)


class Performance:
    """A `Witness` of the tape, and of what people on the page let happen.

    `disturbed`: by what, so that what the tape expects does not count any more; None: nobody took part or touched the
    clock. `officers_pages`: where the data protection officer sees the meeting; empty while no bot is there.
    """

    def __init__(self, scenery: Scenery, live: Live) -> None:
        self.scenery = scenery
        self.pace = Handled()
        self.officers_pages = ""
        self.disturbed: Disturbance | None = None
        self._live = live
        self._phase, self._why = Phase.STARTING, ""
        self._outcomes: Sequence[Outcome] = ()
        self._began = scenery.standin.world.time().timestamp()
        self._remembered: Mapping[int, Remembered] = {}
        self._decisions = Decisions(scenery.site.procedure)
        self._read, self._unreadable = 0, False
        self._happened: list[dict[str, Any]] = []
        self._decided: list[dict[str, Any]] = []
        self._playback = self._measured()
        self._people = self._told_of_people()
        scenery.standin.world.listeners.append(self._changed)

    def begin(self) -> None:
        self._began = self.scenery.standin.world.time().timestamp()
        self.enter(Phase.PLAYING)

    def saw(self, happening: Happening) -> None:
        told = {"seq": len(self._happened) + 1, "at": round(self._seconds(), 1), "kind": happening.kind}
        told |= {"people": list(happening.people), "text": happening.text}
        self._happened.append(told | {"to": happening.to or None, "chat": happening.in_chat})
        self._live.tell("happened", self._happened[-1])
        self._tell_people()

    def enter(self, phase: Phase, why: str = "") -> None:
        """It has come to *phase*; *why* it failed."""
        self._phase, self._why = phase, why
        self._tell_playback()

    @property
    def judged(self) -> bool:
        """Whether what the tape expects still counts."""
        return self.disturbed is None

    def disturb(self, by: Disturbance) -> None:
        """It does not go as it was recorded any more."""
        if self.disturbed is not Disturbance.PART:
            self.disturbed = by
        self._tell_playback()

    def close(self, outcomes: Sequence[Outcome]) -> None:
        """The tape is over, and went so."""
        self._outcomes = outcomes
        if self.judged:
            for outcome in outcomes:
                if not outcome.held:
                    self.saw(Happening("unexpected", (), outcome.why))
        self.enter(Phase.OVER)

    def standing(self) -> Iterator[News]:
        """All that somebody must be told who looks from now on."""
        scenery = self.scenery
        told = {"run": scenery.run, "tape": scenery.tape, "language": scenery.language}
        yield News.of("begin", told | {"title": scenery.meeting.title, "chat": scenery.chat.id})
        yield News.of("playback", self._playback)
        yield News.of("people", self._people)
        for post in scenery.standin.world.posts.values():
            yield News.of("post", shown(post, scenery.standin))
        yield from (News.of("happened", told) for told in self._happened)
        yield from (News.of("decided", told) for told in self._decided)

    async def watch(self) -> None:
        """Look at the bot's memory and the clock, until cancelled."""
        while True:
            await self.look()
            self._tell_people()
            self._tell_playback()
            await asyncio.sleep(_LOOK_EVERY)

    async def look(self) -> None:
        """Tell what the bot has decided since the last look; where that cannot be read, that it cannot."""
        try:
            rows, remembered = await asyncio.to_thread(self.scenery.memory.read, self._read)
        except Unreadable:
            rows, remembered, self._unreadable = (), {}, True
        else:
            self._unreadable = False
        self._tell_playback()
        if not rows:
            return
        self._remembered, self._read = remembered, rows[-1].number
        for row in rows:
            told = self._decisions.told(row, self._remembered.get(row.meeting), self._began)
            self._decided.append(told)
            self._live.tell("decided", told)
        self._tell_people()

    def _changed(self, post: Post, change: Change) -> None:  # noqa: ARG002  # the post itself tells
        self._live.tell("post", shown(post, self.scenery.standin))

    def _tell_people(self) -> None:
        people = self._told_of_people()
        if people != self._people:
            self._people = people
            self._live.tell("people", people)

    def _tell_playback(self) -> None:
        playback = self._measured()
        if playback != self._playback:
            self._playback = playback
            self._live.tell("playback", playback)

    def _told_of_people(self) -> dict[str, Any]:
        scenery = self.scenery
        ours = (one for one in self._remembered.values() if one.where.conversation == scenery.chat.id)
        people = cast(scenery.here, next(ours, None), scenery.site)
        return {"started": scenery.meeting.running, "people": people}

    def _measured(self) -> dict[str, Any]:
        paused = self._phase is Phase.PLAYING and not self.pace.running
        at = self.scenery.lasts if self._phase is Phase.OVER else min(self.pace.at, self.scenery.lasts)
        return {
            "phase": "paused" if paused else self._phase,
            "at": round(at * 2) / 2,
            "lasts": self.scenery.lasts,
            "speed": self.pace.speed,
            "held": sum(outcome.held for outcome in self._outcomes),
            "of": len(self._outcomes),
            "judged": self.judged,
            "disturbed": self.disturbed or "",
            "why": self._why,
            "unreadable": self._unreadable,
            "officers_pages": self.officers_pages,
        }

    def _seconds(self) -> float:
        return self.scenery.standin.world.time().timestamp() - self._began
