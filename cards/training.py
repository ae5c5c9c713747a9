"""The training card: where the training and the guides are, and who here has confirmed theirs. T1, T2."""

from collections.abc import Iterator

from bot.domain.effects import CardKind
from bot.domain.marks import past_of
from bot.ports import Card
from cards.elements import Element, Verb, aside, button, buttons, card, fitting, link, quiet, rich, run, text, title
from cards.scene import Scene


def training(scene: Scene) -> Card:
    """What is asked of each, where it is found, who has confirmed, and a button for whoever has not."""
    words = scene.words.training
    body = [
        title(words.title),
        text(words.responsible),
        *_training(scene),
        *_guides(scene),
        *_confirmed(scene),
        quiet(words.only_here),
        buttons(button(words.confirm, Verb.CONFIRM_TRAINING, {"done": True})),
    ]
    return card(CardKind.TRAINING, scene.words, body, says=f"{words.title}. {words.responsible}")


def _training(scene: Scene) -> list[Element]:
    page = scene.procedure.links.training
    return [text(link(scene.words.training.open, page), spacing="Small")] if page else []


def _guides(scene: Scene) -> list[Element]:
    """Where the guides stand, and the way to each that the hospital has told."""
    words, links = scene.words.training, scene.procedure.links
    ways = (
        (words.guide_join, links.guide_join),
        (words.guide_whereby, links.guide_whereby),
        (words.guide_skype, links.guide_skype),
        (words.in_ek, links.ek),
    )
    told = [text(link(label, page), spacing="Small") for label, page in ways if page]
    return [text(words.guides, spacing="Medium"), *told]


def _confirmed(scene: Scene) -> list[Element]:
    """Who has confirmed; as many as fit, and how many did not."""
    words = scene.words.training
    rows = [_row(name, when) for name, when in _people(scene)]
    if not rows:
        return [text(words.nobody, spacing="Medium")]
    if scene.nameless:
        return [text(words.count.format(count=len(rows)), spacing="Medium")]
    shown = rows[: fitting(rows)]
    rest = len(rows) - len(shown)
    left_out = [text(scene.words.roster.left_out.format(count=rest))] if rest else []
    return [text(words.confirmed, weight="Bolder", spacing="Medium"), *shown, *left_out]


def _row(name: str, when: str) -> Element:
    return rich(run("✓ "), run(name), aside(f"  {when}"), spacing="Small")


def _people(scene: Scene) -> Iterator[tuple[str, str]]:
    """Who said so today, and when; then who is here and said so earlier in the series, of this same procedure."""
    words, meeting, edition = scene.words.training, scene.meeting, scene.procedure.edition
    for person, word in meeting.trained.items():
        if word.edition == edition:
            yield scene.name(person), words.at.format(hour=scene.hour(word.at))
    for person in meeting.around:
        past = past_of(meeting.identities[person], meeting.series, meeting.salt)
        if person not in meeting.trained and past is not None and past.trained == edition:
            yield scene.name(person), words.earlier
