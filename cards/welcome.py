"""The welcome card: what Møtevakt does, sees and does not see, what is kept, and whom to ask."""

from bot.domain.coverage import hears_the_call
from bot.domain.effects import CardKind
from bot.domain.presses import Command
from bot.ports import Card
from cards.elements import Element, Verb, button, buttons, card, link, quiet, text, title
from cards.recording_alarm import not_heard
from cards.scene import Scene


def welcome(scene: Scene) -> Card:
    """To a chat that the bot was added to, or to somebody who added it for themselves."""
    words, personal = scene.words.welcome, scene.meeting.where.personal
    head = words.personal_title if personal else words.title
    show_help = button(words.show_help, Verb.RUN, {"command": Command.HELP.value})
    body = [
        title(head),
        text(words.personal if personal else words.does),
        *about_us(scene, does=personal),
        *([quiet(scene.privacy())] if scene.privacy() else []),
        buttons(show_help),
    ]
    return card(CardKind.WELCOME, scene.words, body, says=f"{head}.")


def about_us(scene: Scene, *, does: bool = True) -> list[Element]:
    """What we are, in a few quiet lines. *does*: what for, too."""
    words, support = scene.words.welcome, scene.procedure.links.support
    if scene.meeting.where.personal:
        sees = [words.sees_personal]
    else:
        sees = [words.sees_invited if scene.site.reads_invitations else words.sees]
        sees += [scene.words.chat.reads] if scene.site.reads_chat else []
        sees.append(words.does_not_see_in_the_call if hears_the_call(scene.meeting) else words.does_not_see)
        recording = scene.words.recording
        sees += [] if scene.site.reads_chat else [recording.unheard]
        sees += [] if not_heard(scene) else [recording.transcribing]
    ask = f"{words.ask} {link(words.support, support)}" if support else words.ask
    lines = [words.does] if does else []
    return [quiet(line, spacing="Small") for line in (*lines, *sees, words.keeps, ask)]
