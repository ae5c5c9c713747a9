"""The only brain: what follows from an event."""

from dataclasses import dataclass
from functools import reduce

from bot.domain.change import replace
from bot.domain.effects import Effect
from bot.domain.events import Event
from bot.domain.evolve import evolve, expect
from bot.domain.forgotten import Forgotten
from bot.domain.meeting import Meeting, carry
from bot.domain.permit import permit
from bot.domain.presume import presume
from bot.domain.procedure import Procedure
from bot.domain.rules import FORGETTING, RULES
from bot.domain.switched_off import told_of_graph


@dataclass(frozen=True, slots=True)
class Decision:
    """What is remembered (`fact`, `after`) and what the rules ask for; `asked_by[i]` names the rule of `effects[i]`.

    `before`: the meeting as it was judged then.
    """

    fact: Event
    before: Meeting
    after: Meeting
    effects: tuple[Effect, ...]
    asked_by: tuple[str, ...]


def decide(event: Event, before: Meeting, procedure: Procedure) -> Decision:
    """What follows from *event*: what is remembered, and what every rule asks for, in the procedure's order."""
    before = told_of_graph(_trusting(before, procedure), procedure)
    fact = presume(permit(event, before), before, procedure)  # a press that is not allowed is a refusal
    after = carry(told_of_graph(evolve(before, fact, procedure), procedure), before)
    rules = FORGETTING if isinstance(fact, Forgotten) else RULES
    asked = [(rule.name, effect) for rule in rules for effect in rule.ask(fact, before, after, procedure)]
    effects = tuple(effect for _, effect in asked)
    final = carry(reduce(expect, effects, after), after)
    return Decision(fact, before, final, effects, tuple(name for name, _ in asked))


def _trusting(meeting: Meeting, procedure: Procedure) -> Meeting:
    trusted = procedure.trusted_tenants
    return meeting if meeting.trusted == trusted else replace(meeting, trusted=trusted)
