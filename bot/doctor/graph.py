"""What Graph lets us do: by a harmless question each, and where none can be asked, by what our token says."""

from collections.abc import Awaitable
from datetime import datetime, timedelta
from urllib.parse import quote

from bot.doctor.findings import Finding, State
from bot.doctor.identity import claims_of
from bot.domain.procedure import Hardening
from bot.errors import Denied, TryLater
from bot.outbound.http import Http, segment
from bot.outbound.tokens import SignIn
from bot.settings import Settings

READ, WRITE = "OnlineMeetings.Read.All", "OnlineMeetings.ReadWrite.All"
CALENDAR, TENANTS = "Calendars.ReadBasic.All", "CrossTenantInformation.ReadBasic.All"
_NOT_FOUND = 404
_NO_MEETING = quote("JoinWebUrl eq 'https://teams.microsoft.com/l/meetup-join/none'", safe="'")
_NOT_TRIED = "not tried; administrator: app.py doctor --organizer <object id of a host>"


async def check_graph(settings: Settings, http: Http, tokens: SignIn, organizer: str, now: datetime) -> list[Finding]:
    """A line for each permission that these settings call for."""
    if settings.graph_url is None:
        return [Finding("Graph", State.MISSING, "GRAPH_URL is off: no invitations, no options", "operator: GRAPH_URL")]
    scope = f"{settings.graph_url}/.default"
    try:
        roles = claims_of(await tokens.token(scope)).get("roles")
    except (TryLater, Denied) as trouble:
        act = "administrator: the app in Entra; operator: firewall, GRAPH_URL"
        return [Finding("Graph", State.MISSING, f"no token ({trouble.cause})", act)]
    granted = frozenset(map(str, roles)) if isinstance(roles, list) else None

    def ask(path: str) -> Awaitable[object]:
        return http.call("GET", f"{settings.graph_url}/v1.0{path}", tokens=tokens, scope=scope)

    tenant = segment(settings.tenant)
    named = f"/tenantRelationships/findTenantInformationByTenantId(tenantId='{tenant}')"
    found = [await _tried("names of organisations", TENANTS, ask(named), f"administrator: consent to {TENANTS}")]
    if settings.procedure.hardening is not Hardening.NEVER:
        found.append(_by_token("setting options", WRITE, granted))
    if not organizer:
        least = READ if settings.procedure.hardening is Hardening.NEVER else WRITE
        return [*found, _untried("invitations", least, granted), _untried("calendars", CALENDAR, None)]
    user, since = f"/users/{segment(organizer)}", f"{now:%Y-%m-%dT%H:%M:%SZ}"
    until = f"{now + timedelta(minutes=1):%Y-%m-%dT%H:%M:%SZ}"
    meetings = ask(f"{user}/onlineMeetings?$filter={_NO_MEETING}")
    calendar = ask(f"{user}/calendarView?startDateTime={since}&endDateTime={until}&$select=isCancelled&$top=1")
    policy = "administrator: consent, and the application access policy for this organizer (INSTALL step 6a)"
    found.append(await _tried("invitations", f"{READ} or {WRITE}", meetings, policy))
    scoped = "administrator: consent, or the Exchange role for this organizer (INSTALL step 6b)"
    return [*found, await _tried("calendars", CALENDAR, calendar, scoped)]


async def _tried(what: str, permission: str, asking: Awaitable[object], act: str) -> Finding:
    """What Graph answered. That it does not know what was asked for shows that we may ask."""
    try:
        await asking
    except Denied as no:
        if no.status != _NOT_FOUND:
            return Finding(what, State.MISSING, f"Graph says no ({no.cause}): {permission}", act)
    except TryLater as trouble:
        return Finding(what, State.UNKNOWN, f"Graph did not answer ({trouble.cause})", "operator: firewall; try again")
    return Finding(what, State.OK, f"Graph answers: {permission}")


def _by_token(what: str, permission: str, granted: frozenset[str] | None) -> Finding:
    if granted is None:
        return Finding(what, State.UNKNOWN, "our token does not say", f"administrator: consent to {permission}")
    if permission in granted:
        return Finding(what, State.OK, f"our token says {permission}")
    return Finding(what, State.MISSING, f"our token lacks {permission}", f"administrator: consent to {permission}")


def _untried(what: str, permission: str, granted: frozenset[str] | None) -> Finding:
    """Consent alone proves nothing here: it must also hold for the organizer."""
    if granted is not None and permission not in granted:
        return _by_token(what, permission, granted)
    return Finding(what, State.UNKNOWN, permission, _NOT_TRIED)
