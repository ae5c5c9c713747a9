"""The summary card: one line to all, the last; and to the host alone, what is left open."""

from bot.domain.effects import PRIVATE, TIDIES, CardKind, Matter
from bot.domain.participants import PersonId
from bot.domain.rules.tidying import leftover, unsettled
from bot.ports import Card
from cards.elements import Element, aside, card, fitting, rich, run, text, title
from cards.scene import Scene


def summary(matter: Matter, scene: Scene) -> Card:
    """That the meeting is over, and what is left to do."""
    words = scene.words.summary
    if matter.of.startswith(PRIVATE):
        return _to_the_host(scene, tidies=matter.of.endswith(TIDIES))
    return card(CardKind.SUMMARY, scene.words, [text(words.closing)], says=words.closing)


def _to_the_host(scene: Scene, *, tidies: bool) -> Card:
    words = scene.words.summary
    body = [title(words.host_title)]
    open_, left = unsettled(scene.meeting), leftover(scene.meeting) if tidies else ()
    if open_:
        body += [text(words.unsettled), *_people(open_, scene)]
    if left:
        body += [text(words.leftover, spacing="Medium"), *_people(left, scene), text(words.how_to_remove)]
    return card(CardKind.SUMMARY, scene.words, body, says=words.host_title + ".")


def _people(people: tuple[PersonId, ...], scene: Scene) -> list[Element]:
    rows = [rich(run(scene.name(one)), aside(f"  {scene.why(one)}"), spacing="Small") for one in people]
    shown = rows[: fitting(rows, 9_000)]
    rest = len(rows) - len(shown)
    return [*shown, *([text(scene.words.roster.left_out.format(count=rest))] if rest else [])]
