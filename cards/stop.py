"""The stop card: what we do now, who can do it, and where in Teams. S6."""

from bot.domain.effects import CardKind, Matter
from bot.domain.meeting import Stop
from bot.ports import Card
from cards.elements import Element, Verb, button, card, rich, run, text, title
from cards.scene import Scene


def stop(matter: Matter, scene: Scene) -> Card:
    """Who said stop and why, then the steps, each with who takes it."""
    words = scene.words.stop
    said = scene.meeting.stops.get(str(matter), ())
    strangers = [one.person for one in said if one.person is not None]
    out = bool(strangers) and not any(scene.meeting.is_around(person) for person in strangers)
    body = [
        title(f"■ {words.title}", color="Attention"),
        *(rich(run(_who(one, scene)), spacing="Small") for one in said),
        _step(1, words.everybody, words.pause),
        _step(2, words.visited, words.leave_room),
        _step(3, words.leaders, f"✓ {words.removed}" if out else words.remove),
        _step(4, words.leaders, words.lock),
        _step(5, words.afterwards, words.go_on),
    ]
    actions = [button(words.show_round, Verb.SHOW_ROUND, {})]
    return card(CardKind.STOP, scene.words, body, actions, says=f"{words.title}.")


def _who(said: Stop, scene: Scene) -> str:
    words, name, hour = scene.words.stop, scene.name(said.by), scene.hour(said.at)
    if said.person is None:
        return words.said_stop.format(name=name, hour=hour)
    return words.does_not_know.format(name=name, whom=scene.name(said.person), hour=hour)


def _step(number: int, who: str, what: str) -> Element:
    return text(f"{number}  **{who}:** {what}", spacing="Small")
