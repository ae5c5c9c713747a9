"""How a meeting's memory changes with what happens and what is asked for."""

from typing import assert_never

from bot.domain.adding import app_answered, app_asked
from bot.domain.alarms import Alarm
from bot.domain.call_roster import call_told, compared
from bot.domain.calls import CallTold
from bot.domain.cautions import deleted, forgotten, unheard, written
from bot.domain.change import replace
from bot.domain.chat import MessageDeleted, MessageEdited, MessagePosted
from bot.domain.effects import (
    EARLY,
    LATE,
    TIDIES,
    AddApp,
    CardKind,
    Effect,
    FetchFiles,
    FetchInvitation,
    FetchOptions,
    FetchOrganisation,
    FetchRecordings,
    FetchRoster,
    FetchStart,
    FlagParticipants,
    FoldOrphan,
    Matter,
    SetAlarm,
    SetOptions,
    ShowCard,
    Subscribe,
    Unsubscribe,
)
from bot.domain.events import (
    AlarmRang,
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
    OrganisationNamed,
    OrphanFolded,
    ParticipantsJoined,
    ParticipantsLeft,
    PressRefused,
    RosterRead,
    RosterUnavailable,
    StartTold,
)
from bot.domain.feeding import fed
from bot.domain.feeds import Subscribed, SubscriptionDoubted, SubscriptionRefused, Unsubscribed
from bot.domain.forgetting import forget_everybody, forgets, is_private
from bot.domain.forgetting import forgotten as roster_forgotten
from bot.domain.forgotten import NamesErased, RosterForgotten
from bot.domain.installing import Adding, AppAdded, AppRefused
from bot.domain.maps import with_, without
from bot.domain.meeting import Meeting
from bot.domain.occurrences import ended, fell_silent, heard, started
from bot.domain.options import MeetingOptions, OptionsRead, OptionsRefused, OptionsSet, OptionsUnavailable
from bot.domain.presence import chat_changed, joined, left, roster_read, roster_unavailable
from bot.domain.pressing import commanded, pressed
from bot.domain.procedure import Procedure
from bot.domain.recording import recorded, summoned
from bot.domain.recordings import FilesFound, FilesUnread, RecordingsTold, RecordingsUntold, Sweep
from bot.domain.records import Alert
from bot.domain.sources import announced, asked, call_set, invitation_read, invitation_unavailable, waited_for


def evolve(before: Meeting, fact: Event, procedure: Procedure) -> Meeting:  # noqa: C901  # one case a fact
    """The meeting after *fact*. The same again changes nothing more; of presence and installation the newest holds."""
    match fact:
        case BotInstalled() | BotRemoved():
            return _installed(before, fact)
        case MeetingStarted():
            return started(before, fact, procedure)
        case MeetingEnded():
            return ended(before, fact)
        case MeetingFellSilent():
            return fell_silent(before, fact)
        case ParticipantsJoined():
            return joined(before, fact, procedure)
        case ParticipantsLeft():
            return left(before, fact, procedure)
        case ChatMembersChanged():
            return chat_changed(before, fact)
        case RosterRead():
            return roster_read(before, fact, procedure)
        case RosterUnavailable():
            return roster_unavailable(before, fact)
        case CommandGiven() | PressRefused():
            return commanded(heard(before, fact.at), fact, procedure)
        case CardPressed():
            return pressed(heard(before, fact.at), fact, procedure)
        case InvitationRead():
            return invitation_read(before, fact, procedure)
        case InvitationUnavailable():
            return invitation_unavailable(before, fact, procedure)
        case OptionsRead() | OptionsUnavailable() | OptionsSet() | OptionsRefused():
            return replace(before, options=_options(before.options, fact))
        case RecordingsTold() | RecordingsUntold() | FilesFound() | FilesUnread():
            return recorded(before, fact, procedure)
        case Subscribed() | SubscriptionRefused() | SubscriptionDoubted() | Unsubscribed():
            return fed(before, fact)
        case CallTold():
            return call_told(before, fact, procedure) if before.installed else before
        case AppAdded(there=True) if not before.installed:
            return app_answered(_installed(before, BotInstalled(fact.at)), fact)  # Teams told of it, and we missed it
        case AppAdded() | AppRefused():
            return app_answered(before, fact)
        case MeetingAnnounced():
            return announced(before, fact)
        case StartTold():
            return before if fact.unknown else replace(before, starts=fact.starts)
        case OrganisationNamed():
            return replace(before, organisations=with_(before.organisations, fact.tenant, fact.name))
        case BotWasAway():
            return replace(before, watch=replace(before.watch, away=(fact.since, fact.at)))
        case CardShown():
            return _shown(before, fact)
        case CardGivenUp():
            return _forget(before, fact)
        case MessagePosted() | MessageEdited():
            return written(before, fact, procedure)
        case MessageDeleted():
            return deleted(before, fact)
        case AlarmRang(name=Alarm.CALL_NOW):
            return waited_for(before, fact.at)
        case AlarmRang(name=Alarm.STILL_RECORDED):
            return summoned(before)
        case AlarmRang(name=Alarm.FORGET_CAUTIONS):
            return forgotten(before, fact.at, procedure)
        case AlarmRang(name=Alarm.COMPARE):
            return compared(before, fact.at, procedure)
        case RosterForgotten():
            return roster_forgotten(before, fact, procedure)
        case NamesErased():
            return forget_everybody(before)
        case AlarmRang() | OrphanFolded():
            return before
        case _:
            assert_never(fact)


def expect(meeting: Meeting, effect: Effect) -> Meeting:
    """The meeting that remembers what was asked for, so that it is not asked for twice."""
    match effect:
        case ShowCard():
            return _open_matter(meeting, effect.matter)
        case FlagParticipants():
            return _flag(_open_matter(meeting, effect.matter), effect)
        case FetchInvitation():
            return asked(meeting, effect.at)
        case FetchOrganisation():
            return replace(meeting, organisations={effect.tenant: "", **meeting.organisations})
        case SetAlarm(name=Alarm.CALL_NOW):
            return call_set(meeting, effect.at)
        case SetAlarm(name=Alarm.FORGET_ROSTER):
            return forgets(meeting, effect.at)
        case FetchRoster() | FetchStart() | FetchOptions() | SetOptions() | FoldOrphan() | SetAlarm():
            return meeting
        case AddApp():
            return app_asked(meeting, effect.at)
        case FetchRecordings() | FetchFiles() | Subscribe() | Unsubscribe():
            return meeting
        case _:
            assert_never(effect)


def _options(
    before: MeetingOptions, fact: OptionsRead | OptionsUnavailable | OptionsSet | OptionsRefused
) -> MeetingOptions:
    match fact:
        case OptionsRead():
            return replace(before, told=fact.told, read=fact.at, reason=None)
        case OptionsUnavailable():
            return replace(before, reason=fact.reason)
        case OptionsSet():
            refused = tuple(one for one in before.refused if one not in fact.options)
            mended = tuple(dict.fromkeys((*before.mended, *fact.options)))
            return replace(before, mended=mended, refused=refused, set_at=fact.at)
        case OptionsRefused():
            return replace(before, refused=(*before.refused, *fact.options), why=fact.reason)


def _installed(before: Meeting, fact: BotInstalled | BotRemoved) -> Meeting:
    if before.install_told is not None and fact.at < before.install_told:
        return before
    here = isinstance(fact, BotInstalled)
    welcomed = before.welcomed if before.installed else False  # who took it out has forgotten it
    adding = before.adding if here else Adding()
    return replace(before, installed=here, install_told=fact.at, welcomed=welcomed, adding=adding)


def _shown(before: Meeting, fact: CardShown) -> Meeting:
    cards = with_(before.cards, fact.matter, fact.activity)
    matter = Matter.parse(fact.matter)
    person = matter.addressee
    if person is None or not matter.of.endswith(LATE):
        return replace(before, cards=cards)
    return replace(before, cards=cards, told=with_(before.told, person, fact.edition))


def _forget(before: Meeting, fact: CardGivenUp) -> Meeting:
    """A card that nobody saw was not shown: the next fact that calls for it asks anew."""
    matter = Matter.parse(fact.matter)
    cards = {key: activity for key, activity in before.cards.items() if key != fact.matter or activity}
    if matter.kind is CardKind.ALERT and fact.matter not in cards:
        return replace(before, cards=cards, alerts=without(before.alerts, fact.matter), flag_lost=True)
    if matter.kind is CardKind.WELCOME:
        return replace(before, cards=cards, welcomed=False)
    if matter.kind is CardKind.CHAT_WARNING and fact.matter not in cards:
        return unheard(replace(before, cards=cards), fact.matter)
    if matter.kind is CardKind.RECORDING and matter.addressee and fact.matter not in cards:
        return replace(before, cards=cards, sweep=_swept(before, matter, told=False))
    if matter.kind is CardKind.RULES and not matter.of and fact.matter not in cards and before.occurrence is not None:
        welcomed = before.welcomed and before.occurrence.welcomes != fact.matter
        occurrence = replace(before.occurrence, reminded=False, welcomes="")
        return replace(before, cards=cards, occurrence=occurrence, welcomed=welcomed)
    return replace(before, cards=cards)


def _open_matter(meeting: Meeting, matter: Matter) -> Meeting:
    if matter.of.endswith(EARLY):
        meeting = replace(meeting, forewarned=meeting.starts)
    latest = with_(meeting.latest, matter.series, max(matter.number, meeting.latest.get(matter.series, 0)))
    if is_private(matter.series):
        tidies = matter.kind is CardKind.SUMMARY and matter.of.endswith(TIDIES)
        tidied = meeting.occurrence.ended if tidies and meeting.occurrence else meeting.tidied
        sweep = _swept(meeting, matter, told=True)
        return replace(meeting, latest=latest, tidied=tidied, sweep=sweep)
    occurrence, welcomed = meeting.occurrence, meeting.welcomed
    if matter.kind is CardKind.RULES and occurrence is not None:
        welcomes = occurrence.welcomes or (str(matter) if meeting.is_new_here else "")
        occurrence, welcomed = replace(occurrence, reminded=True, welcomes=welcomes), True
    if matter.kind is CardKind.WELCOME:
        welcomed = True
    cards = {str(matter): "", **meeting.cards}
    return replace(meeting, latest=latest, cards=cards, occurrence=occurrence, welcomed=welcomed)


def _swept(meeting: Meeting, matter: Matter, *, told: bool) -> Sweep | None:
    """What is remembered of the host's being told what is left of recordings."""
    if matter.kind is not CardKind.RECORDING or meeting.sweep is None:
        return meeting.sweep
    return replace(meeting.sweep, told=told, to=matter.addressee)


def _flag(meeting: Meeting, effect: FlagParticipants) -> Meeting:
    key = str(effect.matter)
    alert = meeting.alerts.get(key, Alert(effect.at))
    new = tuple(person for person in effect.people if person not in alert.people)
    now = Alert(alert.opened, alert.people + new, alert.ping or effect.ping, effect.call or alert.called)
    return replace(meeting, alerts=with_(meeting.alerts, key, now), flag_lost=False)
