"""What is counted of one holding, for trends: never by person, and by no key but those listed here."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.health.findings import Kind
from bot.domain.reasons import WEIGHTS, Reason, Weight
from bot.evidence.spells import MISSED, Gap, Person, Timeline, Unseen, union


class Counted(StrEnum):
    """What is counted, but for alerts by reason and findings by kind."""

    PARTICIPANTS = "participants"  # who was in the call
    REMINDERS = "reminders"  # showings of the rules to all
    FLAGGED = "flagged"  # people, each once
    EXPECTED = "settled_expected"  # of these: whom a colleague vouched for
    REJECTED = "settled_rejected"  # of these: whom a colleague did not know
    UNSETTLED = "unsettled"  # of these: nobody said a word on them
    RECORDINGS = "recordings"  # begun by Teams
    PROGRAMS = "recording_programs"  # programs that may take notes
    TRANSCRIPTS = "transcripts"
    STOPS = "stops"
    FINDINGS = "findings"  # messages that seemed to hold what they must not
    FALSE_ALARMS = "false_alarms"  # of these: as their writers say
    FILES = "files_shared"
    CARDS_LOST = "cards_lost"  # cards that could not be shown
    UNDECIDED = "undecided"  # what came in and could not be dealt with
    BLIND_MINUTES = "blind_minutes"  # begun minutes of the call in which comings and goings may have been missed


def by_reason(reason: Reason) -> str:
    """The key of people who were flagged for it. Somebody may be flagged for several."""
    return f"flagged_{reason}"


def by_kind(kind: Kind) -> str:
    """The key of messages that seemed to hold it."""
    return f"findings_{kind}"


DOUBTS = tuple(
    reason
    for reason, weight in WEIGHTS.items()
    if weight in (Weight.AMBER, Weight.RED) and reason is not Reason.REJECTED
)
"""The reasons for which people are flagged. That a colleague rejected them comes after it."""

KEYS = frozenset({*Counted, *map(by_reason, DOUBTS), *map(by_kind, Kind)})


def tally(found: Timeline) -> Mapping[str, int]:
    """The counts of one holding; what did not happen is left out."""
    counts = Counter[str](_of_people(found))
    counts.update(by_kind(kind) for one in found.written for kind in {seen.kind for seen in one.seen})
    by_teams = [one for one in found.recordings if one.program is None]
    counts[Counted.RECORDINGS] = len(by_teams)
    counts[Counted.PROGRAMS] = len({one.program for one in found.recordings} - {None})
    counts[Counted.TRANSCRIPTS] = int(found.transcribed is not None)
    counts[Counted.REMINDERS] = len(found.reminders)
    counts[Counted.STOPS] = len(found.stops)
    counts[Counted.FINDINGS] = len(found.written)
    counts[Counted.FALSE_ALARMS] = len(found.mistaken)
    counts[Counted.FILES] = len(found.shared)
    counts[Counted.CARDS_LOST] = len(found.lost)
    counts[Counted.UNDECIDED] = sum(gap.unseen is Unseen.UNDECIDED for gap in found.gaps)
    counts[Counted.BLIND_MINUTES] = -(-blind_for(found) // timedelta(minutes=1))
    return {str(key): count for key, count in counts.items() if count > 0}


def blind_for(found: Timeline) -> timedelta:
    """How long comings and goings may have been missed, between the beginning and the end."""
    covered = union(_within(gap, found) for gap in found.gaps if gap.unseen in MISSED)
    return sum((until - since for since, until in covered), timedelta())


def _within(gap: Gap, found: Timeline) -> tuple[datetime, datetime]:
    return max(gap.since, found.began), min(gap.until or found.end, found.end)


def _of_people(found: Timeline) -> Iterator[str]:
    for one in found.people:
        if one.was_inside:
            yield Counted.PARTICIPANTS
        if one.flagged:
            yield from _of_flagged(one)


def _of_flagged(one: Person) -> Iterator[str]:
    yield Counted.FLAGGED
    if one.word is not None:
        yield Counted.EXPECTED if one.word.expected else Counted.REJECTED
    elif one.unsettled:
        yield Counted.UNSETTLED
    yield from map(by_reason, _doubts(one))


def _doubts(one: Person) -> list[Reason]:
    """For what somebody was flagged: as the verdicts were that called for it; a colleague's later word is none."""
    reasons = {reason for said in one.verdicts for reason in said.reasons}
    return [reason for reason in DOUBTS if reason in reasons]
