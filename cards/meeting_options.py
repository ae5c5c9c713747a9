"""The card on a meeting's options: what is wrong, what it means, who can mend it, and one button. S1, S7, S8."""

from bot.domain.effects import CardKind, Matter
from bot.domain.options import RECORDINGS, left
from bot.domain.procedure import SERVED, Hardening, Option
from bot.ports import Card
from cards.elements import Element, Verb, button, buttons, card, quiet, text, title
from cards.scene import Scene


def meeting_options(matter: Matter, scene: Scene) -> Card:
    """To all whether the meeting can be recorded; to the host alone all that is wrong."""
    words, options = scene.words.options, scene.meeting.options
    wrong = [one for one in left(options, scene.procedure) if matter.addressee is not None or one in RECORDINGS]
    if not wrong:
        done = words.mended if matter.addressee is not None else f"✓ {words.unrecorded}."
        return card(CardKind.OPTIONS, scene.words, [text(done)], says=done)
    head = words.can_record if RECORDINGS & set(wrong) else words.others
    body = [title(head), *(_line(one, scene) for one in wrong)]
    if options.why is not None and set(wrong) & set(options.refused):
        body.append(text(words.refused[options.why]))
    body.append(text(words.by_hand))
    if matter.addressee is not None:
        body.append(quiet(words.only_host))
    if scene.procedure.hardening is not Hardening.NEVER:
        body.append(buttons(button(words.mend, Verb.HARDEN, {"clause": SERVED[wrong[0]].value})))
    return card(CardKind.OPTIONS, scene.words, body, says=f"{head}. {words.by_hand}")


def _line(option: Option, scene: Scene) -> Element:
    return text(f"{scene.words.options.wrong[option]} ({SERVED[option]})", spacing="Small")
