"""The sentences of what is kept about somebody, told to them alone.

Texts with `{…}` are filled by `str.format`; a comment on the line says with what.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.evidence.records import Purpose, Seen


@dataclass(frozen=True, slots=True)
class InsightWords:
    """What is kept, for how long, who has seen it, and whom to ask."""

    title: str
    kept: str
    not_kept: str
    for_days: str  # days
    for_a_day: str
    unknown: str
    nothing: str
    meetings: str
    date: str  # for strftime
    from_till: str  # came, went
    since: str  # hour
    glimpsed: str  # hour
    not_in_call: str
    no_meeting: str
    more_spells: str  # count
    judged: str  # weight
    judged_why: str  # weight, reasons
    vouched: str  # hour
    rejected: str  # hour
    more: str  # count
    looks: str
    nobody: str
    look: str  # name, seen
    look_why: str  # purpose
    somebody: str
    seen: Mapping[Seen, str]
    purposes: Mapping[Purpose, str]
    of_meeting: str  # date
    more_looks: str  # count
    ask: str
    elsewhere: str
