"""What people can ask for: commands in the chat, and buttons on cards. Frozen, in one closed union."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.language import Language
from bot.domain.participants import PersonId
from bot.domain.procedure import Clause, Profession, Variant


class Command(StrEnum):
    """What can be asked for in the chat."""

    CHECKLIST = "sjekkliste"
    RULES = "regler"
    ROSTER = "deltakere"
    ROUND = "presentasjon"
    EXPECTED = "forventet"
    STOP = "stopp"
    STATUS = "status"
    LANGUAGE = "språk"
    TRAINING = "opplæring"
    INSIGHT = "innsyn"
    HELP = "hjelp"


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
    """`command.run`; `language`: what the chat is to be written in from now on."""

    command: Command
    language: Language | None = None


@dataclass(frozen=True, slots=True)
class StopWanted:
    """`meeting.stop`: an outsider came in, the conversation is to stop."""


@dataclass(frozen=True, slots=True)
class RoundWanted:
    """`introductions.show`."""


@dataclass(frozen=True, slots=True)
class Introduce:
    """`introduction.done`: of oneself, or of *person*, who cannot press (a telephone caller, a meeting room)."""

    person: PersonId | None = None
    role: Profession | None = None
    others: int = 0


@dataclass(frozen=True, slots=True)
class RoomTold:
    """`room.public` (done: they sit in an open room) or `room.confirm` (they do not, or not any more). Of oneself."""

    public: bool
    variant: Variant = Variant.TEAMS


@dataclass(frozen=True, slots=True)
class TrainingConfirmed:
    """`training.confirm`: they have done the training. Of oneself."""


@dataclass(frozen=True, slots=True)
class FalseAlarm:
    """`chat.false_alarm`: the writer says that their message holds nothing of the kind."""


@dataclass(frozen=True, slots=True)
class HardenWanted:
    """`options.harden`: the meeting's options are to be as the procedure wants them."""


Press = (
    Settle
    | TickSet
    | ChecklistWanted
    | CommandWanted
    | StopWanted
    | RoundWanted
    | Introduce
    | RoomTold
    | TrainingConfirmed
    | FalseAlarm
    | HardenWanted
)


class Ground(StrEnum):
    """Why a press was refused."""

    NOT_ENTITLED = "not_entitled"
    ONESELF = "oneself"
    UNKNOWN_PERSON = "unknown_person"
    NOT_THE_WRITER = "not_the_writer"  # of a message that a notice is about
    CAN_PRESS = "can_press"  # only who cannot press is introduced by another
