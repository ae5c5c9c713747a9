"""A meeting in a test: say what happens, wait for what the chat shows."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from cards.words import WORDS
from rehearsal.bot_process import BotProcess
from rehearsal.people import Person
from rehearsal.render import read_aloud, render
from rehearsal.standin import StandIn
from rehearsal.world import Activity, Chat, Post

PATIENCE_S = 10.0
_BREATH_S = 0.025  # before each press: a test that presses faster than a ward breaks Teams' 50 calls a second a tenant
Found = TypeVar("Found")
Figure = Callable[[str], None]


@dataclass
class Play:
    """One meeting, as Teams and the people in it live it."""

    standin: StandIn
    bot: BotProcess
    chat: Chat

    def __post_init__(self) -> None:
        self.says = self.standin.writer(self.chat)

    async def tell(self, *activities: Activity) -> None:
        """Teams tells the bot; each must be accepted."""
        for activity in activities:
            status, body = await self.bot.send(activity)
            assert status == 200, (status, body)

    async def press(self, by: Person, post: Post, verb: str, data: Mapping[str, Any]) -> Mapping[str, Any]:
        """Somebody presses a button of a card; gives what they are shown."""
        await asyncio.sleep(_BREATH_S)
        status, body = await self.bot.send(self.says.pressed(by, verb, data, post.id))
        assert status == 200, (status, body)
        assert isinstance(body, dict)
        return body

    def cards(self, kind: str) -> list[Post]:
        """The cards of this kind that stand in the chat, the oldest first."""
        return [post for post in self.standin.world.standing(kind) if post.chat == self.chat.id]

    async def card(self, kind: str, says: str = "", *, newest: bool = True, within_s: float = PATIENCE_S) -> Post:
        """The card of this kind, once it stands there and says these words."""
        what = f"a {kind} card that says {says!r}"
        return await until(lambda: self._found(kind, says, newest), what, self._chat, within_s)

    async def private(self, kind: str, to: Person, says: str = "") -> Post:
        """The newest card of this kind that *to* alone sees, once it says these words."""

        def look() -> Post | None:
            own = [post for post in self.cards(kind) if post.to == to.mri][-1:]
            return next((post for post in own if says in spoken(post)), None)

        return await until(look, f"a {kind} card to {to.name} that says {says!r}", self._chat)

    async def known(self, person: Person) -> None:
        """Once the bot holds *person* for one of ours who is expected: it may see who is here. Nothing is written."""
        give_up = time.monotonic() + PATIENCE_S
        while time.monotonic() < give_up:
            asked = self.says.pressed(person, "card.refresh", {"command": "deltakere"}, "")
            _, body = await self.bot.send(asked)
            shown = spoken(body["value"]) if isinstance(body["value"], dict) else ""
            if any(words.roster.refreshed in shown for words in WORDS.values()):  # others see their own line
                return
            await asyncio.sleep(0.1)
        raise AssertionError(f"{person.name} is not known to be expected\n{self._chat()}")

    async def calm(self, kind: str, seconds: float = 0.7) -> None:
        """No further card of this kind comes for so long."""
        before = len(self.cards(kind))
        await asyncio.sleep(seconds)
        assert len(self.cards(kind)) == before, self._chat()

    def _found(self, kind: str, says: str, newest: bool) -> Post | None:
        cards = self.cards(kind)[-1:] if newest else self.cards(kind)
        return next((post for post in cards if says.casefold() in text_of(post).casefold()), None)

    def _chat(self) -> str:
        posts = [post for post in self.standin.world.standing() if post.chat == self.chat.id]
        return "\n\n".join(text_of(post) for post in posts) + "\n" + self.bot.stdout[-3000:]


def text_of(post: Post) -> str:
    """What a person reads on a card, on one line."""
    return " ".join(line.strip() for line in render(post.card or {}))


def spoken(card: Any) -> str:
    """All that a card says, hidden parts left out, with one space between words."""
    return read_aloud(card.card or {}) if isinstance(card, Post) else read_aloud(card)


def person_on(post: Post, name: str) -> str:
    """The roster id behind the button that names somebody."""
    for action in actions_of(post.card):
        if name in str(action.get("tooltip")) and "person" in action.get("data", {}):
            return str(action["data"]["person"])
    raise AssertionError(f"no button names {name}: {text_of(post)}")


def actions_of(part: Any) -> list[Mapping[str, Any]]:
    """All Action.Execute of a card, wherever they stand."""
    if isinstance(part, list):
        return [action for item in part for action in actions_of(item)]
    if not isinstance(part, Mapping):
        return []
    own = [part] if part.get("type") == "Action.Execute" else []
    return own + [action for item in part.values() for action in actions_of(item)]


async def until(
    look: Callable[[], Found | None], what: str, tell: Callable[[], str] = str, within_s: float = PATIENCE_S
) -> Found:
    """What *look* gives, once it gives something.

    Raises:
        AssertionError: it gave nothing for ten seconds.
    """
    give_up = time.monotonic() + within_s
    while time.monotonic() < give_up:
        found = look()
        if found is not None:
            return found
        await asyncio.sleep(0.02)
    raise AssertionError(f"waited in vain for {what}\n{tell()}")


async def until_true(look: Callable[[], Awaitable[bool]], what: str, within_s: float = PATIENCE_S) -> None:
    """Wait until *look*, which asks somebody, says yes.

    Raises:
        AssertionError: it did not in time.
    """
    give_up = time.monotonic() + within_s
    while not await look():
        assert time.monotonic() < give_up, f"waited in vain for {what}"
        await asyncio.sleep(0.02)
