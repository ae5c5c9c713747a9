"""The roster card: everyone who was seen, whether they were expected and why, and what Møtevakt goes by."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.domain.effects import CardKind
from bot.domain.participants import PersonId
from bot.domain.permit import Standing, standing
from bot.domain.presses import Command
from bot.domain.reasons import Weight
from bot.domain.verdict import judge_person, stands_out
from bot.ports import Card
from cards.elements import Element, Verb, aside, button, card, fitting, quiet, refreshing, rich, run, text, title
from cards.gaps import all_blind_spots
from cards.scene import COLORS, SIGNS, Scene
from cards.status import sources

_URGENCY = (Weight.RED, Weight.AMBER, Weight.UNKNOWN, Weight.NOTED, Weight.GREEN)
_ROOM_FOR_THE_LOBBY = 4_000  # bytes
_ASKS = {"command": Command.ROSTER.value}


def roster(scene: Scene, *, personal: bool = False) -> Card:
    """Who is here, then who has left, the weightiest first; as many as fit, and how many did not.

    *personal*: for whoever asked for it anew, alone.
    """
    words, meeting, waiting = scene.words.roster, scene.meeting, scene.meeting.lobby
    everybody = [*meeting.people, *(person for person in meeting.around if person not in meeting.people)]
    everybody = [person for person in everybody if person not in waiting]
    people = sorted(everybody, key=lambda person: (not meeting.is_around(person), _urgency(person, scene)))
    rows = [] if scene.nameless else [_row(person, scene) for person in people]
    shown = rows[: fitting(rows)]
    body = [
        title(words.title),
        text(_counts(scene) if people or waiting else words.nobody, spacing="None"),
        *shown,
    ]
    if len(shown) < len(rows):
        body.append(text(words.left_out.format(count=len(rows) - len(shown))))
    body += _lobby(scene)
    body += [quiet(line) for line in (*sources(scene), *all_blind_spots(scene))]
    if personal:
        body.append(quiet(words.refreshed))
    return _card(body, scene, _refresh(scene))


def own_line(person: PersonId | None, scene: Scene) -> Card:
    """The view of somebody who may not see the list: how many are here, and what is said of themselves."""
    words = scene.words.roster
    rows = [_row(person, scene)] if person is not None and person in scene.meeting.people else []
    body = [title(words.title), text(_counts(scene), spacing="None"), *rows, quiet(words.for_own_staff)]
    return _card(body, scene, {})


def _card(body: list[Element], scene: Scene, more: Mapping[str, Any]) -> Card:
    words = scene.words.roster
    actions = [button(words.refresh, Verb.REFRESH, _ASKS)]
    return card(CardKind.ROSTER, scene.words, body, actions, says=words.title + ".", more=more)


def _refresh(scene: Scene) -> Mapping[str, Any]:
    """Own staff who are here see the list of the moment whenever they look at it."""
    if scene.nameless:
        return {}
    meeting = scene.meeting
    own = (Standing.LEAD, Standing.COLLEAGUE)
    present = (meeting.identities[person] for person in meeting.present)
    users = [who.mri for who in present if who.mri and standing(who, None, meeting) in own]
    return refreshing(scene.words.roster.refresh, _ASKS, users)


def _urgency(person: PersonId, scene: Scene) -> int:
    return _URGENCY.index(judge_person(person, scene.meeting).weight)


def _counts(scene: Scene) -> str:
    words, here = scene.words.roster, len(scene.meeting.present)
    waiting = scene.meeting.lobby
    gone = len(scene.meeting.people.keys() - waiting.keys()) - here
    counts = [words.here.format(count=here)]
    counts += [words.left.format(count=gone)] if gone else []
    counts += [words.waiting.format(count=len(waiting))] if waiting else []
    return ", ".join(counts)


def _lobby(scene: Scene) -> list[Element]:
    """Whoever waits to be let in, apart, with what there is to say of them before somebody does."""
    words, waiting = scene.words.roster, sorted(scene.meeting.lobby.items(), key=lambda one: one[1])
    if not waiting or scene.nameless:
        return []
    rows = [_waits(person, since, scene) for person, since in waiting]
    shown = rows[: fitting(rows, _ROOM_FOR_THE_LOBBY)]
    rest = len(rows) - len(shown)
    left_out = [text(words.left_out.format(count=rest))] if rest else []
    return [text(words.lobby, weight="Bolder", spacing="Medium"), *shown, *left_out]


def _waits(person: PersonId, since: datetime, scene: Scene) -> Element:
    told = ", ".join([scene.words.roster.since.format(hour=scene.hour(since)), scene.why(person)])
    return rich(run(f"○ {scene.name(person)}", weight="Bolder"), aside(f"  {told}"), spacing="Small")


def _row(person: PersonId, scene: Scene) -> Element:
    weight = judge_person(person, scene.meeting).weight
    looks = {"color": COLORS[weight]} if weight in COLORS and scene.meeting.is_around(person) else {}
    sign, name = run(f"{SIGNS[weight]} ", weight="Bolder", **looks), run(scene.name(person), weight="Bolder")
    told = ", ".join([*_haste(person, weight, scene), scene.why(person)])
    return rich(sign, name, aside(f"  {told}"), spacing="Small")


def _haste(person: PersonId, weight: Weight, scene: Scene) -> list[str]:
    """What is to be done; nothing of somebody a colleague did not know: that is said already."""
    if not scene.meeting.is_around(person):
        return [scene.words.gone]
    said = weight is Weight.RED and not stands_out(person, scene.meeting)
    return [] if said else [scene.words.weights[weight]]
