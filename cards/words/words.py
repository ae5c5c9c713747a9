"""The sentences a language must have. A language that lacks one does not type-check.

Texts with `{…}` are filled by `str.format`; a comment on the line says with what.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.presses import Command
from bot.domain.expected import Unread
from bot.domain.procedure import Clause, Variant
from bot.domain.verdict import Reason, Weight


@dataclass(frozen=True, slots=True)
class RulesWords:
    """The reminder at the start."""

    title: str
    lines: Mapping[Clause, str]  # by the first clause of each line
    show_checklist: str
    read_more: str
    sees_most: str


@dataclass(frozen=True, slots=True)
class AlertWords:
    """The card on people who are not expected."""

    one_open: str
    many_open: str  # count
    one_rejected: str
    many_rejected: str  # count
    all_settled: str
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
    read_one: str
    read_many: str  # count
    not_read_yet: str
    news: str  # hour
    no_news: str


@dataclass(frozen=True, slots=True)
class HelpWords:
    """The commands, one line each."""

    title: str
    refused: str
    commands: Mapping[Command, str]
    buttons: Mapping[Command, str]


@dataclass(frozen=True, slots=True)
class AnswerWords:
    """One sentence to whoever pressed, and to nobody else."""

    noted: str
    checklist_is_there: str
    answer_comes: str
    worn_out: str
    settle_not_entitled: str
    settle_unread: str
    judgement_not_entitled: str
    tick_not_entitled: str
    roster_not_entitled: str
    not_entitled: str
    oneself: str
    unknown_person: str


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
    own_staff: str
    outside: str
    weights: Mapping[Weight, str]
    vouched_by: str  # name, hour
    rejected_by: str  # name, hour

    blind_spots: str
    unread: Mapping[Unread, str]
    unread_means: str
    fallback: str
    earlier: str
    summary: str

    rules: RulesWords
    alert: AlertWords
    checklist: ChecklistWords
    roster: RosterWords
    help: HelpWords
    answer: AnswerWords
