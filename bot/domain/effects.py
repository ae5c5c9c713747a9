"""What shall be done. Frozen imperatives in one closed union.

A card effect names its *matter*, not its content: the card is drawn from the meeting as it is when the deed is done,
so an effect that waited shows the truth of now, and two that wait for one matter become one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum

from bot.domain.alarms import Alarm
from bot.domain.feeds import Feed
from bot.domain.participants import PersonId
from bot.domain.procedure import Option


class CardKind(StrEnum):
    """The kinds of card. The first element of a card's body bears the kind as its id."""

    RULES = "rules"
    ALERT = "participant-alert"
    CHECKLIST = "checklist"
    ROSTER = "roster"
    HELP = "help"
    SUMMARY = "summary"
    STOP = "stop"
    INTRODUCTIONS = "introductions"
    EXPECTED = "expected"
    STATUS = "status"
    WELCOME = "welcome"
    TRAINING = "training"
    CHAT_WARNING = "chat-warning"
    SHARING = "sharing-reminder"
    OPTIONS = "meeting-options"
    RECORDING = "recording-alarm"
    INSIGHT = "insight"


PRIVATE = ("to-", "refused-")
"""How `Matter.of` begins for answers to one person. They are given once, and stay as they are."""


TIDIES = "-tidy"
"""How `Matter.of` ends for a host's summary that also tells who still reads the chat."""


LATE = "-late"
"""How `Matter.of` ends for the rules as somebody who came late is told them."""


EARLY = "-early"
"""How `Matter.of` ends for what the host is told before the meeting."""


LANGUAGE = "-language"
"""How `Matter.of` ends for the help card about languages."""


def series_of(kind: CardKind, of: str = "") -> str:
    """`Matter.series` of every matter of this kind that is about this."""
    return ":".join((kind, of))


def stored_form(kind: CardKind, of: str, number: int) -> str:
    """`str()` of that matter."""
    return ":".join((kind, of, str(number)))


@dataclass(frozen=True, slots=True, order=True)
class Matter:
    """What one card is about: a kind, which one of it, and the how-manieth. `str()` and `parse` are its stored form."""

    kind: CardKind
    number: int
    of: str = ""

    @property
    def series(self) -> str:
        """The row of cards this one belongs to; a live card is folded when its row has a newer one."""
        return series_of(self.kind, self.of)

    @property
    def addressee(self) -> PersonId | None:
        """Whom the card is for, and nobody else; None: it is for all."""
        person = next((part for part in self.of.split("-")[1:] if part[:1] == "p" and part[1:].isdecimal()), None)
        return PersonId(person) if person and self.of.startswith(PRIVATE) else None

    def __str__(self) -> str:
        return stored_form(self.kind, self.of, self.number)

    @classmethod
    def parse(cls, text: str) -> "Matter":
        """The matter that `str()` wrote.

        Raises:
            ValueError: *text* is no matter's stored form.
        """
        kind, of, number = text.split(":")
        return cls(CardKind(kind), int(number), of)


_LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class ShowCard:
    """Post the matter's card, or update it where it stands. `to`: only that person shall see it.

    `ping`: also in the meeting's window, when the card is new.
    """

    matter: Matter
    to: PersonId | None = None
    ping: bool = False


@dataclass(frozen=True, slots=True)
class FlagParticipants:
    """Show the alert card with these people on it. `ping`: also in the meeting's window, when the card is new."""

    at: datetime
    matter: Matter
    people: tuple[PersonId, ...]
    ping: bool
    call: PersonId | None = None  # whom the card mentions, since nobody has settled it


@dataclass(frozen=True, slots=True)
class FetchInvitation:
    """Ask Graph who is invited; comes back as `InvitationRead` or `InvitationUnavailable`."""

    at: datetime = _LONG_AGO  # what version 0.1.0 queued has no hour


@dataclass(frozen=True, slots=True)
class FetchRoster:
    """Ask Teams who is in the chat, and of *ask* of them whether they are in the call: at most so many questions.

    Comes back as `RosterRead` or `RosterUnavailable`.
    """

    ask: int


@dataclass(frozen=True, slots=True)
class FetchOrganisation:
    """Ask Graph what the organisation of this tenant is called; comes back as `OrganisationNamed`."""

    tenant: str


@dataclass(frozen=True, slots=True)
class FetchStart:
    """Ask when the meeting begins next; comes back as `StartTold`."""


@dataclass(frozen=True, slots=True)
class FetchOptions:
    """Ask Graph what the meeting's options say; comes back as `OptionsRead` or `OptionsUnavailable`."""


@dataclass(frozen=True, slots=True)
class SetOptions:
    """Have Graph set these options to what they are to say; comes back as `OptionsSet` or `OptionsRefused`."""

    wanted: Mapping[Option, str]


@dataclass(frozen=True, slots=True)
class FetchRecordings:
    """Read what Teams itself said in the chat; comes back as `RecordingsTold` or `RecordingsUntold`."""


@dataclass(frozen=True, slots=True)
class FetchFiles:
    """Ask Graph what is left of recordings; comes back as `FilesFound` or `FilesUnread`."""


@dataclass(frozen=True, slots=True)
class Subscribe:
    """Have Graph tell of this feed, or go on telling; comes back as `Subscribed` or `SubscriptionRefused`."""

    feed: Feed


@dataclass(frozen=True, slots=True)
class Unsubscribe:
    """Have Graph tell no more of this feed; comes back as `Unsubscribed`."""

    feed: Feed
    id: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class AddApp:
    """Have Graph add the app to the meeting; comes back as `AppAdded` or `AppRefused`."""

    at: datetime


@dataclass(frozen=True, slots=True)
class FoldOrphan:
    """Fold a card of ours that stands in the chat unknown to us: a crash came between its post and its record."""

    matter: Matter
    activity: str


@dataclass(frozen=True, slots=True)
class SetAlarm:
    """Have `AlarmRang` come back at that hour. The same name again moves the hour."""

    name: Alarm
    at: datetime


Question = (
    FetchInvitation
    | FetchRoster
    | FetchOrganisation
    | FetchStart
    | FetchOptions
    | SetOptions
    | FetchRecordings
    | FetchFiles
    | Subscribe
    | Unsubscribe
    | AddApp
)
"""What is asked of Teams or Graph; it comes back as an event."""

Effect = ShowCard | FlagParticipants | Question | FoldOrphan | SetAlarm
