"""What has happened. Frozen facts in one closed union; times are UTC."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.domain.participants import Identity, PersonId, Role
from bot.domain.procedure import Clause, Variant


class Command(StrEnum):
    """What can be asked for in the chat. Later commands are known by name, and answered with what works."""

    CHECKLIST = "sjekkliste"
    RULES = "regler"
    ROSTER = "deltakere"
    HELP = "hjelp"


class Unread(StrEnum):
    """Why the invitation could not be read."""

    OFF = "off"
    DENIED = "denied"
    NOT_FOUND = "not_found"
    AWAY = "away"


@dataclass(frozen=True, slots=True)
class Invited:
    """Somebody on the invitation. Empty text: the invitation does not say."""

    oid: str = field(default="", repr=False)
    tenant: str = field(default="", repr=False)
    address: str = field(default="", repr=False)


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
class MessagePosted:
    """Somebody wrote in the chat. The text stays outside."""

    at: datetime


@dataclass(frozen=True, slots=True)
class MessageEdited:
    """Somebody changed a message. The text stays outside."""

    at: datetime


@dataclass(frozen=True, slots=True)
class MessageDeleted:
    """Somebody deleted a message."""

    at: datetime


@dataclass(frozen=True, slots=True)
class CommandGiven:
    """Somebody asked for something in the chat; `private`: by the slash menu, seen by the bot alone."""

    at: datetime
    by: Identity
    command: Command
    variant: Variant = Variant.TEAMS
    private: bool = False
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class Settle:
    """`participant.vouch` (expected) or `participant.reject`."""

    person: PersonId
    expected: bool


@dataclass(frozen=True, slots=True)
class TickSet:
    """`checklist.tick`: sets, never toggles."""

    variant: Variant
    clause: Clause
    done: bool


@dataclass(frozen=True, slots=True)
class ChecklistWanted:
    """`checklist.show`."""

    variant: Variant = Variant.TEAMS


@dataclass(frozen=True, slots=True)
class CommandWanted:
    """`command.run`."""

    command: Command


Press = Settle | TickSet | ChecklistWanted | CommandWanted


@dataclass(frozen=True, slots=True)
class CardPressed:
    """Somebody pressed a card's button. `role` was asked of Teams at the press; None: it could not be had."""

    at: datetime
    by: Identity
    press: Press
    role: Role | None = None


class Ground(StrEnum):
    """Why a press was refused."""

    NOT_ENTITLED = "not_entitled"
    ONESELF = "oneself"
    UNKNOWN_PERSON = "unknown_person"


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
    """Graph told who is invited."""

    at: datetime
    organizer: Invited
    people: tuple[Invited, ...]


@dataclass(frozen=True, slots=True)
class InvitationUnavailable:
    """Graph did not tell who is invited. Not knowing is a result."""

    at: datetime
    reason: Unread


@dataclass(frozen=True, slots=True)
class CardShown:
    """A card stands in the chat, or was updated there; `activity` is Teams' id of it, empty if Teams gave none."""

    at: datetime
    matter: str
    activity: str


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
    name: str
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
    | CardShown
    | CardGivenUp
    | AlarmRang
)
