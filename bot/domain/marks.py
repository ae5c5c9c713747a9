"""What a series remembers of people from one occurrence to the next: marks, from which no account can be read.

A mark is a keyed hash under the series' own salt, which is sealed with the meeting and erased with it (docs/DATA.md).
"""

import hashlib
import hmac
from collections.abc import Mapping
from datetime import datetime

from bot.domain.participants import Identity, Participant, Past, PersonId, Settlement
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


def remembered(
    series: Mapping[str, Past],
    salt: str,
    people: Mapping[PersonId, Participant],
    identities: Mapping[PersonId, Identity],
    settled: Mapping[PersonId, Settlement],
) -> dict[str, Past]:
    """The series after an occurrence with these people: who was there, and whom somebody vouched for."""
    now = dict(series)
    for person, seen in people.items():
        key = mark(identities[person], salt) if person in identities else ""
        if not key:
            continue
        word, before = settled.get(person), now.get(key)
        vouched = word.at if word is not None and word.expected else before.vouched if before else None
        rejected = word is not None and not word.expected
        now[key] = Past(seen.changed, None if rejected else vouched)
    return now


def unforgotten(series: Mapping[str, Past], now: datetime, procedure: Procedure) -> dict[str, Past]:
    """The series without what is older than a colleague's word holds."""
    oldest = now - procedure.vouch_holds
    kept = {}
    for key, past in series.items():
        vouched = past.vouched if past.vouched is not None and past.vouched >= oldest else None
        if past.seen >= oldest or vouched is not None:
            kept[key] = Past(past.seen, vouched)
    return kept
