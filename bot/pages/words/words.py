"""What the pages say. A language fills all of it: a field that is missing does not type-check."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.evidence.records import Purpose, Seen
from bot.evidence.tally import Counted
from bot.pages.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Told:
    """A page that only tells something: its heading, and its paragraphs."""

    title: str
    text: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FrameWords:
    """What stands around every page. `tongue`: the language's own name."""

    tongue: str
    product: str
    skip: str
    navigation: str
    languages: str
    overview: str
    meetings: str
    trends: str
    access: str
    sign_out: str
    signed_in: str
    privacy: str
    accessibility: str
    to_front: str
    error: str


@dataclass(frozen=True, slots=True)
class DoorWords:
    """Signing in and out, and whatever keeps somebody out."""

    sign_in: Told
    button: str
    signed_out: Told
    again: str
    elsewhere: str
    impossible: Told
    refused: Mapping[Refusal, Told]
    not_found: Told
    not_allowed: Told
    not_ours: Told
    too_large: Told
    bad: Told
    away: Told
    unforeseen: Told


@dataclass(frozen=True, slots=True)
class MeetingWords:
    """Meetings, days, and what happened in one. `{…}` is filled in."""

    people_seen: str
    stood_out: str
    unsettled: str
    unseen: str
    nothing: str
    some_unsettled: str
    page: str
    earlier: str
    later: str
    more_that_day: str
    picture: str
    rows: str
    overview_lead: str
    running: str
    none_running: str
    more_running: str
    none_unsettled: str
    not_counted: str
    unsettled_lately: str
    day: str
    none_that_day: str
    before: str
    after: str
    pick: str
    show: str
    ended: str
    still: str
    meeting: str
    open_timeline: str
    timeline: str
    nameless: str
    hour: str
    happened: str
    details: str
    no_rows: str
    names_shown: str


@dataclass(frozen=True, slots=True)
class LookWords:
    """Looking at names, and who has looked."""

    print_names: str
    print_nameless: str
    deviation: str
    known: str
    draft: str
    drafted: str
    to_timeline: str
    ask: str
    ask_lead: str
    purpose: str
    purposes: Mapping[Purpose, str]
    no_purpose: str
    show_names: str
    title: str
    lead: str
    none: str
    at: str
    who: str
    what: str
    which: str
    why: str
    looks: str
    gone: str
    seen: Mapping[Seen, str]
    erased: str
    several: str


@dataclass(frozen=True, slots=True)
class TrendWords:
    """Figures over a year."""

    lead: str
    by_month: str
    month: str
    meetings: str
    reasons: str
    reason: str
    people: str
    nobody: str
    none: str
    counted: Mapping[Counted, str]


@dataclass(frozen=True, slots=True)
class Words:
    """All of it. `statement`: the accessibility statement."""

    frame: FrameWords
    door: DoorWords
    meeting: MeetingWords
    look: LookWords
    trends: TrendWords
    statement: Told
