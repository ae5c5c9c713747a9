"""Reads the chat for S2 and S3, where the hospital has switched it on. What it reads goes no further than here."""

import asyncio
from collections.abc import Iterator
from typing import Any

from bot.domain.chat import Judged, Suspicion
from bot.domain.health.detect import detect
from bot.domain.health.filenames import as_words
from bot.domain.health.findings import Finding, Tier
from bot.domain.health.lexicon import NO_WORDS
from bot.domain.meeting import Meeting
from bot.domain.participants import Kind
from bot.domain.records import Where
from bot.errors import StoreAway
from bot.inbound.naming import mentions_in
from bot.inbound.written import Written, written
from bot.knowledge.lexicon import load_lexicon
from bot.log import get_log
from bot.metrics import Metrics
from bot.ports import Door

_LONG = 2_000  # characters; what is longer is judged beside the loop, so that nobody waits for it
_log = get_log("guard")


class Guard:
    """Judges what was written. Until its word lists are loaded it knows numbers alone, and says so."""

    def __init__(self, *, door: Door, synthetic: bool, metrics: Metrics) -> None:
        self._door, self._synthetic, self._metrics = door, synthetic, metrics
        self._lexicon = NO_WORDS
        self.reading = False

    async def load(self) -> None:
        """Load the word lists, beside the loop. Never raises: what goes wrong is told, and stays told."""
        try:
            self._lexicon = await asyncio.to_thread(load_lexicon)
        except Exception as wrong:  # noqa: BLE001  # whatever is wrong with them, nobody awaits this task
            _log.error("lists_unread", error=type(wrong).__name__, act="operator: install the bot anew")
            return
        self.reading = True

    async def judge(self, activity: Any, where: Where, *, within_s: float) -> Judged | None:
        """What *activity* seems to hold, and whether it shares a file; None: judging failed, and that was told.

        Raises:
            StoreAway: the names of who is in the meeting could not be read in time.
        """
        try:
            message = written(activity)
            with self._metrics.chat_seconds.time():
                found = await self._found(message, frozenset())
                if any(one.tier is Tier.LIKELY for _, one in found):  # who is staff matters only to these
                    mentioned = frozenset(one.name for one in mentions_in(activity.entities) if one.name)
                    meeting = await self._door.peek(where, within_s=within_s)
                    found = await self._found(message, staff_of(meeting) | mentioned)
        except StoreAway:
            raise
        except Exception as wrong:  # noqa: BLE001  # a fault of ours must not keep a command from being heard
            self._metrics.chat_unjudged.inc()
            _log.error("judging_failed", error=type(wrong).__name__, act="developers")  # its words may be the chat's
            return None
        seen = tuple(dict.fromkeys(Suspicion(one.kind, one.tier, one.signs, in_name) for in_name, one in found))
        for one in seen:
            self._metrics.chat_findings.labels(one.kind, one.tier).inc()
        return Judged(activity.id, seen, message.shares)

    async def _found(self, message: Written, staff: frozenset[str]) -> list[tuple[bool, Finding]]:
        if len(message.text.reveal()) > _LONG:
            return await asyncio.to_thread(lambda: list(self._findings(message, staff)))
        return list(self._findings(message, staff))

    def _findings(self, message: Written, staff: frozenset[str]) -> Iterator[tuple[bool, Finding]]:
        texts = [(False, message.text.reveal()), *((True, as_words(name.reveal())) for name in message.names)]
        for in_name, text in texts:
            for one in detect(text, self._lexicon, staff=staff, synthetic=self._synthetic):
                yield in_name, one


def staff_of(meeting: Meeting) -> frozenset[str]:
    """Names of who takes part: the patient is not in the call. Whoever wrote their own name is not among them."""
    known = (who.name for who in meeting.identities.values() if who.kind in (Kind.USER, Kind.GUEST))
    return frozenset(name for name in known if name)
