"""Teams' side that sends: in a process of its own, at the hours of the script, and again if it is not answered.

Open loop: what is due goes out whether or not the bot keeps up, and counts from when it was due. Several processes of
the bot are taken in turn, over connections that stay open, as behind a load balancer. Not answered 200 within 15 s, or
answered 5xx, means: again a second later (docs/TEAMS.md H), five times in all.
"""

import asyncio
import json
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import cycle

import aiohttp

from bench.peak.script import CHECKLIST, Due, Script, now_in
from rehearsal import clock

PATIENCE_S, PAUSE_S, TRIES = 15.0, 1.0, 5
_CARD_WITHIN_S = 300.0


@dataclass(frozen=True, slots=True)
class Try:
    """When it began (seconds, the machine's monotonic clock), how long it took, and the status; 0: none came."""

    at: float
    took_s: float
    status: int


@dataclass(frozen=True, slots=True)
class Sent:
    """An activity, when it was due by the monotonic clock, and how it was tried. `granted`: an allowed press."""

    chat: str
    due: float
    begins: bool
    tries: tuple[Try, ...]
    granted: bool = False


@dataclass
class Told:
    """What the sender did, the CPU seconds it took for that, and of how many checklists no card came to press."""

    sent: list[Sent] = field(default_factory=list)
    cpu_s: float = 0.0
    unpressed: int = 0


def play(script: Script, urls: Sequence[str], tokens: Mapping[str, str], teams: str, begin_at: float) -> Told:
    """Play *script* to the bots at *urls*; the connector at *teams* tells when a card stands. `begin_at`: the monotonic
    second of the beginning.
    """
    return asyncio.run(_play(script, urls, tokens, teams, begin_at))


async def _play(script: Script, urls: Sequence[str], tokens: Mapping[str, str], teams: str, begin_at: float) -> Told:
    connector = aiohttp.TCPConnector(limit=0, keepalive_timeout=60)
    async with aiohttp.ClientSession(connector=connector) as http:
        sender = _Sender(http, urls, tokens)
        before, told = time.process_time(), Told()
        playing = [asyncio.create_task(_press(sender, teams, presses, told)) for presses in script.presses.values()]
        for one in script.due:
            await asyncio.sleep(begin_at + one.at_s - time.monotonic())
            playing.append(asyncio.create_task(_deliver(sender, one, begin_at + one.at_s, told)))
        await asyncio.gather(*playing)
        told.cpu_s = time.process_time() - before
        return told


async def _deliver(sender: "_Sender", one: Due, due: float, told: Told, card: str = "") -> None:
    tries, answer = await sender.deliver(one.tenant, now_in(one.body, clock.now(), card))
    told.sent.append(Sent(one.chat, due, one.begins, tries, granted=bool(card) and _is_card(answer)))


async def _press(sender: "_Sender", teams: str, presses: Sequence[Due], told: Told) -> None:
    """Wait for the meeting's checklist, and tick it twice."""
    card = await sender.standing(teams, presses[0].chat)
    if not card:
        told.unpressed += 1
        return
    stood = time.monotonic()
    for one in presses:
        await asyncio.sleep(stood + one.at_s - time.monotonic())
        await _deliver(sender, one, stood + one.at_s, told, card)


class _Sender:
    def __init__(self, http: aiohttp.ClientSession, urls: Sequence[str], tokens: Mapping[str, str]) -> None:
        self._http = http
        self._next: Iterator[str] = cycle([f"{url}/api/messages" for url in urls])
        self._headers = {
            tenant: {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
            for tenant, token in tokens.items()
        }

    async def deliver(self, tenant: str, body: bytes) -> tuple[tuple[Try, ...], bytes]:
        """Each try, and the last answer."""
        tries, answer = list[Try](), b""
        while len(tries) < TRIES:
            if tries:
                await asyncio.sleep(PAUSE_S)
            one, answer = await self._try(tenant, body)
            tries.append(one)
            if 0 < one.status < 500:
                break
        return tuple(tries), answer

    async def _try(self, tenant: str, body: bytes) -> tuple[Try, bytes]:
        began, status, said = time.monotonic(), 0, b""
        try:
            async with asyncio.timeout(PATIENCE_S):
                async with self._http.post(next(self._next), data=body, headers=self._headers[tenant]) as answer:
                    said, status = await answer.read(), answer.status
        except (aiohttp.ClientError, TimeoutError):
            pass
        return Try(began, time.monotonic() - began, status), said

    async def standing(self, teams: str, chat: str) -> str:
        """The activity id of the chat's checklist, once it stands; empty: it does not come."""
        asked = {"chat": chat, "kind": CHECKLIST}
        try:
            async with asyncio.timeout(_CARD_WITHIN_S), self._http.get(f"{teams}/standing", params=asked) as answer:
                return await answer.text()
        except (aiohttp.ClientError, TimeoutError):
            return ""


def _is_card(answer: bytes) -> bool:
    """Whether a press was answered with the card anew, not with a sentence that says why not."""
    try:
        told = json.loads(answer)
    except ValueError:
        return False
    return isinstance(told, dict) and str(told.get("type", "")).endswith("card.adaptive")
