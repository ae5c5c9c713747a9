"""The sentences a language must have. A language that lacks one does not type-check.

Texts with `{…}` are filled by `str.format`; a comment on the line says with what.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.coverage import Blind
from bot.domain.expected import Answer, Source, Unread
from bot.domain.presses import Command
from bot.domain.procedure import Clause, Profession, Variant
from bot.domain.reasons import Reason, Weight


@dataclass(frozen=True, slots=True)
class RulesWords:
    """The reminder at the start."""

    title: str
    lines: Mapping[Clause, str]  # by the first clause of each line
    stop: str
    show_round: str
    show_checklist: str
    privacy: str
    sees_most: str


@dataclass(frozen=True, slots=True)
class AlertWords:
    """The card on people who are not expected."""

    one_open: str
    many_open: str  # count
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
class StopWords:
    """How the conversation stops, and who does what."""

    title: str
    said_stop: str  # name, hour
    does_not_know: str  # name, whom, hour
    everybody: str
    pause: str
    visited: str
    leave_room: str
    leaders: str
    remove: str
    removed: str
    lock: str
    afterwards: str
    go_on: str
    show_round: str
    folded: str


@dataclass(frozen=True, slots=True)
class RoundWords:
    """The introduction round."""

    title: str
    progress: str  # done, of
    complete: str
    nobody: str
    one_more: str
    more: str  # count
    said_by: str  # name
    role: str
    choose: str
    roles: Mapping[Profession, str]
    others: str
    others_wrong: str  # most
    done: str
    done_for: str
    done_for_whom: str  # first
    folded: str


@dataclass(frozen=True, slots=True)
class ChecklistWords:
    """The checklist, ticked together."""

    title: str  # variant
    variants: Mapping[Variant, str]
    progress: str  # done, of
    complete: str
    about_patients: Mapping[Clause, str]
    with_the_patient: Mapping[Clause, str]
    information: Mapping[Clause, str]
    confirm: str
    undo: str
    amend: str
    more: str
    folded: str


@dataclass(frozen=True, slots=True)
class RosterWords:
    """The list of who is and was there."""

    title: str
    here: str  # count
    left: str  # count
    left_out: str  # count
    nobody: str
    formerly: str  # name
    refresh: str
    refreshed: str
    for_own_staff: str


@dataclass(frozen=True, slots=True)
class ExpectedWords:
    """The list of who is expected."""

    title: str
    nobody: str
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
    asked: str  # hour
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
    """What is not seen. `calendar` and `invitation`: by why; the rest by `Blind`."""

    always: str
    spots: Mapping[Blind, str]  # since, until
    roster_denied: str  # since
    calendar: Mapping[Unread, str]
    invitation: Mapping[Unread, str]
    invitation_means: str
    only_calendar: str
    last_read: str  # since


@dataclass(frozen=True, slots=True)
class SummaryWords:
    """The last line, and what the host alone is told."""

    closing: str
    host_title: str
    unsettled: str
    leftover: str
    how_to_remove: str


@dataclass(frozen=True, slots=True)
class HelpWords:
    """The commands, one line each."""

    title: str
    refused: Mapping[Command, str]
    commands: Mapping[Command, str]
    buttons: Mapping[Command, str]


@dataclass(frozen=True, slots=True)
class AnswerWords:
    """One sentence to whoever pressed, and to nobody else."""

    noted: str
    checklist_is_there: str
    round_is_there: str
    stopped: str
    answer_comes: str
    worn_out: str
    settle_not_entitled: str
    settle_unread: str
    judgement_not_entitled: str
    tick_not_entitled: str
    stop_not_entitled: str
    introduce_not_entitled: str
    not_entitled: str
    oneself: str
    unknown_person: str
    can_press: str


@dataclass(frozen=True, slots=True)
class Words:
    """All that a language says on the cards."""

    hour: str  # for strftime
    numerals: tuple[str, ...]  # one, two … as a sentence begins

    nameless: str
    telephone: str  # digits
    telephone_hidden: str
    colleague: str
    this_person: str
    gone: str
    and_more: str  # count

    reasons: Mapping[Reason, str]
    weights: Mapping[Weight, str]
    vouched_by: str  # name, hour
    rejected_by: str  # name, hour

    fallback: str
    earlier: str
    stood_twice: str

    rules: RulesWords
    alert: AlertWords
    stop: StopWords
    round: RoundWords
    checklist: ChecklistWords
    roster: RosterWords
    expected: ExpectedWords
    status: StatusWords
    gaps: GapWords
    summary: SummaryWords
    help: HelpWords
    answer: AnswerWords
