"""Whom we trust, who we are, and what time it is: keys of Teams, our own token, the clock."""

from typing import Any

import jwt

from bot.doctor.findings import Finding, State
from bot.errors import Denied, TryLater
from bot.inbound.bearer import LEEWAY_S
from bot.outbound.keys import KeySet
from bot.outbound.tokens import CONNECTOR, SignIn
from bot.ports import Clock


async def check_keys(keys: KeySet) -> list[Finding]:
    """That the keys of what Teams sends can be read."""
    try:
        await keys.find("")
    except (TryLater, Denied) as trouble:
        act = "operator: firewall, proxy, BOT_OPENID_METADATA_URL"
        return [Finding("keys of Teams", State.MISSING, f"cannot be read ({trouble.cause})", act)]
    return [Finding("keys of Teams", State.OK, "read")]


async def check_sign_in(tokens: SignIn) -> list[Finding]:
    """That we get a token to post with."""
    try:
        await tokens.token(CONNECTOR)
    except (TryLater, Denied) as trouble:
        act = "administrator: app id, tenant, secret or certificate in Entra; operator: firewall"
        return [Finding("sign-in", State.MISSING, f"no token for the connector ({trouble.cause})", act)]
    return [Finding("sign-in", State.OK, "a token for the connector was given")]


async def check_clock(tokens: SignIn, clock: Clock) -> list[Finding]:
    """How far our clock is from that of whoever signs tokens."""
    try:
        issued = claims_of(await tokens.token(CONNECTOR)).get("iat")
    except (TryLater, Denied):
        issued = None
    if not isinstance(issued, int):
        return [Finding("clock", State.UNKNOWN, "no token tells the hour", "operator: is NTP on")]
    apart = abs(clock.now().timestamp() - issued)
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
