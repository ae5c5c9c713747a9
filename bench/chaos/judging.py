"""What a case came to: counted from the stand-in's chats, from what was answered, and from the bot's own audit."""

import asyncio
import time
from collections.abc import Iterable
from dataclasses import replace

from bench.chaos.case import Case, Goals, Result, Setup
from bench.chaos.ground import Ground
from bench.chaos.sparing import REST_S, spared
from bench.chaos.stores import Audit
from bench.chaos.story import Story, Told, is_folded
from bot.domain.effects import CardKind
from rehearsal.world import Post

_LOOK_S = 0.5
KINDS = (CardKind.RULES, CardKind.ALERT, CardKind.CHECKLIST, CardKind.SUMMARY)


def judge(case: Case, setup: Setup, ground: Ground, audit: Audit, took_s: float) -> Result:
    """The figures, and what of the goals did not hold."""
    stories = ground.load.stories
    lost, refused = _lost(stories, audit)
    series = [(story.posted(kind), audit.shown[story.chat.id, kind] or 1) for story in stories for kind in KINDS]
    twice = [(cards, len(cards) - matters) for cards, matters in series if len(cards) > matters]
    sent = [one for story in stories for one in story.sent]
    accepted = [one for one in sent if one.accepted is not None]
    result = Result(
        case=case.name,
        setup=str(setup),
        meetings=len(stories),
        accepted=len(accepted),
        never_taken=len(sent) - len(accepted),
        lost=lost + sum(one.key not in audit.decided for one in accepted),
        refused=refused,
        doubled=sum(many for _, many in twice),
        folded=sum(map(is_folded, (post for cards, _ in series for post in cards))),
        spared=sum(min(many, spared(cards, ground.slow_s)) for cards, many in twice),
        spared_resting=sum(min(many, spared(cards, ground.slow_s, REST_S)) for cards, many in twice),
        recovered_s=_recovered(ground),
        settled_s=_settled(ground),
        reminded_s=_reminded(stories),
        drained_s=max(ground.drained_s, default=None),
        took_s=took_s,
        notes=tuple(ground.notes),
    )
    failed = (*ground.wrong, *_broken(case.goals, result))
    return replace(result, failed=failed)


def _lost(stories: Iterable[Story], audit: Audit) -> tuple[int, int]:
    """How much of what is due is lost, and how much was given up aloud."""
    lost = refused = 0
    for story in stories:
        for what in story.missing():
            given_up = _is_given_up(CardKind.CHECKLIST if what == "ticks" else what, story, audit)
            refused, lost = refused + given_up, lost + (not given_up)
    return lost, refused


def _is_given_up(kind: str, story: Story, audit: Audit) -> bool:
    """Whether the audit says so; of the closing line also where it says so of the reminder, which nobody saw either."""
    closes_nothing = kind == CardKind.SUMMARY and not story.posted(CardKind.RULES)
    return any(audit.given_up[story.chat.id, one] > 0 for one in (kind, *((CardKind.RULES,) if closes_nothing else ())))


def _broken(goals: Goals, result: Result) -> Iterable[str]:
    if result.lost:
        yield f"{result.lost} lost"
    if result.never_taken:
        yield f"{result.never_taken} never taken"
    if result.refused and not goals.refused:
        yield f"{result.refused} refused"
    if goals.doubled is not None and result.doubled > goals.doubled:
        yield f"{result.doubled} doubled, {goals.doubled} at most"
    limits = (
        ("recovered", result.recovered_s, goals.recovered_within_s),
        ("settled", result.settled_s, goals.settled_within_s),
        ("drained", result.drained_s, goals.drained_within_s),
        ("reminded", result.reminded_s, goals.reminded_within_s),
    )
    for name, took, within in limits:
        if took is not None and within is not None and took > within:
            yield f"{name} after {took:.1f} s, {within:g} s at most"


def _recovered(ground: Ground) -> float | None:
    """From a fault's end to the next new card, the longest."""
    hours = sorted(post.posted.timestamp() for story in ground.load.stories for post in _cards(story))
    waits = [next((hour - fault.ended for hour in hours if hour >= fault.ended), None) for fault in ground.faults]
    if None in waits:
        return float("inf")
    return max((wait for wait in waits if wait is not None), default=None)


def _settled(ground: Ground) -> float | None:
    """From the last fault's end until the first card of every matter of the meetings before stood."""
    if not ground.faults:
        return None
    ended = ground.faults[-1].ended
    before = [story for story in ground.load.stories if story.begun < ended]
    return max((_due_after(story, ended) for story in before), default=0.0)


def _due_after(story: Story, ended: float) -> float:
    """How long after *ended* the last card stood of what had been accepted by then."""
    told = {Told.START: CardKind.RULES, Told.STRANGER: CardKind.ALERT, Told.COMMAND: CardKind.CHECKLIST}
    due = (kind for what, kind in told.items() if any((one.accepted or ended) < ended for one in story.told(what)))
    firsts = (min((post.posted.timestamp() for post in story.posted(kind)), default=ended) for kind in due)
    return max((first - ended for first in firsts if first > ended), default=0.0)


def _reminded(stories: Iterable[Story]) -> float | None:
    """From an accepted start to its rules, the longest."""
    waits: list[float] = []
    for story in stories:
        started, rules = story.told(Told.START), story.posted(CardKind.RULES)
        if started and rules and started[0].accepted:
            waits.append(rules[0].posted.timestamp() - started[0].accepted)
    return max((max(0.0, wait) for wait in waits), default=None)


def _cards(story: Story) -> Iterable[Post]:
    return (post for kind in KINDS for post in story.posted(kind))


async def settle(ground: Ground, within_s: float) -> None:
    """Wait until all that is due stands, or is late."""
    until = time.monotonic() + within_s
    while time.monotonic() < until:
        if not any(story.missing() for story in ground.load.stories):
            return
        await asyncio.sleep(_LOOK_S)
