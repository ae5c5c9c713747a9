"""What becomes of a deed that is not done: how long it is tried, what comes back, and who must act. Pure."""

from datetime import datetime
from typing import assert_never

from bot.domain.effects import (
    AddApp,
    Effect,
    FetchFiles,
    FetchInvitation,
    FetchOptions,
    FetchOrganisation,
    FetchRecordings,
    FetchRoster,
    FetchStart,
    FlagParticipants,
    FoldOrphan,
    Question,
    SetAlarm,
    SetOptions,
    ShowCard,
    Subscribe,
    Unsubscribe,
)
from bot.domain.events import (
    CardGivenUp,
    Event,
    InvitationUnavailable,
    OrganisationNamed,
    OrphanFolded,
    RosterUnavailable,
    StartTold,
)
from bot.domain.expected import Unread
from bot.domain.feeds import SubscriptionRefused, Unsubscribed
from bot.domain.installing import AppRefused
from bot.domain.options import OptionsRefused, OptionsUnavailable
from bot.domain.recordings import FilesUnread, RecordingsUntold
from bot.errors import Denied, TryLater
from bot.ports import BUDGET, NO_CATALOG_ID, STORE_AWAY, UNREACHED
from bot.worker.retry import CARD, QUESTION, Patience

PAUSED, UNREACHABLE, ASKER_GONE = "paused", "no_activity_id", "asker_gone"
"""Causes of our own: whoever runs the bot paused it; Teams gave no id of a card, so it cannot be updated; whoever a
private card was for is of an occurrence that is over."""

GONE = 404
_OURS = {
    PAUSED: "operator: PAUSED",
    UNREACHABLE: "nobody: the card stays as it was posted",
    ASKER_GONE: "nobody: the meeting is over",
    UNREACHED: "nobody: whoever is not signed in gets nothing privately",
    "host": "administrator: BOT_SERVICE_HOSTS",
    BUDGET: "nobody: Graph asks to be asked later",
    Unread.OFF: "operator: GRAPH_URL",
    NO_CATALOG_ID: "operator: TEAMS_APP_CATALOG_ID",
    STORE_AWAY: "operator: the database of DATABASE_URL, its disk and permissions",
}
_ADDING = {
    "400": "administrator: the app in the catalogue must be the package of this version and CHAT_GUARD",
    "403": (
        "administrator: TeamsAppInstallation.ReadWriteAndConsentSelfForChat.All, and consent in chats must be allowed"
    ),
    "404": "administrator: TEAMS_APP_CATALOG_ID must be the id in the catalogue, and the meeting must have a chat",
}
"""Who must act where Graph does not add the app, by its answer's status (docs/TEAMS.md B)."""
_AS_EXPECTED = (PAUSED, Unread.OFF, UNREACHED)


def given_up(effect: Effect, why: TryLater | Denied, now: datetime) -> Event:  # noqa: C901  # one case an effect
    """What becomes of an effect that is not done."""
    match effect:
        case ShowCard(matter=matter) | FlagParticipants(matter=matter):
            return CardGivenUp(now, str(matter), why.cause)
        case FetchInvitation():
            return InvitationUnavailable(now, unread(why))
        case FetchRoster():
            return RosterUnavailable(now, unread(why))
        case FetchOrganisation(tenant):
            return OrganisationNamed(now, tenant)
        case FetchStart():
            return StartTold(now, None, unknown=True)
        case FetchOptions():
            return OptionsUnavailable(now, unread(why))
        case SetOptions(wanted):
            return OptionsRefused(now, tuple(wanted), unread(why))
        case FetchRecordings():
            return RecordingsUntold(now, unread(why))
        case FetchFiles():
            return FilesUnread(now, unread(why))
        case Subscribe(feed):
            return SubscriptionRefused(now, feed, unread(why))
        case Unsubscribe(feed, number):
            return Unsubscribed(now, feed, number, confirmed=False)
        case AddApp():
            return AppRefused(now, unread(why), why.cause)
        case FoldOrphan(matter, activity):
            return OrphanFolded(now, str(matter), activity)
        case SetAlarm():
            raise TypeError("an alarm is no task")
        case _:
            assert_never(effect)


def patience_with(effect: Effect) -> Patience:
    """How long an effect is worth trying."""
    asks = isinstance(effect, Question) and not isinstance(effect, Unsubscribe)
    return QUESTION if asks else CARD


def unread(why: TryLater | Denied) -> Unread:
    """Why a source could not be read, as the domain has it."""
    if isinstance(why, TryLater):
        return Unread.AWAY
    if why.cause in (Unread.OFF, Unread.PRIVATE):
        return Unread(why.cause)
    return Unread.NOT_FOUND if why.status == GONE else Unread.DENIED


def is_trouble(effect: Effect, no: Denied) -> bool:
    """Whether a refusal is worth somebody's eye: nobody misses a fold; some things cannot be, or are switched off."""
    return no.cause not in _AS_EXPECTED and not isinstance(effect, FoldOrphan)


def who_acts(effect: Effect, cause: str) -> str:  # noqa: C901  # one case an effect
    """Who must act, and on what."""
    if cause in _OURS:
        return _OURS[cause]
    match effect:
        case FetchInvitation():
            return "administrator: Graph permission and application access policy"
        case FetchOptions():
            return "administrator: Graph permission and application access policy"
        case SetOptions():
            return "administrator: Graph permission to set meeting options"
        case FetchRecordings():
            return "administrator: permission ChatMessage.Read.Chat, given with the app in the chat"
        case FetchFiles():
            return "administrator: Graph permission to read recordings and transcripts"
        case Subscribe():
            return "administrator: Graph permission; operator: PUBLIC_URL must be reached by Graph"
        case Unsubscribe():
            return "nobody: Graph ends it by itself"
        case AddApp():
            return _ADDING.get(cause, "administrator: Graph permission to add the app to chats")
        case FetchOrganisation():
            return "administrator: Graph permission to read tenant information"
        case FoldOrphan():
            return "nobody: a double stays as it is"
        case ShowCard() | FlagParticipants() | FetchRoster() | FetchStart():
            return "administrator: is the app installed and allowed in the chat"
        case SetAlarm():
            raise TypeError("an alarm is no task")
        case _:
            assert_never(effect)
