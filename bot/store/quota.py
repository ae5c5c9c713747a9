"""What each question takes of what Graph allows: its calls, by the kind that Graph counts."""

from collections.abc import Mapping
from typing import assert_never

from bot.domain.effects import (
    AddApp,
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
    SetAlarm,
    SetOptions,
    ShowCard,
    Subscribe,
    Unsubscribe,
)
from bot.graph_budget import Kind

Calls = Mapping[Kind, int]


def graph_calls(effect: Effect) -> Calls:
    """How many calls of each kind *effect* makes as a rule."""
    match effect:
        case FetchInvitation():
            return {Kind.REST: 1, Kind.MAILBOX: 1}
        case FetchOptions() | SetOptions() | FetchOrganisation() | FetchFiles() | AddApp():
            return {Kind.REST: 1}
        case FetchStart():
            return {Kind.MAILBOX: 1}
        case FetchRecordings():
            return {Kind.MESSAGES: 1}
        case Subscribe() | Unsubscribe():
            return {Kind.SUBSCRIPTIONS: 1}
        case ShowCard() | FlagParticipants() | FoldOrphan() | FetchRoster() | SetAlarm():
            return {}
        case _:
            assert_never(effect)
