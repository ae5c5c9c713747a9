"""What Graph does not let us do, as its last answers show: what `/readyz` tells. Forgotten at a restart."""

from collections.abc import Iterator
from datetime import datetime

from bot.domain.events import Event, InvitationRead, InvitationUnavailable, OrganisationNamed
from bot.domain.expected import Unread
from bot.domain.feeds import Feed, Subscribed, SubscriptionRefused
from bot.domain.installing import AppAdded, AppRefused
from bot.domain.options import OptionsRead, OptionsRefused, OptionsSet, OptionsUnavailable
from bot.domain.recordings import FilesFound, FilesUnread, RecordingsTold, RecordingsUntold

_FEEDS = {
    Feed.CHAT: ("being told what Teams says in chats", "ChatMessage.Read.Chat, and PUBLIC_URL reached by Graph"),
    Feed.CALL: ("being told who is in calls", "OnlineMeetings.Read.All, and PUBLIC_URL reached by Graph"),
}
_INVITATIONS = ("invitations", "OnlineMeetings.Read.All and the application access policy")
_CALENDARS = ("calendars", "Calendars.ReadBasic.All")
_OPTIONS = ("meeting options", "OnlineMeetings.Read.All and the application access policy")
_SETTING = ("setting meeting options", "OnlineMeetings.ReadWrite.All and the application access policy")
_NAMES = ("names of organisations", "CrossTenantInformation.ReadBasic.All")
_MESSAGES = ("recordings that start", "ChatMessage.Read.Chat, given with the app in the chat")
_RECORDINGS = ("recordings that are left", "OnlineMeetingRecording.Read.All")
_TRANSCRIPTS = ("transcripts that are left", "OnlineMeetingTranscript.Read.All")
_ADDING = ("adding the app", "TeamsAppInstallation.ReadWriteAndConsentSelfForChat.All")

What = tuple[str, str]
"""What cannot be done, and what an administrator must give for it."""


class Lacks:
    """Keeps, of each thing that Graph may refuse, since when it does. One answer that succeeds clears it."""

    def __init__(self) -> None:
        self._since: dict[What, datetime] = {}

    def note(self, event: Event) -> None:
        """Learn from what came back of a question."""
        for what, refused in _told(event):
            if refused:
                self._since.setdefault(what, event.at)
            else:
                self._since.pop(what, None)

    def __iter__(self) -> Iterator[str]:
        """Each in words, with who must act."""
        for (what, permission), since in self._since.items():
            yield f"{what}: refused since {since:%Y-%m-%d %H:%M} UTC (administrator: {permission})"


def _told(event: Event) -> Iterator[tuple[What, bool]]:  # noqa: C901  # one case an event
    match event:
        case InvitationRead():
            yield _INVITATIONS, event.unread is Unread.DENIED
            if event.calendar_unread is not Unread.PRIVATE:
                yield _CALENDARS, event.calendar_unread is Unread.DENIED
        case InvitationUnavailable(reason=Unread.DENIED):
            yield _INVITATIONS, True
        case OptionsRead():
            yield _OPTIONS, False
        case OptionsUnavailable(reason=Unread.DENIED):
            yield _OPTIONS, True
        case OptionsSet():
            yield _SETTING, False
        case OptionsRefused(reason=Unread.DENIED):
            yield _SETTING, True
        case OrganisationNamed():
            yield _NAMES, event.unread is Unread.DENIED
        case RecordingsTold(read=True):
            yield _MESSAGES, False
        case RecordingsUntold(reason=Unread.DENIED):
            yield _MESSAGES, True
        case FilesFound():
            yield _RECORDINGS, event.recordings is None
            yield _TRANSCRIPTS, event.transcripts is None
        case FilesUnread(reason=Unread.DENIED):
            yield _RECORDINGS, True
            yield _TRANSCRIPTS, True
        case Subscribed():
            yield _FEEDS[event.feed], False
        case SubscriptionRefused(reason=Unread.DENIED):
            yield _FEEDS[event.feed], True
        case AppAdded():
            yield _ADDING, False
        case AppRefused(reason=Unread.DENIED):
            yield _ADDING, True
