"""The sentences on a meeting's options in Teams.

Texts with `{…}` are filled by `str.format`; a comment on the line says with what.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.expected import Unread
from bot.domain.procedure import Option


@dataclass(frozen=True, slots=True)
class OptionsWords:
    """What can be wrong with a meeting's options, what it means, and who can mend it."""

    can_record: str
    others: str
    only_host: str
    wrong: Mapping[Option, str]
    mend: str
    by_hand: str
    open: str
    refused: Mapping[Unread, str]
    mended: str
    unrecorded: str
    asked: str
    status: str  # hour
    unsaid: str
    unread: Mapping[Unread, str]
