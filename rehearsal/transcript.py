"""The chat as it happens, printed for people to read."""

import time
from collections.abc import Mapping
from typing import Any, TextIO

from rehearsal.happening import Happening
from rehearsal.posting import alerts_in_meeting
from rehearsal.render import render
from rehearsal.wording import worded
from rehearsal.world import BOT, Change, Post, World, card_of

_MARGIN = " " * 10
_NAMES = {
    "welcome": "velkomsten",
    "rules": "reglene",
    "participant-alert": "varselet om deltakere",
    "checklist": "sjekklisten",
    "roster": "deltakerlisten",
    "help": "hjelpen",
    "summary": "avslutningen",
    "stop": "stopp-kortet",
    "introductions": "presentasjonsrunden",
    "expected": "listen over ventede",
    "status": "statusen",
    "training": "opplæringen",
    "insight": "innsynet",
    "chat-warning": "varselet om chatten",
    "sharing-reminder": "påminnelsen om filer",
    "meeting-options": "møtealternativene",
    "recording-alarm": "varselet om opptak",
}


class Transcript:
    """Follows *world* and prints to *out*, with seconds since it was made."""

    def __init__(self, world: World, out: TextIO) -> None:
        self._world = world
        self._out = out
        self._started = time.monotonic()
        world.listeners.append(self._changed)

    def begin(self) -> None:
        """Count the seconds from now."""
        self._started = time.monotonic()

    def saw(self, happening: Happening) -> None:
        self.happened(worded(happening))

    def line(self, text: str = "") -> None:
        print(text, file=self._out, flush=True)

    def happened(self, text: str) -> None:
        """One line with its time."""
        seconds = f"{time.monotonic() - self._started:.1f}".replace(".", ",")
        self.line(f"{seconds:>6} s  {text}")

    def _changed(self, post: Post, change: Change) -> None:
        if post.author != BOT:  # what people do is told as it happens
            return
        if change is Change.REMOVED:
            self.happened(f"Møtevakt fjerner {_called(post)}")
            return
        audience = self._world.audience(post)
        seen = "alle ser det" if audience is None else f"bare {audience.name} ser det"
        deed = "oppdaterer" if change is Change.UPDATED else "legger ut"
        bell = ", også i møtevinduet" if alerts_in_meeting(post.activity) and change is Change.POSTED else ""
        drawn = _drawn(post.activity)
        before = _drawn(post.versions[-2].activity) if change is Change.UPDATED else []
        new = [line for line in drawn if line not in before]
        if new or len(drawn) != len(before):
            self.happened(f"Møtevakt {deed} {_called(post)} ({seen}{bell})")
        for line in new:
            self.line(f"{_MARGIN}│ {line}")


def _called(post: Post) -> str:
    return _NAMES.get(post.kind, f"kortet «{post.kind}»" if post.kind else "en melding")


def _drawn(activity: Mapping[str, Any]) -> list[str]:
    card = card_of(activity)
    return render(card) if card is not None else str(activity.get("text", "")).splitlines()
