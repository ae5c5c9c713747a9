"""The cards as they are, one JSON file a story. `python -m tests.cards.golden` writes them anew, for review."""

import json
from pathlib import Path

from bot.domain.effects import CardKind, Matter
from bot.domain.events import Event
from bot.domain.expected import Unread
from bot.domain.meeting import Meeting
from bot.domain.participants import Kind
from bot.domain.presses import Command
from bot.domain.procedure import Clause, Variant
from bot.ports import Card
from cards import draw
from tests.cards.stories import (
    CALLER,
    LINKS,
    NOTES,
    alert,
    asked,
    checklist,
    crowd,
    ended,
    help_,
    left,
    rejected,
    roster,
    rules,
    ticked,
    unread,
    vouched,
)
from tests.scenes import ANN, BO, CATO, DINA, EINAR, GUEST, KARI, after, invited, joined, started

FOLDER = Path(__file__).with_name("golden")

OPENING: tuple[Event, ...] = (started(), invited(BO, CATO, organizer=KARI), joined(KARI, ANN, BO, DINA, EINAR))
"""Kari has called Bo and Cato in; Ann, Dina and Einar (p2, p4 and p5) come as well."""

CHECKED: tuple[Event, ...] = (*OPENING, asked(Command.CHECKLIST, KARI, 1), ticked(Clause.P2, KARI, 2))


def cards() -> dict[str, Card]:
    """Every story's card, by the name of its file."""
    stories: dict[str, tuple[Matter, Meeting]] = {
        "rules": (rules(), after(started())),
        "rules-invitation-denied": (rules(), after(started(), unread(Unread.DENIED))),
        "alert-three-open": (alert(), after(*OPENING)),
        "alert-some-settled": (alert(), after(*OPENING, vouched("p4"), rejected("p5"))),
        "alert-all-settled": (alert(), after(*OPENING, *map(vouched, ("p2", "p4", "p5")))),
        "alert-rejected-is-back": (
            alert(2),
            after(*OPENING, rejected("p5"), left(EINAR, minutes=5), joined(EINAR, minutes=6)),
        ),
        "alert-folded": (alert(1), after(*OPENING, vouched("p4"), joined(NOTES, minutes=9))),
        "alert-every-kind": (alert(), after(started(), unread(Unread.AWAY), joined(CALLER, NOTES, EINAR, DINA, GUEST))),
        "alert-crowd": (alert(), after(started(), joined(*crowd(20, "Ola")))),
        "checklist-teams-begun": (checklist(), after(*CHECKED, ticked(Clause.S1, BO, 3))),
        "checklist-join-new": (checklist(Variant.JOIN), after(*OPENING)),
        "checklist-folded": (checklist(), after(*CHECKED, asked(Command.CHECKLIST, BO, 4))),
        "roster": (roster(), after(*OPENING, vouched("p4"), rejected("p5"), left(EINAR, BO, minutes=6))),
        "roster-crowd": (roster(), after(started(), unread(Unread.NOT_FOUND), joined(*crowd(3, "Ola", Kind.USER)))),
        "help": (help_(), after()),
        "help-refused": (help_("refused-deltakere-p4"), after(*OPENING)),
        "summary": (Matter(CardKind.SUMMARY, 1), after(*OPENING, ended(30))),
    }
    return {name: draw(matter, meeting, LINKS) for name, (matter, meeting) in stories.items()}


def as_file(card: Card) -> str:
    """The card's file: for the reader's eye, not for Teams."""
    return json.dumps(card, ensure_ascii=False, indent=2) + "\n"


def main() -> None:
    """Write every card's file, and take away those of no card."""
    FOLDER.mkdir(exist_ok=True)
    drawn = cards()
    for file in FOLDER.glob("*.json"):
        if file.stem not in drawn:
            file.unlink()
    for name, card in drawn.items():
        (FOLDER / f"{name}.json").write_text(as_file(card), encoding="utf-8")


if __name__ == "__main__":
    main()
