"""What is said of a recording that starts, and of what is left of it (S1), by stories."""

from bot.domain.effects import CardKind, Matter
from bot.domain.events import Event, ParticipantsLeft
from bot.domain.expected import Unread
from bot.domain.meeting import Meeting
from bot.domain.presses import Command
from bot.domain.procedure import Variant
from bot.domain.recordings import FilesFound, FilesUnread, RecordingsUntold, Sign
from tests.cards.stories import NOTES, asked, checklist, ended, rules, status, summary
from tests.domain.test_recording_alarm import BEGUN, STOPPED, STORY, rang, said
from tests.scenes import BO, after, at, joined

ALARM, AGAIN = Matter(CardKind.RECORDING, 1), Matter(CardKind.RECORDING, 2)
TO_HOST = Matter(CardKind.RECORDING, 1, "to-p1")
_DAY = 60 * 24
_PROGRAM = (*STORY, joined(NOTES, minutes=12))
_OVER: tuple[Event, ...] = (*STOPPED, ended(30))
_LEFT = FilesFound(at(_DAY + 13), 1, 2)


def recordings_in() -> dict[str, tuple[Matter, Meeting]]:
    """Each card on recordings there is, and what others tell of them; where the chat is read."""
    both = (*STOPPED, joined(NOTES, minutes=14), said(Sign.STARTED, 18, call="c2"), said(Sign.TRANSCRIPT, 19))
    given_up = (*_OVER, FilesFound(at(_DAY * 31 + 13), 1, 0))
    return {
        "recording-runs": (ALARM, after(*BEGUN)),
        "recording-called": (AGAIN, after(*BEGUN, rang(13))),
        "recording-folded": (ALARM, after(*BEGUN, rang(13))),
        "recording-stopped": (ALARM, after(*STOPPED)),
        "recording-failed": (ALARM, after(*BEGUN, said(Sign.FAILED, 13))),
        "recording-end-alone": (ALARM, after(*STORY, said(Sign.STOPPED, 13))),
        "recording-written": (ALARM, after(*STORY, ended(30), said(Sign.TRANSCRIPT, 31))),
        "recording-program": (ALARM, after(*_PROGRAM)),
        "recording-program-left": (ALARM, after(*_PROGRAM, ParticipantsLeft(at(15), (NOTES,)))),
        "recording-several": (Matter(CardKind.RECORDING, 3), after(*both)),
        "recording-left": (TO_HOST, after(*_OVER, _LEFT)),
        "recording-gone": (TO_HOST, after(*_OVER, _LEFT, FilesFound(at(_DAY * 2), 0, 0))),
        "recording-unseen": (TO_HOST, after(*_OVER, FilesUnread(at(_DAY + 13), Unread.DENIED))),
        "recording-given-up": (TO_HOST, after(*given_up)),
        "checklist-recorded": (checklist(Variant.TEAMS), after(*STORY, asked(Command.CHECKLIST, BO, 3), *BEGUN[3:])),
        "status-recording": (status(), after(*BEGUN)),
        "status-recording-left": (status(), after(*_OVER, _LEFT)),
        "status-recording-denied": (status(), after(*STORY, RecordingsUntold(at(2), Unread.DENIED))),
        "rules-recording-denied": (rules(), after(*STORY, RecordingsUntold(at(2), Unread.DENIED))),
        "summary-recorded": (summary(), after(*_OVER)),
        "summary-host-recorded": (summary("to-p1"), after(*_OVER)),
    }
