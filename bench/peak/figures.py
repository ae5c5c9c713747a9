"""What is told of a peak, each figure with the goal that it is held to."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bench.goals import Goal, percentile
from bench.peak.book import (
    RULES_AND_LISTS,
    all_stood,
    breaches,
    busiest,
    doubled,
    first_stood,
    lacking,
    per_second,
    unseen_ticks,
)
from bench.peak.meetings import Outcome
from bench.peak.rig import Cost
from bench.peak.script import RULES
from bench.peak.sender import Sent

ANSWER_WITHIN_S = 4.0
REMINDER = Goal(2.0)
"""Seconds to the reminder at the 99th of a hundred, where no tenant is near its ceiling. 3 % of the posts meet a 429 or
503 and come a second later, 0.09 % meet two; so the 99th has waited for one, and may have queued most of a second."""

CEILING = Goal(40.0, at_least=True)
"""Calls a second in one tenant while more is asked for: of 50 places, each free a second after its answer, 46 are used
at 80 ms (bot/outbound/window.py)."""

NONE = Goal(0.0)
_SETTLING_S = 2.0


@dataclass(frozen=True, slots=True)
class Figure:
    """One thing measured of one configuration."""

    what: str
    unit: str
    value: float
    goal: Goal | None = None


def figures(outcome: Outcome, *, one_tenant: bool, held: bool) -> Iterator[Figure]:
    """*held*: the goals of speed are for this configuration; those of loss, doubles and limits are for each."""
    sent, calls = outcome.sent, outcome.calls
    answers = [_answered(one) - one.due for one in sent]
    for share, name in ((0.50, "p50"), (0.99, "p99"), (1.0, "max")):
        yield Figure(f"webhook to its answer, {name}", "ms", percentile(answers, share) * 1000)
    late = sum(answer > ANSWER_WITHIN_S for answer in answers)
    yield Figure("answered after more than 4 s", "%", 100 * late / max(1, len(sent)))
    yield Figure("tries not answered 200", "", sum(one.status != 200 for each in sent for one in each.tries))
    yield Figure("not 200 within 4 s at the second try", "", sum(map(_unheard, sent)), NONE if held else None)
    stood = first_stood(calls)
    delays = [stood[one.chat, RULES] - one.due for one in sent if one.begins and (one.chat, RULES) in stood]
    for share, name in ((0.50, "p50"), (0.99, "p99"), (1.0, "max")):
        goal = REMINDER if name == "p99" and held and not one_tenant else None
        yield Figure(f"webhook to reminder, {name}", "s", percentile(delays, share), goal)
    last = max((one.due for one in sent), default=outcome.begin_at)
    stands = all_stood(calls, outcome.script.needed, outcome.ticked)
    yield Figure("all stands, after the last activity", "s", max(0.0, stands - last))
    yield Figure("cards and ticks lost", "", _lost(outcome), NONE)
    yield Figure("invitations given up", "", outcome.given_up["FetchInvitation"])
    yield Figure("cards doubled", "", doubled(calls, RULES_AND_LISTS), NONE)
    yield Figure("Teams' windows exceeded", "", len(breaches(calls)), NONE)
    yield Figure("most calls of a tenant in a second", "", busiest(calls))
    begun = [one.due for one in sent if one.begins] or [outcome.begin_at]
    rate = per_second(calls, min(begun) + _SETTLING_S, max(begun))
    yield Figure("calls a second while meetings begin", "/s", rate, CEILING if one_tenant else None)
    yield from costs(outcome.cost, outcome.told.cpu_s, outcome.teams_s, len(sent))


def costs(cost: Cost, sender_s: float, teams_s: float, activities: int) -> Iterator[Figure]:
    """CPU of each side while activities came, and how busy the bot was."""
    seconds = cost.seconds
    yield Figure("CPU of the bot", "s", sum(cost.cpu_s))
    yield Figure("CPU of PostgreSQL", "s", cost.database.cpu_s if cost.database else 0.0)
    yield Figure("CPU of the sender", "s", sender_s)
    yield Figure("CPU of connector and Graph", "s", teams_s)
    ours = sum(cost.cpu_s) + (cost.database.cpu_s if cost.database else 0.0) + sender_s + teams_s
    yield Figure("CPU of all other programs", "s", max(0.0, cost.machine_s - ours))
    yield Figure("bot's CPU per activity", "ms", 1000 * sum(cost.cpu_s) / max(1, activities))
    yield Figure("busiest process, of a core", "%", 100 * max(cost.cpu_s) / seconds)
    yield Figure("its event loop", "%", 100 * max(cost.loops).ran_s / seconds)
    yield Figure("its writer", "%", 100 * max(cost.writers).ran_s / seconds)
    yield Figure("its writer, in want of a core", "%", 100 * max(cost.writers).queued_s / seconds)
    yield Figure("a writer's time in transactions", "%", 100 * cost.ticking_s / len(cost.cpu_s) / seconds)
    yield Figure("a transaction", "ms", 1000 * cost.ticking_s / max(1.0, cost.ticks))
    yield Figure("transactions per activity", "x", cost.ticks / max(1, activities))
    yield Figure("most memory of a process", "MB", cost.resident_mb)


def bottleneck(cost: Cost, others_s: float) -> str:
    """What was nearest to its limit, by CPU and by the writer's time. *others_s*: CPU of sender and Teams."""
    cores, seconds = os.cpu_count() or 1, cost.seconds
    database_s = cost.database.cpu_s if cost.database else 0.0
    ours = (sum(cost.cpu_s) + database_s + others_s) / seconds / cores
    busy, process = cost.machine_s / seconds / cores, max(cost.cpu_s) / seconds
    ticking = cost.ticking_s / len(cost.cpu_s) / seconds
    told = (
        f"machine {busy:.0%} of {cores} cores, {max(0.0, busy - ours):.0%} other programs, "
        f"busiest bot process {process:.0%} of one, writers {ticking:.0%} of their time in transactions"
    )
    queued = sum(one.queued_s for one in cost.writers) / len(cost.writers) / seconds
    if busy > 0.95 or (ticking > 0.85 and queued > 0.25):
        return f"the machine's cores: {told}, {queued:.0%} in want of a core"
    if process > 0.85:
        return f"one process, whose Python runs on one core: {told}"
    return f"the writers: {told}" if ticking > 0.85 else f"none of these: {told}"


def sessions(cost: Cost) -> str:
    """What PostgreSQL's sessions were seen doing; empty: there is none."""
    if cost.database is None:
        return ""
    return f"; sessions: {cost.database.told()}; deadlocks: {cost.database.deadlocks}"


def _answered(one: Sent) -> float:
    return one.tries[-1].at + one.tries[-1].took_s


def _unheard(one: Sent) -> bool:
    """Whether neither of the first two tries was answered 200 within four seconds of its own beginning."""
    return not any(each.status == 200 and each.took_s <= ANSWER_WITHIN_S for each in one.tries[:2])


def _lost(outcome: Outcome) -> int:
    """Cards that are needed and never came, ticks that no card shows, and activities that nobody answered 200."""
    unanswered = sum(one.tries[-1].status != 200 for one in outcome.sent) + outcome.told.unpressed
    lacks = lacking(outcome.calls, outcome.script.needed).total()
    return lacks + unseen_ticks(outcome.calls, outcome.ticked) + unanswered


def notes(outcome: Outcome) -> Sequence[str]:
    """What no figure tells: the bottleneck, and what was not finished or not granted."""
    presses = sum(map(len, outcome.script.presses.values()))
    told = [bottleneck(outcome.cost, outcome.told.cpu_s + outcome.teams_s) + sessions(outcome.cost)]
    told += [] if outcome.quiet else ["questions were still asked in the end"]
    refused = presses - outcome.ticked.total()
    return told + ([f"{refused} of {presses} presses did not tick"] if refused else [])
