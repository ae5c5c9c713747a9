"""What tests tell of the chat: who wrote what kind of thing, and what became of it. The words are never among it."""

from bot.domain.alarms import Alarm
from bot.domain.chat import Caution, Judged, MessageDeleted, MessageEdited, MessagePosted, Suspicion
from bot.domain.effects import CardKind, Matter, SetAlarm, ShowCard
from bot.domain.events import AlarmRang, CardGivenUp, CardPressed, CardShown, Event
from bot.domain.health.findings import Kind, Sign, Tier
from bot.domain.meeting import Meeting
from bot.domain.participants import Identity, PersonId
from bot.domain.presses import FalseAlarm
from tests.scenes import ANN, BO, EINAR, PROCEDURE, after, at, effects_of, invited, joined, started

NUMBER = Suspicion(Kind.NATIONAL_NUMBER, Tier.CERTAIN, (Sign.NUMBER_CHECKS, Sign.CUE))
ILLNESS = Suspicion(Kind.HEALTH, Tier.LIKELY, (Sign.NAME, Sign.ILLNESS))
PATIENT = Suspicion(Kind.PATIENT, Tier.LIKELY, (Sign.INITIALS, Sign.PATIENT))
IN_NAME = Suspicion(Kind.NATIONAL_NUMBER, Tier.CERTAIN, (Sign.NUMBER_CHECKS,), in_name=True)


def wrote(message: str, *seen: Suspicion, by: Identity = BO, minutes: float = 2, shares: bool = False) -> MessagePosted:
    """A message that was read, and what it seems to hold."""
    return MessagePosted(at(minutes), Judged(message, seen, shares, by if seen else None))


def changed(message: str, *seen: Suspicion, by: Identity = BO, minutes: float = 3) -> MessageEdited:
    """A message that was changed, and what it seems to hold now."""
    return MessageEdited(at(minutes), Judged(message, seen, by=by if seen else None))


def took_back(message: str, minutes: float = 4) -> MessageDeleted:
    return MessageDeleted(at(minutes), message)


def called_it_none(by: Identity = BO, minutes: float = 4, card: str = "") -> CardPressed:
    """The press of `Feil varsel` on the card with that id."""
    return CardPressed(at(minutes), by, FalseAlarm(), card=card)


def notice(person: str = "p2", number: int = 1) -> Matter:
    """The notice to that person."""
    return Matter(CardKind.CHAT_WARNING, number, f"to-{person}")


def stands(matter: Matter, minutes: float = 2) -> CardShown:
    """Teams took the card, and named it."""
    return CardShown(at(minutes), str(matter), f"activity-of-{matter}")


def open_cautions(meeting: Meeting) -> list[Caution]:
    return [one for one in meeting.cautions.values() if one.closed is None]


STORY = (started(), invited(BO), joined(ANN, BO, EINAR))
"""Ann is p1, Bo p2, Einar p3."""

P2 = PersonId("p2")
AGAIN = PROCEDURE.caution_again.total_seconds() / 60
TO_ALL = Matter(CardKind.CHAT_WARNING, 1)


def forgets(minutes: float) -> SetAlarm:
    return SetAlarm(Alarm.FORGET_CAUTIONS, at(minutes))


def shows(*events: Event) -> list[ShowCard]:
    """The cards that the last of these events asked for, after the story."""
    return [effect for effect in effects_of(*STORY, *events) if isinstance(effect, ShowCard)]


def cautions(*events: Event) -> list[Caution]:
    return list(after(*STORY, *events).cautions.values())


def not_told(matter: Matter, cause: str = "403", minutes: float = 3) -> CardGivenUp:
    return CardGivenUp(at(minutes), str(matter), cause)


def forgetting(minutes: float) -> AlarmRang:
    return AlarmRang(at(minutes), Alarm.FORGET_CAUTIONS, at(minutes))
