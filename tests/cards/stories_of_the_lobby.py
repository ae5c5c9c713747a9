"""Stories in which Teams tells of the lobby and the telephone, or will not; all people are invented."""

from datetime import timedelta

from bot.domain.effects import Matter
from bot.domain.events import Event
from bot.domain.expected import Unread
from bot.domain.feeds import Feed, Subscribed, SubscriptionRefused
from bot.domain.meeting import Meeting
from bot.domain.participants import Identity, Kind
from tests.cards.stories import alert, roster, status, welcome
from tests.domain.test_call_roster import told, waits
from tests.scenes import ANN, BO, DINA, EINAR, GUEST, KARI, after, at, invited, joined, started

CALLER = Identity("+47 912 34 547", kind=Kind.PHONE)
OLAV = Identity("Olav", kind=Kind.ANONYMOUS)
HEARS = Subscribed(at(0), Feed.CALL, "sub", at(0) + timedelta(days=2))
MET: tuple[Event, ...] = (started(), invited(BO, GUEST, organizer=KARI), joined(KARI, ANN, BO, DINA, EINAR))
DENIED = SubscriptionRefused(at(6), Feed.CALL, Unread.DENIED)


def lobby_in() -> dict[str, tuple[Matter, Meeting]]:
    """What the cards show of the lobby and the telephone, and what they say where they cannot."""
    heard = after(HEARS, *MET, waits(6, (GUEST, "g")), waits(6.5, (OLAV, "o")), told(7, (CALLER, "c")))
    return {
        "roster-lobby": (roster(), heard),
        "alert-telephone-heard": (alert(2), heard),
        "status-lobby": (status(), heard),
        "status-lobby-denied": (status(), after(*MET, DENIED)),
        "welcome-lobby": (welcome(), after(HEARS)),
    }
