"""Whether Graph can tell by itself: the certificate it seals for, and the subscriptions that stand."""

from datetime import datetime

from bot.doctor.findings import Finding, State
from bot.errors import Denied, TryLater
from bot.outbound.subscriptions import GraphSubscriptions
from bot.readiness import CERTIFICATE_TOLD_AHEAD, FOR_GRAPH
from bot.settings import Settings


async def check_notifications(settings: Settings, subscriptions: GraphSubscriptions, now: datetime) -> list[Finding]:
    """A line for the certificate, and one for what stands. Without a certificate nothing is subscribed to."""
    ends = settings.graph_certificate_ends
    if settings.graph_url is None:
        return []
    if ends is None:
        without = "no GRAPH_CERTIFICATE_PATH: lobby and telephone are not seen"
        return [Finding("notifications", State.OK, without)]
    good = ends - now > CERTIFICATE_TOLD_AHEAD
    word = "ends" if ends > now else "ended"
    certificate = Finding(
        "certificate for Graph",
        State.OK if good else State.MISSING,
        f"{word} on {ends:%Y-%m-%d}",
        "" if good else FOR_GRAPH,
    )
    return [certificate, await _standing(subscriptions)]


async def _standing(subscriptions: GraphSubscriptions) -> Finding:
    if not subscriptions.on:
        act = "operator: PUBLIC_URL, under which Graph reaches the bot"
        return Finding("subscriptions", State.MISSING, "Graph cannot tell: PUBLIC_URL is not set", act)
    try:
        ends = await subscriptions.standing()
    except (Denied, TryLater) as trouble:
        act = "administrator: the app in Entra; operator: firewall"
        return Finding("subscriptions", State.UNKNOWN, f"Graph did not say ({trouble.cause})", act)
    told = (
        f"{len(ends)} stand, the first until {ends[0]:%Y-%m-%d %H:%M} UTC" if ends else "none stands: no meeting runs"
    )
    return Finding("subscriptions", State.OK, told)
