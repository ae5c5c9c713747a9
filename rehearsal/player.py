"""Plays a tape against a bot: lets things happen, presses buttons, and looks at what stands in the chat."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import aiohttp

from rehearsal.buttons import Button, buttons, find
from rehearsal.filling import Unknown, complete
from rehearsal.people import Person
from rehearsal.render import read_aloud, says
from rehearsal.standin import StandIn
from rehearsal.tape import EVERYBODY, Expect, ExpectNone, Press, Send, Step, TapeError
from rehearsal.transcript import Transcript, narrate
from rehearsal.world import Activity, Chat, Post

_LOOK_EVERY = 0.02  # seconds
_REACH_WITHIN = 5.0  # seconds that a person looks for a button before giving up
_CARD = "application/vnd.microsoft.card.adaptive"
_MESSAGE = "application/vnd.microsoft.activity.message"


class Bot(Protocol):
    """Whom the tape is played to."""

    async def send(self, activity: Activity, token: str | None = None) -> tuple[int, Any]:
        """Deliver an activity; status and body."""

    async def call(self, method: str, path: str, **request: Any) -> tuple[int, Any]:
        """Call any of its routes; status and body."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a step went. `why` tells what was wrong, in words for people; empty when it held."""

    step: Step
    why: str = ""

    @property
    def held(self) -> bool:
        return not self.why


class Player:
    """Plays in *chat*. *speed* 2.0 lets the steps come twice as fast; waiting times stay as they are."""

    def __init__(
        self, standin: StandIn, bot: Bot, chat: Chat, transcript: Transcript, *, speed: float = 1.0
    ) -> None:
        self._standin = standin
        self._world = standin.world
        self._bot = bot
        self._chat = chat
        self._transcript = transcript
        self._speed = speed
        self._met: dict[str, float] = {}  # posts that an expectation has met, and when that one began

    async def play(self, steps: Sequence[Step]) -> list[Outcome]:
        """How every step went, in the tape's order. Expectations are watched while the tape goes on.

        Raises:
            TapeError: a step names somebody whom nobody knows.
        """
        start = _clock()
        self._transcript.restart()
        async with _Watchers() as watchers:
            outcomes: list[Outcome] = []
            for step in steps:
                await asyncio.sleep(start + step.at / self._speed - _clock())
                match step:
                    case Send():
                        outcomes.append(await self._send(step))
                    case Press():
                        outcomes.append(await self._press(step))
                    case Expect():
                        watchers.add(self._expect(step, self._audience(step.line, "expect.to", step.to)))
                    case ExpectNone():
                        watchers.add(self._expect_none(step, self._audience(step.line, "expect_none.to", step.to)))
            outcomes += await watchers.outcomes()
        return sorted(outcomes, key=lambda outcome: outcome.step.line)

    async def _send(self, step: Send) -> Outcome:
        if step.to == "graph":
            status, _ = await self._bot.call("POST", "/api/graph/notifications", json=step.body)
            self._transcript.happened("Graph melder fra")
        else:
            try:
                activity = complete(self._standin, self._chat, step.body)
            except Unknown as nobody:
                raise TapeError(step.line, f"body.{nobody.field}", str(nobody)) from nobody
            self._transcript.happened(narrate(self._world, activity))
            try:
                status, _ = await self._bot.send(activity)
            except (aiohttp.ClientError, TimeoutError) as silence:
                return Outcome(step, f"Møtevakt svarer ikke ({type(silence).__name__})")
        return Outcome(step, "" if 200 <= status < 300 else f"Møtevakt svarer {status}")

    async def _press(self, step: Press) -> Outcome:
        person = self._person(step.line, "press.as", step.user)
        found = await self._reach(step, person)
        if isinstance(found, str):
            return Outcome(step, found)
        post, button = found
        self._transcript.happened(f"{person.name} trykker [{button.title}]")
        writer = self._standin.writer(self._world.chats[post.chat])
        try:
            status, body = await self._bot.send(writer.pressed(person, button.verb, button.data, post.id))
        except (aiohttp.ClientError, TimeoutError) as silence:
            return Outcome(step, f"Møtevakt svarer ikke ({type(silence).__name__})")
        kind, value = invoke_answer(status, body)
        self._transcript.answered(person, value)
        if not kind:
            return Outcome(step, f"svaret på trykket kan ikke leses (HTTP {status})")
        wanted = step.answer or kind
        return Outcome(step, "" if kind == wanted else f"svaret var {kind}, ventet {wanted}")

    async def _reach(self, step: Press, person: Person) -> tuple[Post, Button] | str:
        """The button on the newest card of that kind, once it is there; else why there is none."""
        give_up = _clock() + _REACH_WITHIN
        while True:
            seen = [post for post in self._world.standing(step.card) if self._world.sees(person, post)]
            card = seen[-1].card if seen else None
            button = find(card, step.verb, step.match) if card else None
            if button is not None:
                return seen[-1], button
            if _clock() > give_up:
                there = ", ".join(f"{one.verb} «{one.title}»" for one in buttons(card)) if card else ""
                return f"finner ikke knappen; der er: {there}" if card else f"ser ikke noe kort «{step.card}»"
            await asyncio.sleep(_LOOK_EVERY)

    async def _expect(self, step: Expect, to: Person | None) -> Outcome:
        began = _clock()
        while True:
            posts = [post for post in self._world.standing(step.card) if self._world.audience(post) == to]
            met = [post for post in posts if post.card and says(post.card, step.says)]
            for post in met:
                self._met.setdefault(post.id, began)
            if met:
                return Outcome(step)
            if _clock() > began + step.within_s:
                said = f"; kortet sier: {read_aloud(posts[-1].card or {})}" if posts else ""
                whom = to.name if to else "alle"
                return Outcome(step, f"ventet «{step.card}» til {whom} med {list(step.says)}{said}")
            await asyncio.sleep(_LOOK_EVERY)

    async def _expect_none(self, step: ExpectNone, to: Person | None) -> Outcome:
        ends, first_seen = _clock() + step.for_s, dict[str, float]()
        while _clock() <= ends:
            for post in self._world.standing(step.card):
                if step.to is not None and self._world.audience(post) != to:
                    continue
                if step.says and post.card and says(post.card, step.says):
                    return Outcome(step, f"«{step.card}» sier {list(step.says)}: {read_aloud(post.card)}")
                first_seen.setdefault(post.id, _clock())
            await asyncio.sleep(_LOOK_EVERY)
        if not step.says:
            for post, seen in first_seen.items():
                if self._met.get(post, seen + 1) > seen:
                    return Outcome(step, f"«{step.card}» skulle ikke stått i chatten")
        return Outcome(step)

    def _audience(self, line: int, field: str, to: str | None) -> Person | None:
        return None if to in (None, EVERYBODY) else self._person(line, field, to)

    def _person(self, line: int, field: str, name: str) -> Person:
        person = self._world.person(name)
        if person is None:
            raise TapeError(line, field, f"nobody is called {name!r}")
        return person


def invoke_answer(status: int, body: Any) -> tuple[str, object]:
    """`card` or `message`, and the value, of an answer to a press (docs/TEAMS.md G5); empty: it is neither."""
    if status != 200 or not isinstance(body, dict) or body.get("statusCode") != 200:
        return "", None
    value = body.get("value")
    if body.get("type") == _CARD and isinstance(value, dict) and value.get("type") == "AdaptiveCard":
        return "card", value
    if body.get("type") == _MESSAGE and isinstance(value, str) and value:
        return "message", value
    return "", None
