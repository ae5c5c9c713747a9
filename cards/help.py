"""The help card: the commands that work now, a line and a button each."""

from bot.domain.effects import CardKind, Matter
from bot.domain.presses import Command, CommandWanted
from bot.domain.permit import Standing, entitled
from bot.domain.rules.help import REFUSED
from bot.ports import Card
from cards.elements import Element, Verb, beside, button, buttons, card, text, title
from cards.scene import Scene


def help_(matter: Matter, scene: Scene) -> Card:
    """What can be asked for. Whoever was refused is told so first, and offered what everybody may ask for."""
    words = scene.words.help
    refused = matter.of.startswith(REFUSED)
    top = [text(words.refused), text(words.title, weight="Bolder")] if refused else [title(words.title)]
    offered = [command for command in Command if not refused or entitled(CommandWanted(command)) == set(Standing)]
    return card(
        CardKind.HELP, scene.words, [*top, *(_row(command, scene) for command in offered)], says=words.title + "."
    )


def _row(command: Command, scene: Scene) -> Element:
    words = scene.words.help
    line = text(f"/{command.value}: {words.commands[command]}.")
    return beside(line, buttons(button(words.buttons[command], Verb.RUN, {"command": command.value})))
