"""The summary card: one line to all, the last; and to the host alone, what is left open."""

from bot.domain.effects import PRIVATE, TIDIES, CardKind, Matter
from bot.domain.participants import PersonId
from bot.domain.rules.tidying import leftover, not_introduced, unsettled, unticked
from bot.ports import Card
from cards.elements import Element, aside, card, fitting, link, quiet, rich, run, text, title
from cards.recording_alarm import recorded
from cards.scene import Scene


def summary(matter: Matter, scene: Scene) -> Card:
    """That the meeting is over, and what is left to do."""
    words = scene.words.summary
    if matter.of.startswith(PRIVATE):
        return _to_the_host(scene, tidies=matter.of.endswith(TIDIES))
    told = [text(line, spacing="Small") for line in recorded(scene)]
    return card(CardKind.SUMMARY, scene.words, [text(words.closing), *told], says=words.closing)


def _to_the_host(scene: Scene, *, tidies: bool) -> Card:
    words = scene.words.summary
    body = [title(words.host_title)]
    meeting = scene.meeting
    open_, left = unsettled(meeting), leftover(meeting) if tidies else ()
    body += [text(line, spacing="Small") for line in recorded(scene)]
    if open_:
        body += [text(words.unsettled), *_people(open_, scene)]
    if silent := not_introduced(meeting):
        names = [scene.name(person) for person in silent]
        body += [text(words.not_introduced, spacing="Medium"), rich(run(", ".join(names)), spacing="Small")]
    for variant, clauses in unticked(meeting, scene.procedure).items():
        name = scene.words.checklist.variants[variant]
        body.append(text(words.unticked.format(variant=name), spacing="Medium"))
        body += [text(f"○ {scene.clause(variant.regime, clause)}", spacing="Small") for clause in clauses]
    if page := scene.procedure.links.deviation_report:
        body.append(quiet(link(words.deviation, page)))
    if left:
        body += [text(words.leftover, spacing="Medium"), *_people(left, scene), text(words.how_to_remove)]
    return card(CardKind.SUMMARY, scene.words, body, says=words.host_title + ".")


def _people(people: tuple[PersonId, ...], scene: Scene) -> list[Element]:
    rows = [rich(run(scene.name(one)), aside(f"  {scene.why(one)}"), spacing="Small") for one in people]
    shown = rows[: fitting(rows, 9_000)]
    rest = len(rows) - len(shown)
    return [*shown, *([text(scene.words.roster.left_out.format(count=rest))] if rest else [])]
