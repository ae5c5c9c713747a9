"""The cards as they are, one JSON file a story, and how they read in nynorsk and English.

`python -m tests.cards.golden` writes them anew, for review.
"""

import json
from dataclasses import replace
from pathlib import Path

from bot.domain.effects import Matter
from bot.domain.events import Event
from bot.domain.expected import Answer, Invited, Unread
from bot.domain.language import Language
from bot.domain.meeting import Meeting
from bot.domain.participants import Kind
from bot.domain.presses import Command
from bot.domain.procedure import Clause, Profession, Variant
from bot.ports import Card
from cards import Site, draw, fold, refresh
from tests.cards.reading import read
from tests.cards.stories import (
    CALLER,
    ELSEWHERE,
    LINKS,
    NOTES,
    PERSONAL,
    ROOM,
    alert,
    announced,
    asked,
    awaiting,
    away,
    checklist,
    crowd,
    ended,
    expected,
    has_trained,
    help_,
    installed,
    introduced,
    introduced_for,
    left,
    listed,
    members,
    no_roster,
    nobody_settled_it,
    rejected,
    roster,
    round_,
    rules,
    said_stop,
    sits_apart,
    sits_open,
    starts,
    status,
    stop,
    summary,
    ticked,
    training,
    unread,
    vouched,
    welcome,
)
from tests.cards.stories_of_chat import chat_in, told_of_chat
from tests.cards.stories_of_insight import insight_in
from tests.cards.stories_of_options import options_in
from tests.cards.stories_of_recordings import recordings_in
from tests.cards.stories_of_the_lobby import lobby_in
from tests.scenes import ANN, BO, CATO, DINA, EINAR, GUEST, KARI, after, invited, joined, line, started

FOLDER = Path(__file__).with_name("golden")

OPENING: tuple[Event, ...] = (started(), invited(BO, CATO, organizer=KARI), joined(KARI, ANN, BO, DINA, EINAR))
"""Kari has called Bo and Cato in; Ann, Dina and Einar (p2, p4 and p5) come as well."""

CHECKED: tuple[Event, ...] = (*OPENING, asked(Command.CHECKLIST, KARI, 1), ticked(Clause.P2, KARI, 2))

EACH: tuple[Event, ...] = (
    started(),
    invited(ANN, BO, organizer=KARI),
    joined(KARI, ANN, BO),
    asked(Command.CHECKLIST, KARI, 1),
    *(ticked(Clause.S4, who, 2 + minutes) for minutes, who in enumerate((KARI, ANN, BO))),
    *(ticked(Clause.S5, who, 2) for who in (KARI, BO)),
)
"""All three have confirmed that nobody overhears them, two that they do not sit in the open."""

ROUND: tuple[Event, ...] = (
    started(),
    invited(ANN, BO, CATO, DINA, ROOM, organizer=KARI),
    joined(KARI, ANN, BO, CATO, DINA, CALLER, ROOM),
    asked(Command.ROUND, KARI, 1),
    introduced(KARI, 2, Profession.CHAIR),
    introduced(ANN, 2, Profession.PHYSICIAN),
    introduced(BO, 3, Profession.NURSE, 2),
)
"""Kari (p1), Ann (p2) and Bo (p3) have introduced themselves; Cato, Dina, a caller (p6) and a room (p7) have not."""

EVERY_LIST: tuple[Event, ...] = (
    announced(Invited(name="Sara Moe"), line(BO)),
    started(),
    listed(
        line(ANN),
        line(BO),
        calendar=(
            Invited(ANN.oid, ANN.tenant, ANN.address, ANN.name, Answer.YES),
            Invited(address="lege@helse-x.example"),
            Invited(name="Møterom Moss", address="moss@sykehus.example", room=True),
            Invited(name="Cato Ek", address=CATO.address, answer=Answer.NO),
        ),
    ),
    joined(KARI, ANN, BO),
    awaiting(Invited(name="Omar Holt"), line(BO)),
)
"""Every source names somebody, some name the same."""

HALF_BLIND: tuple[Event, ...] = (
    installed(0),
    started(-8),
    listed(line(BO), calendar_unread=Unread.DENIED),
    joined(KARI, BO),
    members(KARI, BO, minutes=1.5),
    away(2, 4),
    members(CATO, minutes=6, present=True),
    no_roster(Unread.AWAY, 9),
    unread(Unread.AWAY, 10),
)
"""All that can be missed of a meeting is missed."""


def cards() -> dict[str, Card]:
    """Every story's card, by the name of its file."""
    return {**cards_in(LINKS), **cards_elsewhere(), **_for_one()}


def cards_in(site: Site) -> dict[str, Card]:
    """Every story's card of all, as *site* has it."""
    stories: dict[str, tuple[Matter, Meeting]] = {**_at_the_start(), **_alerts(), **_together(), **_on_request()}
    stories |= chat_in() | options_in() | lobby_in()
    drawn = {name: draw(matter, meeting, site) for name, (matter, meeting) in stories.items()}
    drawn |= {name: draw(matter, meeting, site, own) for name, (matter, meeting, own) in insight_in().items()}
    reading = replace(site, reads_chat=True)
    where_read = told_of_chat() | recordings_in()
    return drawn | {name: draw(matter, meeting, reading) for name, (matter, meeting) in where_read.items()}


def cards_elsewhere() -> dict[str, Card]:
    """What another hospital's own procedure makes of some cards."""
    stories = {
        "rules-elsewhere": (rules(), after(started())),
        "checklist-elsewhere": (checklist(Variant.JOIN), after(*OPENING)),
        "welcome-elsewhere": (welcome(), after()),
        "training-elsewhere": (training(), after(*OPENING, has_trained(BO, 3))),
        "summary-elsewhere": (summary("to-p1"), after(*OPENING, ticked(Clause.S1, KARI, 3), ended(30))),
    }
    return {name: draw(matter, meeting, ELSEWHERE) for name, (matter, meeting) in stories.items()}


def _at_the_start() -> dict[str, tuple[Matter, Meeting]]:
    return {
        "rules": (rules(), after(started())),
        "rules-invitation-denied": (rules(), after(started(), unread(Unread.DENIED))),
        "rules-half-blind": (rules(), after(*HALF_BLIND)),
        "rules-late": (rules("to-p5-late"), after(*OPENING)),
        "rules-early": (rules("to-p1-early"), after(members(KARI, minutes=-40), starts(0))),
        "welcome": (welcome(), after()),
        "welcome-personal": (welcome(), PERSONAL),
    }


def _alerts() -> dict[str, tuple[Matter, Meeting]]:
    return {
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
        "alert-called": (alert(2), after(*OPENING, vouched("p4"), nobody_settled_it())),
        "alert-amber": (alert(), after(started(), invited(BO, organizer=KARI), joined(KARI, BO, ANN))),
        "alert-half-blind": (alert(2), after(*HALF_BLIND, joined(EINAR, minutes=11))),
        "alert-over": (alert(), after(*OPENING, vouched("p4"), ended(30))),
    }


def _together() -> dict[str, tuple[Matter, Meeting]]:
    complete = (introduced(CATO, 4), introduced(DINA, 4, Profession.MUNICIPALITY), *map(introduced_for, ("p6", "p7")))
    return {
        "checklist-teams-begun": (checklist(), after(*CHECKED, ticked(Clause.S1, BO, 3))),
        "checklist-teams-each": (checklist(), after(*EACH)),
        "checklist-teams-open-room": (checklist(), after(*EACH, sits_open(BO, 5))),
        "checklist-teams-proven": (checklist(), after(*EACH, *map(introduced, (KARI, ANN, BO), (5, 5, 6)))),
        "checklist-join-new": (checklist(Variant.JOIN), after(*OPENING)),
        "checklist-folded": (checklist(), after(*CHECKED, asked(Command.CHECKLIST, BO, 4))),
        "introductions-begun": (round_(), after(*ROUND)),
        "introductions-complete": (round_(), after(*ROUND, *complete)),
        "introductions-over": (round_(), after(*ROUND, ended(30))),
        "introductions-folded": (round_(), after(*ROUND, asked(Command.ROUND, ANN, 9))),
        "stop-said": (stop(), after(*OPENING, said_stop(BO))),
        "stop-somebody-not-known": (stop(), after(*OPENING, rejected("p5"), said_stop(BO, 4.5))),
        "stop-somebody-is-out": (stop(), after(*OPENING, rejected("p5"), left(EINAR, minutes=5))),
        "stop-open-room": (stop(), after(*OPENING, sits_open(BO, 5))),
        "stop-open-room-lifted": (stop(), after(*OPENING, sits_open(BO, 5), sits_apart(BO, 7))),
        "stop-open-room-and-stranger": (stop(), after(*OPENING, sits_open(BO, 5), rejected("p5", minutes=5.5))),
        "stop-folded": (stop(), after(*OPENING, said_stop(BO), said_stop(KARI, 9))),
    }


def _on_request() -> dict[str, tuple[Matter, Meeting]]:
    series = (members(CATO, GUEST, minutes=-2), replace(started(), recurring=True), *OPENING)
    return {
        "roster": (roster(), after(*OPENING, vouched("p4"), rejected("p5"), left(EINAR, BO, minutes=6))),
        "roster-crowd": (roster(), after(started(), unread(Unread.NOT_FOUND), joined(*crowd(3, "Ola", Kind.USER)))),
        "expected": (expected(), after(*EVERY_LIST)),
        "expected-nobody": (expected(), after(started(), unread(Unread.DENIED))),
        "status": (status(), after(*EVERY_LIST)),
        "status-half-blind": (status(), after(*HALF_BLIND)),
        "status-before": (status(), after()),
        "training": (training(), after(*OPENING)),
        "training-confirmed": (training(), after(*OPENING, has_trained(BO, 3), has_trained(EINAR, 4))),
        "help": (help_(), after()),
        "help-refused": (help_("refused-deltakere-p4"), after(*OPENING)),
        "help-language": (help_("-language"), after()),
        "summary-host-open": (
            summary("to-p1"),
            after(*EACH, asked(Command.ROUND, KARI, 5), introduced(KARI, 5), ended(30)),
        ),
        "summary": (summary(), after(*OPENING, ended(30))),
        "summary-host": (summary("to-p3-tidy"), after(*series, ended(30))),
    }


def _for_one() -> dict[str, Card]:
    meeting = after(*OPENING, vouched("p4"))
    seen = {
        "roster-refreshed": refresh(KARI, None, meeting, "", Command.ROSTER, LINKS),
        "roster-own-line": refresh(DINA, None, meeting, "", Command.ROSTER, LINKS),
        "roster-stranger": refresh(EINAR, None, meeting, "", Command.ROSTER, LINKS),
    }
    cards_ = {name: card for name, card in seen.items() if not isinstance(card, str)}
    return {**cards_, "alert-twice": fold(alert(), meeting, LINKS)}


def kind_in(story: str) -> str:
    """The kind of the card of that story, as the first element of its body names it."""
    begins = story.partition("-")[0]
    return {
        "alert": "participant-alert",
        "chat": "chat-warning",
        "sharing": "sharing-reminder",
        "options": "meeting-options",
        "recording": "recording-alarm",
    }.get(begins, begins)


def as_file(card: Card) -> str:
    """The card's file: for the reader's eye, not for Teams."""
    return json.dumps(card, ensure_ascii=False, indent=2) + "\n"


def as_text(language: Language) -> str:
    """Every story's card as it reads in that language: of the others than bokmål, the words are what is to be read."""
    site = replace(LINKS, language=language)
    return "\n".join(f"== {name}\n{read(card)}\n" for name, card in cards_in(site).items())


def main() -> None:
    """Write every card's file, and take away those of no card."""
    FOLDER.mkdir(exist_ok=True)
    drawn = cards()
    for file in FOLDER.glob("*.json"):
        if file.stem not in drawn:
            file.unlink()
    for name, card in drawn.items():
        (FOLDER / f"{name}.json").write_text(as_file(card), encoding="utf-8")
    for language in (Language.NN, Language.EN):
        (FOLDER / f"{language}.txt").write_text(as_text(language), encoding="utf-8")


if __name__ == "__main__":
    main()
