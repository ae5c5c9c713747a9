"""What a meeting's options say, and what Graph takes when they are to say something else (docs/TEAMS.md C)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

LOBBY = "lobbyBypassSettings"
SCOPES = (
    *("organizer", "organization", "organizationAndFederated", "everyone", "invited"),
    "organizationExcludingGuests",
)
NEWER_SCOPES = ("invited", "organizationExcludingGuests")  # told to whoever prefers it alone
ALL_MEMBERS = "include-unknown-enum-members"
USUAL: Mapping[str, Any] = {
    "allowRecording": True,
    "allowTranscription": True,
    "recordAutomatically": False,
    LOBBY: {"scope": "organization", "isDialInBypassEnabled": False},
    "allowedPresenters": "everyone",
    "allowMeetingChat": "enabled",
    "isEntryExitAnnounced": True,
    "allowCopyingAndSharingMeetingContent": True,
}
"""What Teams has where nobody chose. UNVERIFIED: a tenant's policy may have other defaults."""

_WORDS: Mapping[str, tuple[str, ...]] = {
    "scope": SCOPES,
    "allowMeetingChat": ("enabled", "limited", "disabled"),
    "allowedPresenters": ("everyone", "organization", "roleIsPresenter", "organizer"),
}
_EVER = datetime.min.replace(tzinfo=UTC)


@dataclass(slots=True)
class Options:
    """The options of a meeting, by Graph's names. Each change may be told later than it counts."""

    _versions: list[tuple[datetime, Mapping[str, Any]]] = field(default_factory=lambda: [(_EVER, USUAL)])

    @property
    def now(self) -> Mapping[str, Any]:
        """What counts, whether Graph tells it already or not."""
        return self._versions[-1][1]

    def change(self, changes: Mapping[str, Any], *, told_from: datetime = _EVER) -> None:
        """Let them say *changes*, as somebody who sets them in Teams or Graph does; of the lobby also one half."""
        whole = dict(changes)
        if LOBBY in changes:
            whole[LOBBY] = {**self.now[LOBBY], **changes[LOBBY]}
        self._versions.append((told_from, {**self.now, **whole}))

    def told(self, at: datetime, *, all_members: bool) -> dict[str, Any]:
        """What Graph tells at that hour. Without *all_members* it withholds the newer words for the lobby."""
        said = next(said for since, said in reversed(self._versions) if since <= at)
        withheld = said[LOBBY]["scope"] in NEWER_SCOPES and not all_members
        return {**said, LOBBY: said[LOBBY] | ({"scope": "unknownFutureValue"} if withheld else {})}


def patched(body: Mapping[str, Any]) -> dict[str, Any]:
    """The options that a PATCH sets. Graph takes more than these, but the bot is to send nothing else.

    Of half a lobby the other half is set to Teams' default: the worst that Graph could make of it (UNVERIFIED).

    Raises:
        ValueError: a property is unknown, or its value is of another type or none of its words.
    """
    check(body)
    changes = dict(body)
    if LOBBY in body:
        changes[LOBBY] = {**USUAL[LOBBY], **body[LOBBY]}
    return changes


def check(body: Mapping[str, Any]) -> None:
    """There are such options, and they can say what *body* wants.

    Raises:
        ValueError: as for `patched`.
    """
    if not body:
        raise ValueError("nothing is to be changed")
    _check(body, USUAL)
    if LOBBY in body:
        _check(body[LOBBY], USUAL[LOBBY])


def _check(told: Mapping[str, Any], usual: Mapping[str, Any]) -> None:
    for name, value in told.items():
        if name not in usual:
            raise ValueError(f"no online meeting has an option {name}")
        if type(value) is not type(usual[name]):
            raise ValueError(f"{name} is of another type")
        if name in _WORDS and value not in _WORDS[name]:
            raise ValueError(f"{name} cannot be {value}")
