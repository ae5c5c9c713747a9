"""What is kept about somebody, as their own card tells it: told by rows, as the store gives them."""

from typing import Any

from bot.domain.effects import CardKind, Matter
from bot.domain.meeting import Meeting
from bot.domain.participants import PersonId
from bot.domain.presses import Command
from bot.evidence.own import Own, own
from bot.evidence.records import Holding, Insight, Kept, Look, Purpose, Row, Seen
from tests.cards.stories import PERSONAL, asked
from tests.scenes import BO, after, at, started

ME = PersonId("p2")
DAY = 24 * 60.0
WHAT = dict[str, tuple[Matter, Meeting, Own | None]]


def row(seq: int, minutes: float, fact: str, **body: Any) -> Row:
    return Row(seq, at(minutes), {"fact": fact, **body})


def holding(number: int, began: float, ended: float | None) -> Holding:
    """One of meeting 7, from so many minutes after nine to so many."""
    return Holding(7, number, 1, at(began), None if ended is None else at(ended))


def kept(one: Holding, *rows: Row) -> Kept:
    return Kept(one, ME, rows)


def was_in(number: int, began: float) -> Kept:
    """A holding of half an hour, in which they were expected and all was well."""
    came = row(1, began + 1, "ParticipantsJoined", people=["p1", ME], verdicts=[f"{ME}: green own_staff invited"])
    return kept(holding(number, began, began + 30), came, row(2, began + 29, "ParticipantsLeft", people=[ME]))


FLAGGED = kept(
    holding(2, -DAY, 40 - DAY),
    row(1, 1 - DAY, "RosterRead", inside=["p1", ME], verdicts=[f"{ME}: amber not_invited", "p1: green organizer"]),
    row(
        2, 4 - DAY, "CardPressed", press="settle", person=ME, expected=True, by="p1", verdicts=[f"{ME}: green vouched"]
    ),
    row(3, 10 - DAY, "CallTold", callers=[f"{ME}: gone", "p3: call"]),
    row(4, 12 - DAY, "CallTold", callers=[f"{ME}: call"]),
)
"""Called in by nobody, vouched for by a colleague, out for two minutes and then there till the end."""

UNKNOWN_TO_THEM = kept(
    holding(3, -2 * DAY, 30 - 2 * DAY),
    row(
        1,
        1 - 2 * DAY,
        "ParticipantsJoined",
        people=[ME],
        verdicts=[f"{ME}: red other_organisation outsider_not_invited"],
    ),
    row(2, 3 - 2 * DAY, "CardPressed", press="settle", person=ME, expected=False, by="p1"),
    row(3, 5 - 2 * DAY, "ParticipantsLeft", people=[ME]),
)
ONLY_CHAT = kept(holding(4, -3 * DAY, 30 - 3 * DAY), row(1, -3 * DAY, "ChatMembersChanged", added=1, removed=0))
OWN = kept(holding(0, -5 * DAY, -5 * DAY), row(1, -5 * DAY, "CommandGiven", by=ME, command="innsyn", private=False))
"""In their own chat no meeting is ever held."""

RUNNING = kept(holding(5, -20, None), row(1, -19, "ParticipantsJoined", people=[ME]))

LOOKS = (
    Look(at(30 - DAY), "Nora Lund", Seen.TIMELINE, Purpose.DEVIATION, 7, 2),
    Look(at(45 - DAY), "Nora Lund", Seen.PRINT, Purpose.DEVIATION, 7, 2, (ME,)),
    Look(at(50 - 2 * DAY), "", Seen.EXPORT, Purpose.SUPERVISION),
)

ALL = Insight((was_in(1, -4 * DAY), FLAGGED, UNKNOWN_TO_THEM, ONLY_CHAT, RUNNING, OWN), LOOKS)
NOTHING = Insight((), ())
MANY = Insight(tuple(was_in(number, -number * DAY) for number in range(1, 26)), LOOKS * 9, more=12)

MINUTE = int(at(0).timestamp()) // 60
OWN_CHAT = after(asked(Command.INSIGHT, BO, 0), before=PERSONAL)
"""Bo has asked in his own chat."""


def insight(of: str = "to-p1") -> Matter:
    return Matter(CardKind.INSIGHT, MINUTE, of)


def insight_in() -> WHAT:
    """The stories, each with what the store told."""
    return {
        "insight": (insight(), OWN_CHAT, own(ALL)),
        "insight-nothing": (insight(), OWN_CHAT, own(NOTHING)),
        "insight-many": (insight(), OWN_CHAT, own(MANY)),
        "insight-not-found": (insight(), OWN_CHAT, None),
        "insight-elsewhere": (insight(), after(started()), None),
    }
