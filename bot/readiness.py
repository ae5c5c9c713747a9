"""Whether the bot can do its work, and if not, or not wholly, who must act: what `/readyz` tells, and the log."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.errors import Denied, TryLater
from bot.inbound.web import Readiness
from bot.log import get_log
from bot.metrics import Metrics
from bot.outbound.keys import KeySet
from bot.outbound.tokens import CONNECTOR, SignIn
from bot.ports import Clock
from bot.settings import Settings
from bot.store.ledger import Ledger

if TYPE_CHECKING:
    from bot.inbound.guard import Guard

CERTIFICATE_TOLD_AHEAD = timedelta(days=30)
CERTIFICATE_TOLD_EVERY_S = 24 * 3600.0
FOR_GRAPH = "operator: a new file first in GRAPH_CERTIFICATE_PATH, the old one after it for three days"
_SIGN_IN = "administrator: a new certificate for the app in Entra"
WARM_UP_EVERY_S = 2.0

_log = get_log("readiness")


async def readiness(
    settings: Settings,
    ledger: Ledger,
    keys: KeySet,
    tokens: SignIn,
    guard: Guard | None,
    refusals: Iterable[str],
    clock: Clock,
) -> Readiness:
    """What is lacking, which makes the bot unready, then what it does without."""
    lacks = (
        []
        if ledger.healthy
        else ["database: cannot be written (operator: the database of DATABASE_URL, its disk and permissions)"]
    )
    if not keys.loaded:
        lacks.append("keys: BOT_OPENID_METADATA_URL cannot be read (operator: firewall)")
    try:
        await tokens.token(CONNECTOR)
    except TryLater:
        lacks.append("sign-in: no token for the connector (administrator: app id, tenant, secret or certificate)")
    degraded = [] if settings.public_url else ["PUBLIC_URL is not set: cards have no link to /personvern"]
    if settings.graph_url is None:
        degraded.append("GRAPH_URL is off: invitations are not read, and cards say so")
    if guard is not None and not guard.reading:
        degraded.append("CHAT_GUARD is on: not yet reading for words of health, only for numbers of persons")
    if settings.paused:
        degraded.append("PAUSED is yes: nothing is posted")
    if settings.graph_url is not None and not settings.graph_certificates:
        degraded.append(
            "GRAPH_CERTIFICATE_PATH is not set: Graph tells nothing by itself, so the bot looks now and then"
        )
    now = clock.now()
    troubles = (
        certificate_trouble(settings.certificate_ends, now),
        certificate_trouble(settings.graph_certificate_ends, now, "certificate for Graph", FOR_GRAPH),
    )
    degraded += [trouble for trouble in troubles if trouble]
    degraded += refusals
    return Readiness(not lacks, (*lacks, *degraded))


async def warm_up(keys: KeySet, tokens: SignIn) -> None:
    """Fetch keys and our token before the first meeting needs them."""
    while True:
        try:
            await asyncio.gather(keys.find(""), tokens.token(CONNECTOR))
        except (TryLater, Denied) as trouble:
            _log.warning("not_ready", cause=trouble.cause, act="administrator: sign-in, app id, secret, firewall")
        else:
            return
        await asyncio.sleep(WARM_UP_EVERY_S)


async def tell_of_certificates(settings: Settings, clock: Clock, metrics: Metrics) -> None:
    """Log once a day that a certificate ends soon, or has ended."""
    all_of_them = (
        ("sign_in", settings.certificate_ends, _SIGN_IN),
        ("graph", settings.graph_certificate_ends, FOR_GRAPH),
    )
    there = [(purpose, ends, act) for purpose, ends, act in all_of_them if ends is not None]
    for purpose, ends, _ in there:
        metrics.certificate_ends.labels(purpose).set(ends.timestamp())
    while there:
        for purpose, ends, act in there:
            left_s = int((ends - clock.now()).total_seconds())
            if left_s <= CERTIFICATE_TOLD_AHEAD.total_seconds():
                tell = _log.warning if left_s > 0 else _log.error
                tell("certificate_ends", kind=purpose, seconds=left_s, act=act)
        await asyncio.sleep(CERTIFICATE_TOLD_EVERY_S)


def certificate_trouble(ends: datetime | None, now: datetime, name: str = "certificate", act: str = _SIGN_IN) -> str:
    """What /readyz says of a certificate; empty: it holds for long, or there is none."""
    if ends is None or ends - now > CERTIFICATE_TOLD_AHEAD:
        return ""
    word = "ends on" if ends > now else "ended on"
    return f"{name}: {word} {ends:%Y-%m-%d} ({act})"
