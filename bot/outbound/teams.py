"""The Bot Connector (docs/TEAMS.md A3, A5, G3, G4, H): fills the port `Teams`."""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager
from functools import partial
from typing import Any

from bot.answers import folded, moment, text
from bot.domain.participants import Identity, Kind, Role
from bot.domain.records import Where
from bot.errors import Denied, Malformed, TryLater
from bot.hosts import Hosts
from bot.outbound.http import Http, Tokens, segment
from bot.outbound.tokens import CONNECTOR
from bot.ports import UNREACHED, Attendance, Card, MeetingDetails

_CARD = "application/vnd.microsoft.card.adaptive"
_ROLES = {str(role): role for role in Role}

MEMBERS_WITHIN_S = 20.0
"""Seconds that a chat's whole roster may take: questions about its people follow within the same lease."""

_PAGE = 500  # members, the most that Teams gives; a chat should come all at once (docs/TEAMS.md A5)
_MOST_PAGES = 4

Identify = Callable[[Mapping[str, Any]], Identity]
Admit = Callable[[str], AbstractAsyncContextManager[None]]


class BotConnector:
    """Speaks to the Bot Connector at the service URL each conversation came with, if its host is allowed.

    `identify` tells who an account is, `newcomer` the same of one that Teams shows in full, as in a roster: there a
    missing object id means something. Both raise `Malformed` for one that cannot be read. Within
    `admit` of a tenant one call of it is made.
    """

    def __init__(
        self,
        *,
        http: Http,
        tokens: Tokens,
        app_id: str,
        hosts: Hosts,
        identify: Identify,
        newcomer: Identify,
        admit: Admit,
    ) -> None:
        self._http, self._tokens, self._app_id, self._hosts = http, tokens, app_id, hosts
        self._identify, self._newcomer, self._admit = identify, newcomer, admit

    async def post(self, where: Where, card: Card, *, ping: bool) -> str:
        """Post a card for all; gives its activity id. `ping`: also shown in the meeting's window."""
        message = _message(card)
        if ping:
            message["channelData"] = {"notification": {"alertInMeeting": True}}
        return await self._create(where, _activities(where.conversation), message)

    async def post_privately(self, where: Where, card: Card, to: Identity) -> str:
        """Post a card that *to* alone sees; gives its activity id. Where Teams takes none, in *to*'s own chat."""
        if to.mri:
            message = _message(card) | {"recipient": {"id": to.mri, "isTargeted": True}}
            try:
                return await self._create(where, f"{_activities(where.conversation)}?isTargetedActivity=true", message)
            except Denied:  # targeted messages are not everywhere yet, and not for everybody (docs/TEAMS.md G3)
                if to.kind is Kind.ANONYMOUS:
                    raise Denied(UNREACHED) from None  # Teams opens no chat with them (docs/TEAMS.md A4)
        alone = without_buttons(card)  # pressed there, they would be of that chat and not of the meeting
        return await self._create(where, _activities(await self._chat_with(where, to)), _message(alone))

    async def update(self, where: Where, activity: str, card: Card) -> None:
        """Put *card* in the place of one posted before."""
        await self._call("PUT", where, f"{_activities(where.conversation)}/{segment(activity)}", _message(card))

    async def update_privately(self, where: Where, activity: str, card: Card, to: Identity) -> None:
        """Put *card* in the place of one that *to* alone sees, wherever that was posted."""
        path = f"{_activities(where.conversation)}/{segment(activity)}?isTargetedActivity=true"
        try:
            await self._call("PUT", where, path, _message(card))  # names no recipient: Teams refuses that (G3)
        except Denied:
            if to.kind is Kind.ANONYMOUS:
                raise
            alone = _activities(await self._chat_with(where, to))
            await self._call("PUT", where, f"{alone}/{segment(activity)}", _message(without_buttons(card)))

    async def details(self, where: Where) -> MeetingDetails:
        """The meeting's organizer and its id in Graph."""
        told = folded(await self._call("GET", where, _meeting(where)))
        details, organizer = folded(told.get("details")), told.get("organizer")
        return MeetingDetails(
            self._identity(organizer if isinstance(organizer, dict) else {}),
            text(details, "msgraphresourceid"),
            text(details, "joinurl"),
            moment(details, "scheduledstarttime"),
        )

    async def attendance(self, where: Where, who: Identity) -> Attendance:
        """Somebody's role now, whether they are in the call, and what Teams knows of the account."""
        if not who.oid:
            raise Denied("no_oid")
        address = f"{_meeting(where)}/participants/{segment(who.oid)}?tenantId={segment(who.tenant or where.tenant)}"
        told = folded(await self._call("GET", where, address))
        user = told.get("user")
        meeting = folded(told.get("meeting"))
        role, present = text(meeting, "role"), meeting.get("inmeeting")
        return Attendance(
            self._identity(user if isinstance(user, dict) else {}),
            _ROLES.get(role.lower()),
            present if isinstance(present, bool) else None,
        )

    async def members(self, where: Where) -> tuple[Identity, ...]:
        """Everybody in the chat, the bot itself left out. Whoever cannot be read is left out too."""
        try:
            async with asyncio.timeout(MEMBERS_WITHIN_S):
                accounts = await self._accounts(where)
        except TimeoutError:
            raise TryLater("slow") from None
        people = [who for account in accounts if (who := self._member(account)) is not None]
        if accounts and not people:
            raise Denied("members")  # a roster of which nobody can be read is none
        own = f"28:{self._app_id}".lower()
        return tuple(who for who in people if who.mri.lower() != own)

    async def _accounts(self, where: Where) -> list[Any]:
        pages, accounts = f"/v3/conversations/{segment(where.conversation)}/pagedmembers?pageSize={_PAGE}", []
        more = ""
        for _ in range(_MOST_PAGES):
            page = folded(await self._call("GET", where, f"{pages}&continuationToken={more}" if more else pages))
            if not isinstance(page.get("members"), list):
                raise TryLater("unreadable")
            accounts += page["members"]
            more = segment(text(page, "continuationtoken"))
            if not more:
                return accounts
        raise Denied("too_many_members")  # part of a roster would say of the rest that they are gone

    def _member(self, account: Any) -> Identity | None:
        try:
            return self._newcomer(account) if isinstance(account, dict) else None
        except Malformed:
            return None

    async def _chat_with(self, where: Where, to: Identity) -> str:
        person = to.mri or to.oid
        if not person:
            raise Denied("no_address")
        body = {
            "isGroup": False,
            "bot": {"id": f"28:{self._app_id}"},
            "members": [{"id": person}],
            "tenantId": where.tenant,
            "channelData": {"tenant": {"id": where.tenant}},
        }
        # asked for twice, Teams gives the same chat
        chat = text(folded(await self._call("POST", where, "/v3/conversations", body)), "id")
        if not chat:
            raise Denied("no_chat")
        return chat

    async def _create(self, where: Where, path: str, message: Mapping[str, Any]) -> str:
        return text(folded(await self._call("POST", where, path, message, creates=True)), "id")

    async def _call(
        self, method: str, where: Where, path: str, body: Mapping[str, Any] | None = None, *, creates: bool = False
    ) -> dict[str, Any]:
        if not self._hosts.allow(where.service_url):
            raise Denied("host")  # before a token is fetched: it is worth stealing
        url = where.service_url.rstrip("/") + path
        leave = partial(self._admit, where.tenant)
        return await self._http.call(
            method, url, tokens=self._tokens, scope=CONNECTOR, body=body, creates=creates, leave=leave
        )

    def _identity(self, account: Mapping[str, Any]) -> Identity:
        try:
            return self._identify(account)
        except Malformed as wrong:
            raise Denied(wrong.field) from None


def without_buttons(card: Card) -> Card:
    """*card* without what asks the bot for something; what merely shows more stays."""
    kept: Card = _quiet(card)
    return {name: part for name, part in kept.items() if name != "refresh"}


def _quiet(part: Any) -> Any:
    if isinstance(part, Mapping):
        return {name: _quiet(value) for name, value in part.items()}
    if isinstance(part, list | tuple):
        return [_quiet(one) for one in part if not _asks(one)]
    return part


def _asks(part: Any) -> bool:
    """Whether *part* is a button that asks the bot, an input, or a row of nothing else."""
    kind = str(part.get("type", "")) if isinstance(part, Mapping) else ""
    row = kind == "ActionSet" and all(_asks(action) for action in part["actions"])
    return row or kind == "Action.Execute" or kind.startswith("Input.")


def _message(card: Card) -> dict[str, Any]:
    return {"type": "message", "attachments": [{"contentType": _CARD, "content": card}]}


def _activities(conversation: str) -> str:
    return f"/v3/conversations/{segment(conversation)}/activities"


def _meeting(where: Where) -> str:
    if not where.meeting:
        raise Denied("no_meeting", 404)
    return f"/v1/meetings/{segment(where.meeting)}"
