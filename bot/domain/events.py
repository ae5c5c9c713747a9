"""What has happened. Frozen facts in one closed union; times are UTC."""

from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.alarms import Alarm
from bot.domain.calls import CallTold
from bot.domain.chat import MessageDeleted, MessageEdited, MessagePosted
from bot.domain.expected import Invited, Unread
from bot.domain.feeds import Subscribed, SubscriptionDoubted, SubscriptionRefused, Unsubscribed
from bot.domain.forgotten import Forgotten
from bot.domain.installing import AppAdded, AppRefused
from bot.domain.language import Language
from bot.domain.options import OptionsRead, OptionsRefused, OptionsSet, OptionsUnavailable
from bot.domain.participants import Identity, Role
from bot.domain.presses import Command, Ground, Press
from bot.domain.procedure import Variant
from bot.domain.recordings import FilesFound, FilesUnread, RecordingsTold, RecordingsUntold


@dataclass(frozen=True, slots=True)
class BotInstalled:
    """The app was added to the chat (or upgraded in it)."""

    at: datetime


@dataclass(frozen=True, slots=True)
class BotRemoved:
    """The app was taken out of the chat."""

    at: datetime


@dataclass(frozen=True, slots=True)
class ChatMembersChanged:
    """People were added to or removed from the *chat*; tells nothing of who is in the call (docs/TEAMS.md A5)."""

    at: datetime
    added: tuple[Identity, ...] = ()
    removed: tuple[Identity, ...] = ()


@dataclass(frozen=True, slots=True)
class MeetingStarted:
    """Teams says that the meeting has started."""

    at: datetime
    started: datetime
    join_url: str = field(default="", repr=False)
    recurring: bool = False


@dataclass(frozen=True, slots=True)
class MeetingEnded:
    """Teams says that the meeting has ended."""

    at: datetime
    ended: datetime


@dataclass(frozen=True, slots=True)
class Arrival:
    """Who came in, and the role Teams named."""

    who: Identity
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class MeetingFellSilent:
    """Teams told of no end, but everybody has left, or nothing was heard for hours: we take it as ended."""

    at: datetime


@dataclass(frozen=True, slots=True)
class ParticipantsJoined:
    """People came into the call."""

    at: datetime
    people: tuple[Arrival, ...]


@dataclass(frozen=True, slots=True)
class ParticipantsLeft:
    """People left the call."""

    at: datetime
    people: tuple[Identity, ...]


@dataclass(frozen=True, slots=True)
class CommandGiven:
    """Somebody asked for something in the chat; `private`: by the slash menu, seen by the bot alone."""

    at: datetime
    by: Identity
    command: Command
    variant: Variant = Variant.TEAMS
    private: bool = False
    role: Role | None = None
    awaited: tuple[Invited, ...] = field(default=(), repr=False)  # whom `/forventet` names
    language: Language | None = None  # that `/språk` names


@dataclass(frozen=True, slots=True)
class CardPressed:
    """Somebody pressed a card's button. `role` was asked of Teams at the press; None: it could not be had."""

    at: datetime
    by: Identity
    press: Press
    role: Role | None = None
    card: str = ""  # Teams' id of the card that was pressed


@dataclass(frozen=True, slots=True)
class PressRefused:
    """A press or command that is not allowed; it changed nothing."""

    at: datetime
    by: Identity
    asked: Press
    ground: Ground
    typed: bool = False  # in the chat, where no press waits for an answer


@dataclass(frozen=True, slots=True)
class InvitationRead:
    """Graph told who is invited: by the online meeting, by the organizer's calendar, or both.

    `unread`, `calendar_unread`: why the one or the other could not be read; never both.
    """

    at: datetime
    organizer: Invited
    people: tuple[Invited, ...]
    calendar: tuple[Invited, ...] = ()
    unread: Unread | None = None
    calendar_unread: Unread | None = None


@dataclass(frozen=True, slots=True)
class InvitationUnavailable:
    """Graph did not tell who is invited. Not knowing is a result."""

    at: datetime
    reason: Unread


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody in the chat. `present`: whether they are in the call; None: not asked, or Teams did not say."""

    who: Identity
    present: bool | None = None
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class RosterRead:
    """Teams told who is in the chat, and of some whether they are in the call. `at`: when it was asked.

    `asked`: how many questions were allowed. `unanswered`: why none of those put was answered, if so.
    """

    at: datetime
    members: tuple[Member, ...]
    asked: int = 0
    unanswered: Unread | None = None


@dataclass(frozen=True, slots=True)
class RosterUnavailable:
    """Teams did not tell who is in the chat."""

    at: datetime
    reason: Unread


@dataclass(frozen=True, slots=True)
class MeetingAnnounced:
    """A booking or record system says whom the meeting expects; it replaces what that system said before."""

    at: datetime
    source: str
    people: tuple[Invited, ...]


@dataclass(frozen=True, slots=True)
class OrganisationNamed:
    """What the organisation of a tenant is called; empty: nobody would say. `unread`: why it could not be asked."""

    at: datetime
    tenant: str
    name: str = field(default="", repr=False)
    unread: Unread | None = None


@dataclass(frozen=True, slots=True)
class StartTold:
    """When the meeting begins next; None: not for a while. `unknown`: nobody could tell, so what was known holds."""

    at: datetime
    starts: datetime | None
    unknown: bool = False


@dataclass(frozen=True, slots=True)
class BotWasAway:
    """We were not running from `since` to `at`: what Teams told in between may be lost."""

    at: datetime
    since: datetime


@dataclass(frozen=True, slots=True)
class OrphanFolded:
    """A lost card of ours was folded, or could not be."""

    at: datetime
    matter: str
    activity: str


@dataclass(frozen=True, slots=True)
class CardShown:
    """A card stands in the chat, or was updated there; `activity` is Teams' id of it, empty if Teams gave none."""

    at: datetime
    matter: str
    activity: str
    edition: str = ""  # of the procedure whose words it shows


@dataclass(frozen=True, slots=True)
class CardGivenUp:
    """A card could not be shown, and will not be tried again."""

    at: datetime
    matter: str
    cause: str


@dataclass(frozen=True, slots=True)
class AlarmRang:
    """An hour that a rule asked for has come; `due` is when it should have rung."""

    at: datetime
    name: Alarm
    due: datetime


Event = (
    BotInstalled
    | BotRemoved
    | ChatMembersChanged
    | MeetingStarted
    | MeetingEnded
    | MeetingFellSilent
    | ParticipantsJoined
    | ParticipantsLeft
    | MessagePosted
    | MessageEdited
    | MessageDeleted
    | CommandGiven
    | CardPressed
    | PressRefused
    | InvitationRead
    | InvitationUnavailable
    | OptionsRead
    | OptionsUnavailable
    | OptionsSet
    | OptionsRefused
    | RecordingsTold
    | RecordingsUntold
    | FilesFound
    | FilesUnread
    | Subscribed
    | SubscriptionRefused
    | SubscriptionDoubted
    | Unsubscribed
    | CallTold
    | AppAdded
    | AppRefused
    | MeetingAnnounced
    | RosterRead
    | RosterUnavailable
    | OrganisationNamed
    | StartTold
    | BotWasAway
    | CardShown
    | CardGivenUp
    | OrphanFolded
    | Forgotten
    | AlarmRang
)
