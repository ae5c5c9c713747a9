"""English."""

from bot.evidence.records import Purpose, Seen
from bot.evidence.tally import Counted
from bot.pages.refusals import Refusal
from bot.pages.words.words import DoorWords, FrameWords, LookWords, MeetingWords, Told, TrendWords, Words

_AGAIN = "Start signing in again from this page."
_NOT_US = (
    "The sign-in service answered for somebody other than Møtevakt or this organisation. Tell those who run Møtevakt."
)

_FRAME = FrameWords(
    tongue="English",
    product="Møtevakt supervision",
    skip="Skip to content",
    navigation="Pages",
    languages="Language",
    overview="Overview",
    meetings="Meetings",
    trends="Trends",
    access="Access log",
    sign_out="Sign out",
    signed_in="Signed in as",
    privacy="Privacy in Møtevakt",
    accessibility="Accessibility",
    to_front="To the overview",
    error="Error",
)

_DOOR = DoorWords(
    sign_in=Told(
        "Sign in to the supervision pages",
        (
            "Here the data protection officer sees what Møtevakt has done in meetings. No chat, no meeting "
            "title and no patient is shown.",
            "Participants appear as “Person 1” instead of by name. Each time somebody looks names up, "
            "it is recorded who, "
            "when and why, and those concerned can see it.",
        ),
    ),
    button="Sign in with your work account",
    signed_out=Told(
        "You are signed out",
        ("You are signed out of the supervision pages. On a shared computer, sign out of Microsoft too.",),
    ),
    again="Sign in again",
    elsewhere="Sign out of Microsoft",
    impossible=Told(
        "The pages cannot be opened here",
        (
            "Møtevakt is registered as a managed identity, which cannot sign people in.",
            "Your Entra administrator has to register Møtevakt as an app with a secret or a certificate.",
        ),
    ),
    refused={
        Refusal.STATE: Told(
            "We did not recognise this sign-in", ("It may have taken too long, or two were under way at once.", _AGAIN)
        ),
        Refusal.CANCELLED: Told(
            "The sign-in was interrupted", ("The sign-in service did not let you through, or you stopped.", _AGAIN)
        ),
        Refusal.CODE: Told("This sign-in cannot be used", ("It has been used before, or it has expired.", _AGAIN)),
        Refusal.SECRET: Told(
            "Møtevakt cannot sign you in",
            ("Møtevakt’s secret or certificate is not accepted. Your Entra administrator has to renew it.",),
        ),
        Refusal.NONCE: Told("We did not recognise this sign-in", ("The answer belongs to another sign-in.", _AGAIN)),
        Refusal.AUDIENCE: Told("This sign-in is not for Møtevakt", (_NOT_US,)),
        Refusal.ISSUER: Told("This sign-in is not for Møtevakt", (_NOT_US,)),
        Refusal.TENANT: Told(
            "This account belongs to another organisation",
            ("Use your account in the organisation that uses Møtevakt.", _AGAIN),
        ),
        Refusal.EXPIRED: Told(
            "The sign-in has expired",
            ("If it happens again, the server’s clock is wrong. Tell those who run Møtevakt.", _AGAIN),
        ),
        Refusal.ACCOUNT: Told("The sign-in does not say who you are", (_NOT_US,)),
        Refusal.ROLE: Told(
            "You do not have access",
            (
                "These pages are for the data protection officer and others who supervise Møtevakt. Your account "
                "lacks the role Tilsyn.Read.",
                "If you need access, your Entra administrator can give you the role: Enterprise applications, "
                "Møtevakt, "
                "Users and groups. Then sign in again.",
            ),
        ),
        Refusal.OFTEN: Told("Too many sign-ins in a short time", ("Wait a minute and try again.",)),
        Refusal.AWAY: Told(
            "The sign-in service does not answer",
            ("Try again shortly. If it lasts, those who run Møtevakt can look at the firewall.",),
        ),
    },
    not_found=Told("Page not found", ("The meeting or page does not exist, or has been erased.",)),
    not_allowed=Told("That is not possible here", ("This page does not take such requests.",)),
    not_ours=Told(
        "The form was not accepted",
        (
            "It did not come from a page we showed you, or you were away too long. Go back, reload the page "
            "and try again.",
        ),
    ),
    too_large=Told("The form is too large", ("Go back and try again.",)),
    bad=Told("The request cannot be read", ("Go back and try again.",)),
    away=Told("The database does not answer", ("Try again shortly. Nothing is lost.",)),
    unforeseen=Told("Something went wrong on our side", ("The fault is in the log. Try again shortly.",)),
)

_MEETING = MeetingWords(
    people_seen="Participants",
    stood_out="Stood out",
    unsettled="Unsettled",
    unseen="Not seen",
    nothing="–",
    some_unsettled="{count} unsettled",
    page="Page {number}",
    earlier="Previous page",
    later="Next page",
    more_that_day="{count} more meetings on this day.",
    picture="The timeline as a picture",
    rows="The rows of the audit",
    overview_lead="Meetings that Møtevakt is in now, and what waits for a human.",
    running="Meetings under way",
    none_running="No meeting is under way.",
    more_running="{count} more meetings are under way.",
    none_unsettled="Everybody who was flagged has been settled.",
    not_counted="{count} meetings of the last day are not counted here yet. You find them under Meetings.",
    unsettled_lately="Unsettled in meetings of the last seven days",
    day="Meetings on {day}",
    none_that_day="Møtevakt was in no meeting on this day.",
    before="Day before",
    after="Day after",
    pick="Choose a day",
    show="Show",
    ended="Ended",
    still="under way",
    meeting="Meeting",
    open_timeline="Meeting at\u00a0{hour}",
    timeline="Timeline {day}",
    nameless="Participants appear as “Person 1” and so on. The numbers are of this meeting alone.",
    hour="Time",
    happened="What happened",
    details="Details",
    no_rows="Nothing is recorded about this meeting.",
    names_shown="The access log now says that you have seen the names. They are gone when you leave the page.",
)

_LOOK = LookWords(
    print_names="Print with names (PDF)",
    print_nameless="Print without names (PDF)",
    deviation="Possible breach: draft of a deviation report",
    known="When did the hospital become aware of it?",
    draft="Make a draft",
    drafted="Draft, without names",
    to_timeline="To the timeline",
    ask="Show names",
    ask_lead="It is recorded that you have seen the names, when and why. The participants can see it.",
    purpose="Why do you need the names?",
    purposes={
        Purpose.DEVIATION: "Deviation: something may have gone wrong in the meeting",
        Purpose.REQUEST: "Access request: somebody has asked what is kept about them",
        Purpose.SUPERVISION: "Supervision: an authority or the data protection officer examines Møtevakt",
    },
    no_purpose="Choose why you need the names.",
    show_names="Show names",
    title="Access log",
    lead="Who has seen names in the last 365 days, newest first.",
    none="Nobody has seen names.",
    at="When",
    who="Who",
    what="What",
    which="Meeting",
    why="Why",
    looks="Who has seen names",
    gone="the meeting is erased",
    seen={Seen.TIMELINE: "Timeline", Seen.PRINT: "Print", Seen.EXPORT: "Export", Seen.ERASURE: "Erasure"},
    erased="name erased",
    several="several meetings",
)

_TRENDS = TrendWords(
    lead="Figures of meetings that are over, for the last twelve months. No person is in them.",
    by_month="Month by month",
    month="Month",
    meetings="Meetings",
    reasons="Why people were flagged",
    reason="Reason",
    people="People",
    nobody="No reasons are written down.",
    none="No meetings have been counted yet.",
    counted={
        Counted.REMINDERS: "Reminders",
        Counted.FLAGGED: "People flagged",
        Counted.RECORDINGS: "Recordings in Teams",
        Counted.FALSE_ALARMS: "False alarms about the chat",
        Counted.UNSETTLED: "Unsettled",
        Counted.STOPS: "Stops",
        Counted.CARDS_LOST: "Cards that did not arrive",
    },
)

EN = Words(
    frame=_FRAME,
    door=_DOOR,
    meeting=_MEETING,
    look=_LOOK,
    trends=_TRENDS,
    statement=Told(
        "Accessibility",
        (
            "This is a draft. The organisation has to complete and publish its own accessibility statement.",
            "The pages are made to WCAG 2.1, levels A and AA. Each page has been tested by a program and "
            "with a keyboard alone. "
            "They have not been tested by users of screen readers yet.",
            "If there is anything you cannot use, tell those who run Møtevakt in your organisation. "
            "You can also complain to the Norwegian Authority for Universal Design of ICT.",
        ),
    ),
)
