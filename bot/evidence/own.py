"""What somebody is told of themselves: of each holding their own hours, verdict and settlement, and nobody else's."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from bot.domain.reasons import Reason, Weight
from bot.evidence.records import Insight, Kept, Look

if TYPE_CHECKING:
    from bot.evidence.spells import Judged, Person, Spell  # only who asks needs them: no start waits for that

MOST = 20
"""Holdings, and looks, that somebody is shown: as many as fit on a card with their hours."""

_WORDS = frozenset({Reason.VOUCHED, Reason.REJECTED})
"""Reasons that are a colleague's word: told as such."""


@dataclass(frozen=True, slots=True)
class Word:
    """What a colleague said of somebody, and when. Not which of them."""

    at: datetime
    expected: bool


@dataclass(frozen=True, slots=True)
class OwnHolding:
    """What is kept about somebody of one holding; `number` 0: of a chat in which no meeting has been held yet.

    `spells`: when they were in the call; `glimpsed`: about when they were seen in it, if nothing tells from when to
    when. `verdict`: the weightiest that the bot held of them; None: none was noted. `word`: a colleague's last.
    """

    meeting: int
    number: int
    began: datetime
    spells: "tuple[Spell, ...]" = ()
    glimpsed: datetime | None = None
    verdict: "Judged | None" = None
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
    from bot.evidence.timeline import timeline

    holding = kept.holding
    who = timeline(holding, kept.rows).person(kept.person)
    if who is None:
        return OwnHolding(holding.meeting, holding.number, holding.began)
    word = Word(who.word.at, who.word.expected) if who.word else None
    return OwnHolding(holding.meeting, holding.number, holding.began, who.call, who.glimpsed, _verdict(who), word)


def _verdict(who: "Person") -> "Judged | None":
    """The last of the weightiest that do not rest on a colleague's word."""
    order = list(Weight)
    judged = (one for one in reversed(who.verdicts) if not _WORDS.intersection(one.reasons))
    return max(judged, key=lambda one: order.index(one.weight), default=None)
