"""Recorded meetings: JSON Lines, one step a line.

    {"at": seconds from start, "to": "messages" | "graph", "body": {an activity, see `filling`}}
    {"at": …, "press": {"card": kind, "verb": …, "match": {part of data}, "as": user}}
    {"at": …, "expect": {"card": kind, "to": "all" | user, "within_s": …, "says": words}}
    {"at": …, "expect_none": {"card": kind, "for_s": …}}
    {"at": …, "expect_at_most": {"posts": number, "to": "all" | user, "for_s": …, "cards": [kinds]}}
    {"at": …, "world": {what happens of which Teams tells nobody}}
    {"at": …, "announce": {"expected": [whom], "answer": HTTP status}}

`says` is a text, each word of which must be on the card, or a list of phrases; letter case does not count.
In `match`, `"person": "@Einar"` means the person whom a button of that card names.
`press` may tell its `answer`: `card`, or `message` (a refusal), and `inputs`, what is filled in before: value by field.
`expect` is met by what stands already, unless it asks for a `new` card, one that no earlier `expect` has met.
`expect_none` may name `to` and `says` too: without `says` it fails when a card of that kind stands that no `expect` has
met, with `says` when any says so.

`expect_at_most` counts what the bot posts anew within `for_s` seconds, also what it removes again. Updates count for
nothing. Where `cards` names kinds, these alone are counted: what comes of the bot's own accord, not what is asked for.

In an activity `"conversation": {"conversationType": "personal"}` means the sender's own chat with the bot.
A body to `graph` that has `value` is delivered as it stands; any other is a resource, sealed for whoever subscribed
to it (see `resources`).

`world` holds one or more of
    `unseen_join`, `unseen_leave`: [names], who come into the call (and its chat) and leave it (they stay in the chat)
    `chat_add`, `chat_remove`: [names], members of the chat
    `invite`, `uninvite`: [names], in the invitation and the calendar
    `role`: {name: `Organizer` | `Presenter` | `Attendee`}
    `starts_in_s`: the meeting is scheduled, or moved, to so many seconds from then on; before, to when the tape began
    `invitation`, `calendar`, `organisations`, `subscriptions`, `chat` (parts of Graph), `graph` (all of them),
    `members`, `participant`, `details` (questions to Teams): `away` (503), `denied` (403) or `well`, from then on;
    where `graph` stands beside one of its parts, the part's word counts.
    `recording`: `started`, `goes_on`, `stopped` (it is kept), `failed`, `transcript` (one appears), or `deleted` (all
    that is kept of the meeting)
    `options`: {Graph's name: value}, as somebody sets them in Teams
    `by`: name, who starts the recording or sets the options; else the organizer
    `lobby`, `lobby_leave`: [names], who wait to be let in, and give up waiting; `call_join`, `call_leave`: [names], who
    come into the call (out of the lobby, too) and leave it: Graph's call events tell of them alone, as of a telephone.
What Teams tells of the call by activities, Graph tells subscribers too. Whoever waits and joins has left the lobby.
`announce` PUTs to the bot whom the booking system expects in the tape's meeting: names (of whom the address is told),
or objects as the bot's API takes them. Without `answer` any 2xx is right.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from rehearsal.fields import Fields, TapeError
from rehearsal.options import check

EVERYBODY = "all"
ANSWERS = ("card", "message")
MOVES = (
    *("unseen_join", "unseen_leave", "chat_add", "chat_remove", "invite", "uninvite"),
    *("lobby", "lobby_leave", "call_join", "call_leave"),
)
ROLES = ("Organizer", "Presenter", "Attendee")
ASKED = (
    *("graph", "invitation", "calendar", "organisations", "subscriptions", "chat"),
    *("members", "participant", "details"),
)

RECORDING = ("started", "goes_on", "stopped", "failed", "transcript", "deleted")


@dataclass(frozen=True, slots=True)
class Send:
    """Something reaches the bot. `to`: `messages` or `graph`."""

    line: int
    at: float
    to: str
    body: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Press:
    """Somebody presses a button. `answer`: what must come back; None: either."""

    line: int
    at: float
    card: str
    verb: str
    match: dict[str, Any]
    user: str
    answer: str | None
    inputs: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Expect:
    """A card stands in the chat within `within_s` seconds. `new`: one that no earlier step has expected."""

    line: int
    at: float
    card: str
    to: str
    within_s: float
    says: tuple[str, ...]
    new: bool


@dataclass(frozen=True, slots=True)
class ExpectAtMost:
    """No more than `posts` new cards come for `for_s` seconds. `cards`: of these kinds; empty: of any."""

    line: int
    at: float
    posts: int
    to: str
    for_s: float
    cards: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExpectNone:
    """No such card stands in the chat for `for_s` seconds. `to` None: whoever sees it."""

    line: int
    at: float
    card: str
    for_s: float
    to: str | None
    says: tuple[str, ...]


class Health(StrEnum):
    """How somebody who is asked fares."""

    WELL = "well"
    AWAY = "away"
    DENIED = "denied"


@dataclass(frozen=True, slots=True)
class Offstage:
    """Something happens of which Teams does not tell the bot. `people`: names by what they do (one of `MOVES`),
    `roles` by name, `health` by whom the bot asks (one of `ASKED`); `starts_in_s` None: the meeting is not moved.
    `recording`: what becomes of it (one of `RECORDING`); `options` by Graph's names; `by`: who does either, or nobody
    who is named.
    """

    line: int
    at: float
    people: Mapping[str, tuple[str, ...]]
    roles: Mapping[str, str]
    health: Mapping[str, Health]
    starts_in_s: float | None = None
    recording: str = ""
    options: Mapping[str, Any] = field(default_factory=dict)
    by: str = ""


@dataclass(frozen=True, slots=True)
class Announce:
    """A booking system tells whom it expects. `answer`: the HTTP status that must come back; None: any 2xx."""

    line: int
    at: float
    expected: tuple[str | dict[str, Any], ...]
    answer: int | None


Expectation = Expect | ExpectAtMost | ExpectNone
Step = Send | Press | Expectation | Offstage | Announce


def read_tape(path: Path) -> list[Step]:
    """The steps of a tape's file, in order of time.

    Raises:
        TapeError: a step cannot be read.
        OSError: the file cannot be read.
    """
    try:
        return parse_tape(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as wrong:
        raise TapeError(1, "(file)", "not UTF-8") from wrong


def parse_tape(text: str) -> list[Step]:
    """The steps of a tape, in order of time; steps of one time stay in the order they were written. Empty lines count
    for nothing.

    Raises:
        TapeError: a step cannot be read, or there are none.
    """
    lines = enumerate(text.split("\n"), start=1)
    steps = [_step(number, line) for number, line in lines if line.strip()]
    if not steps:
        raise TapeError(1, "(file)", "there is no step")
    return sorted(steps, key=lambda step: step.at)


def _step(number: int, line: str) -> Step:
    try:
        told = json.loads(line)
    except (ValueError, RecursionError) as wrong:
        raise TapeError(number, "(line)", "not JSON") from wrong
    if not isinstance(told, dict):
        raise TapeError(number, "(line)", "not an object")
    fields = Fields(number, told)
    at = fields.seconds("at")
    step: Step
    if "press" in told:
        step = _press(number, at, fields.inner("press"))
    elif "expect" in told:
        step = _expect(number, at, fields.inner("expect"))
    elif "expect_none" in told:
        step = _expect_none(number, at, fields.inner("expect_none"))
    elif "expect_at_most" in told:
        step = _expect_at_most(number, at, fields.inner("expect_at_most"))
    elif "world" in told:
        step = _offstage(number, at, fields.inner("world"))
    elif "announce" in told:
        step = _announce(number, at, fields.inner("announce"))
    else:
        step = Send(number, at, fields.one_of("to", ("messages", "graph")), fields.object("body"))
    fields.done()
    return step


def _press(line: int, at: float, fields: Fields) -> Press:
    answer = fields.one_of("answer", ANSWERS) if fields.has("answer") else None
    match = fields.object("match") if fields.has("match") else {}
    inputs = fields.plain_values("inputs") if fields.has("inputs") else {}
    step = Press(line, at, fields.text("card"), fields.text("verb"), match, fields.text("as"), answer, inputs)
    fields.done()
    return step


def _expect(line: int, at: float, fields: Fields) -> Expect:
    to, says, new = fields.text("to", EVERYBODY), fields.words("says"), fields.flag("new")
    step = Expect(line, at, fields.text("card"), to, fields.seconds("within_s"), says, new)
    fields.done()
    return step


def _expect_at_most(line: int, at: float, fields: Fields) -> ExpectAtMost:
    posts, to, for_s = fields.count("posts"), fields.text("to", EVERYBODY), fields.seconds("for_s")
    step = ExpectAtMost(line, at, posts, to, for_s, fields.names("cards") if fields.has("cards") else ())
    fields.done()
    return step


def _expect_none(line: int, at: float, fields: Fields) -> ExpectNone:
    to, says = fields.text("to", "") or None, fields.words("says")
    step = ExpectNone(line, at, fields.text("card"), fields.seconds("for_s"), to, says)
    fields.done()
    return step


def _offstage(line: int, at: float, fields: Fields) -> Offstage:
    people = {move: fields.names(move) for move in MOVES if fields.has(move)}
    given = fields.inner("role") if fields.has("role") else None
    roles = {name: given.one_of(name, ROLES) for name in given.left} if given else {}
    health = {asked: Health(fields.one_of(asked, tuple(Health))) for asked in ASKED if fields.has(asked)}
    starts = fields.seconds("starts_in_s") if fields.has("starts_in_s") else None
    recording = fields.one_of("recording", RECORDING) if fields.has("recording") else ""
    options = _options(fields) if fields.has("options") else {}
    by = fields.text("by") if fields.has("by") else ""
    if by and recording != "started" and not options:
        fields.fail("by", "nobody is needed for this")
    fields.done()
    if not (people or roles or health or recording or options) and starts is None:
        raise TapeError(line, "world", "tells of nothing")
    return Offstage(line, at, people, roles, health, starts, recording, options, by)


def _options(fields: Fields) -> dict[str, Any]:
    told = fields.object("options")
    try:
        check(told)
    except ValueError as wrong:
        fields.fail("options", str(wrong))
    return told


def _announce(line: int, at: float, fields: Fields) -> Announce:
    answer = fields.status("answer") if fields.has("answer") else None
    step = Announce(line, at, fields.list_of_people("expected"), answer)
    fields.done()
    return step
