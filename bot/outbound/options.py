"""A meeting's options as Graph tells them, and what is to be sent so that they say something else (docs/TEAMS.md C).

Source: microsoftgraph/microsoft-graph-docs-contrib, `onlinemeeting-update.md` (2024-08) and `lobbybypasssettings.md`
(2024-07).
"""

import re
from collections.abc import Mapping
from typing import Any

from bot.answers import folded
from bot.domain.procedure import OFF, ON, Option

PROPERTIES: Mapping[Option, tuple[str, ...]] = {
    Option.RECORDING: ("allowRecording",),
    Option.TRANSCRIPTION: ("allowTranscription",),
    Option.AUTOMATIC_RECORDING: ("recordAutomatically",),
    Option.LOBBY: ("lobbyBypassSettings", "scope"),
    Option.DIAL_IN_BYPASS: ("lobbyBypassSettings", "isDialInBypassEnabled"),
    Option.PRESENTERS: ("allowedPresenters",),
    Option.ANNOUNCEMENTS: ("isEntryExitAnnounced",),
    Option.CHAT: ("allowMeetingChat",),
    Option.COPYING: ("allowCopyingAndSharingMeetingContent",),
}
"""What Graph calls each option: a property, or one within another."""

WORDS: Mapping[Option, tuple[str, ...]] = {
    Option.LOBBY: (
        *("organizer", "organization", "organizationAndFederated", "everyone", "invited"),
        "organizationExcludingGuests",
    ),
    Option.PRESENTERS: ("everyone", "organization", "roleIsPresenter", "organizer"),
    Option.CHAT: ("enabled", "limited", "disabled"),
}
"""What the options may say that are more than yes or no, in Graph's spelling."""

_SWITCHED = {ON: True, OFF: False}
_WORD = re.compile(r"[A-Za-z]{1,60}")
_WITHHELD = "unknownfuturevalue"


def told(meeting: Any) -> dict[Option, str]:
    """What the options of an online meeting say, in lower case. What is absent or of another type is left out."""
    said = ((option, _text(option, _value(meeting, option))) for option in Option)
    return {option: text for option, text in said if text}


def change(meeting: Any, wanted: Mapping[Option, str]) -> dict[str, Any]:
    """The least that has to be sent so that *meeting* says what is *wanted*; empty: it does.

    The lobby is sent whole, the half not asked for as it was read. In what is wanted letter case does not count;
    a text that no option has is sent as it is: Graph refuses it.
    """
    now = told(meeting)
    least: dict[str, Any] = {}
    for option, text in wanted.items():
        if now.get(option) != text.lower():
            outer, *inner = PROPERTIES[option]
            if inner:
                least.setdefault(outer, _halves(meeting, outer, now))[inner[0]] = _spelled(option, text)
            else:
                least[outer] = _spelled(option, text)
    return least


def _value(meeting: Any, option: Option) -> Any:
    for name in PROPERTIES[option]:
        meeting = folded(meeting).get(name.lower())
    return meeting


def _text(option: Option, value: Any) -> str:
    if option not in WORDS:
        return (ON if value else OFF) if isinstance(value, bool) else ""
    word = value.lower() if isinstance(value, str) and _WORD.fullmatch(value) else ""
    return "" if word == _WITHHELD else word


def _halves(meeting: Any, outer: str, now: Mapping[Option, str]) -> dict[str, Any]:
    """What *meeting* says within the property *outer*."""
    within = {option: names[1] for option, names in PROPERTIES.items() if names[0] == outer and option in now}
    return {name: _value(meeting, option) for option, name in within.items()}


def _spelled(option: Option, text: str) -> bool | str:
    if option not in WORDS:
        return _SWITCHED.get(text.lower(), text)
    return next((word for word in WORDS[option] if word.lower() == text.lower()), text)
