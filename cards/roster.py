"""The roster card: everyone who was seen, whether they were expected and why, and what Møtevakt goes by."""

from collections.abc import Mapping
from typing import Any

from bot.domain.effects import CardKind
from bot.domain.participants import PersonId
from bot.domain.permit import Standing, standing
from bot.domain.presses import Command
from bot.domain.reasons import Weight
from bot.domain.verdict import judge_person
from bot.ports import Card
from cards.elements import Element, Verb, aside, button, card, fitting, quiet, refreshing, rich, run, text, title
from cards.gaps import all_blind_spots
from cards.scene import SIGNS, Scene
from cards.status import sources

_URGENCY = (Weight.RED, Weight.AMBER, Weight.UNKNOWN, Weight.NOTED, Weight.GREEN)
_ASKS = {"command": Command.ROSTER.value}


def roster(scene: Scene, *, personal: bool = False) -> Card:
    """Who is here, then who has left, the weightiest first; as many as fit, and how many did not.

    *personal*: for whoever asked for it anew, alone.
    """
    words, meeting = scene.words.roster, scene.meeting
    everybody = [*meeting.people, *(person for person in meeting.around if person not in meeting.people)]
    people = sorted(everybody, key=lambda person: (not meeting.is_around(person), _urgency(person, scene)))
    rows = [_row(person, scene) for person in people]
    shown = rows[: fitting(rows)]
    body = [title(words.title), text(_counts(scene) if people else words.nobody, spacing="None"), *shown]
    if len(shown) < len(rows):
        body.append(text(words.left_out.format(count=len(rows) - len(shown))))
    body += [quiet(line) for line in (*sources(scene), *all_blind_spots(scene))]
    if personal:
        body.append(quiet(words.refreshed))
    return _card(body, scene)


def own_line(person: PersonId | None, scene: Scene) -> Card:
    """The view of somebody who may not see the list: how many are here, and what is said of themselves."""
    words = scene.words.roster
    rows = [_row(person, scene)] if person is not None and person in scene.meeting.people else []
    body = [title(words.title), text(_counts(scene), spacing="None"), *rows, quiet(words.for_own_staff)]
    return _card(body, scene)


def _card(body: list[Element], scene: Scene) -> Card:
    words = scene.words.roster
    actions = [button(words.refresh, Verb.REFRESH, _ASKS)]
    return card(CardKind.ROSTER, scene.words, body, actions, says=words.title + ".", more=_refresh(scene))


def _refresh(scene: Scene) -> Mapping[str, Any]:
    """Own staff who are here see the list of the moment whenever they look at it."""
    meeting = scene.meeting
    own = (Standing.LEAD, Standing.COLLEAGUE)
    present = (meeting.identities[person] for person in meeting.present)
    users = [who.mri for who in present if who.mri and standing(who, None, meeting) in own]
    return refreshing(scene.words.roster.refresh, _ASKS, users)


def _urgency(person: PersonId, scene: Scene) -> int:
    return _URGENCY.index(judge_person(person, scene.meeting).weight)


def _counts(scene: Scene) -> str:
    words, here = scene.words.roster, len(scene.meeting.present)
    gone = len(scene.meeting.people) - here
    counts = [words.here.format(count=here), *([words.left.format(count=gone)] if gone else [])]
    return ", ".join(counts)


def _row(person: PersonId, scene: Scene) -> Element:
    weight = judge_person(person, scene.meeting).weight
    name = run(f"{SIGNS[weight]} {scene.name(person)}", weight="Bolder")
    haste = scene.words.weights[weight] if scene.meeting.is_around(person) else scene.words.gone
    return rich(name, aside(f"  {haste}, {scene.why(person)}"), spacing="Small")
