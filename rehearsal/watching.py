"""Looks at what stands in the chat, while the tape goes on."""

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any, Self

from rehearsal.people import Person
from rehearsal.render import read_aloud, says
from rehearsal.tape import EVERYBODY, Expect, ExpectAtMost, ExpectNone, Step
from rehearsal.world import BOT, Post, World

LOOK_EVERY = 0.02  # seconds
_ASK_EVERY = 0.25


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a step went. `why` tells what was wrong, in words for people; empty when it held."""

    step: Step
    why: str = ""

    @property
    def held(self) -> bool:
        return not self.why


class Lookout:
    """Watches for expectations, each in a task of its own: `async with Lookout(world) as lookout`."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._met: dict[str, float] = {}  # posts that an expectation has met, and when that one began
        self._tasks: list[asyncio.Task[Outcome]] = []

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def outcomes(self, judged: Callable[[], bool] = lambda: True) -> list[Outcome]:
        """How all of them went, once the last is over; where *judged* says that they do not count, those that are."""
        waiting = set(self._tasks)
        while waiting and judged():
            _, waiting = await asyncio.wait(waiting, timeout=_ASK_EVERY)
        return [task.result() for task in self._tasks if task.done()]

    def expect(self, step: Expect, to: Person | None) -> None:
        """Watch for a card that *to* alone sees; None: that all see."""
        self._watch(self._expect(step, to))

    def expect_at_most(self, step: ExpectAtMost, to: Person | None, late: float = 0.0) -> None:
        """Count what comes that *to* alone sees; None: that all see. The step comes *late*, in seconds."""
        self._watch(self._expect_at_most(step, to, frozenset(self._world.posts), step.for_s - late))

    def expect_none(self, step: ExpectNone, to: Person | None, late: float = 0.0) -> None:
        """Watch that there is no such card. *to* counts only if the step names somebody, or all.

        The step comes *late*, in seconds: it ends when the tape says, for what follows may bring that very card.
        """
        self._watch(self._expect_none(step, to, step.for_s - late))

    def _watch(self, watching: Coroutine[Any, Any, Outcome]) -> None:
        self._tasks.append(asyncio.create_task(watching))

    async def _expect(self, step: Expect, to: Person | None) -> Outcome:
        began = time.monotonic()
        while True:
            posts = [post for post in self._world.standing(step.card) if self._world.audience(post) == to]
            if step.new:
                posts = [post for post in posts if self._met.get(post.id, began) >= began]
            met = [post for post in posts if _says(post, step.says)]
            for post in met:
                self._met.setdefault(post.id, began)
            if met:
                return Outcome(step)
            if time.monotonic() > began + step.within_s:
                return Outcome(step, _missing(step, to, posts))
            await asyncio.sleep(LOOK_EVERY)

    async def _expect_at_most(
        self, step: ExpectAtMost, to: Person | None, before: frozenset[str], for_s: float
    ) -> Outcome:
        """*before*: the posts that were there already."""
        await asyncio.sleep(for_s)
        ours = [post for post in self._world.posts.values() if post.author == BOT and post.id not in before]
        new = [
            post for post in ours if self._world.audience(post) == to and (not step.cards or post.kind in step.cards)
        ]
        kinds = Counter(post.kind for post in new)
        if kinds.total() <= step.posts:
            return Outcome(step)
        there = ", ".join(f"{count} «{kind}»" for kind, count in kinds.items())
        whom = "til alle" if to is None else f"til {to.name} alene"
        return Outcome(step, f"ventet høyst {step.posts} nye kort {whom}, det kom {kinds.total()}: {there}")

    async def _expect_none(self, step: ExpectNone, to: Person | None, for_s: float) -> Outcome:
        ends, first_seen = time.monotonic() + for_s, dict[str, float]()
        while True:
            for post in self._world.standing(step.card):
                if step.to is not None and self._world.audience(post) != to:
                    continue
                if step.says and _says(post, step.says):
                    return Outcome(step, f"«{step.card}» sier {_listed(step.says)}: {read_aloud(post.card or {})}")
                first_seen.setdefault(post.id, time.monotonic())
            if time.monotonic() > ends:
                break
            await asyncio.sleep(LOOK_EVERY)
        unmet = (post for post, seen in first_seen.items() if self._met.get(post, seen + 1) > seen)
        if not step.says and next(unmet, None) is not None:
            return Outcome(step, f"«{step.card}» skulle ikke ha stått i chatten")
        return Outcome(step)


def _says(post: Post, words: tuple[str, ...]) -> bool:
    return post.card is not None and says(post.card, words)


def _missing(step: Expect, to: Person | None, posts: list[Post]) -> str:
    whom = "til alle" if step.to == EVERYBODY or to is None else f"til {to.name} alene"
    kind = f"et nytt kort «{step.card}»" if step.new else f"et kort «{step.card}»"
    wanted = f" som sier {_listed(step.says)}" if step.says else ""
    found = f"; det siste sier: {read_aloud(posts[-1].card or {})}" if posts else ""
    seconds = f"{step.within_s:g}".replace(".", ",")
    return f"ventet {kind} {whom}{wanted} innen {seconds} s{found}"


def _listed(words: tuple[str, ...]) -> str:
    return ", ".join(f"«{word}»" for word in words)
