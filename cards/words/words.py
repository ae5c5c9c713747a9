"""The sentences a language must have. A language that lacks one does not type-check.

Texts with `{…}` are filled by `str.format`; a comment on the line says with what.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.language import Language
from bot.domain.presses import Command
from bot.domain.reasons import Reason, Weight
from cards.words.chat import ChatWords
from cards.words.options import OptionsWords
from cards.words.recording import RecordingWords
from cards.words.together import (
    ChecklistWords,
    RoundWords,
    RulesWords,
    StopWords,
    SummaryWords,
    TrainingWords,
    WelcomeWords,
)
from cards.words.watching import AlertWords, ExpectedWords, GapWords, RosterWords, StatusWords


@dataclass(frozen=True, slots=True)
class HelpWords:
    """The commands, one line each, and the languages. `names`: how each command is written in this language."""

    title: str
    names: Mapping[Command, str]
    refused: Mapping[Command, str]
    commands: Mapping[Command, str]
    buttons: Mapping[Command, str]
    hints: Mapping[Command, str]
    language_title: str
    language_now: Mapping[Language, str]
    languages: Mapping[Language, str]


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
    only_the_sitter: str
    unknown_person: str
    can_press: str
    not_the_writer: str


@dataclass(frozen=True, slots=True)
class Words:
    """All that a language says on the cards."""

    language: Language
    hour: str  # for strftime
    numerals: tuple[str, ...]  # one, two … as a sentence begins
    quoted: str  # name: as somebody wrote it themselves
    both: str  # first, last: of a list of names

    nameless: str
    telephone: str  # digits
    telephone_hidden: str
    colleague: str
    participant: str
    program: str
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
    welcome: WelcomeWords
    alert: AlertWords
    stop: StopWords
    round: RoundWords
    checklist: ChecklistWords
    roster: RosterWords
    expected: ExpectedWords
    status: StatusWords
    gaps: GapWords
    summary: SummaryWords
    training: TrainingWords
    chat: ChatWords
    options: OptionsWords
    recording: RecordingWords
    help: HelpWords
    answer: AnswerWords
