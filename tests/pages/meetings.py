"""Meetings to draw and print: a bad day, a quiet one, and one of three hundred people."""

from bot.domain.calls import Caller, CallTold, Happened, Place
from bot.domain.chat import Judged, MessagePosted, Suspicion
from bot.domain.events import (
    BotWasAway,
    CardPressed,
    CardShown,
    Event,
    InvitationUnavailable,
    MeetingEnded,
    ParticipantsLeft,
    RosterUnavailable,
)
from bot.domain.expected import Unread
from bot.domain.health.findings import Kind, Sign, Tier
from bot.domain.participants import Identity, PersonId
from bot.domain.participants import Kind as Who
from bot.domain.presses import Introduce, Settle
from bot.domain.recordings import RecordingsTold, Said
from bot.domain.recordings import Sign as Recording
from bot.evidence.records import Row
from bot.evidence.spells import Timeline
from bot.evidence.timeline import timeline
from tests.evidence.telling import holding, play
from tests.scenes import ANN, BO, CATO, DINA, EINAR, GUEST, KARI, after, at, invited, joined, pid, staff, started

PHONE = Identity("+47 912 34 547", "4:+4791234547", kind=Who.PHONE)
NOTES = Identity("Otter.ai Notetaker", "29:notes", kind=Who.ANONYMOUS)
HEALTH = Suspicion(Kind.HEALTH, Tier.LIKELY, (Sign.INITIALS, Sign.ILLNESS))


def folded(*events: Event) -> Timeline:
    meeting, rows = play(*events)
    told = [Row(row.seq, row.at, _with_hours(row, events[row.seq - 1])) for row in rows]
    return timeline(holding(meeting), told)


def what_went_wrong() -> tuple[Event, ...]:
    """A stranger, a telephone, a program that takes notes, a recording, a stop, and blind spots."""
    opening = (started(), invited(ANN, BO, CATO, KARI, DINA), joined(ANN, BO, CATO), joined(EINAR, minutes=6))
    einar = pid(after(*opening), EINAR)
    lobby = Caller(DINA, Place.LOBBY, "dina")
    return (
        started(), CardShown(at(0.1), "rules::1", "1", "2026-1"), invited(ANN, BO, CATO, KARI, DINA),
        joined(ANN, BO, CATO), joined(EINAR, minutes=6),
        RecordingsTold(at(8), (Said(at(7.5), Recording.STARTED, "m"),)),
        CardPressed(at(9), ANN, Settle(einar, expected=False)), ParticipantsLeft(at(10), (EINAR,)),
        RecordingsTold(at(12), (Said(at(11), Recording.STOPPED, "m"),)),
        CallTold(at(13), Happened.ROSTER, at(13), (lobby,)), joined(DINA, minutes=16), joined(GUEST, minutes=17),
        joined(PHONE, minutes=18), BotWasAway(at(27), at(21)), joined(NOTES, minutes=29),
        ParticipantsLeft(at(30), (BO,)), RosterUnavailable(at(31), Unread.AWAY), joined(BO, KARI, minutes=34),
        MessagePosted(at(35), Judged("m1", (HEALTH,), by=BO)), CardPressed(at(36), BO, Introduce()),
        InvitationUnavailable(at(37), Unread.DENIED), ParticipantsLeft(at(40), (PHONE, NOTES)),
        MeetingEnded(at(47), at(47)),
    )  # fmt: skip


def bad_day() -> Timeline:
    return folded(*what_went_wrong())


def quiet_day() -> Timeline:
    return folded(started(), invited(ANN, BO), joined(ANN, BO), MeetingEnded(at(25), at(25)))


def crowd(size: int = 300) -> Timeline:
    """So many colleagues, some of them not invited, and a few strangers."""
    colleagues = [staff(f"Kollega Nummer{number}", 100 + number) for number in range(size - 13)]
    strangers = [Identity(f"Fremmed {number}", f"29:x{number}", kind=Who.ANONYMOUS) for number in range(13)]
    arrivals = [joined(*colleagues[i : i + 25], minutes=1 + i / 50) for i in range(0, len(colleagues), 25)]
    late = [joined(one, minutes=9 + number) for number, one in enumerate(strangers)]
    return folded(started(), invited(*colleagues[:-20]), *arrivals, *late, MeetingEnded(at(55), at(55)))


def names_of(found: Timeline, *names: str) -> dict[PersonId, str]:
    return {one.id: name for one, name in zip(found.people, names, strict=False)}


def _with_hours(row: Row, event: Event) -> dict[str, object]:
    hours = {"hours": [one.at.isoformat() for one in event.said]} if isinstance(event, RecordingsTold) else {}
    return {**row.body, **hours}
