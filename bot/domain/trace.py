"""What the audit may say of a fact: pseudonyms, clauses, counts and reasons; never a name, text, address or link."""

from datetime import datetime, timedelta
from typing import assert_never

from bot.domain.call_roster import told_of
from bot.domain.calls import CallTold
from bot.domain.chat import MessageDeleted, MessageEdited, MessagePosted, Suspicion
from bot.domain.decide import Decision
from bot.domain.effects import (
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
from bot.domain.feeds import Subscribed, SubscriptionDoubted, SubscriptionRefused, Unsubscribed
from bot.domain.forgotten import NamesErased, RosterForgotten
from bot.domain.installing import AppAdded, AppRefused
from bot.domain.meeting import Meeting
from bot.domain.options import OptionsRead, OptionsRefused, OptionsSet, OptionsUnavailable
from bot.domain.presses import (
    ChecklistWanted,
    CommandWanted,
    FalseAlarm,
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
from bot.domain.recordings import FilesFound, FilesUnread, RecordingsTold, RecordingsUntold
from bot.domain.trace_verdicts import trace_verdicts
from bot.domain.whereabouts import moved

Plain = str | int | bool | list[str] | None

_ON_ITS_WAY = timedelta(seconds=2)
"""So long a word of Teams or Graph usually takes at most (docs/TEAMS.md E1, J2); a later one is noted by its own hour.
"""


def trace_decision(decision: Decision, arrived: datetime) -> dict[str, Plain | list[dict[str, Plain]]]:
    """A decision's row: the fact, who is judged otherwise or elsewhere since, and what was asked for. *arrived*: by our
    clock.
    """
    fact, before, after = decision.fact, decision.before, decision.after
    row: dict[str, Plain | list[dict[str, Plain]]] = {**trace_fact(fact, after), **_when(fact, arrived)}
    if verdicts := trace_verdicts(fact, before, after):
        row["verdicts"] = verdicts
    if (places := moved(before, after)) is not None:
        row["places"] = places
    if before.occurrence_number != after.occurrence_number:
        row["holding"] = (
            after.occurrence_number
        )  # it begins with this row: by this `audit verify` proves the list of them
    asked = zip(decision.asked_by, decision.effects, strict=True)
    row["asked"] = [trace_effect(rule, effect) for rule, effect in asked]
    return row


def trace_fact(fact: Event, after: Meeting) -> dict[str, Plain]:  # noqa: C901  # one case a fact
    """A fact's row in the audit, by pseudonyms of *after*."""
    row: dict[str, Plain] = {"fact": type(fact).__name__}
    match fact:
        case BotInstalled() | BotRemoved() | MeetingFellSilent() | MessageDeleted() | RosterForgotten():
            return row
        case MessagePosted() | MessageEdited():
            return row | _seen(fact)
        case ChatMembersChanged():
            return row | {"added": len(fact.added), "removed": len(fact.removed)}
        case MeetingStarted():
            return row | {"started": fact.started.isoformat()}
        case MeetingEnded():
            return row | {"ended": fact.ended.isoformat()}
        case ParticipantsJoined():
            return row | {"people": [after.person(arrival.who) or "?" for arrival in fact.people]}
        case ParticipantsLeft():
            return row | {"people": [after.person(who) or "?" for who in fact.people]}
        case CommandGiven():
            named: dict[str, Plain] = {"expected": len(fact.awaited)} if fact.awaited else {}
            named |= {"language": fact.language} if fact.language else {}
            return row | {"by": after.person(fact.by), "command": fact.command, "private": fact.private} | named
        case CardPressed(press=FalseAlarm()):
            return row | _press(fact.press)  # not whose: nobody counts what a colleague wrote
        case PressRefused(asked=FalseAlarm()):  # a notice that is forgotten is pressed by its own writer
            return row | {"ground": fact.ground} | _press(fact.asked)
        case CardPressed():
            return row | {"by": after.person(fact.by), "role": fact.role} | _press(fact.press)
        case PressRefused():
            return row | {"by": after.person(fact.by), "ground": fact.ground} | _press(fact.asked)
        case InvitationRead():
            told: dict[str, Plain] = {"invited": len(fact.people), "calendar": len(fact.calendar)}
            return row | told | {"unread": fact.unread, "calendar_unread": fact.calendar_unread}
        case InvitationUnavailable():
            return row | {"reason": fact.reason}
        case OptionsRead():
            return row | {"told": [f"{option}: {says}" for option, says in fact.told.items()]}
        case OptionsUnavailable():
            return row | {"reason": fact.reason}
        case OptionsSet():
            return row | {"options": list(fact.options)}
        case OptionsRefused():
            return row | {"options": list(fact.options), "reason": fact.reason}
        case RecordingsTold():
            hours = [one.at.isoformat() for one in fact.said]
            return row | {"said": [one.sign for one in fact.said], "hours": hours, "read": fact.read}
        case RecordingsUntold() | FilesUnread():
            return row | {"reason": fact.reason}
        case FilesFound():
            return row | {"recordings": fact.recordings, "transcripts": fact.transcripts}
        case Subscribed():
            return row | {"feed": fact.feed, "until": fact.until.isoformat()}
        case SubscriptionRefused():
            return row | {"feed": fact.feed, "reason": fact.reason}
        case SubscriptionDoubted():
            return row | {"feed": fact.feed, "ended": fact.ended}
        case Unsubscribed():
            return row | {"feed": fact.feed, "confirmed": fact.confirmed}
        case CallTold():
            people = zip(told_of(fact, after), fact.callers, strict=True)
            callers = [f"{who or '?'}: {one.place}" for who, one in people]
            return row | {"happened": fact.happened, "callers": callers}
        case AppAdded():
            return row | {"there": fact.there}
        case AppRefused():
            return row | {"reason": fact.reason, "cause": fact.cause}
        case MeetingAnnounced():
            return row | {"source": fact.source, "expected": len(fact.people)}
        case RosterRead():
            inside = [after.person(one.who) or "?" for one in fact.members if one.present]
            told = {"members": len(fact.members), "questions": fact.asked}
            return row | told | {"inside": inside, "why": fact.unanswered}
        case RosterUnavailable():
            return row | {"reason": fact.reason}
        case OrganisationNamed():
            return row | {"named": bool(fact.name)}
        case StartTold():
            return row | {"starts": fact.starts.isoformat() if fact.starts else None, "unknown": fact.unknown}
        case BotWasAway():
            return row | {"since": fact.since.isoformat()}
        case OrphanFolded():
            return row | {"matter": fact.matter, "activity": fact.activity}
        case CardShown():
            shown = _named(fact.matter)
            where: dict[str, Plain] = {"activity": fact.activity} if shown == fact.matter else {}
            return row | {"matter": shown, "procedure": fact.edition} | where
        case CardGivenUp():
            return row | {"matter": _named(fact.matter), "cause": fact.cause}
        case NamesErased():
            return row | {"people": fact.people}
        case AlarmRang():
            return row | {"alarm": fact.name, "due": fact.due.isoformat()}
        case _:
            assert_never(fact)


def trace_effect(rule: str, effect: Effect) -> dict[str, Plain]:
    """An effect's line in the audit, with the rule that asked for it."""
    row: dict[str, Plain] = {"rule": rule, "effect": type(effect).__name__}
    match effect:
        case ShowCard(matter=matter, to=to):
            named = _named(str(matter))
            pings: dict[str, Plain] = {"ping": True} if effect.ping else {}
            return row | {"matter": named, "to": to if named == str(matter) else None} | pings
        case FlagParticipants():
            people: dict[str, Plain] = {"people": list(effect.people), "ping": effect.ping, "call": effect.call}
            return row | {"matter": str(effect.matter)} | people
        case SetAlarm():
            return row | {"alarm": effect.name, "at": effect.at.isoformat()}
        case FetchRoster():
            return row | {"ask": effect.ask}
        case FoldOrphan():
            return row | {"matter": str(effect.matter), "activity": effect.activity}
        case SetOptions():
            return row | {"wanted": [f"{option}: {says}" for option, says in effect.wanted.items()]}
        case Subscribe() | Unsubscribe():
            return row | {"feed": effect.feed}
        case FetchInvitation() | FetchOrganisation() | FetchStart() | FetchOptions():
            return row
        case FetchRecordings() | FetchFiles() | AddApp():
            return row
        case _:
            assert_never(effect)


def _when(fact: Event, arrived: datetime) -> dict[str, Plain]:
    """When people came or went, where we heard of it late: the row's own hour is that of its arrival."""
    match fact:
        case CallTold():
            hour = fact.happened_at
        case ParticipantsJoined() | ParticipantsLeft() | ChatMembersChanged() | RosterRead():
            hour = fact.at
        case _:
            return {}
    return {"when": hour.isoformat()} if abs(arrived - hour) > _ON_ITS_WAY else {}


def _named(matter: str) -> str:
    """A matter as the audit names it: of a notice on a message, not to whom."""
    kind = Matter.parse(matter).kind
    return kind.value if kind is CardKind.CHAT_WARNING else matter


def _seen(fact: MessagePosted | MessageEdited) -> dict[str, Plain]:
    """What a message seems to hold, never by whom."""
    judged = fact.judged
    told: dict[str, Plain] = {"seen": [_suspected(one) for one in judged.seen]} if judged and judged.seen else {}
    return told | ({"shares": True} if judged and judged.shares else {})


def _suspected(one: Suspicion) -> str:
    place = ["in_name"] if one.in_name else []
    return " ".join([one.kind, one.tier, *one.signs, *place])


def _press(press: Press) -> dict[str, Plain]:  # noqa: C901  # one case a press
    match press:
        case Settle():
            return {"press": "settle", "person": press.person, "expected": press.expected}
        case TickSet():
            return {"press": "tick", "variant": press.variant, "clause": press.clause, "done": press.done}
        case ChecklistWanted():
            return {"press": "checklist", "variant": press.variant}
        case CommandWanted():
            return {"press": "command", "command": press.command, "language": press.language}
        case StopWanted():
            return {"press": "stop"}
        case RoundWanted():
            return {"press": "round"}
        case RoomTold():
            return {"press": "room", "public": press.public, "variant": press.variant}
        case TrainingConfirmed():
            return {"press": "training"}
        case FalseAlarm():
            return {"press": "false_alarm"}
        case HardenWanted():
            return {"press": "harden"}
        case Introduce():
            return {"press": "introduce", "person": press.person}
        case _:
            assert_never(press)
