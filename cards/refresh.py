"""What whoever asks to see a card anew is shown, and nobody else. It changes nothing."""

from bot.domain.effects import PRIVATE, CardKind, Matter
from bot.domain.meeting import Meeting
from bot.domain.participants import Identity, Role
from bot.domain.permit import entitled, standing
from bot.domain.presses import Command, CommandWanted
from bot.ports import Card
from cards.draw import draw
from cards.roster import own_line, roster
from cards.scene import Scene, Site, language_for
from cards.status import status

_ASKED_WITH = {CardKind.ROSTER: Command.ROSTER, CardKind.STATUS: Command.STATUS, CardKind.EXPECTED: Command.EXPECTED}
"""Kinds that are for some alone, and the command whose right is theirs too, whatever a client says of the card."""


def refresh(
    who: Identity, role: Role | None, meeting: Meeting, pressed: str, command: Command | None, site: Site
) -> Card | str:
    """The card of *command*, or the one with Teams' id *pressed*, as it stands now and as *who* may see it."""
    person = meeting.person(who)
    scene, matter = Scene(meeting, site, language_for(meeting, site, person)), _matter(pressed, meeting)
    wanted = _ASKED_WITH.get(matter.kind, command) if matter else command
    if wanted is not None and standing(who, role, meeting) not in entitled(CommandWanted(wanted)):
        about_people = wanted in (Command.ROSTER, Command.STATUS)
        return own_line(person, scene) if about_people else scene.words.help.refused[wanted]
    if wanted is Command.ROSTER:
        return roster(scene, personal=True)
    if wanted is Command.STATUS:
        return status(scene)
    return draw(matter, meeting, site) if matter and not matter.of.startswith(PRIVATE) else scene.words.answer.worn_out


def _matter(pressed: str, meeting: Meeting) -> Matter | None:
    return next((Matter.parse(key) for key, card in meeting.cards.items() if card and card == pressed), None)
