"""The introduction round: who has introduced themselves, who is missing, one button for all. S6."""

from bot.domain.effects import CardKind
from bot.domain.meeting import must_introduce
from bot.domain.participants import Introduction, Kind, PersonId
from bot.domain.procedure import MOST_OTHERS
from bot.ports import Card
from cards.elements import (
    Element,
    Verb,
    aside,
    beside,
    button,
    buttons,
    card,
    choice,
    fitting,
    number,
    rich,
    run,
    text,
    title,
)
from cards.scene import Scene

_CANNOT_PRESS = (Kind.PHONE, Kind.DEVICE)


def introductions(scene: Scene) -> Card:
    """Who is done, who is missing; inputs and button while somebody is."""
    words, meeting = scene.words.round, scene.meeting
    people = must_introduce(meeting)
    missing = [person for person in people if person not in meeting.introductions]
    done = len(people) - len(missing)
    progress = words.progress.format(done=done, of=len(people))
    closed = bool(people) and not missing
    rows = [_row(person, scene) for person in sorted(people, key=lambda person: person in missing)]
    shown = rows[: fitting(rows)]
    body = [
        title(words.title),
        text(f"{progress}. {words.complete}" if closed else progress if people else words.nobody, spacing="None"),
        *([text(_bar(done, len(people)), spacing="None", color="Good")] if people else []),
        *shown,
    ]
    if len(shown) < len(rows):
        body.append(text(scene.words.and_more.format(count=len(rows) - len(shown))))
    actions: list[Element] = []
    if not closed and meeting.running:
        body += _inputs(scene)
        actions = [button(words.done, Verb.INTRODUCED, {})]
    return card(CardKind.INTRODUCTIONS, scene.words, body, actions, says=f"{words.title}, {progress}.")


def _bar(done: int, of: int) -> str:
    width = min(of, 20)
    full = done * width // of
    return "█" * full + "░" * (width - full)


def _row(person: PersonId, scene: Scene) -> Element:
    said = scene.meeting.introductions.get(person)
    if said is not None:
        line = rich(run(f"✓ {scene.name(person)}"), aside(f"  {_told(person, said, scene)}"), spacing="Small")
        return line
    line = rich(run(f"○ {scene.name(person)}"), spacing="Small")
    if scene.meeting.identities[person].kind not in _CANNOT_PRESS or not scene.meeting.running:
        return line
    words = scene.words.round
    hint = words.done_for_whom.format(first=scene.first_name(person))
    return beside(line, buttons(button(words.done_for, Verb.INTRODUCED, {"person": person}, hint=hint)))


def _told(person: PersonId, said: Introduction, scene: Scene) -> str:
    words = scene.words.round
    others = words.one_more if said.others == 1 else words.more.format(count=scene.numeral(said.others).lower())
    parts = [
        *([words.roles[said.role]] if said.role else []),
        *([others] if said.others else []),
        *([words.said_by.format(name=scene.name(said.by))] if said.by != person else []),
    ]
    return ", ".join(parts)


def _inputs(scene: Scene) -> list[Element]:
    words = scene.words.round
    roles = {profession.value: name for profession, name in words.roles.items()}
    return [
        choice("role", words.role, words.choose, roles),
        number("others", words.others, MOST_OTHERS, words.others_wrong.format(most=MOST_OTHERS)),
    ]
