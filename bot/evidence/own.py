"""What somebody is told of themselves: of each holding their own hours, verdict and settlement, and nobody else's."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.domain.calls import Place
from bot.domain.participants import PersonId
from bot.domain.reasons import WEIGHTS, Reason, Weight
from bot.evidence.records import Insight, Kept, Look, Row

MOST = 20
"""Holdings, and looks, that somebody is shown: as many as fit on a card with their hours."""

_WORDS = frozenset({Reason.VOUCHED, Reason.REJECTED})
"""Reasons that are a colleague's word: told as such."""


@dataclass(frozen=True, slots=True)
class Spell:
    """From when to when somebody was in the call, as far as the bot was told; `went` is none while they are."""

    came: datetime
    went: datetime | None


@dataclass(frozen=True, slots=True)
class Word:
    """What a colleague said of somebody, and when."""

    expected: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class OwnHolding:
    """What is kept about somebody of one holding.

    `spells`: none if they were not seen in the call. `weight`, `reasons`: the weightiest that the bot held of them;
    None: it judged nothing, or an earlier version did not note it. `word`: the last one said of them.
    """

    meeting: int
    number: int
    began: datetime
    spells: tuple[Spell, ...] = ()
    weight: Weight | None = None
    reasons: tuple[Reason, ...] = ()
    word: Word | None = None


@dataclass(frozen=True, slots=True)
class Own:
    """What is kept about somebody, and who has seen it, newest first; `more`, `more_looks`: what is left out here."""

    holdings: tuple[OwnHolding, ...] = ()
    looks: tuple[Look, ...] = ()
    more: int = 0
    more_looks: int = 0


def own(insight: Insight, most: int = MOST) -> Own:
    """*insight* as its owner is told it: of rows only what they say of this person."""
    kept = sorted(insight.kept, key=lambda one: one.holding.began, reverse=True)
    looks = sorted(insight.looks, key=lambda look: look.at, reverse=True)
    shown = tuple(map(_holding, kept[:most]))
    return Own(shown, tuple(looks[:most]), insight.more + len(kept) - len(shown), max(0, len(looks) - most))


def _holding(kept: Kept) -> OwnHolding:
    holding = kept.holding
    weight, reasons = _weightiest(_verdicts(kept.rows, kept.person))
    return OwnHolding(
        holding.meeting,
        holding.number,
        holding.began,
        tuple(_spells(kept)),
        weight,
        reasons,
        _word(kept.rows, kept.person),
    )


def _spells(kept: Kept) -> Iterator[Spell]:
    came: datetime | None = None
    for row in kept.rows:
        inside = _inside(row.body, kept.person)
        if inside and came is None:
            came = row.at
        elif inside is False and came is not None:
            yield Spell(came, row.at)
            came = None
    if came is not None:
        yield Spell(came, kept.holding.ended)


def _inside(body: Any, person: PersonId) -> bool | None:
    """Whether a row says that *person* is in the call, or is not; None: it says nothing of it."""
    match body.get("fact"):
        case "ParticipantsJoined":
            return True if person in body.get("people", ()) else None
        case "ParticipantsLeft":
            return False if person in body.get("people", ()) else None
        case "RosterRead":
            return True if person in body.get("inside", ()) else None
        case "CallTold":
            places = (told.partition(": ") for told in body.get("callers", ()))
            place = next((place for who, _, place in places if who == person), None)
            return None if place is None else place == Place.CALL
        case _:
            return None


def _verdicts(rows: Sequence[Row], person: PersonId) -> Iterator[tuple[Weight, tuple[Reason, ...]]]:
    for row in rows:
        for told in row.body.get("verdicts", ()):
            who, _, verdict = told.partition(": ")
            weight, *reasons = verdict.split()
            if who == person and not _WORDS.intersection(reasons):
                known = tuple(Reason(reason) for reason in reasons if reason in WEIGHTS)
                yield Weight(weight), known


def _weightiest(
    verdicts: Iterable[tuple[Weight, tuple[Reason, ...]]],
) -> tuple[Weight | None, tuple[Reason, ...]]:
    order = list(Weight)
    return max(verdicts, key=lambda verdict: order.index(verdict[0]), default=(None, ()))


def _word(rows: Sequence[Row], person: PersonId) -> Word | None:
    said = None
    for row in rows:
        body = row.body
        if body.get("fact") == "CardPressed" and body.get("press") == "settle" and body.get("person") == person:
            said = Word(bool(body.get("expected")), row.at)
    return said
