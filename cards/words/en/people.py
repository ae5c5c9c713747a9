"""Who is here, who should be, and what we do not see, in English."""

from bot.domain.coverage import Blind
from bot.domain.expected import Answer, Source, Unread
from cards.words.watching import AlertWords, ExpectedWords, GapWords, RosterWords, StatusWords

ALERT = AlertWords(
    one_open="One participant needs checking",
    many_open="{count} participants need checking",
    one_amber="One participant should be checked",
    many_amber="{count} participants should be checked",
    one_rejected="Somebody we do not know is in the meeting",
    many_rejected="{count} people we do not know are in the meeting",
    all_settled="✓ Everybody has been checked",
    over="The meeting is over. This was not settled",
    call="{who}, can you check this?",
    vouch="Should be here",
    vouch_whom="{first} should be here",
    reject="Unknown to me",
    reject_whom="{first} is unknown to me",
    amend="Change",
    back="Came back in.",
    next_step="Ask them to leave. The host can also remove them in the list of participants.",
    folded_vouched="✓ {name} is confirmed.",
    folded_rejected="✗ {name} is unknown to us.",
    folded_rest="The rest is further down in the chat.",
    folded_newer="New participants are further down in the chat.",
)

ROSTER = RosterWords(
    title="Participants",
    here="{count} here",
    left="{count} no longer here",
    left_out="and {count} more, for whom there is no room here",
    nobody="Møtevakt has not seen anybody in the meeting yet.",
    waiting="{count} waiting in the lobby",
    lobby="Waiting in the lobby",
    since="since\u00a0{hour}",
    formerly="formerly {name}",
    refresh="Refresh",
    refreshed="This is how it is now. Only you see this.",
    for_own_staff="The full list is for our own staff who are expected. Please ask one of them.",
)

EXPECTED = ExpectedWords(
    title="Who is expected",
    nobody="Møtevakt does not know of anybody yet.",
    count="{count} expected in the meeting.",
    sources={
        Source.INVITATION: "on the invitation",
        Source.CALENDAR: "in the calendar",
        Source.SYSTEM: "added beforehand",
        Source.CHAT: "added in the chat",
    },
    organizer="called the meeting",
    answers={
        Answer.NONE: "",
        Answer.YES: "has accepted",
        Answer.MAYBE: "may come",
        Answer.NO: "has declined",
    },
    room="meeting room",
    trusted_one="We work regularly with one organisation. There is no hurry to check its staff.",
    trusted_many="We work regularly with {count} organisations. There is no hurry to check their staff.",
    how="Expecting more people? Type /expected and the name, the e-mail address or @name.",
)

STATUS = StatusWords(
    title="What Møtevakt sees",
    seen="Møtevakt goes by this:",
    not_seen="This may be missing:",
    news="Teams tells us when somebody comes or goes. The latest news came at\u00a0{hour}.",
    no_news="Teams has not told us of anybody yet.",
    hears_the_call="Teams also tells us when somebody waits in the lobby or calls in.",
    asked="Møtevakt last asked Teams at\u00a0{hour}.",
    read_none="The invitation was read at\u00a0{hour}, but nobody is invited.",
    read_one="The invitation was read at\u00a0{hour}, and one person is invited.",
    read_many="The invitation was read at\u00a0{hour}, and {count} people are invited.",
    not_read_yet="The invitation has not been read yet.",
    calendar_one="One person is in the calendar.",
    calendar_many="{count} people are in the calendar.",
    announced="{count} added beforehand.",
    awaited="{count} added in the chat.",
    not_running="The meeting is not under way.",
)

GAPS = GapWords(
    always="Møtevakt does not see the lobby, nor who is calling in by telephone.",
    spots={
        Blind.CALLED_BEFORE: "Møtevakt does not see who called in or waited in the lobby before\u00a0{until}.",
        Blind.BEFORE_US: "Møtevakt came in at\u00a0{until}, and may not see everybody who came earlier.",
        Blind.WHILE_AWAY: "Møtevakt was away {since}–{until}, and may have missed somebody.",
        Blind.ROSTER_UNREAD: "Teams did not answer at\u00a0{since}, when Møtevakt asked who is here.",
        Blind.CONTRADICTED: "Somebody came or went without a word from Teams. Møtevakt noticed at\u00a0{since}.",
    },
    call={
        Unread.OFF: "That is switched off here. IT can switch it on.",
        Unread.DENIED: "Access is missing. IT can give access.",
        Unread.NOT_FOUND: "Teams did not find the meeting when Møtevakt asked for them.",
        Unread.AWAY: "Teams did not answer when Møtevakt asked for them. IT can help if this keeps happening.",
        Unread.PRIVATE: "Teams does not tell of them in this meeting.",
    },
    roster_denied="Møtevakt lacks access to ask Teams who is here. IT can give access.",
    calendar={
        Unread.OFF: "Møtevakt does not read the calendar.",
        Unread.DENIED: "Møtevakt lacks access to the calendar. Guests invited by e-mail alone may be missing.",
        Unread.NOT_FOUND: "Møtevakt did not find the meeting in the host's calendar.",
        Unread.AWAY: "Møtevakt got no answer when it asked for the calendar.",
        Unread.PRIVATE: "The meeting is private in the calendar, so Møtevakt does not read it there.",
    },
    invitation={
        Unread.OFF: "Møtevakt does not read the invitation, because that is switched off here. IT can switch it on.",
        Unread.DENIED: "Møtevakt could not read the invitation, because it lacks access. IT can give access.",
        Unread.NOT_FOUND: "Møtevakt found no invitation to this meeting. The host can invite from the calendar.",
        Unread.AWAY: "Møtevakt got no answer when it asked for the invitation. IT can help if this keeps happening.",
        Unread.PRIVATE: "The invitation is private, so Møtevakt does not read it.",
    },
    invitation_means="So Møtevakt does not know for certain who is expected.",
    only_calendar="Møtevakt goes by the calendar instead.",
    last_read="The invitation was last read at\u00a0{since}.",
)
