"""Anything that can happen in a meeting, as strategies: one for each event and each press there is."""

from datetime import timedelta

from hypothesis import strategies as st

from bot.domain.alarms import Alarm
from bot.domain.calls import Caller, CallTold, Happened, Place
from bot.domain.chat import Judged, MessageDeleted, MessageEdited, MessagePosted, Suspicion
from bot.domain.effects import CardKind, Matter
from bot.domain.events import (
    AlarmRang,
    Arrival,
    BotInstalled,
    BotRemoved,
    BotWasAway,
    CardGivenUp,
    CardPressed,
    CardShown,
    ChatMembersChanged,
    CommandGiven,
    Event,
    InvitationRead,
    InvitationUnavailable,
    MeetingAnnounced,
    MeetingEnded,
    MeetingFellSilent,
    MeetingStarted,
    Member,
    OrganisationNamed,
    OrphanFolded,
    ParticipantsJoined,
    ParticipantsLeft,
    PressRefused,
    RosterRead,
    RosterUnavailable,
    StartTold,
)
from bot.domain.expected import Answer, Invited, Unread
from bot.domain.feeds import Feed, Subscribed, SubscriptionDoubted, SubscriptionRefused, Unsubscribed
from bot.domain.forgotten import NamesErased, RosterForgotten
from bot.domain.health.findings import Kind as Finding
from bot.domain.health.findings import Sign, Tier
from bot.domain.installing import AppAdded, AppRefused
from bot.domain.language import Language
from bot.domain.options import OptionsRead, OptionsRefused, OptionsSet, OptionsUnavailable
from bot.domain.participants import Identity, Kind, PersonId, Role
from bot.domain.presses import (
    ChecklistWanted,
    Command,
    CommandWanted,
    FalseAlarm,
    Ground,
    HardenWanted,
    Introduce,
    Press,
    RoomTold,
    RoundWanted,
    Settle,
    StopWanted,
    TickSet,
    TrainingConfirmed,
)
from bot.domain.procedure import MOST_OTHERS, Clause, Option, Profession, Variant
from bot.domain.recordings import FilesFound, FilesUnread, RecordingsTold, RecordingsUntold, Said
from bot.domain.recordings import Sign as Told
from tests.scenes import NINE, OWN

NAMES = ["", "Ann Berg", "Bo_Dahl*", "[klikk](http://ond.example)", "+47 912 34 547", "\u202e" * 80, "<at>Kari</at>"]
OIDS = ["", "oid-1", "oid-2"]
TENANTS = ["", OWN, "elsewhere"]
ADDRESSES = ["", "ann@sykehus.example", "x](http://ond.example"]
CARDS = st.sampled_from(["", "a1", "a2"])
"""Teams' ids of cards."""


def matter_of(kind: CardKind, number: int, private: bool) -> Matter:
    """A matter such as the rules give: a checklist is of a variant, an answer may be to one person."""
    to_one = "to-p1" if kind in (CardKind.CHAT_WARNING, CardKind.RECORDING) else "to-p1-tidy"
    of = "teams" if kind is CardKind.CHECKLIST else to_one if private else ""
    return Matter(kind, number, of)


hours = st.integers(0, 90).map(lambda minutes: NINE + timedelta(minutes=minutes))
names, oids, tenants, addresses = map(st.sampled_from, (NAMES, OIDS, TENANTS, ADDRESSES))
mris = st.sampled_from(["", *(f"29:{number}" for number in range(6))])
people = st.builds(Identity, names, mris, oids, tenants, addresses, st.sampled_from(Kind))
several = st.lists(people, max_size=4).map(tuple)
pseudonyms = st.integers(1, 8).map(lambda number: PersonId(f"p{number}"))
roles = st.none() | st.sampled_from(Role)
reasons = st.sampled_from(Unread)
options = st.lists(st.sampled_from(Option), max_size=3, unique=True).map(tuple)
languages = st.none() | st.sampled_from(Language)
commands, variants = st.sampled_from(Command), st.sampled_from(Variant)
lines = st.builds(Invited, oids, tenants, addresses, names, st.sampled_from(Answer), st.booleans())
lists = st.lists(lines, max_size=3).map(tuple)
members = st.builds(Member, people, st.none() | st.booleans(), roles)
callers = st.builds(Caller, people, st.sampled_from(Place), st.sampled_from(["", "c1", "c2", "c3"]))
matters = st.builds(matter_of, st.sampled_from(CardKind), st.integers(1, 3), st.booleans()).map(str)
suspicions = st.builds(
    Suspicion,
    st.sampled_from(Finding),
    st.sampled_from(Tier),
    st.lists(st.sampled_from(Sign), min_size=1, max_size=3, unique=True).map(tuple),
    st.booleans(),
)
messages = st.sampled_from(["", "m1", "m2", "m3"])
"""Teams' ids of messages."""
said = st.builds(Said, hours, st.sampled_from(Told), messages, st.sampled_from(["", "c1", "c2"]), st.none() | people)
days = st.integers(0, 40).map(lambda number: NINE + timedelta(days=number, minutes=30))
counts = st.none() | st.integers(0, 3)


@st.composite
def written(draw: st.DrawFn, kind: type[MessagePosted] | type[MessageEdited]) -> MessagePosted | MessageEdited:
    """A message as the guard leaves it: unread; or read, and its writer told where it seems to hold something."""
    hour = draw(hours)
    if not draw(st.booleans()):
        return kind(hour)
    seen = draw(st.lists(suspicions, max_size=3, unique=True).map(tuple))
    by = draw(people) if seen else None
    return kind(hour, Judged(draw(messages), seen, draw(st.booleans()), by))


BY_PRESS: dict[type[Press], st.SearchStrategy[Press]] = {
    Settle: st.builds(Settle, pseudonyms, st.booleans()),
    TickSet: st.builds(TickSet, variants, st.sampled_from(Clause), st.booleans()),
    ChecklistWanted: st.builds(ChecklistWanted, variants),
    CommandWanted: st.builds(CommandWanted, commands, languages),
    StopWanted: st.builds(StopWanted),
    RoomTold: st.builds(RoomTold, st.booleans(), variants),
    RoundWanted: st.builds(RoundWanted),
    TrainingConfirmed: st.builds(TrainingConfirmed),
    FalseAlarm: st.builds(FalseAlarm),
    HardenWanted: st.builds(HardenWanted),
    Introduce: st.builds(
        Introduce, st.none() | pseudonyms, st.none() | st.sampled_from(Profession), st.integers(0, MOST_OTHERS)
    ),
}
"""Each press there is."""

presses: st.SearchStrategy[Press] = st.one_of(*BY_PRESS.values())

BY_EVENT: dict[type[Event], st.SearchStrategy[Event]] = {
    MeetingStarted: st.builds(MeetingStarted, hours, hours, st.just(""), st.booleans()),
    MeetingEnded: st.builds(MeetingEnded, hours, hours),
    ParticipantsJoined: st.builds(
        ParticipantsJoined, hours, st.lists(st.builds(Arrival, people, roles), max_size=4).map(tuple)
    ),
    ParticipantsLeft: st.builds(ParticipantsLeft, hours, several),
    ChatMembersChanged: st.builds(ChatMembersChanged, hours, several, several),
    CommandGiven: st.builds(CommandGiven, hours, people, commands, variants, st.booleans(), roles, lists, languages),
    CardPressed: st.builds(CardPressed, hours, people, presses, roles, CARDS),
    PressRefused: st.builds(PressRefused, hours, people, presses, st.sampled_from(Ground), st.booleans()),
    InvitationRead: st.one_of(
        st.builds(InvitationRead, hours, lines, lists, lists),
        st.builds(InvitationRead, hours, lines, lists, lists, unread=reasons),
        st.builds(InvitationRead, hours, lines, lists, lists, calendar_unread=reasons),
    ),
    InvitationUnavailable: st.builds(InvitationUnavailable, hours, reasons),
    MeetingAnnounced: st.builds(MeetingAnnounced, hours, st.sampled_from(["dips", "booking"]), lists),
    Subscribed: st.builds(Subscribed, hours, st.sampled_from(Feed), st.sampled_from(["sub-1", "sub-2"]), hours),
    SubscriptionRefused: st.builds(SubscriptionRefused, hours, st.sampled_from(Feed), reasons),
    SubscriptionDoubted: st.builds(
        SubscriptionDoubted, hours, st.sampled_from(Feed), st.sampled_from(["sub-1", "sub-2"]), st.booleans()
    ),
    Unsubscribed: st.builds(Unsubscribed, hours, st.sampled_from(Feed)),
    AppAdded: st.builds(AppAdded, hours, st.booleans()),
    AppRefused: st.builds(AppRefused, hours, reasons, st.sampled_from(["403", "503"])),
    RosterRead: st.builds(
        RosterRead, hours, st.lists(members, max_size=4).map(tuple), st.integers(0, 30), st.none() | reasons
    ),
    CallTold: st.builds(CallTold, hours, st.sampled_from(Happened), hours, st.lists(callers, max_size=4).map(tuple)),
    RosterUnavailable: st.builds(RosterUnavailable, hours, reasons),
    OptionsRead: st.builds(
        OptionsRead, hours, st.dictionaries(st.sampled_from(Option), st.sampled_from(["on", "off", "invited"]))
    ),
    OptionsUnavailable: st.builds(OptionsUnavailable, hours, reasons),
    OptionsSet: st.builds(OptionsSet, hours, options),
    OptionsRefused: st.builds(OptionsRefused, hours, options, reasons),
    OrganisationNamed: st.builds(OrganisationNamed, hours, tenants, names),
    StartTold: st.builds(StartTold, hours, st.none() | hours),
    RecordingsTold: st.builds(RecordingsTold, hours, st.lists(said, max_size=3).map(tuple), st.booleans()),
    RecordingsUntold: st.builds(RecordingsUntold, hours, reasons),
    FilesFound: st.builds(FilesFound, days, counts, counts),
    FilesUnread: st.builds(FilesUnread, days, reasons),
    BotWasAway: st.builds(BotWasAway, hours, hours),
    CardShown: st.builds(CardShown, hours, matters, CARDS),
    CardGivenUp: st.builds(CardGivenUp, hours, matters, st.just("denied")),
    OrphanFolded: st.builds(OrphanFolded, hours, matters, CARDS),
    AlarmRang: st.builds(AlarmRang, hours, st.sampled_from(Alarm), hours),
    NamesErased: st.builds(NamesErased, hours, st.integers(0, 9)),
    MessagePosted: written(MessagePosted),
    MessageEdited: written(MessageEdited),
    MessageDeleted: st.builds(MessageDeleted, hours, messages),
    **{quiet: st.builds(quiet, hours) for quiet in (BotInstalled, BotRemoved, MeetingFellSilent, RosterForgotten)},
}
"""Each event there is."""

events: st.SearchStrategy[Event] = st.one_of(*BY_EVENT.values())
