"""The help card: the commands that work now, a line and a button each."""

from bot.domain.effects import LANGUAGE, CardKind, Matter
from bot.domain.permit import Standing, entitled
from bot.domain.presses import Command, CommandWanted
from bot.domain.rules.help import REFUSED
from bot.ports import Card
from cards.elements import Element, Verb, beside, button, buttons, card, rich, run, text, title
from cards.scene import Scene


def help_(matter: Matter, scene: Scene) -> Card:
    """What can be asked for. Whoever was refused is told so first, and offered what everybody may ask for."""
    if matter.of.endswith(LANGUAGE):
        return _languages(scene)
    words = scene.words.help
    told = refused_in(matter, scene)
    top = [text(told), text(words.title, weight="Bolder")] if told else [title(words.title)]
    offered = [command for command in Command if not told or entitled(CommandWanted(command)) == set(Standing)]
    return card(
        CardKind.HELP, scene.words, [*top, *(_row(command, scene) for command in offered)], says=words.title + "."
    )


def refused_in(matter: Matter, scene: Scene) -> str:
    """Why a command that was typed is not carried out; empty: none was refused."""
    if not matter.of.startswith(REFUSED):
        return ""
    command = matter.of.split("-")[1]
    return scene.words.help.refused.get(Command(command), scene.words.answer.not_entitled)


def _languages(scene: Scene) -> Card:
    """Which language we write here, and a button for each other."""
    words = scene.words.help
    others = [(language, name) for language, name in words.languages.items() if language is not scene.language]
    choices = [button(name, Verb.RUN, {"command": f"{Command.LANGUAGE} {language}"}) for language, name in others]
    body = [title(words.language_title), text(words.language_now[scene.language]), buttons(*choices)]
    return card(CardKind.HELP, scene.words, body, says=f"{words.language_title}.")


def _row(command: Command, scene: Scene) -> Element:
    words = scene.words.help
    line = rich(run(f"/{words.names[command]}", weight="Bolder"), run(f"  {words.commands[command]}"))
    show = button(words.buttons[command], Verb.RUN, {"command": command.value}, hint=words.hints[command])
    return beside(line, buttons(show))
