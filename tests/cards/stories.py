"""More people and happenings, for meetings told by the domain itself."""

from collections.abc import Iterator

from bot.domain.effects import CardKind, Matter
from bot.domain.events import (
    CardPressed,
    CardShown,
    CommandGiven,
    InvitationUnavailable,
    MeetingEnded,
    ParticipantsLeft,
)
from bot.domain.expected import Unread
from bot.domain.participants import Identity, Kind, PersonId, Role
from bot.domain.presses import Command, Press, Settle, TickSet
from bot.domain.procedure import Clause, Variant
from cards import Site
from tests.scenes import KARI, at

LINKS = Site(privacy="https://motevakt.example/personvern")
NO_LINKS = Site()

CALLER = Identity("+47 912 34 547", "4:+4791234547", kind=Kind.PHONE)
NOTES = Identity("Notater Pluss", "28:notes", kind=Kind.BOT)


def ended(minutes: float) -> MeetingEnded:
    return MeetingEnded(at(minutes), at(minutes))


def left(*people: Identity, minutes: float) -> ParticipantsLeft:
    return ParticipantsLeft(at(minutes), people)


def unread(reason: Unread, minutes: float = 0.01) -> InvitationUnavailable:
    return InvitationUnavailable(at(minutes), reason)


def pressed(press: Press, by: Identity, minutes: float, role: Role | None = None) -> CardPressed:
    return CardPressed(at(minutes), by, press, role)


def vouched(person: str, by: Identity = KARI, minutes: float = 4) -> CardPressed:
    return pressed(Settle(PersonId(person), expected=True), by, minutes)


def rejected(person: str, by: Identity = KARI, minutes: float = 4) -> CardPressed:
    return pressed(Settle(PersonId(person), expected=False), by, minutes)


def ticked(clause: Clause, by: Identity, minutes: float, variant: Variant = Variant.TEAMS) -> CardPressed:
    return pressed(TickSet(variant, clause, done=True), by, minutes)


def asked(command: Command, by: Identity, minutes: float, variant: Variant = Variant.TEAMS) -> CommandGiven:
    return CommandGiven(at(minutes), by, command, variant)


def shown(matter: Matter, minutes: float = 1) -> CardShown:
    return CardShown(at(minutes), str(matter), f"activity-of-{matter}")


def crowd(count: int, name: str, kind: Kind = Kind.ANONYMOUS) -> Iterator[Identity]:
    """So many people of one name and a number."""
    return (Identity(f"{name} {number}", f"8:{number}", kind=kind) for number in range(1, count + 1))


def alert(number: int = 1) -> Matter:
    return Matter(CardKind.ALERT, number)


def checklist(variant: Variant = Variant.TEAMS, number: int = 1) -> Matter:
    return Matter(CardKind.CHECKLIST, number, variant.value)


def rules() -> Matter:
    return Matter(CardKind.RULES, 1)


def roster() -> Matter:
    return Matter(CardKind.ROSTER, 1)


def help_(of: str = "") -> Matter:
    return Matter(CardKind.HELP, 1, of)
