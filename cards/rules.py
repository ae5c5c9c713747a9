"""The rules card: what we remember when we speak of patients. S1–S9, read in a second."""

from bot.domain.coverage import hears_the_call
from bot.domain.effects import EARLY, LATE, CardKind, Matter
from bot.domain.procedure import Clause, Regime, Variant
from bot.ports import Card
from cards.elements import Element, Verb, box, button, buttons, card, link, quiet, reveal, text, title
from cards.gaps import news_of_gaps
from cards.recording_alarm import not_heard
from cards.scene import Scene
from cards.welcome import about_us

_MORE = "more"


def rules(matter: Matter, scene: Scene) -> Card:
    """The procedure's reminder, a line a rule; to the host before the meeting, the line on sound and room alone."""
    if matter.of.endswith(EARLY):
        return _before_the_meeting(scene)
    words, late = scene.words.rules, matter.of.endswith(LATE)
    head = words.late_title if late else words.title
    body = [title(head)]
    body += scene.once(_lines)
    body += [] if late else [*scene.unread(), *news_of_gaps(scene)]
    occurrence = scene.meeting.occurrence
    if occurrence is not None and occurrence.welcomes == str(matter):
        body.append(quiet(words.new_here))
    meeting = scene.meeting
    body += scene.once(_foot, meeting.where.personal, hears_the_call(meeting), not_heard(scene))
    return card(CardKind.RULES, scene.words, body, [reveal(words.more, [_MORE])], says=head)


def _lines(scene: Scene) -> list[Element]:
    return [text(f"{line.sign} {scene.sentence(line.text)}", spacing="Small") for line in scene.procedure.reminder]


def _foot(scene: Scene) -> list[Element]:
    words = scene.words.rules
    show_checklist = button(words.show_checklist, Verb.SHOW_CHECKLIST, {"variant": Variant.TEAMS.value})
    return [  # rows that a phone has room for
        quiet(" ".join(filter(None, [words.sees_most, _of_the_chat(scene), scene.privacy()]))),
        buttons(button(words.stop, Verb.STOP, {})),
        buttons(button(words.show_round, Verb.SHOW_ROUND, {}), show_checklist, spacing="Small"),
        box(*_more(scene), id=_MORE, isVisible=False),
    ]


def _of_the_chat(scene: Scene) -> str:
    """That what is written is read, for everybody to see; empty: it is not."""
    return scene.words.chat.reads_short if scene.site.reads_chat else ""


def _more(scene: Scene) -> list[Element]:
    """What Møtevakt is, which procedure this is, and a word for whoever sits in the open."""
    words, procedure = scene.words.rules, scene.procedure
    source = [words.version.format(version=procedure.version)] if procedure.version else []
    source += [link(words.text_in_ek, procedure.links.ek)] if procedure.links.ek else []
    open_room = button(scene.words.checklist.sit_open, Verb.SIT_OPEN, {"done": True})
    return [*about_us(scene), *([quiet(" ".join(source))] if source else []), buttons(open_room)]


def _before_the_meeting(scene: Scene) -> Card:
    words, starts = scene.words.rules, scene.meeting.starts
    head = words.early_title.format(hour=scene.hour(starts)) if starts else words.title
    told = [
        f"{line.sign} {scene.sentence(line.text)}" for line in scene.procedure.reminder if Clause.S4 in line.clauses
    ]
    ours = scene.clause(Regime.ABOUT_PATIENTS, Clause.S4)  # a reminder may have no such line
    body = [
        title(head),
        *(text(line, spacing="Small") for line in told or [ours]),
        text(words.early, spacing="Small"),
        quiet(words.only_host),
    ]
    return card(CardKind.RULES, scene.words, body, says=f"{head}.")
