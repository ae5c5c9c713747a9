"""What whoever asks to see a card anew is shown, and nobody else. It changes nothing."""

from bot.domain.effects import Matter
from bot.domain.meeting import Meeting
from bot.domain.participants import Identity, Role
from bot.domain.permit import entitled, standing
from bot.domain.presses import Command, CommandWanted
from bot.ports import Card
from cards.draw import draw
from cards.roster import own_line, roster
from cards.scene import Scene, Site
from cards.status import status
from cards.words.nb import NB


def refresh(
    who: Identity, role: Role | None, meeting: Meeting, pressed: str, command: Command | None, site: Site
) -> Card | str:
    """The card of *command*, or the one with Teams' id *pressed*, as it stands now and as *who* may see it."""
    scene = Scene(meeting, site, NB)
    if command in (Command.ROSTER, Command.STATUS):
        column = standing(who, role, meeting)
        if column not in entitled(CommandWanted(command)):
            return own_line(meeting.person(who), scene)
        return roster(scene, personal=True) if command is Command.ROSTER else status(scene)
    matter = next((Matter.parse(key) for key, card in meeting.cards.items() if card and card == pressed), None)
    return draw(matter, meeting, site) if matter else NB.answer.worn_out
