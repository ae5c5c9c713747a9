"""When what we sign in with ends."""

from collections.abc import Iterator
from datetime import datetime

from bot.doctor.findings import Finding, State
from bot.readiness import CERTIFICATE_TOLD_AHEAD
from bot.settings import AppType, Settings


def check_certificate(settings: Settings, now: datetime) -> Iterator[Finding]:
    """A certificate says when it ends, a secret does not."""
    ends = settings.certificate_ends
    if ends is not None:
        good = ends - now > CERTIFICATE_TOLD_AHEAD
        act = "" if good else "administrator: a new certificate for the app in Entra"
        word = "ends" if ends > now else "ended"
        yield Finding("certificate", State.OK if good else State.MISSING, f"{word} on {ends:%Y-%m-%d}", act)
    elif settings.app_type is not AppType.USER_ASSIGNED_MSI:
        act = "administrator: Entra, App registrations, Certificates & secrets; note it in two calendars"
        yield Finding("secret", State.UNKNOWN, "does not say when it ends", act)
