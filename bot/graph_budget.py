"""What Graph lets an app ask in a tenant, by kind of call (docs/TEAMS.md H): so many a second, and so many at once."""

from collections.abc import Mapping
from enum import StrEnum


class Kind(StrEnum):
    """What Graph counts apart."""

    MESSAGES = "messages"  # of chats
    MAILBOX = "mailbox"  # calendars; each mailbox apart, so that one that is busy holds no other up
    SUBSCRIPTIONS = "subscriptions"
    REST = "rest"


RATES: Mapping[Kind, float] = {Kind.MESSAGES: 15.0, Kind.MAILBOX: 25.0, Kind.SUBSCRIPTIONS: 10.0, Kind.REST: 25.0}
"""Calls a second. In one tenant Graph allows an app 20 for messages and 30 for the rest of Teams; what is left is for
doctor, and for another process of ours while one takes the place of the other."""

AT_ONCE = 4
"""Calls without a pause. The limiter is a bucket that leaks: in no second are there more than these and the rate."""
