"""More people and happenings, for meetings told by the domain itself."""

from collections.abc import Iterator
from pathlib import Path

from bot.domain.alarms import Alarm
from bot.domain.effects import CardKind, Matter
from bot.domain.events import (
    AlarmRang,
    BotInstalled,
    BotWasAway,
    CardPressed,
    CardShown,
    CommandGiven,
    InvitationRead,
    InvitationUnavailable,
    MeetingAnnounced,
    MeetingEnded,
    Member,
    ParticipantsLeft,
    RosterRead,
    RosterUnavailable,
    StartTold,
)
from bot.domain.expected import Invited, Unread
from bot.domain.language import Language
from bot.domain.meeting import Meeting
from bot.domain.participants import Identity, Kind, PersonId, Role
from bot.domain.presses import Command, Introduce, Press, RoomTold, Settle, StopWanted, TickSet, TrainingConfirmed
from bot.domain.procedure import Clause, Profession, Variant
from bot.domain.records import Where
from bot.knowledge.procedure import read_procedure
from cards import Site
from tests.scenes import BUILT_IN, KARI, OWN, at, line

LINKS = Site(BUILT_IN, privacy="https://motevakt.example/personvern")
NO_LINKS = Site(BUILT_IN)
READING = Site(BUILT_IN, privacy="https://motevakt.example/personvern", reads_chat=True)
"""A hospital that has switched on that the chat is read."""
ELSEWHERE = Site(
    read_procedure(Path(__file__).parents[1] / "knowledge" / "fjellsykehuset.toml"),
    privacy="https://motevakt.example/personvern",
)
"""Another hospital, with words, links, numbers and a version of its own."""

PERSONAL = Meeting(Where("a:1", OWN, "https://smba.trafficmanager.net/emea/", personal=True))

CALLER = Identity("+47 912 34 547", "4:+4791234547", kind=Kind.PHONE)
NOTES = Identity("Notater Pluss", "28:notes", kind=Kind.BOT)
ROOM = Identity("Møterom Moss", "8:room", "00000000-0000-4000-9000-000000000047", OWN, kind=Kind.DEVICE)


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


def said_stop(by: Identity = KARI, minutes: float = 4) -> CardPressed:
    return pressed(StopWanted(), by, minutes)


def has_trained(by: Identity, minutes: float) -> CardPressed:
    return pressed(TrainingConfirmed(), by, minutes)


def introduced(by: Identity, minutes: float, role: Profession | None = None, others: int = 0) -> CardPressed:
    return pressed(Introduce(None, role, others), by, minutes)


def introduced_for(person: str, by: Identity = KARI, minutes: float = 4) -> CardPressed:
    return pressed(Introduce(PersonId(person)), by, minutes)


def awaiting(*people: Invited, by: Identity = KARI, minutes: float = 3) -> CommandGiven:
    return CommandGiven(at(minutes), by, Command.EXPECTED, role=Role.ORGANIZER, awaited=people)


def announced(*people: Invited, source: str = "dips", minutes: float = -60) -> MeetingAnnounced:
    return MeetingAnnounced(at(minutes), source, people)


def listed(
    *people: Invited,
    calendar: tuple[Invited, ...] = (),
    unread: Unread | None = None,
    calendar_unread: Unread | None = None,
    minutes: float = 0.01,
) -> InvitationRead:
    """The invitation line for line, with what the calendar tells besides."""
    return InvitationRead(at(minutes), line(KARI), people, calendar, unread, calendar_unread)


def installed(minutes: float) -> BotInstalled:
    return BotInstalled(at(minutes))


def away(since: float, until: float) -> BotWasAway:
    return BotWasAway(at(until), at(since))


def members(*people: Identity, minutes: float, present: bool | None = None) -> RosterRead:
    """Who is in the chat, and whether Teams says that they are in the call."""
    told = 0 if present is None else len(people)
    return RosterRead(at(minutes), tuple(Member(who, present) for who in people), told)


def no_roster(reason: Unread, minutes: float) -> RosterUnavailable:
    return RosterUnavailable(at(minutes), reason)


def nobody_settled_it(minutes: float = 5) -> AlarmRang:
    return AlarmRang(at(minutes), Alarm.UNSETTLED, at(minutes))


def crowd(count: int, name: str, kind: Kind = Kind.ANONYMOUS) -> Iterator[Identity]:
    """So many people of one name and a number."""
    return (Identity(f"{name} {number}", f"8:{number}", kind=kind) for number in range(1, count + 1))


def alert(number: int = 1) -> Matter:
    return Matter(CardKind.ALERT, number)


def checklist(variant: Variant = Variant.TEAMS, number: int = 1) -> Matter:
    return Matter(CardKind.CHECKLIST, number, variant.value)


def sits_open(by: Identity, minutes: float) -> CardPressed:
    return pressed(RoomTold(public=True), by, minutes)


def sits_apart(by: Identity, minutes: float) -> CardPressed:
    return pressed(RoomTold(public=False), by, minutes)


def starts(minutes: float, told: float = -30) -> StartTold:
    return StartTold(at(told), at(minutes))


def spoken(language: Language, by: Identity = KARI, minutes: float = 2) -> CommandGiven:
    return CommandGiven(at(minutes), by, Command.LANGUAGE, language=language)


def rules(of: str = "") -> Matter:
    return Matter(CardKind.RULES, 1, of)


def welcome() -> Matter:
    return Matter(CardKind.WELCOME, 1)


def roster() -> Matter:
    return Matter(CardKind.ROSTER, 1)


def help_(of: str = "") -> Matter:
    return Matter(CardKind.HELP, 1, of)


def stop(number: int = 1) -> Matter:
    return Matter(CardKind.STOP, number)


def round_(number: int = 1) -> Matter:
    return Matter(CardKind.INTRODUCTIONS, number)


def expected() -> Matter:
    return Matter(CardKind.EXPECTED, 1)


def training(of: str = "") -> Matter:
    return Matter(CardKind.TRAINING, 1, of)


def status() -> Matter:
    return Matter(CardKind.STATUS, 1)


def summary(of: str = "") -> Matter:
    return Matter(CardKind.SUMMARY, 1, of)
