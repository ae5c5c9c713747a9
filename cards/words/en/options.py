"""A meeting's options in Teams, in English."""

from bot.domain.expected import Unread
from bot.domain.procedure import Option
from cards.words.options import OptionsWords

OPTIONS = OptionsWords(
    can_record="This meeting can be recorded",
    others="Some meeting options should be changed",
    only_host="Only you, who called the meeting, can see this.",
    wrong={
        Option.RECORDING: "Recording is allowed.",
        Option.TRANSCRIPTION: "Transcription is allowed.",
        Option.AUTOMATIC_RECORDING: "Recording starts by itself.",
        Option.LOBBY: "More than the invited come in without waiting in the lobby.",
        Option.DIAL_IN_BYPASS: "Telephone callers come in past the lobby.",
        Option.PRESENTERS: "Everybody can share a screen and run the meeting.",
        Option.ANNOUNCEMENTS: "It is not said aloud when somebody calls in or hangs up.",
        Option.CHAT: "Everybody can write in the chat, also before and after the meeting.",
        Option.COPYING: "What is shown can be copied and passed on.",
    },
    mend="Mend it now",
    by_hand="Whoever called the meeting can change it: open it in the calendar, and choose Meeting options.",
    open="Meeting options",
    refused={
        Unread.OFF: "Møtevakt cannot change it, since that is switched off here. IT can switch it on.",
        Unread.DENIED: "Møtevakt was not let change it: it lacks the permission. IT can give it.",
        Unread.NOT_FOUND: "Møtevakt did not find the meeting, and could not change it.",
        Unread.AWAY: "Møtevakt got no answer, and could not change it.",
        Unread.PRIVATE: "The meeting is private, so Møtevakt cannot change it.",
    },
    mended="✓ The meeting options are as they should be.",
    unrecorded="Recording in Teams is turned off",
    asked="Møtevakt is changing the meeting options.",
    status="The meeting options were read at {hour}.",
    unsaid="Møtevakt was not told whether the meeting can be recorded.",
    unread={
        Unread.OFF: "Møtevakt does not read the meeting options, since that is switched off here.",
        Unread.DENIED: "Møtevakt is not let read the meeting options: it lacks the permission. IT can give it.",
        Unread.NOT_FOUND: "Møtevakt did not find the meeting options.",
        Unread.AWAY: "Møtevakt got no answer when the meeting options were to be read.",
        Unread.PRIVATE: "The meeting is private, so Møtevakt does not read its options.",
    },
)
