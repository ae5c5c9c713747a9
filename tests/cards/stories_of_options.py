"""What is said of a meeting's options (S1, S7, S8), by stories."""

from bot.domain.effects import CardKind, Matter
from bot.domain.expected import Unread
from bot.domain.meeting import Meeting
from bot.domain.options import OptionsRead, OptionsRefused, OptionsUnavailable
from bot.domain.presses import Command
from bot.domain.procedure import Option, Variant
from tests.cards.stories import asked, checklist, status
from tests.domain.test_recording import FINE, OPEN_LOBBY, RECORDED, STORY, told
from tests.scenes import BO, after, at

TO_ALL, TO_HOST = Matter(CardKind.OPTIONS, 1), Matter(CardKind.OPTIONS, 1, "to-p1")
_REFUSED = (Option.RECORDING, Option.TRANSCRIPTION)
ALL_WRONG = {
    Option.RECORDING: "on",
    Option.TRANSCRIPTION: "on",
    Option.AUTOMATIC_RECORDING: "on",
    Option.LOBBY: "everyone",
    Option.DIAL_IN_BYPASS: "on",
    Option.ANNOUNCEMENTS: "off",
    Option.PRESENTERS: "everyone",
}


def options_in() -> dict[str, tuple[Matter, Meeting]]:
    """Each card on the options there is, and what others tell of them."""

    def refused(why: Unread) -> Meeting:
        return after(*STORY, told(RECORDED), OptionsRefused(at(2.1), _REFUSED, why))

    every = (*STORY, told(ALL_WRONG), OptionsRefused(at(2.1), tuple(ALL_WRONG), Unread.AWAY))
    ticked = after(*STORY, asked(Command.CHECKLIST, BO, 3), OptionsRead(at(4), FINE))
    return {
        "options-refused": (TO_ALL, refused(Unread.DENIED)),
        "options-all-wrong": (TO_HOST, after(*every)),
        "options-to-the-host": (TO_HOST, after(*STORY, told(OPEN_LOBBY))),
        "options-mended": (TO_ALL, after(*STORY, told(FINE))),
        "options-mended-for-the-host": (TO_HOST, after(*STORY, told(FINE))),
        "checklist-not-recorded": (checklist(Variant.TEAMS), ticked),
        "status-options-read": (status(), after(*STORY, told(FINE))),
        "status-options-unsaid": (status(), after(*STORY, told({}))),
        "status-options-denied": (status(), after(*STORY, OptionsUnavailable(at(2), Unread.DENIED))),
    }
