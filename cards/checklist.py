"""The checklist card: what the procedure asks before and while we talk, ticked together."""

from bot.domain.checklists import Line, lines, must_confirm
from bot.domain.effects import CardKind, Matter
from bot.domain.procedure import Clause, Variant
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
    link,
    quiet,
    reveal,
    rich,
    run,
    text,
    title,
)
from cards.recording_alarm import not_heard_in_short
from cards.scene import Scene

_MORE = "more"
_NAMED = 3
"""People who are named as missing; more are a number."""


def checklist(matter: Matter, scene: Scene) -> Card:
    """A row for each clause: who said so and when, or a button. Undoing and information are a press away."""
    words, variant = scene.words.checklist, Variant(matter.of)
    told = lines(variant, scene.meeting, scene.procedure)
    done, of = sum(line.done for line in told), len(told)
    name = words.title.format(variant=words.variants[variant])
    progress = words.progress.format(done=done, of=of)
    body = [
        title(name),
        text(f"{progress}. {words.complete}" if done == of else progress, spacing="None"),
        text("█" * done + "░" * (of - done), spacing="None", color="Good"),
        *(row for line in told for row in (_row(variant, line, scene), *_unseen(variant, line, scene))),
    ]
    ticked = [_undo_id(line.clause) for line in told if line.ticks]
    actions = [reveal(words.amend, ticked)] if ticked else []
    information = _information(variant, scene)
    if information:
        body.append(box(*information, id=_MORE, isVisible=False))
        actions.append(reveal(words.more, [_MORE]))
    return card(CardKind.CHECKLIST, scene.words, body, actions, says=f"{name}, {progress}.")


def _row(variant: Variant, line: Line, scene: Scene) -> Element:
    said = scene.clause(variant.regime, line.clause)
    if line.proven is not None and line.clause is Clause.S1:
        said = scene.words.options.unrecorded  # what Graph proves, and no more
    undo = _button(variant, line.clause, scene, done=False)
    hidden = buttons(undo, id=_undo_id(line.clause), isVisible=False)
    if line.done:
        row = rich(run(f"✓ {said}"), aside(f"  {_who(line, scene)}"))
        return beside(row, hidden) if line.ticks else row
    confirm = _button(variant, line.clause, scene, done=True)
    if line.clause in scene.procedure.by_everybody:
        return _row_of_each(variant, line, scene, confirm, hidden)
    return beside(text(f"○ {said}"), buttons(confirm))


def _unseen(variant: Variant, line: Line, scene: Scene) -> list[Element]:
    """S1. Under the line on recording, that we would not hear of one; there is none to hear of outside Teams."""
    told = not_heard_in_short(scene) if line.clause is Clause.S1 and variant is Variant.TEAMS else ""
    return [quiet(told, spacing="None")] if told else []


def _row_of_each(variant: Variant, line: Line, scene: Scene, confirm: Element, hidden: Element) -> Element:
    """A clause that each confirms for themselves: how many have, who is missing, and who sits in the open."""
    words, said = scene.words.checklist, scene.clause(variant.regime, line.clause)
    sign = "▲" if line.open_rooms else "○"
    rows = [buttons(confirm, spacing="Small")]
    if line.clause is Clause.S5:  # in a row of its own: a phone has no room for both
        open_room = button(words.sit_open, Verb.SIT_OPEN, {"variant": variant.value, "done": True})
        rows.append(buttons(open_room, spacing="Small"))
    told = _progress(variant, line, scene)
    items = [text(f"{sign} {said}"), *([rich(aside(told), spacing="None")] if told else [])]
    return box(*items, *rows, *([hidden] if line.ticks else []), spacing="Small")


def _progress(variant: Variant, line: Line, scene: Scene) -> str:
    words, asked = scene.words.checklist, must_confirm(variant, scene.meeting)
    told = [scene.line(words.sits_open.format(name=scene.name(person))) for person in line.open_rooms[:_NAMED]]
    if len(line.open_rooms) > _NAMED:
        told.append(f"+ {len(line.open_rooms) - _NAMED}.")
    if len(asked) > 1:
        told.append(words.confirmed.format(done=len(asked) - len(line.missing), of=len(asked)))
        told += [f"✓ {_confirmers(line, scene)}."] if line.ticks and not scene.nameless else []
        if line.ticks and not scene.nameless and 0 < len(line.missing) <= _NAMED:
            told.append(words.missing.format(names=scene.listed([scene.name(person) for person in line.missing])))
    return " ".join(told)


def _confirmers(line: Line, scene: Scene) -> str:
    """Who has confirmed, each with the hour; of many, the latest."""
    latest = [f"{scene.name(tick.by)} {scene.hour(tick.at)}" for tick in line.ticks[-_NAMED:]]
    return f"{'… ' if len(line.ticks) > _NAMED else ''}{scene.listed(latest)}"


def _who(line: Line, scene: Scene) -> str:
    """Who said so, and when; of many, how many, and when the last did."""
    words = scene.words.checklist
    if line.proven is not None:
        return f"{words.ourselves} {scene.hour(line.proven)}"
    if len(line.ticks) > (1 if scene.nameless else _NAMED):
        return f"{words.all_confirmed.format(count=len(line.ticks))} {scene.hour(line.ticks[-1].at)}"
    return _confirmers(line, scene)


def _button(variant: Variant, clause: Clause, scene: Scene, *, done: bool) -> Element:
    words = scene.words.checklist
    label, said = words.confirm if done else words.undo, scene.clause(variant.regime, clause)
    data = {"variant": variant.value, "clause": clause.value, "done": done}
    return button(label, Verb.TICK, data, hint=f"{label}: {said}")


def _information(variant: Variant, scene: Scene) -> list[Element]:
    """What holds when the patient takes part and nobody need tick, and the page for patients (V2)."""
    told = [quiet(scene.clause(variant.regime, clause)) for clause in scene.procedure.information[variant]]
    page = scene.procedure.links.patient_information
    linked = told and page and Clause.V2 in scene.procedure.information[variant]
    return [*told, *([quiet(link(scene.words.checklist.patient_page, page))] if linked else [])]


def _undo_id(clause: Clause) -> str:
    return f"undo-{clause.value}"
