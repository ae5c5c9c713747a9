"""What is said of messages in the chat (S2, S3), by stories; and what is said where the chat is read at all."""

from bot.domain.effects import CardKind, Matter
from bot.domain.events import Event
from bot.domain.expected import Unread
from bot.domain.meeting import Meeting
from tests.cards.stories import PERSONAL, rules, status, unread, welcome
from tests.scenes import ANN, BO, after, invited, joined, started
from tests.writing import ILLNESS, IN_NAME, NUMBER, PATIENT, called_it_none, changed, notice, took_back, wrote

MET: tuple[Event, ...] = (started(), invited(BO), joined(ANN, BO))
"""Ann is p1, Bo is p2; Bo writes."""


def warned(*events: Event) -> tuple[Matter, Meeting]:
    """The notice to Bo, after these events."""
    return notice(), after(*MET, *events)


def chat_in() -> dict[str, tuple[Matter, Meeting]]:
    """Each notice there is."""
    return {
        "chat-certain": warned(wrote("m1", NUMBER)),
        "chat-certain-several": warned(wrote("m1", NUMBER, ILLNESS, PATIENT)),
        "chat-likely": warned(wrote("m1", ILLNESS)),
        "chat-likely-joined": warned(wrote("m1", ILLNESS), wrote("m2", PATIENT, minutes=5)),
        "chat-name-of-file": warned(wrote("m1", IN_NAME, shares=True)),
        "chat-deleted": warned(wrote("m1", NUMBER), took_back("m1")),
        "chat-edited": warned(wrote("m1", NUMBER), changed("m1")),
        "chat-mistaken": warned(wrote("m1", NUMBER), called_it_none()),
        "chat-earlier": (notice(), after(*MET)),
        "chat-to-all": (Matter(CardKind.CHAT_WARNING, 1), after(*MET, wrote("m1", NUMBER))),
        "sharing": (Matter(CardKind.SHARING, 1), after(*MET, wrote("m1", shares=True))),
    }


def told_of_chat() -> dict[str, tuple[Matter, Meeting]]:
    """What is told of reading the chat, where it is read."""
    return {
        "rules-reads-chat": (rules(), after(started(), unread(Unread.DENIED))),
        "welcome-reads-chat": (welcome(), after()),
        "welcome-personal-reads-chat": (welcome(), PERSONAL),
        "status-reads-chat": (status(), after(*MET, wrote("m1", minutes=7))),
        "status-reads-chat-nothing-came": (status(), after(*MET)),
    }
