"""The checklist card: what the procedure asks before and while we talk, ticked together."""

from bot.domain.effects import CardKind, Matter
from bot.domain.procedure import TICKS, Clause, Variant
from bot.ports import Card
from cards.elements import (
    Element,
    Verb,
    aside,
    beside,
    box,
    button,
    buttons,
    card,
    quiet,
    reveal,
    rich,
    run,
    text,
    title,
)
from cards.scene import Scene

INFORMATION = (Clause.V2, Clause.V6, Clause.V9)
"""Clauses that hold when the patient takes part, and that nobody need tick."""

_WITH_THE_PATIENT = (Variant.JOIN, Variant.WHEREBY)
_MORE = "more"


def checklist(matter: Matter, scene: Scene) -> Card:
    """A row for each clause: who ticked it and when, or a button. Undoing and information are a press away."""
    words, variant = scene.words.checklist, Variant(matter.of)
    clauses = TICKS[variant]
    ticked = [clause for clause in clauses if scene.meeting.tick(variant, clause)]
    done, of = len(ticked), len(clauses)
    name = words.title.format(variant=words.variants[variant])
    progress = words.progress.format(done=done, of=of)
    body = [
        title(name),
        text(f"{progress}. {words.complete}" if done == of else progress, spacing="None"),
        text("█" * done + "░" * (of - done), spacing="None", color="Good"),
        *(_row(variant, clause, scene) for clause in clauses),
    ]
    actions = [reveal(words.amend, [_undo_id(clause) for clause in ticked])] if ticked else []
    if variant in _WITH_THE_PATIENT:
        body.append(box(*(quiet(words.information[clause]) for clause in INFORMATION), id=_MORE, isVisible=False))
        actions.append(reveal(words.more, [_MORE]))
    return card(CardKind.CHECKLIST, scene.words, body, actions, says=f"{name}, {progress}.")


def _row(variant: Variant, clause: Clause, scene: Scene) -> Element:
    words = scene.words.checklist
    line = (words.with_the_patient if variant in _WITH_THE_PATIENT else words.about_patients)[clause]
    data = {"variant": variant.value, "clause": clause.value}
    tick = scene.meeting.tick(variant, clause)
    if tick is None:
        confirm = button(words.confirm, Verb.TICK, {**data, "done": True}, hint=f"{words.confirm}: {line}")
        return beside(text(f"○ {line}"), buttons(confirm))
    who = aside(f"  {scene.name(tick.by)} {scene.hour(tick.at)}")
    undo = button(words.undo, Verb.TICK, {**data, "done": False}, hint=f"{words.undo}: {line}")
    return beside(rich(run(f"✓ {line}"), who), buttons(undo, id=_undo_id(clause), isVisible=False))


def _undo_id(clause: Clause) -> str:
    return f"undo-{clause.value}"
