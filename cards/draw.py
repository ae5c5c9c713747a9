"""A matter and a meeting in, the card out, as it shall stand now."""

from typing import assert_never

from bot.domain.effects import CardKind, Matter
from bot.domain.forgetting import is_private
from bot.domain.meeting import Meeting
from bot.ports import Card
from cards.chat_warning import chat_warning, sharing
from cards.checklist import checklist
from cards.elements import card, quiet
from cards.expected import expected
from cards.help import help_
from cards.introductions import introductions
from cards.meeting_options import meeting_options
from cards.participant_alert import folded_alert, participant_alert
from cards.recording_alarm import recording_alarm
from cards.roster import roster
from cards.rules import rules
from cards.scene import Scene, Site, language_for
from cards.status import status
from cards.stop import stop
from cards.summary import summary
from cards.training import training
from cards.welcome import welcome


def fold(matter: Matter, meeting: Meeting, site: Site) -> Card:
    """What is left of a card that stood twice: the other one goes on."""
    scene = _scene(matter, meeting, site)
    return _folded(matter.kind, scene.words.stood_twice, scene)


def draw(matter: Matter, meeting: Meeting, site: Site) -> Card:  # noqa: C901  # one case a kind
    """The card of *matter* as *meeting* is now. A live card whose series has a newer one is folded to a quiet line."""
    scene = _scene(matter, meeting, site)
    match matter.kind:
        case CardKind.RULES:
            return rules(matter, scene)
        case CardKind.WELCOME:
            return welcome(scene)
        case CardKind.ALERT:
            return _alert(matter, scene)
        case CardKind.CHECKLIST:
            return _checklist(matter, scene)
        case CardKind.ROSTER:
            return roster(scene)
        case CardKind.HELP:
            return help_(matter, scene)
        case CardKind.SUMMARY:
            return summary(matter, scene)
        case CardKind.STOP:
            return _stop(matter, scene)
        case CardKind.INTRODUCTIONS:
            return _round(matter, scene)
        case CardKind.EXPECTED:
            return expected(scene)
        case CardKind.STATUS:
            return status(scene)
        case CardKind.TRAINING:
            return training(scene)
        case CardKind.CHAT_WARNING:
            return chat_warning(matter, scene)
        case CardKind.SHARING:
            return sharing(scene)
        case CardKind.OPTIONS:
            return meeting_options(matter, scene)
        case CardKind.RECORDING:
            return _alarm(matter, scene)
        case _:
            assert_never(matter.kind)


def _scene(matter: Matter, meeting: Meeting, site: Site) -> Scene:
    nameless = _is_over(meeting) and not is_private(matter.series)
    return Scene(meeting, site, language_for(meeting, site, matter.addressee), nameless=nameless)


def _is_over(meeting: Meeting) -> bool:
    """Whether a meeting was held and is over: whoever reads its chat later need not know who was there."""
    return meeting.occurrence is not None and not meeting.running and not meeting.where.personal


def _alert(matter: Matter, scene: Scene) -> Card:
    if str(matter) not in scene.meeting.alerts:  # it waited, and another meeting has begun
        return _folded(CardKind.ALERT, scene.words.earlier, scene)
    if _is_old(matter, scene):
        return card(CardKind.ALERT, scene.words, [folded_alert(matter, scene)])
    return participant_alert(matter, scene)


def _checklist(matter: Matter, scene: Scene) -> Card:
    if _is_old(matter, scene):
        return _folded(CardKind.CHECKLIST, scene.words.checklist.folded, scene)
    return checklist(matter, scene)


def _stop(matter: Matter, scene: Scene) -> Card:
    if _is_old(matter, scene):
        return _folded(CardKind.STOP, scene.words.stop.folded, scene)
    if str(matter) not in scene.meeting.stops:
        return _folded(CardKind.STOP, scene.words.earlier, scene)
    return stop(matter, scene)


def _round(matter: Matter, scene: Scene) -> Card:
    if _is_old(matter, scene):
        return _folded(CardKind.INTRODUCTIONS, scene.words.round.folded, scene)
    return introductions(scene)


def _alarm(matter: Matter, scene: Scene) -> Card:
    if matter.addressee is None and _is_old(matter, scene):
        return _folded(CardKind.RECORDING, scene.words.recording.folded, scene)
    if matter.addressee is None and str(matter) not in scene.meeting.cards:  # another meeting has begun since
        return _folded(CardKind.RECORDING, scene.words.earlier, scene)
    return recording_alarm(matter, scene)


def _folded(kind: CardKind, line: str, scene: Scene) -> Card:
    return card(kind, scene.words, [quiet(line)], says=line)


def _is_old(matter: Matter, scene: Scene) -> bool:
    return scene.meeting.latest.get(matter.series, 0) > matter.number
