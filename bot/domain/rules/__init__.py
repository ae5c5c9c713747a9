"""The rules, by hand, in the procedure's order. A rule reads a fact and yields what it asks for; it changes nothing."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.domain.effects import Effect
from bot.domain.events import Event
from bot.domain.meeting import Meeting
from bot.domain.procedure import PATIENT, SECURITY, Clause, Procedure
from bot.domain.rules.adding import add_app_to_announced
from bot.domain.rules.alarm import (
    call_on_whoever_records,
    look_for_files,
    look_for_recordings,
    raise_recording_alarm,
)
from bot.domain.rules.chat import guard_chat
from bot.domain.rules.checklist import keep_checklist
from bot.domain.rules.closing import close_meeting
from bot.domain.rules.expected import show_expected
from bot.domain.rules.forewarning import forewarn_host
from bot.domain.rules.forgetting import forget_roster, take_names_off
from bot.domain.rules.hearing import hear_from_graph
from bot.domain.rules.help import give_help
from bot.domain.rules.introductions import introduce_everyone
from bot.domain.rules.invitation import read_invitation
from bot.domain.rules.language import speak_language
from bot.domain.rules.latecomers import tell_latecomers
from bot.domain.rules.organisations import name_organisation
from bot.domain.rules.orphans import fold_orphan
from bot.domain.rules.recording import look_again_at_options, tell_of_options, turn_recording_off
from bot.domain.rules.reminder import remind_at_start
from bot.domain.rules.roster import call_on_somebody, flag_unexpected, show_roster
from bot.domain.rules.sharing import remind_of_documents
from bot.domain.rules.status import tell_status
from bot.domain.rules.stop import stop_conversation
from bot.domain.rules.tidying import tell_the_host
from bot.domain.rules.training import offer_training
from bot.domain.rules.watch import compare_tellings, say_what_is_not_seen, watch_roster
from bot.domain.rules.welcome import introduce_itself


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule and the clauses it serves. `ask(fact, before, after, procedure)` yields effects."""

    clauses: tuple[Clause, ...]
    ask: Callable[[Event, Meeting, Meeting, Procedure], Iterator[Effect]]

    @property
    def name(self) -> str:
        return self.ask.__name__


FORGETTING: tuple[Rule, ...] = (Rule((Clause.P1,), forget_roster),)
"""Who alone hear that people were forgotten: nothing is said in a chat because of that."""

RULES: tuple[Rule, ...] = (
    Rule(SECURITY, remind_at_start),
    Rule(SECURITY, tell_latecomers),
    Rule((Clause.P2, *SECURITY, *PATIENT), keep_checklist),
    Rule((Clause.S1,), look_for_recordings),
    Rule((Clause.S1,), raise_recording_alarm),
    Rule((Clause.S1,), call_on_whoever_records),
    Rule((Clause.S1,), look_for_files),
    Rule((Clause.S1,), look_again_at_options),
    Rule((Clause.S1,), turn_recording_off),
    Rule((Clause.S1, Clause.S7, Clause.S8), tell_of_options),
    Rule((Clause.S1, Clause.S7), hear_from_graph),
    Rule((Clause.S2,), guard_chat),
    Rule((Clause.S3,), remind_of_documents),
    Rule((Clause.S4,), forewarn_host),
    Rule((Clause.S5, Clause.S6), stop_conversation),
    Rule((Clause.S6,), introduce_everyone),
    Rule((Clause.S7,), add_app_to_announced),
    Rule((Clause.S7,), read_invitation),
    Rule((Clause.S7,), watch_roster),
    Rule((Clause.S7,), compare_tellings),
    Rule((Clause.S7,), flag_unexpected),
    Rule((Clause.S7,), call_on_somebody),
    Rule((Clause.S7,), name_organisation),
    Rule((Clause.S7,), say_what_is_not_seen),
    Rule((Clause.S7,), fold_orphan),
    Rule((Clause.S7,), show_roster),
    Rule((Clause.S7,), show_expected),
    Rule((Clause.S7,), tell_status),
    Rule((Clause.T1,), give_help),
    Rule((Clause.T1,), introduce_itself),
    Rule((Clause.T1,), speak_language),
    Rule((Clause.T1, Clause.T2), offer_training),
    Rule((Clause.V9, Clause.S9), close_meeting),
    Rule((Clause.S7,), tell_the_host),
    Rule((Clause.P1,), take_names_off),
    *FORGETTING,
)
"""All of them."""
