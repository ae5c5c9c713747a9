"""S2. What is remembered of a writer's messages: which hold something, and which are mended. Soon forgotten."""

from collections.abc import Mapping
from datetime import datetime

from bot.domain.change import replace
from bot.domain.chat import (
    Caution,
    Closed,
    Judged,
    MessageDeleted,
    MessageEdited,
    MessagePosted,
    Suspicion,
    forgotten_at,
    tier_of,
)
from bot.domain.effects import CardKind, Matter
from bot.domain.health.findings import Tier
from bot.domain.maps import with_, without
from bot.domain.meeting import Meeting
from bot.domain.occurrences import heard
from bot.domain.participants import PersonId
from bot.domain.presence import meet
from bot.domain.procedure import Procedure


def written(before: Meeting, fact: MessagePosted | MessageEdited, procedure: Procedure) -> Meeting:
    """A message was written or changed. What is known of it already is told once."""
    meeting, judged = heard(before, fact.at), fact.judged
    if judged is None:
        return meeting
    meeting = replace(meeting, chat_read=max(fact.at, meeting.chat_read or fact.at))
    if judged.shares and meeting.file_shared is None:
        meeting = replace(meeting, file_shared=fact.at)
    if not judged.seen or judged.by is None:
        return _mended(meeting, judged.message, fact.at, Closed.EDITED)
    meeting, writer = meet(meeting, judged.by, fact.at)
    return _suspected(meeting, judged, writer, fact.at, procedure)


def deleted(before: Meeting, fact: MessageDeleted) -> Meeting:
    """A message is gone, and what was told of it is over."""
    return _mended(heard(before, fact.at), fact.message, fact.at, Closed.DELETED)


def mistaken(meeting: Meeting, matter: Matter, at: datetime) -> Meeting:
    """The writer says that there was nothing in it."""
    caution = meeting.cautions[str(matter)]
    if caution.closed is not None:
        return meeting
    return _noted(meeting, str(matter), replace(caution, closed=Closed.MISTAKEN, changed=at))


def unheard(meeting: Meeting, matter: str) -> Meeting:
    """What could not be told to its writer is not kept."""
    return replace(meeting, cautions=without(meeting.cautions, matter))


def forgotten(meeting: Meeting, at: datetime, procedure: Procedure) -> Meeting:
    """Without what is old."""
    kept = {key: one for key, one in meeting.cautions.items() if forgotten_at(one, procedure) > at}
    return meeting if len(kept) == len(meeting.cautions) else replace(meeting, cautions=kept)


def caution_of(person: PersonId | None, card: str, meeting: Meeting) -> Matter | None:
    """Which of *person*'s cautions was pressed: by Teams' id of the card; of one that we do not know, the newest."""
    own = {key: one for key, one in meeting.cautions.items() if one.by == person}
    pressed = [key for key in meeting.cautions if card and meeting.cards.get(key) == card]
    keys = [key for key in pressed if key in own] if pressed else list(own)
    return Matter.parse(keys[-1]) if keys else None


def _suspected(meeting: Meeting, judged: Judged, writer: PersonId, at: datetime, procedure: Procedure) -> Meeting:
    key = _about(judged.message, meeting.cautions)
    known = meeting.cautions.get(key) if key else None
    if key and known and (known.seen == judged.seen or _covers(known, judged.seen)):
        return meeting
    if key and known and known.closed is None and len(known.messages) == 1:
        return _noted(meeting, key, replace(known, seen=judged.seen, changed=at))
    if known and known.closed is None:
        meeting = _mended(meeting, judged.message, at, Closed.EDITED)
    if tier_of(judged.seen) is Tier.LIKELY:
        soft = _soft(writer, meeting, at, procedure)
        if soft is not None:
            return _joined(meeting, soft, judged, at)
    new = Caution(writer, judged.seen, {judged.message: at}, at, at)
    matter = meeting.new_matter(CardKind.CHAT_WARNING, f"to-{writer}")
    return _noted(meeting, str(matter), new)


def _covers(known: Caution, seen: tuple[Suspicion, ...]) -> bool:
    """Whether a caution on several messages tells of all that is in this one."""
    return len(known.messages) > 1 and set(seen) <= set(known.seen)


def _soft(person: PersonId, meeting: Meeting, at: datetime, procedure: Procedure) -> str | None:
    """The soft caution that *person* was given lately: there is no other before its time is over."""
    lately = (
        key
        for key, one in meeting.cautions.items()
        if one.by == person and one.tier is Tier.LIKELY and at - one.opened < procedure.caution_again
    )
    return next(lately, None)


def _joined(meeting: Meeting, key: str, judged: Judged, at: datetime) -> Meeting:
    """One card that grows; when its writer is through with it, it says no more."""
    soft = meeting.cautions[key]
    if soft.closed is not None:
        return meeting
    seen = tuple(dict.fromkeys((*soft.seen, *judged.seen)))
    messages = with_(soft.messages, judged.message, at)
    return _noted(meeting, key, replace(soft, seen=seen, messages=messages, changed=at))


def _mended(meeting: Meeting, message: str, at: datetime, how: Closed) -> Meeting:
    key = _about(message, meeting.cautions)
    caution = meeting.cautions.get(key) if key else None
    if key is None or caution is None or caution.closed is not None:
        return meeting
    rest = without(caution.messages, message)
    if rest:
        return _noted(meeting, key, replace(caution, messages=rest, changed=at))
    return _noted(meeting, key, replace(caution, messages={}, closed=how, changed=at))


def _about(message: str, cautions: Mapping[str, Caution]) -> str | None:
    keys = (key for key, one in reversed(tuple(cautions.items())) if message and message in one.messages)
    return next(keys, None)


def _noted(meeting: Meeting, key: str, caution: Caution) -> Meeting:
    return replace(meeting, cautions=with_(meeting.cautions, key, caution))
