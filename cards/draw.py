"""A matter and a meeting in, the card out, as it shall stand now."""

from typing import assert_never

from bot.domain.effects import CardKind, Matter
from bot.domain.meeting import Meeting
from bot.ports import Card
from cards.checklist import checklist
from cards.elements import card, quiet
from cards.help import help_
from cards.participant_alert import folded_alert, participant_alert
from cards.roster import roster
from cards.rules import rules
from cards.scene import Scene, Site
from cards.summary import summary
from cards.words.nb import NB


def draw(matter: Matter, meeting: Meeting, site: Site) -> Card:
    """The card of *matter* as *meeting* is now. A live card whose series has a newer one is folded to a quiet line."""
    scene = Scene(meeting, site, NB)
    match matter.kind:
        case CardKind.RULES:
            return rules(scene)
        case CardKind.ALERT:
            return _alert(matter, scene)
        case CardKind.CHECKLIST:
            return _checklist(matter, scene)
        case CardKind.ROSTER:
            return roster(scene)
        case CardKind.HELP:
            return help_(matter, scene)
        case CardKind.SUMMARY:
            return summary(scene)
        case _:
            assert_never(matter.kind)


def _alert(matter: Matter, scene: Scene) -> Card:
    if str(matter) not in scene.meeting.alerts:  # it waited, and another meeting has begun
        return card(CardKind.ALERT, scene.words, [quiet(scene.words.earlier)], says=scene.words.earlier)
    if _is_old(matter, scene):
        return card(CardKind.ALERT, scene.words, [folded_alert(matter, scene)])
    return participant_alert(matter, scene)


def _checklist(matter: Matter, scene: Scene) -> Card:
    if _is_old(matter, scene):
        folded = scene.words.checklist.folded
        return card(CardKind.CHECKLIST, scene.words, [quiet(folded)], says=folded)
    return checklist(matter, scene)


def _is_old(matter: Matter, scene: Scene) -> bool:
    return scene.meeting.latest.get(matter.series, 0) > matter.number
