"""What Graph lets us do: by a harmless question each, as the bot itself asks it, else by what our token says."""

from collections.abc import Awaitable, Iterator
from datetime import datetime

from bot.doctor.findings import Finding, State
from bot.doctor.identity import claims_of
from bot.domain.procedure import Hardening
from bot.errors import Denied, TryLater
from bot.outbound.graph import MicrosoftGraph
from bot.outbound.installing import in_catalogue
from bot.outbound.tokens import SignIn
from bot.settings import Settings

READ, WRITE = "OnlineMeetings.Read.All", "OnlineMeetings.ReadWrite.All"
CALENDAR, TENANTS = "Calendars.ReadBasic.All", "CrossTenantInformation.ReadBasic.All"
RECORDINGS, TRANSCRIPTS = "OnlineMeetingRecording.Read.All", "OnlineMeetingTranscript.Read.All"
ADD = "TeamsAppInstallation.ReadWriteAndConsentSelfForChat.All"
_NOT_FOUND = 404
_NO_MEETING = "https://teams.microsoft.com/l/meetup-join/none"
_NOT_TRIED = "not tried; administrator: app.py doctor --organizer <object id of a host>"


async def check_graph(
    settings: Settings, graph: MicrosoftGraph, tokens: SignIn, organizer: str | None, now: datetime
) -> list[Finding]:
    """A line for each permission that these settings call for."""
    if settings.graph_url is None:
        return [Finding("Graph", State.MISSING, "GRAPH_URL is off: no invitations, no options", "operator: GRAPH_URL")]
    try:
        roles = claims_of(await tokens.token(f"{settings.graph_url}/.default")).get("roles")
    except TryLater:
        act = "administrator: the app in Entra; operator: firewall, GRAPH_URL"
        return [Finding("Graph", State.MISSING, "no token for it", act)]
    granted = frozenset(map(str, roles)) if isinstance(roles, list) else None
    writes = settings.procedure.hardening is not Hardening.NEVER
    found = [await _tried("names of organisations", TENANTS, graph.organisation(settings.tenant), _consent(TENANTS))]
    found += _adding(settings, granted)
    if not organizer:
        found += [_untried("setting options", WRITE, granted)] if writes else []
        found += _files(settings, granted)
        return [*found, _untried("invitations", WRITE if writes else READ, granted), _untried("calendars", CALENDAR)]
    found += [_by_token("setting options", WRITE, granted)] if writes else []
    found += _files(settings, granted)
    policy = "administrator: consent, and the application access policy for this organizer (INSTALL step 6a)"
    meeting = graph.invitation(organizer, "", _NO_MEETING)
    found.append(await _tried("invitations", f"{READ} or {WRITE}", meeting, policy))
    scoped = "administrator: consent, or the Exchange role for this organizer (INSTALL step 6b)"
    return [*found, await _tried("calendars", CALENDAR, graph.next_start(organizer, _NO_MEETING, now), scoped)]


def _adding(settings: Settings, granted: frozenset[str] | None) -> Iterator[Finding]:
    """Whether announced meetings get the app. Nothing harmless can be asked for it, so what is sent is told."""
    app = in_catalogue(settings)
    if app is None:
        told = "by hand, in each meeting: TEAMS_APP_CATALOG_ID is not set"
        yield Finding("adding the app", State.OK, told)
        return
    yield _by_token("adding the app", ADD, granted)
    act = "administrator: does the app in the catalogue ask for just that (INSTALL step 8)"
    for number, name in enumerate(app.permissions, start=1):
        last = number == len(app.permissions)
        yield Finding("its consent", State.UNKNOWN, f"sends {name}", act if last else "")


async def _tried(what: str, permission: str, asking: Awaitable[object], act: str) -> Finding:
    """What Graph answered. That it does not know what was asked for shows that we may ask."""
    try:
        answer = await asking
    except Denied as no:
        if no.status != _NOT_FOUND:
            return Finding(what, State.MISSING, f"Graph says no ({no.cause}): {permission}", act)
    except TryLater as trouble:
        return Finding(what, State.UNKNOWN, f"Graph did not answer ({trouble.cause})", "operator: firewall; try again")
    else:
        if answer == "":  # nobody was asked, or nothing was told
            return Finding(
                what, State.UNKNOWN, "Graph did not say", "operator: is MicrosoftAppTenantId the tenant's id"
            )
    return Finding(what, State.OK, f"Graph answers: {permission}")


def _files(settings: Settings, granted: frozenset[str] | None) -> list[Finding]:
    """Whether it can be seen that a recording is deleted; nobody looks where the chat is not read."""
    if not settings.procedure.reads_chat:
        return []
    return [_by_token("recordings left", RECORDINGS, granted), _by_token("transcripts left", TRANSCRIPTS, granted)]


def _by_token(what: str, permission: str, granted: frozenset[str] | None) -> Finding:
    if granted is None:
        return Finding(what, State.UNKNOWN, "our token does not say", _consent(permission))
    if permission in granted:
        return Finding(what, State.OK, f"our token says {permission}")
    return Finding(what, State.MISSING, f"our token lacks {permission}", _consent(permission))


def _untried(what: str, permission: str, granted: frozenset[str] | None = None) -> Finding:
    """Consent alone proves nothing here: it must also hold for the organizer."""
    if granted is not None and permission not in granted:
        return _by_token(what, permission, granted)
    return Finding(what, State.UNKNOWN, permission, _NOT_TRIED)


def _consent(permission: str) -> str:
    return f"administrator: consent to {permission}"
