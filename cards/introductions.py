"""The introduction round: who is missing, one button for all, and who has introduced themselves. S6."""

from bot.domain.effects import CardKind
from bot.domain.meeting import must_introduce
from bot.domain.participants import Introduction, PersonId
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


def introductions(scene: Scene) -> Card:
    """Who is missing first, then inputs and button while somebody is, then who is done."""
    words, meeting = scene.words.round, scene.meeting
    people = must_introduce(meeting)
    missing = [person for person in people if person not in meeting.introductions]
    done = [person for person in people if person in meeting.introductions]
    progress = (words.progress if meeting.running else words.over).format(done=len(done), of=len(people))
    rows = [*(_missing(person, scene) for person in missing), *(_done(person, scene) for person in done)]
    rows = [] if scene.nameless else rows
    shown = fitting(rows)
    body = [
        title(words.title),
        text(_told(progress, len(missing), len(people), scene), spacing="None"),
        *([text(_bar(len(done), len(people)), spacing="None", color="Good")] if people else []),
        *rows[: min(shown, len(missing))],
        *(_inputs(scene) if meeting.running and (missing or not people) else []),
        *rows[len(missing) : shown],
    ]
    if shown < len(rows):
        body.append(text(scene.words.and_more.format(count=len(rows) - shown)))
    return card(CardKind.INTRODUCTIONS, scene.words, body, says=f"{words.title}, {progress}.")


def _told(progress: str, missing: int, of: int, scene: Scene) -> str:
    words = scene.words.round
    if not of:
        return words.nobody
    if not scene.meeting.running:
        return f"{progress}."
    return progress if missing else f"{progress}. {words.complete}"


def _bar(done: int, of: int) -> str:
    width = min(of, 20)
    full = done * width // of
    return "█" * full + "░" * (width - full)


def _missing(person: PersonId, scene: Scene) -> Element:
    words, line = scene.words.round, rich(run(f"○ {scene.name(person)}"), spacing="Small")
    if scene.meeting.can_press(person) or not scene.meeting.running:
        return line
    hint = words.done_for_whom.format(first=scene.first_name(person))
    confirm = button(words.done_for, Verb.INTRODUCED, {"person": person}, hint=hint, alone=True)
    return beside(line, buttons(confirm))


def _done(person: PersonId, scene: Scene) -> Element:
    told = _said(person, scene.meeting.introductions[person], scene)
    return rich(run(f"✓ {scene.name(person)}"), *([aside(f"  {told}")] if told else []), spacing="Small")


def _said(person: PersonId, said: Introduction, scene: Scene) -> str:
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
        buttons(button(words.done, Verb.INTRODUCED, {})),
    ]
