"""The chat as it happens, printed for people to read."""

import re
import time
from collections.abc import Mapping, Sequence
from typing import Any, TextIO

from rehearsal.activities import BOT_NAME, MEETING
from rehearsal.people import Person
from rehearsal.posting import alerts_in_meeting
from rehearsal.render import render
from rehearsal.world import BOT, Activity, Change, Post, World, card_of

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
}


class Transcript:
    """Follows *world* and prints to *out*, with seconds since it was made."""

    def __init__(self, world: World, out: TextIO) -> None:
        self._world = world
        self._out = out
        self._started = time.monotonic()
        world.listeners.append(self._changed)

    def restart(self) -> None:
        """Count the seconds from now."""
        self._started = time.monotonic()

    def line(self, text: str = "") -> None:
        print(text, file=self._out, flush=True)

    def happened(self, text: str) -> None:
        """One line with its time."""
        seconds = f"{time.monotonic() - self._started:.1f}".replace(".", ",")
        self.line(f"{seconds:>6} s  {text}")

    def answered(self, person: Person, value: object) -> None:
        """What came back to whoever pressed."""
        if isinstance(value, str):
            self.happened(f"Svar som bare {person.first_name} ser: «{value}»")

    def _changed(self, post: Post, change: Change) -> None:
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


def narrate(world: World, activity: Activity) -> str:
    """What an activity tells, in a sentence."""
    sender = activity.get("from")
    who = _name(world, sender if isinstance(sender, dict) else {})
    match activity.get("type"), str(activity.get("name")).strip().removeprefix(MEETING):
        case "event", "Start":
            return "Møtet starter"
        case "event", "End":
            return "Møtet er slutt"
        case "event", "ParticipantJoin":
            return f"{_members(world, activity)} kommer inn i møtet"
        case "event", "ParticipantLeave":
            return f"{_members(world, activity)} går ut av møtet"
        case "installationUpdate", _:
            return f"{who} {'fjerner' if 'remove' in str(activity.get('action')) else 'legger til'} Møtevakt"
        case "conversationUpdate", _:
            return f"I chatten: {_changes(world, activity)}"
        case "message", _:
            private = " (bare til Møtevakt)" if activity.get("recipient", {}).get("isTargeted") else ""
            text = re.sub(r"<at>(.*?)</at>", r"@\1", str(activity.get("text", "")))
            return f"{who}{private}: «{text.strip()}»"
        case kind, name:
            return f"{who}: {kind} {name if name != 'None' else ''}".strip()


def listed(names: Sequence[str]) -> str:
    """One or more names as a sentence lists them."""
    return f"{', '.join(names[:-1])} og {names[-1]}" if len(names) > 1 else names[0]


def _called(post: Post) -> str:
    return _NAMES.get(post.kind, f"kortet «{post.kind}»" if post.kind else "en melding")


def _drawn(activity: Mapping[str, Any]) -> list[str]:
    card = card_of(activity)
    return render(card) if card is not None else str(activity.get("text", "")).splitlines()


def _name(world: World, account: Mapping[str, Any]) -> str:
    if account.get("id") == BOT:
        return BOT_NAME
    person = world.people.get(str(account.get("id")))
    return person.name if person else str(account.get("name") or account.get("id") or "Noen")


def _members(world: World, activity: Activity) -> str:
    value = activity.get("value")
    members = value.get("members") if isinstance(value, dict) else None
    users = [member.get("user", {}) for member in members or [] if isinstance(member, dict)]
    return listed([_name(world, user) for user in users if isinstance(user, dict)] or ["Ingen"])


def _changes(world: World, activity: Activity) -> str:
    told = (("membersAdded", "er lagt til"), ("membersRemoved", "er tatt ut"))
    accounts = ((account, word) for field, word in told for account in activity.get(field) or [])
    return ", ".join(f"{_name(world, account)} {word}" for account, word in accounts if isinstance(account, dict))
