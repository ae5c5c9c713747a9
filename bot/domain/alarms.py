"""The hours that rules ask for, by name. One of a name a meeting: the same name again moves it."""

from enum import StrEnum


class Alarm(StrEnum):
    """What an alarm is for. Its text is stored."""

    START_OVERDUE = "start-overdue"  # people are in, Teams told of no start
    IDLE = "idle"  # is anybody still there?
    READ_AGAIN = "read-invitation"  # Graph was away when the invitation was to be read
    CALL_NOW = "call-uninvited"  # the invitation is not there yet, and somebody waits to be judged by it
    UNSETTLED = "unsettled"  # nobody has settled the newest alert
    PROBE = "probe-roster"  # Teams has told nothing of the roster for a while
    COMPARE = "compare-tellings"  # two sources tell otherwise of somebody; the slower may follow
    WELCOME = "welcome"  # the chat was told nothing yet of what the bot is, and no meeting has begun
    FOREWARN = "forewarn-host"  # the meeting is about to begin
    LOOK_AHEAD = "look-ahead"  # no next start was in sight
    FORGET_CAUTIONS = "forget-cautions"  # what writers were told of their messages is old
    READ_OPTIONS = "read-options"  # what was set in Graph is seen there a little later; or Graph was away
    RENEW_CHAT = "renew-chat"  # Graph tells of the chat only so long
    RENEW_CALL = "renew-call"  # and of the call
    ADD_AGAIN = "add-app"  # Graph was away when the app was to be added
    LOOK_FOR_RECORDINGS = "look-for-recordings"  # what has Teams said of recordings since?
    STILL_RECORDED = "still-recorded"  # a minute on: does it record still?
    LOOK_FOR_FILES = "look-for-files"  # a day on: does what was recorded lie there still?
    FORGET_ROSTER = "forget-roster"  # the meeting has been over for a day
    BACK = "back"  # set by the store itself at a start, due when the process before was last alive
