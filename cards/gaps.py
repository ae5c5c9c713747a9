"""What Møtevakt does not see, in sentences. S7: people who keep watch must know its gaps."""

from collections.abc import Collection

from bot.domain.coverage import Blind, Gap, gaps
from bot.domain.expected import Unread
from bot.domain.participants import PersonId
from bot.domain.reasons import Reason
from bot.domain.recording import refuses_to_tell
from bot.domain.records import Reading
from bot.domain.verdict import judge_person
from cards.elements import Element, quiet
from cards.recording_alarm import not_heard
from cards.scene import Scene

_BY_THE_WAY = frozenset({Blind.CALENDAR})
"""Told where people look for it, and on an alert that calls somebody from outside uninvited."""


def blind_spots(scene: Scene, people: Collection[PersonId] = ()) -> list[Element]:
    """For an alert on *people*: one quiet paragraph of what is not seen, what always holds first."""
    bearing = any(Reason.OUTSIDER_NOT_INVITED in judge_person(one, scene.meeting).reasons for one in people)
    told = [_told(gap, scene) for gap in gaps(scene.meeting) if bearing or gap.blind not in _BY_THE_WAY]
    sentences = list(dict.fromkeys(filter(None, told)))
    return [quiet(" ".join(sentences))] if sentences else []


def all_blind_spots(scene: Scene) -> list[str]:
    """Every gap as a sentence, for whoever asks."""
    told = [_told_with_why(gap, scene) for gap in gaps(scene.meeting)]
    off = scene.reads_no_invitation() if scene.meeting.invitation.reading is Reading.NOT_READ else ""
    return list(dict.fromkeys(filter(None, [*told, off])))


def news_of_gaps(scene: Scene) -> list[Element]:
    """For the rules card: what we see less of than usual, nothing where all is as ever."""
    usual = (Blind.LOBBY, Blind.TELEPHONE, Blind.INVITATION, Blind.CALENDAR)
    told = [_told(gap, scene) for gap in gaps(scene.meeting) if gap.blind not in usual]
    if refuses_to_tell(scene.meeting) is not None:
        told.append(not_heard(scene))
    return [quiet(" ".join(told))] if told else []


def _told_with_why(gap: Gap, scene: Scene) -> str:
    """The same with why, and who can mend it, where an alert has no room for that."""
    told = _told(gap, scene)
    if gap.blind in (Blind.LOBBY, Blind.TELEPHONE) and gap.reason is not None:
        return f"{told} {scene.words.gaps.call[gap.reason]}"
    return told


def _told(gap: Gap, scene: Scene) -> str:
    words = scene.words.gaps
    hours = {name: scene.hour(hour) for name, hour in (("since", gap.since), ("until", gap.until)) if hour is not None}
    match gap.blind:
        case Blind.LOBBY | Blind.TELEPHONE:
            return words.always
        case Blind.INVITATION if gap.reason is not None:
            return _unread_invitation(gap, scene, hours)
        case Blind.CALENDAR if gap.reason is not None:
            return words.calendar[gap.reason]
        case Blind.ROSTER_UNREAD if gap.reason is Unread.DENIED:
            return words.roster_denied.format(**hours)
        case _:
            return words.spots[gap.blind].format(**{"since": "", "until": "", **hours})


def _unread_invitation(gap: Gap, scene: Scene, hours: dict[str, str]) -> str:
    words, invitation = scene.words.gaps, scene.meeting.invitation
    if invitation.reading is not Reading.READ or gap.reason is None:
        return scene.reads_no_invitation()
    rest = words.only_calendar if invitation.read is None else words.last_read.format(**hours)
    return f"{words.invitation[gap.reason]} {rest}"
