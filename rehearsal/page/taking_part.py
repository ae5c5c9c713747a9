"""What people on the page do reaches the bot as Teams would send it, and its answer comes back."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

import aiohttp

from rehearsal.activities import BOT_NAME, Writer
from rehearsal.bot_process import BotDied, BotProcess
from rehearsal.buttons import buttons
from rehearsal.call import tell_too
from rehearsal.happening import Happening, Witness, seen_in
from rehearsal.offstage import Impossible, perform
from rehearsal.page.controls import CONTROLS
from rehearsal.page.performance import Scenery
from rehearsal.people import Person
from rehearsal.player import invoke_answer
from rehearsal.tape import Offstage
from rehearsal.world import BOT, Activity, Chat, Post

MENTION = f"@{BOT_NAME}"
NOTHING: dict[str, Any] = {"kind": "none"}


class Why(StrEnum):
    """Why something cannot be done; each is worded as `error.<why>` in `rehearsal/words/`."""

    NOT_READY = "not_ready"
    NOT_OPEN = "not_open"
    NOT_IN_THE_CHAT = "not_in_the_chat"
    NOT_SEEN = "not_seen"
    NO_OWN_CHAT = "no_own_chat"
    NO_SUCH_TAPE = "no_such_tape"
    NO_SUCH_PERSON = "no_such_person"
    NO_SUCH_POST = "no_such_post"
    NO_SUCH_MESSAGE = "no_such_message"
    NOT_THE_WRITER = "not_the_writer"
    BOT_REFUSES = "bot_refuses"
    BOT_SILENT = "bot_silent"


class NotNow(Exception):
    """It cannot be done as things stand."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why = why


class Part:
    """Takes part in the rehearsal of *scenery*, and tells *witness* of it."""

    def __init__(self, scenery: Scenery, bot: BotProcess, witness: Witness) -> None:
        self._scenery = scenery
        self._standin = scenery.standin
        self._world = scenery.standin.world
        self._bot = bot
        self._witness = witness

    def person(self, mri: str) -> Person | None:
        return self._world.people.get(mri)

    def post(self, number: str) -> Post | None:
        """A post of the bot's that stands."""
        return next((post for post in self._world.standing() if post.id == number), None)

    def message(self, number: str) -> Post | None:
        """What somebody wrote in a chat, where others read it or the bot alone, and that stands."""
        post = self._world.posts.get(number)
        return post if post and post.author != BOT and post.to is None and post.removed is None else None

    async def do(self, person: Person, what: str) -> None:
        """Let the control called *what* happen.

        Raises:
            NotNow: there is no such control, or it is not open to *person* now; the bot does not answer.
        """
        here = self._scenery.here
        control = next((one for one in CONTROLS if one.name == what), None)
        if control is None or not control.open_to(person, here):
            raise NotNow(Why.NOT_OPEN)
        for deed in control.does(person, here):
            if isinstance(deed, Offstage):
                self._perform(deed)
            else:
                await self._send(deed)

    async def say(self, person: Person, text: str, *, in_private: bool) -> None:
        """Write in the meeting's chat, or *in_private* in one's own with the bot.

        Raises:
            NotNow: *person* is not in that chat; the bot does not answer.
        """
        if in_private:
            await self._say_in_private(person, text)
            return
        chat = self._scenery.chat
        if person.mri not in chat.members:
            raise NotNow(Why.NOT_IN_THE_CHAT)
        writer = self._standin.writer(chat)
        if text.startswith("/"):
            await self._send(writer.slash(person, text.removeprefix("/")))
        elif text.startswith(MENTION):
            await self._send(writer.mention(person, text.removeprefix(MENTION).strip()))
        else:
            await self._send(writer.message(person, text))

    async def share(self, person: Person, name: str) -> None:
        """Share a file of that *name* in the meeting's chat; there is nothing in it.

        Raises:
            NotNow: *person* is not in the chat; the bot does not answer.
        """
        if person.mri not in self._scenery.chat.members:
            raise NotNow(Why.NOT_IN_THE_CHAT)
        await self._send(self._standin.writer(self._scenery.chat).shared(person, name))

    async def edit(self, person: Person, message: Post, text: str) -> None:
        """Change what *person* wrote.

        Raises:
            NotNow: somebody else wrote it, *person* is not in the chat any more, or the bot does not answer.
        """
        await self._send(self._own(person, message).edited(message.activity, text))

    async def delete(self, person: Person, message: Post) -> None:
        """Delete what *person* wrote.

        Raises:
            NotNow: as for `edit`.
        """
        await self._send(self._own(person, message).deleted(message.activity))

    async def press(self, person: Person, post: Post, verb: str, data: Mapping[str, Any]) -> dict[str, Any]:
        """Press a button; gives what Teams would show of the answer, to *person* alone.

        Raises:
            NotNow: *person* does not see the post; the bot does not answer.
        """
        if not self._world.sees(person, post):
            raise NotNow(Why.NOT_SEEN)
        only = person.mri if self._world.audience(post) else ""
        self._witness.saw(Happening("pressed", (person.name,), _title(post, verb, data), to=only))
        writer = self._standin.writer(self._world.chats[post.chat])
        answer = await self._ask(writer.pressed(person, verb, data, post.id))
        if answer["kind"] == "message":
            self._witness.saw(Happening("answered", (person.first_name,), answer["text"], to=person.mri))
        return answer

    async def refresh(self, person: Person, post: Post) -> dict[str, Any]:
        """What *person*'s client gets when it refreshes the post by itself.

        Raises:
            NotNow: the bot does not answer.
        """
        asked = self._standin.writer(self._world.chats[post.chat]).refreshed(person, post)
        return NOTHING if asked is None else await self._ask(asked)

    async def _say_in_private(self, person: Person, text: str) -> None:
        if person.anonymous or person.room:
            raise NotNow(Why.NO_OWN_CHAT)
        chat = self._world.own_chat(person)
        writer = self._standin.writer(chat)
        if not self._knows(chat):
            await self._send(writer.installed(person))
        await self._send(writer.message(person, text))

    def _knows(self, chat: Chat) -> bool:
        return any(post.chat == chat.id for post in self._world.posts.values())

    def _own(self, person: Person, message: Post) -> Writer:
        """For changes of what *person* wrote."""
        if message.author != person.mri:
            raise NotNow(Why.NOT_THE_WRITER)
        chat = self._world.chats[message.chat]
        if person.mri not in chat.members:
            raise NotNow(Why.NOT_IN_THE_CHAT)
        return self._standin.writer(chat)

    def _perform(self, deed: Offstage) -> None:
        try:
            happened = perform(deed, self._standin, self._scenery.chat)
        except Impossible as no:
            raise NotNow(Why.NOT_OPEN) from no
        for said in happened:
            self._witness.saw(said)

    async def _send(self, activity: Activity) -> None:
        self._witness.saw(seen_in(self._world, activity))
        status, _ = await self._deliver(activity)
        tell_too(self._standin, activity)
        if not 200 <= status < 300:
            raise NotNow(Why.BOT_REFUSES)

    async def _ask(self, invoke: Activity) -> dict[str, Any]:
        kind, value = invoke_answer(*await self._deliver(invoke))
        match kind:
            case "card":
                return {"kind": "card", "card": value}
            case "message":
                return {"kind": "message", "text": value}
            case _:
                raise NotNow(Why.BOT_REFUSES)

    async def _deliver(self, activity: Activity) -> tuple[int, Any]:
        try:
            return await self._bot.send(activity)
        except (aiohttp.ClientError, TimeoutError, BotDied) as silence:
            raise NotNow(Why.BOT_SILENT) from silence


def _title(post: Post, verb: str, data: Mapping[str, Any]) -> str:
    """What stands on the button, or in its hint; the verb where the card shows another view than the post's."""
    for button in buttons(post.card or {}):
        if button.verb == verb and button.data.items() <= data.items():
            return button.hint or button.title
    return verb
