"""Plays a tape against a bot: lets things happen, presses buttons, and has the lookout watch the chat."""

import asyncio
import time
from collections.abc import Callable, Sequence
from typing import Any, Protocol, assert_never

import aiohttp

from rehearsal.buttons import Button, buttons, find
from rehearsal.call import tell_too
from rehearsal.fields import TapeError
from rehearsal.filling import Unknown, complete
from rehearsal.happening import Happening, Witness, seen_in
from rehearsal.inputs import NotFilled, filled, titles
from rehearsal.offstage import Impossible, announcement, called, meeting_of, perform
from rehearsal.pace import Pace, Steady
from rehearsal.people import Person
from rehearsal.resources import NoResource, deliver
from rehearsal.standin import StandIn
from rehearsal.tape import (
    EVERYBODY,
    Announce,
    Expect,
    Expectation,
    ExpectAtMost,
    ExpectNone,
    Offstage,
    Press,
    Send,
    Step,
)
from rehearsal.watching import LOOK_EVERY, Lookout, Outcome
from rehearsal.world import Activity, Chat, Post

_CARD = "application/vnd.microsoft.card.adaptive"
_MESSAGE = "application/vnd.microsoft.activity.message"


class Bot(Protocol):
    """Whom the tape is played to."""

    async def send(self, activity: Activity, token: str | None = None) -> tuple[int, Any]:
        """Deliver an activity; status and body."""

    async def call(self, method: str, path: str, **request: Any) -> tuple[int, Any]:
        """Call any of its routes; status and body."""


class Player:
    """Plays in *chat* and tells *witness*. *pace* says when a step is due; waiting times stay as they are.

    *judged*: whether what the tape expects still counts; if not, nobody waits for it at the end.
    *looks_for_s*: seconds that a person looks for a button before giving up.
    """

    def __init__(
        self,
        standin: StandIn,
        bot: Bot,
        chat: Chat,
        witness: Witness,
        *,
        pace: Pace | None = None,
        judged: Callable[[], bool] = lambda: True,
        looks_for_s: float = 5.0,
    ) -> None:
        self._standin = standin
        self._world = standin.world
        self._bot = bot
        self._chat = chat
        self._witness = witness
        self._pace = pace or Steady()
        self._judged = judged
        self._looks_for_s = looks_for_s

    async def play(self, steps: Sequence[Step]) -> list[Outcome]:
        """How every step went, in the tape's order. Expectations are watched while the tape goes on.

        Raises:
            TapeError: a step names somebody whom nobody knows.
        """
        self._witness.begin()
        outcomes: list[Outcome] = []
        async with Lookout(self._world) as lookout:
            for step in steps:
                late = await self._pace.reach(step.at, seen=not isinstance(step, Expectation))
                match step:
                    case Send():
                        outcomes.append(await self._send(step))
                    case Press():
                        outcomes.append(await self._press(step))
                    case Expect():
                        lookout.expect(step, self._audience(step.line, "expect.to", step.to))
                    case ExpectAtMost():
                        lookout.expect_at_most(step, self._audience(step.line, "expect_at_most.to", step.to), late)
                    case ExpectNone():
                        lookout.expect_none(step, self._audience(step.line, "expect_none.to", step.to), late)
                    case Offstage():
                        outcomes.append(self._perform(step))
                    case Announce():
                        outcomes.append(await self._announce(step))
                    case _:
                        assert_never(step)
            outcomes += await lookout.outcomes(self._judged)
        return sorted(outcomes, key=lambda outcome: outcome.step.line)

    def _perform(self, step: Offstage) -> Outcome:
        try:
            happened = perform(step, self._standin, self._chat)
        except Impossible as no:
            return Outcome(step, str(no))
        for said in happened:
            self._witness.saw(said)
        return Outcome(step)

    async def _send(self, step: Send) -> Outcome:
        if step.to == "graph":
            self._witness.saw(Happening("graph_told"))
            if "value" not in step.body:
                return self._deliver(step)
            answer = await self._answer(self._bot.call("POST", "/api/graph/notifications", json=step.body))
        else:
            try:
                activity = complete(self._standin, self._chat, step.body)
            except Unknown as nobody:
                raise TapeError(step.line, f"body.{nobody.field}", str(nobody)) from nobody
            self._witness.saw(seen_in(self._world, activity))
            answer = await self._answer(self._bot.send(activity))
            tell_too(self._standin, activity)
        if isinstance(answer, str):
            return Outcome(step, answer)
        return Outcome(step, "" if 200 <= answer[0] < 300 else f"Møtevakt svarer {answer[0]}")

    def _deliver(self, step: Send) -> Outcome:
        try:
            deliver(self._standin, self._chat, meeting_of(self._chat, step.line, "body"), step.body)
        except NoResource as none:
            raise TapeError(step.line, "body", str(none)) from none
        return Outcome(step)

    async def _press(self, step: Press) -> Outcome:
        person = called(self._world, step.user, step.line, "press.as")
        found = await self._reach(step, person)
        if isinstance(found, str):
            return Outcome(step, found)
        post, button = found
        try:
            fields = filled(post.card or {}, step.inputs) if button.gathers else {}
        except NotFilled as no:
            return Outcome(step, str(no))
        title, only = button.hint or button.title, person.mri if self._world.audience(post) else ""
        if step.inputs:
            title = f"{title}: {', '.join(titles(post.card or {}, step.inputs))}"
        self._witness.saw(Happening("pressed", (person.name,), title, to=only))
        writer = self._standin.writer(self._world.chats[post.chat])
        pressed = writer.pressed(person, button.verb, {**button.data, **fields}, post.id)
        answer = await self._answer(self._bot.send(pressed))
        if isinstance(answer, str):
            return Outcome(step, answer)
        kind, value = invoke_answer(*answer)
        if isinstance(value, str):
            self._witness.saw(Happening("answered", (person.first_name,), value, to=person.mri))
        if not kind:
            return Outcome(step, f"svaret på trykket kan ikke leses (HTTP {answer[0]})")
        wanted = step.answer or kind
        return Outcome(step, "" if kind == wanted else f"svaret var {kind}, ventet {wanted}")

    async def _announce(self, step: Announce) -> Outcome:
        body, said = announcement(step, self._world, self._chat)
        self._witness.saw(said)
        bearer = {"Authorization": f"Bearer {self._standin.app_token()}"}
        answer = await self._answer(self._bot.call("PUT", "/api/meetings", json=body, headers=bearer))
        if isinstance(answer, str):
            return Outcome(step, answer)
        held = answer[0] == step.answer if step.answer else 200 <= answer[0] < 300
        return Outcome(step, "" if held else f"Møtevakt svarer {answer[0]}, ventet {step.answer or '2xx'}")

    async def _answer(self, sending: Any) -> tuple[int, Any] | str:
        """What the bot answers; else how it kept silent."""
        try:
            status, body = await sending
        except (aiohttp.ClientError, TimeoutError) as silence:
            return f"Møtevakt svarer ikke ({type(silence).__name__})"
        return status, body

    async def _reach(self, step: Press, person: Person) -> tuple[Post, Button] | str:
        """The button on the newest card of that kind, once it is there; else why there is none."""
        give_up = time.monotonic() + self._looks_for_s
        while True:
            seen = [post for post in self._world.standing(step.card) if self._world.sees(person, post)]
            card = seen[-1].card if seen else None
            button = find(card, step.verb, step.match) if card else None
            if button is not None:
                return seen[-1], button
            if time.monotonic() > give_up:
                there = ", ".join(f"{one.verb} «{one.title}»" for one in buttons(card)) if card else ""
                return f"finner ikke knappen, bare: {there}" if card else f"ser ikke noe kort «{step.card}»"
            await asyncio.sleep(LOOK_EVERY)

    def _audience(self, line: int, field: str, to: str | None) -> Person | None:
        return None if to in (None, EVERYBODY) else called(self._world, str(to), line, field)


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
