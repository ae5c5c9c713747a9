"""What a series remembers of people from one occurrence to the next: marks, from which no account can be read.

A mark is a keyed hash under the series' own salt, which is sealed with the meeting and erased with it (docs/DATA.md).
"""

import hashlib
import hmac
from collections.abc import Mapping
from datetime import datetime

from bot.domain.change import replace
from bot.domain.meeting import Meeting
from bot.domain.participants import Identity, Past
from bot.domain.procedure import Procedure

_HEX_DIGITS = 32


def mark(who: Identity, salt: str) -> str:
    """The mark of an account; empty: nobody could be known again by what Teams tells of *who*."""
    if not who.oid or not salt:
        return ""
    return hmac.new(salt.encode(), who.oid.encode(), hashlib.sha256).hexdigest()[:_HEX_DIGITS]


def past_of(who: Identity, series: Mapping[str, Past], salt: str) -> Past | None:
    """What the series remembers of *who*; None: nothing."""
    return series.get(mark(who, salt)) if series else None


def remembered(meeting: Meeting) -> dict[str, Past]:
    """The series after *meeting*'s occurrence: who was there, whom somebody vouched for, who was told the rules, who
    confirmed their training.
    """
    now = dict(meeting.series)
    for person, seen in meeting.people.items():
        who = meeting.identities.get(person)
        key = mark(who, meeting.salt) if who else ""
        if not key:
            continue
        word, before = meeting.settled.get(person), now.get(key, Past(seen.changed))
        vouched = word.at if word is not None and word.expected else before.vouched
        rejected = word is not None and not word.expected
        told, trained = meeting.told.get(person, before.told), meeting.trained.get(person)
        edition = trained.edition if trained is not None else before.trained
        now[key] = Past(seen.changed, None if rejected else vouched, told, edition)
    return now


def unforgotten(series: Mapping[str, Past], now: datetime, procedure: Procedure) -> dict[str, Past]:
    """The series without what is older than a colleague's word holds."""
    oldest = now - procedure.vouch_holds
    kept = {}
    for key, past in series.items():
        vouched = past.vouched if past.vouched is not None and past.vouched >= oldest else None
        if past.seen >= oldest or vouched is not None:
            kept[key] = replace(past, vouched=vouched)
    return kept
