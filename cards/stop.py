"""The stop card: what we do now, who can do it, and where in Teams. S5, S6."""

from collections.abc import Iterator

from bot.domain.effects import CardKind, Matter
from bot.domain.records import Stop
from bot.ports import Card
from cards.elements import Element, Verb, banner, button, buttons, card, fitting, rich, run, title
from cards.scene import Scene, sentence


def stop(matter: Matter, scene: Scene) -> Card:
    """Who said stop and why, then the steps, each with who takes it."""
    words = scene.words.stop
    said = (*scene.meeting.stops.get(str(matter), ()), *_open_besides(matter, scene))
    if said and all(one.room and not _sits_open(one, scene) for one in said):
        return _lifted(said, scene)
    steps = [(words.everybody, words.pause), *_steps(said, scene)]
    body = [
        banner(f"■ {words.title}", "attention"),
        *_told(said, scene),
        *(_step(number, who, what) for number, (who, what) in enumerate(steps, start=1)),
    ]
    if any(_sits_open(one, scene) for one in said):
        body.append(buttons(button(words.sit_apart, Verb.SIT_APART, {})))
    actions = [button(words.show_round, Verb.SHOW_ROUND, {})] if scene.meeting.running else []
    return card(CardKind.STOP, scene.words, body, actions, says=f"{words.title}.")


def _open_besides(matter: Matter, scene: Scene) -> Iterator[Stop]:
    """Who has said on an earlier card that they sit in an open room, and does so still: the newest has the button."""
    here = {one.by for one in scene.meeting.stops.get(str(matter), ()) if one.room}
    earlier = (Stop(at, person, room=True) for person, at in scene.meeting.rooms.items() if person not in here)
    yield from (one for one in earlier if _sits_open(one, scene))


def _lifted(said: tuple[Stop, ...], scene: Scene) -> Card:
    """Nobody sits in an open room any more: calm, and that we can go on."""
    head = f"✓ {scene.words.stop.lifted}"
    return card(CardKind.STOP, scene.words, [title(head), *_told(said, scene)], says=f"{head}.")


def _told(said: tuple[Stop, ...], scene: Scene) -> list[Element]:
    rows = [rich(run(scene.line(_who(one, scene))), spacing="Small") for one in said]
    return rows[: fitting(rows, 9_000)]


def _steps(said: tuple[Stop, ...], scene: Scene) -> Iterator[tuple[str, str]]:
    """Who does what: of an outsider who came in, of somebody who sits in the open, or of both."""
    words = scene.words.stop
    if any(_sits_open(one, scene) for one in said):
        yield words.sitter, words.find_room
    if not all(one.room for one in said):
        yield words.visited, words.leave_room
        yield words.leaders, f"✓ {words.removed}" if _is_out(said, scene) else words.remove
        yield words.organizer, words.lock
        yield words.afterwards, words.go_on
    else:
        yield words.when_apart, words.carry_on


def _sits_open(said: Stop, scene: Scene) -> bool:
    gone = said.by in scene.meeting.people and not scene.meeting.is_present(said.by)
    return said.room and said.by in scene.meeting.rooms and not gone


def _is_out(said: tuple[Stop, ...], scene: Scene) -> bool:
    """Whether everybody who was not known has left, as far as we see; whoever was vouched for since may stay."""
    strangers = [one.person for one in said if one.person is not None and not _is_known_now(one, scene)]
    return bool(strangers) and not any(scene.meeting.is_around(person) for person in strangers)


def _is_known_now(said: Stop, scene: Scene) -> bool:
    word = scene.meeting.settled.get(said.person) if said.person else None
    return word is not None and word.expected


def _who(said: Stop, scene: Scene) -> str:
    words, name, hour = scene.words.stop, scene.name(said.by), scene.hour(said.at)
    if said.room:
        told = words.sits_open.format(name=name, hour=hour)
        if _sits_open(said, scene):
            return told
        gone = said.by in scene.meeting.rooms  # they left without a word
        return f"{told} {f'({scene.words.gone})' if gone else f'✓ {words.sits_apart.format(name=name)}'}"
    if said.person is None:
        return words.said_stop.format(name=name, hour=hour)
    told = words.does_not_know.format(name=name, whom=scene.name(said.person), hour=hour)
    word = scene.meeting.settled.get(said.person)
    return f"{told} {sentence(scene.word(word))}" if word is not None and word.expected else told


def _step(number: int, who: str, what: str) -> Element:
    return rich(run(f"{number}  {who}: ", weight="Bolder"), run(what), spacing="Small")
