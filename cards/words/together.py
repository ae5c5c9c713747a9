"""The sentences of what is done together: rules, stop, introductions, checklist, the end.

Texts with `{…}` are filled by `str.format`; a comment on the line says with what.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.procedure import Profession, Variant


@dataclass(frozen=True, slots=True)
class RulesWords:
    """The reminder at the start, and what only some are told of it."""

    title: str
    late_title: str
    stop: str
    show_round: str
    show_checklist: str
    more: str
    privacy: str
    sees_most: str
    new_here: str
    version: str  # version
    text_in_ek: str
    early_title: str  # hour
    early: str
    only_host: str


@dataclass(frozen=True, slots=True)
class WelcomeWords:
    """What the bot is: what it does, sees and does not see, what is kept, whom to ask."""

    title: str
    personal_title: str
    does: str
    personal: str
    sees: str
    sees_invited: str
    does_not_see: str
    does_not_see_in_the_call: str  # where the lobby and the telephone are seen
    sees_personal: str
    keeps: str
    ask: str
    support: str
    show_help: str


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
    organizer: str
    lock: str
    afterwards: str
    go_on: str
    show_round: str
    folded: str
    sits_open: str  # name, hour
    sits_apart: str  # name
    sitter: str
    find_room: str
    sit_apart: str
    when_apart: str
    carry_on: str
    lifted: str


@dataclass(frozen=True, slots=True)
class RoundWords:
    """The introduction round."""

    title: str
    progress: str  # done, of
    complete: str
    over: str  # done, of
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
    confirm: str
    undo: str
    amend: str
    more: str
    folded: str
    confirmed: str  # done, of
    all_confirmed: str  # count
    missing: str  # names
    sits_open: str  # name
    sit_open: str
    ourselves: str
    patient_page: str


@dataclass(frozen=True, slots=True)
class TrainingWords:
    """Where the training is, and who has done theirs."""

    title: str
    responsible: str
    open: str
    guides: str
    guide_join: str
    guide_whereby: str
    guide_skype: str
    in_ek: str
    confirmed: str
    nobody: str
    count: str  # count: instead of who, once the meeting is over
    at: str  # hour
    earlier: str
    only_here: str
    confirm: str


@dataclass(frozen=True, slots=True)
class SummaryWords:
    """The last line, and what the host alone is told."""

    closing: str
    host_title: str
    unsettled: str
    leftover: str
    how_to_remove: str
    unticked: str  # variant
    not_introduced: str
    deviation: str
