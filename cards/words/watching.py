"""The sentences on who is here, who should be, and what we do not see.

Texts with `{…}` are filled by `str.format`; a comment on the line says with what.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.coverage import Blind
from bot.domain.expected import Answer, Source, Unread


@dataclass(frozen=True, slots=True)
class AlertWords:
    """The card on people who are not expected."""

    one_open: str
    many_open: str  # count
    one_amber: str
    many_amber: str  # count
    one_rejected: str
    many_rejected: str  # count
    all_settled: str
    over: str
    call: str  # who: a mention
    vouch: str
    vouch_whom: str  # first
    reject: str
    reject_whom: str  # first
    amend: str
    back: str
    next_step: str
    folded_vouched: str  # name
    folded_rejected: str  # name
    folded_rest: str
    folded_newer: str


@dataclass(frozen=True, slots=True)
class RosterWords:
    """The list of who is and was there."""

    title: str
    here: str  # count
    left: str  # count
    left_out: str  # count
    nobody: str
    waiting: str  # count
    lobby: str
    since: str  # hour
    formerly: str  # name
    refresh: str
    refreshed: str
    for_own_staff: str


@dataclass(frozen=True, slots=True)
class ExpectedWords:
    """The list of who is expected. `count` stands for it once the meeting is over."""

    title: str
    nobody: str
    count: str  # count
    sources: Mapping[Source, str]
    organizer: str
    answers: Mapping[Answer, str]
    room: str
    trusted_one: str
    trusted_many: str  # count
    how: str


@dataclass(frozen=True, slots=True)
class StatusWords:
    """What is seen of the meeting, and how fresh it is."""

    title: str
    seen: str
    not_seen: str
    news: str  # hour
    no_news: str
    hears_the_call: str
    asked: str  # hour
    read_none: str  # hour
    read_one: str  # hour
    read_many: str  # count, hour
    not_read_yet: str
    calendar_one: str
    calendar_many: str  # count
    announced: str  # count
    awaited: str  # count
    not_running: str


@dataclass(frozen=True, slots=True)
class GapWords:
    """What is not seen. `call`, `calendar` and `invitation`: by why; the rest by `Blind`."""

    always: str
    spots: Mapping[Blind, str]  # since, until
    call: Mapping[Unread, str]
    roster_denied: str
    calendar: Mapping[Unread, str]
    invitation: Mapping[Unread, str]
    invitation_means: str
    only_calendar: str
    last_read: str  # since
