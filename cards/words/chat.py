"""The sentences on what is written and shared in the chat.

Texts with `{…}` are filled by `str.format`; a comment on the line says with what.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.chat import Closed
from bot.domain.health.findings import Kind, Sign


@dataclass(frozen=True, slots=True)
class ChatWords:
    """What a writer is told of their own message, and all of the rule."""

    title: str
    seems: str  # hour, what
    may: str  # hour, what
    may_several: str  # hours, what
    name_seems: str  # hour, what
    name_may: str  # hour, what
    kinds: Mapping[Kind, str]
    readers: str
    delete: str
    false_alarm: str
    why: str
    saw: str  # signs
    signs: Mapping[Sign, str]
    purpose: str
    not_kept: str
    closed: Mapping[Closed, str]
    to_all: str
    shared: str

    reads: str
    reads_short: str
    status: str  # hour
    nothing_read: str
    unread: str
    unseen: str
