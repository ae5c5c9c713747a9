"""One activity's way through: the SDK dispatches it, we read it and bring it to the door."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

from botbuilder.core import ActivityHandler, BotAdapter, TurnContext

from bot.domain.chat import MessageDeleted, MessageEdited, MessagePosted
from bot.domain.events import CardPressed, CommandGiven, Event
from bot.domain.language import Language
from bot.domain.meeting import Meeting
from bot.domain.participants import Identity, Role
from bot.domain.presses import Command, CommandWanted
from bot.inbound.activity import Name
from bot.inbound.commands import Address, Asked, asked
from bot.inbound.delivery import delivery_key, where_of
from bot.inbound.facts import Facts, at, installation, meeting_event, members_changed
from bot.inbound.false_alarms import count_false_alarm
from bot.inbound.naming import mentions_in, resolved
from bot.inbound.people import language_of, mentioned
from bot.inbound.press import RefreshWanted, needs_role, read_press
from bot.log import get_log
from bot.metrics import Metrics
from bot.ports import Accepted, Card, Delivery, Door, Teams

if TYPE_CHECKING:
    from bot.inbound.guard import Guard  # where the chat is not read, its patterns need not be compiled

ROLE_WITHIN_S = 2.0
"""Seconds that Teams has to tell a presser's role; without it the press goes on, with no presenter's right."""

_CARD = "application/vnd.microsoft.card.adaptive"
_SENTENCE = "application/vnd.microsoft.activity.message"
_HASTE_S = 0.05  # the door is asked at least this long, however late it is
_log = get_log("turns")
_Message = TypeVar("_Message", MessagePosted, MessageEdited)


@dataclass
class Turn:
    """One activity under way. `until` is by the loop's clock; `reply` is the body of an answer to an invoke."""

    arrived: datetime
    until: float
    outcome: str = "ignored"
    reply: Mapping[str, Any] | None = None

    @property
    def left_s(self) -> float:
        return max(_HASTE_S, self.until - asyncio.get_running_loop().time())


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks for something, their role now, and the meeting as it was then; None: not asked, or not had in time."""

    who: Identity
    role: Role | None = None
    meeting: Meeting | None = None


class Turns(ActivityHandler):  # type: ignore[misc]  # the SDK ships no types
    """Turns activities into events and brings them to the door.

    `answer(fact, meeting, pressed)` draws what whoever pressed sees; `pressed` is Teams' id of the card.
    `refresh(who, role, meeting, pressed, command)` draws that card anew for *who*, or the one that *command* brings.
    `worn_out(language)` is for whoever presses a button that the bot does not have. `guard` judges what is written in
    the chat; None: the hospital has not switched that on, and nothing is read but commands.
    """

    def __init__(
        self,
        *,
        app_id: str,
        door: Door,
        teams: Teams,
        answer: Callable[[Event, Meeting, str], Card | str],
        refresh: Callable[[Identity, Role | None, Meeting, str, Command | None], Card | str],
        worn_out: Callable[[Language | None], str],
        metrics: Metrics,
        guard: "Guard | None" = None,
    ) -> None:
        self._guard = guard
        self._app_id, self._door, self._teams, self._metrics = app_id, door, teams, metrics
        self._answer, self._refresh, self._worn_out = answer, refresh, worn_out
        self._adapter = _Adapter()

    async def take(self, activity: Any, turn: Turn) -> None:
        """Read *activity* and have it decided; tells in *turn* what became of it.

        Raises:
            Malformed: the field that cannot be read.
            StoreAway: not known to be decided.
        """
        context = TurnContext(self._adapter, activity)
        context.turn_state[Turn] = turn
        await self._adapter.run_pipeline(context, self.on_turn)

    async def on_event(self, turn_context: Any) -> None:
        activity, turn = _of(turn_context)
        await self._bring(activity, turn, meeting_event(activity, turn.arrived, self._app_id))

    async def on_installation_update(self, turn_context: Any) -> None:
        activity, turn = _of(turn_context)
        await self._bring(activity, turn, installation(activity, turn.arrived))

    async def on_conversation_update_activity(self, turn_context: Any) -> None:
        activity, turn = _of(turn_context)
        await self._bring(activity, turn, members_changed(activity, turn.arrived, self._app_id))

    async def on_message_activity(self, turn_context: Any) -> None:
        activity, turn = _of(turn_context)
        address = self._address(activity)
        request = asked(activity.text, address)
        posted = MessagePosted(at(activity, turn.arrived))
        if not address.targeted:  # what the bot alone is shown stands in no chat
            posted = await self._judged(posted, activity, turn)
        if request is None:
            await self._bring(activity, turn, Facts((posted,)))
            return
        command = await self._command(activity, turn, request)
        judged = posted.judged
        tells = judged is not None and (judged.seen or judged.shares)
        await self._bring(activity, turn, Facts((command, posted) if tells else (command,)))

    async def on_message_update_activity(self, turn_context: Any) -> None:
        activity, turn = _of(turn_context)
        edited = MessageEdited(at(activity, turn.arrived))
        await self._bring(activity, turn, Facts((await self._judged(edited, activity, turn),)))

    async def on_message_delete_activity(self, turn_context: Any) -> None:
        activity, turn = _of(turn_context)
        deleted = MessageDeleted(at(activity, turn.arrived), activity.id if self._guard else "")
        await self._bring(activity, turn, Facts((deleted,)))

    async def on_invoke_activity(self, turn_context: Any) -> None:
        """Ours instead of the SDK's, which answers a malformed action with 500. Its reply is kept, not sent."""
        activity, turn = _of(turn_context)
        turn.reply = _reply(self._worn_out(language_of(activity.locale)))
        press = read_press(activity.value) if activity.name == Name.CARD_ACTION else None
        if press is None:
            return
        if isinstance(press, RefreshWanted):
            await self._refreshed(activity, turn, press)
            return
        asker = await self._asked(activity, turn) if needs_role(press) else Asker(self._sender(activity))
        event = CardPressed(at(activity, turn.arrived), asker.who, press, asker.role, activity.reply_to_id)
        for accepted in await self._bring(activity, turn, Facts((event,))):
            count_false_alarm(accepted, self._metrics)
            turn.reply = _reply(self._answer(accepted.fact, accepted.meeting, activity.reply_to_id))

    async def _refreshed(self, activity: Any, turn: Turn, wanted: RefreshWanted) -> None:
        """The card as it now is, for whoever asks. Nothing is decided, so nothing is brought to be written."""
        meeting = await self._door.peek(where_of(activity), within_s=turn.left_s)
        asker = Asker(self._sender(activity)) if wanted.by_itself else await self._asked(activity, turn, meeting)
        turn.reply = _reply(self._refresh(asker.who, asker.role, meeting, activity.reply_to_id, wanted.command))
        turn.outcome = "refreshed"

    async def _bring(self, activity: Any, turn: Turn, facts: Facts) -> list[Accepted]:
        self._metrics.members_dropped.inc(facts.left_out)
        where = where_of(activity)
        results = []
        for event in facts.events:
            delivery = Delivery(delivery_key(activity, event), where, event, turn.arrived)
            results.append(await self._door.accept(delivery, within_s=turn.left_s))
        if results:
            turn.outcome = "duplicate" if all(result.duplicate for result in results) else "accepted"
        return results

    async def _judged(self, message: _Message, activity: Any, turn: Turn) -> _Message:
        """*message* with what the guard sees in it; its writer is told only where there is something."""
        if self._guard is None:
            return message
        judged = await self._guard.judge(activity, where_of(activity), within_s=turn.left_s)
        if judged is not None and judged.seen:
            judged = replace(judged, by=self._sender(activity))
        return replace(message, judged=judged)

    async def _command(self, activity: Any, turn: Turn, request: Asked) -> Event:
        needed = needs_role(CommandWanted(request.command))
        asker = await self._asked(activity, turn) if needed else Asker(self._sender(activity))
        return CommandGiven(
            at(activity, turn.arrived),
            asker.who,
            request.command,
            request.variant,
            private=bool(activity.recipient.properties.flag("isTargeted")),
            role=asker.role,
            awaited=resolved(request.people, asker.meeting),
            language=request.language,
        )

    async def _asked(self, activity: Any, turn: Turn, meeting: Meeting | None = None) -> Asker:
        """The sender with what Teams knows of the account, and the role it names, if it can be had in time.

        A message may not tell of its meeting (docs/TEAMS.md G1), nor its sender's tenant: what is remembered fills in.
        """
        where, by = where_of(activity), self._sender(activity)
        try:
            async with asyncio.timeout(min(ROLE_WITHIN_S, turn.left_s)):
                meeting = meeting or await self._door.peek(where, within_s=ROLE_WITHIN_S)
                told = await self._teams.attendance(meeting.where.updated(where), meeting.known(by))
        except Exception as wrong:  # noqa: BLE001  # whatever fails, the press goes on without a presenter's right
            self._metrics.roles_asked.labels("not_told").inc()
            _log.info("role_not_told", error=type(wrong).__name__, cause=getattr(wrong, "cause", None))
            return Asker(by, None, meeting)
        self._metrics.roles_asked.labels("told").inc()
        return Asker(by.learn(told.who), told.role, meeting)

    def _sender(self, activity: Any) -> Identity:
        return replace(mentioned(activity.from_property.properties), language=language_of(activity.locale))

    def _address(self, activity: Any) -> Address:
        own_id = f"28:{self._app_id}".lower()
        return Address(
            bot_ids=frozenset({own_id, activity.recipient.id.lower()}),
            names=frozenset({activity.recipient.name}),
            mentions=mentions_in(activity.entities),
            targeted=bool(activity.recipient.properties.flag("isTargeted")),
            personal=activity.conversation.conversation_type == "personal",
        )


class _Adapter(BotAdapter):  # type: ignore[misc]  # the SDK ships no types
    """Runs the SDK's pipeline. Nothing is sent from within a turn: what shall be sent is an effect."""

    async def send_activities(self, context: Any, activities: Any) -> Any:
        raise NotImplementedError

    async def update_activity(self, context: Any, activity: Any) -> Any:
        raise NotImplementedError

    async def delete_activity(self, context: Any, reference: Any) -> Any:
        raise NotImplementedError


def _of(turn_context: Any) -> tuple[Any, Turn]:
    return turn_context.activity, turn_context.turn_state[Turn]


def _reply(content: Card | str) -> Mapping[str, Any]:
    return {"statusCode": 200, "type": _SENTENCE if isinstance(content, str) else _CARD, "value": content}
