"""The alert card: people who were not expected, and what a colleague said of each. S7."""

from collections.abc import Sequence

from bot.domain.effects import CardKind, Matter
from bot.domain.participants import PersonId
from bot.domain.verdict import Weight, judge_person
from bot.ports import Card
from cards.elements import (
    Element,
    Verb,
    aside,
    box,
    button,
    buttons,
    card,
    fitting,
    quiet,
    reveal,
    rich,
    run,
    text,
    title,
)
from cards.scene import SIGNS, Scene, sentence

MOST_OPEN = 12
"""People with buttons on one card; more would bury the first."""

_LOOKS = {Weight.RED: "attention", Weight.AMBER: "warning"}
_NAMED_WHEN_FOLDED = 3


def participant_alert(matter: Matter, scene: Scene) -> Card:
    """Who must be settled first, then who is known not to belong, then who is settled."""
    people = sorted(_people(matter, scene), key=lambda person: _rank(person, scene))
    still_open = [person for person in people if is_open(person, scene)]
    buried = still_open[MOST_OPEN:]
    listed = [person for person in people if person not in buried]
    rows = [_open(person, scene) if person in still_open else _closed(person, scene) for person in listed]
    listed = listed[: fitting(rows)]
    body = [_title(people, scene), *rows[: len(listed)]]
    if len(listed) < len(people):
        body.append(text(scene.words.and_more.format(count=len(people) - len(listed))))
    body += [*scene.unread(), quiet(scene.words.blind_spots)]
    mistakable = [_amend_id(person) for person in listed if _can_amend(person, scene)]
    actions = [reveal(scene.words.alert.amend, mistakable)] if mistakable else []
    return card(CardKind.ALERT, scene.words, body, actions, says=_headline(people, scene) + ".")


def folded_alert(matter: Matter, scene: Scene) -> Element:
    """What was settled here, and that the rest has moved on."""
    words, settled = scene.words.alert, scene.meeting.settled
    people = _people(matter, scene)
    said = [
        (words.folded_vouched if settled[person].expected else words.folded_rejected).format(name=scene.name(person))
        for person in people
        if person in settled
    ]
    if len(said) > _NAMED_WHEN_FOLDED:
        said = [*said[:_NAMED_WHEN_FOLDED], scene.words.and_more.format(count=len(said) - _NAMED_WHEN_FOLDED) + "."]
    rest = words.folded_rest if any(is_open(person, scene) for person in people) else words.folded_newer
    return rich(aside(" ".join([*said, rest])))


def is_open(person: PersonId, scene: Scene) -> bool:
    """Whether *person* still waits for a colleague's word; a rejected person who came back does so again."""
    meeting = scene.meeting
    settled, seen = meeting.settled.get(person), meeting.people.get(person)
    if settled is not None:
        return not settled.expected and seen is not None and seen.present and seen.changed > settled.at
    return judge_person(person, meeting).weight in _LOOKS


def _people(matter: Matter, scene: Scene) -> list[PersonId]:
    alert = scene.meeting.alerts.get(str(matter))
    return [person for person in alert.people if person in scene.meeting.identities] if alert else []


def _rank(person: PersonId, scene: Scene) -> int:
    """Where on the card: waiting and here, red before amber; known not to belong; waiting but gone; the rest."""
    if is_open(person, scene):
        red = judge_person(person, scene.meeting).weight is Weight.RED
        return (0 if red else 1) if scene.present(person) else 3
    return 2 if _unwelcome(person, scene) else 4


def _unwelcome(person: PersonId, scene: Scene) -> bool:
    settled = scene.meeting.settled.get(person)
    return settled is not None and not settled.expected and scene.present(person)


def _headline(people: Sequence[PersonId], scene: Scene) -> str:
    words = scene.words.alert
    if waiting := sum(is_open(person, scene) for person in people):
        return words.one_open if waiting == 1 else words.many_open.format(count=scene.numeral(waiting))
    if unwelcome := sum(_unwelcome(person, scene) for person in people):
        return words.one_rejected if unwelcome == 1 else words.many_rejected.format(count=scene.numeral(unwelcome))
    return words.all_settled


def _title(people: Sequence[PersonId], scene: Scene) -> Element:
    calm = not any(is_open(person, scene) or _unwelcome(person, scene) for person in people)
    return title(f"{'✓' if calm else '⚠'} {_headline(people, scene)}", color="Good" if calm else "Attention")


def _open(person: PersonId, scene: Scene) -> Element:
    weight = judge_person(person, scene.meeting).weight
    said = sentence(scene.why(person))
    if person in scene.meeting.settled:
        said = f"{scene.words.alert.back} {said}"
    name = run(f"{SIGNS[weight]} {scene.name(person)}", weight="Bolder", color=_LOOKS[weight])
    haste = scene.words.weights[weight] if scene.present(person) else f"({scene.words.gone})"
    return box(
        rich(name, aside(f"  {haste}")),
        rich(run(said), spacing="None"),
        buttons(_vouch(person, scene), _reject(person, scene), spacing="Small"),
        separator=True,
    )


def _closed(person: PersonId, scene: Scene) -> Element:
    settled = scene.meeting.settled.get(person)
    sign = SIGNS[judge_person(person, scene.meeting).weight] if settled is None else "✓" if settled.expected else "✗"
    told = scene.why(person) if settled is None else scene.word(settled)
    gone = "" if scene.present(person) else f" ({scene.words.gone})"
    line = rich(run(f"{sign} {scene.name(person)}"), aside(f"  {sentence(told)}{gone}"))
    if settled is None:
        return line
    items = [line]
    if _unwelcome(person, scene):
        items.append(text(scene.words.alert.next_step, spacing="None"))
    other = _reject(person, scene) if settled.expected else _vouch(person, scene)
    return box(*items, buttons(other, id=_amend_id(person), isVisible=False, spacing="Small"), spacing="Small")


def _vouch(person: PersonId, scene: Scene) -> Element:
    return button(scene.words.alert.vouch.format(first=scene.first_name(person)), Verb.VOUCH, {"person": person})


def _reject(person: PersonId, scene: Scene) -> Element:
    words = scene.words.alert
    hint = words.reject_whom.format(first=scene.first_name(person))
    return button(words.reject, Verb.REJECT, {"person": person}, hint=hint)


def _can_amend(person: PersonId, scene: Scene) -> bool:
    return person in scene.meeting.settled and not is_open(person, scene)


def _amend_id(person: PersonId) -> str:
    return f"amend-{person}"
