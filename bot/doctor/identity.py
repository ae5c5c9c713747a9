"""Whom we trust, who we are, and what time it is: keys of Teams, our own token, the clock."""

from typing import Any

import jwt

from bot.doctor.findings import Finding, State
from bot.errors import TryLater
from bot.inbound.bearer import LEEWAY_S
from bot.outbound.keys import KeySet
from bot.outbound.tokens import CONNECTOR, SignIn
from bot.settings import AppType, Settings


async def check_keys(keys: KeySet) -> list[Finding]:
    """That the keys of what Teams sends can be read."""
    try:
        await keys.find("")
    except TryLater:
        act = "operator: firewall, proxy, BOT_OPENID_METADATA_URL"
        return [Finding("keys of Teams", State.MISSING, "cannot be read", act)]
    return [Finding("keys of Teams", State.OK, "read")]


async def check_sign_in(tokens: SignIn) -> list[Finding]:
    """That we get a token to post with."""
    try:
        await tokens.token(CONNECTOR)
    except TryLater:
        act = "administrator: app id, tenant, secret or certificate in Entra; operator: firewall"
        return [Finding("sign-in", State.MISSING, "no token for the connector", act)]
    return [Finding("sign-in", State.OK, "a token for the connector was given")]


async def check_clock(settings: Settings, tokens: SignIn) -> list[Finding]:
    """How far our clock is from that of whoever signs tokens: a token says when it ends by theirs, and was given for so
    many seconds by ours. A managed identity tells both by theirs.
    """
    try:
        theirs = claims_of(await tokens.token(CONNECTOR)).get("exp")
    except TryLater:
        theirs = None
    ours = tokens.ends(CONNECTOR)
    if not isinstance(theirs, int) or ours is None or settings.app_type is AppType.USER_ASSIGNED_MSI:
        return [Finding("clock", State.UNKNOWN, "no token tells the hour", "operator: is NTP on")]
    apart = abs(theirs - ours)
    if apart > LEEWAY_S:
        told = f"some {apart / 60:.0f} minutes from that of the sign-in service"
        return [Finding("clock", State.MISSING, told, "operator: NTP")]
    return [Finding("clock", State.OK, f"within {LEEWAY_S // 60} minutes of that of the sign-in service")]


def claims_of(token: str) -> dict[str, Any]:
    """What our own token says; nothing where it cannot be read. Not verified: it is no proof of anything to us."""
    try:
        return dict(jwt.decode(token, options={"verify_signature": False}))
    except jwt.PyJWTError:
        return {}
