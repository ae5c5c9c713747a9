"""Who comes and goes: Teams' events as they happen, and what Teams answers when it is asked."""

from datetime import datetime

from bot.domain.change import replace
from bot.domain.events import (
    Arrival,
    ChatMembersChanged,
    Member,
    ParticipantsJoined,
    ParticipantsLeft,
    RosterRead,
    RosterUnavailable,
)
from bot.domain.maps import with_
from bot.domain.meeting import Meeting, carry
from bot.domain.names import is_recorder, plain
from bot.domain.occurrences import entered, heard, is_over_at
from bot.domain.participants import Identity, Membership, Participant, PersonId
from bot.domain.procedure import Procedure
from bot.domain.records import Watch
from bot.domain.two_sources import own_word, says
from bot.domain.unsigned import adopted, newly_met, united


def meet(meeting: Meeting, who: Identity, at: datetime | None = None) -> tuple[Meeting, PersonId]:
    """*who* with a pseudonym in this meeting; new knowledge of an account is added to the old.

    *at*: when Teams called them so; a name that has changed since is noted with that hour.
    """
    person = meeting.person(who) or adopted(meeting, who, at)
    if person is None:
        return newly_met(meeting, who)
    before = meeting.identities[person]
    known = _renamed(before, before.learn(who), at)
    known = replace(known, mri=who.mri) if who.mri and not known.mri else known
    if known == before:
        return meeting, person
    meeting = meeting if known.oid == before.oid else united(meeting, person, known.oid)
    return carry(replace(meeting, identities=with_(meeting.identities, person, known)), meeting), person


def joined(before: Meeting, fact: ParticipantsJoined, procedure: Procedure) -> Meeting:
    """People are in the call; an older word than the last on somebody changes nothing."""
    if is_over_at(before, fact.at):
        return before
    meeting = entered(before, fact.at, procedure)
    for arrival in fact.people:
        meeting = _arrive(meeting, arrival, fact.at)
    return _told(meeting, fact.at)


def left(before: Meeting, fact: ParticipantsLeft, procedure: Procedure) -> Meeting:
    """People are no longer in the call. Where that is the first we hear of a meeting, it overtook their arrival."""
    meeting = entered(before, fact.at, procedure) if before.occurrence is None else before
    for who in fact.people if meeting.running else ():
        meeting, person = meet(meeting, who, fact.at)
        seen = own_word(meeting, person)
        if seen is None or seen.changed <= fact.at:
            gone = Participant(False, fact.at, *((seen.first_seen, seen.role) if seen else (fact.at,)))
            meeting = says(meeting, person, gone, fact.at)
    return _told(meeting, fact.at)


def chat_changed(before: Meeting, fact: ChatMembersChanged) -> Meeting:
    """People were added to the chat, or taken out of it. Of two words on somebody the later holds."""
    meeting = before
    for who in fact.added:
        meeting, person = meet(meeting, who, fact.at)
        place = meeting.chat.get(person, Membership(fact.at))
        since = max(fact.at, place.since or fact.at) if place.since or place.gone else place.since
        meeting = replace(meeting, chat=with_(meeting.chat, person, replace(place, since=since)))
    for who in fact.removed:
        meeting, person = meet(meeting, who, fact.at)
        place = meeting.chat.get(person, Membership())
        gone = max(fact.at, place.gone or fact.at)
        meeting = replace(meeting, chat=with_(meeting.chat, person, replace(place, gone=gone)))
    return meeting


def roster_read(before: Meeting, fact: RosterRead, procedure: Procedure) -> Meeting:
    """What Teams answered. What it told by itself since it was asked holds against the answer."""
    if is_over_at(before, fact.at):
        return before
    inside = any(member.present for member in fact.members)
    meeting = _found_running(before, fact.at, procedure) if inside else before
    differs = contradictions(before, fact)
    first, chat = meeting.watch.read is None, dict[PersonId, Membership]()
    for member in fact.members:
        meeting, person = meet(meeting, member.who, fact.at)
        meeting = _found(meeting, person, member, fact.at)
        chat[person] = _placed(meeting.chat.get(person), member, fact.at, first=first)
    late = {person: place for person, place in meeting.chat.items() if _told_after(place, fact.at)}
    watch = replace(meeting.watch, read=fact.at, contradicted=fact.at if differs else meeting.watch.contradicted)
    return replace(meeting, chat={**chat, **late}, watch=_probed(watch, fact))


def _found_running(before: Meeting, at: datetime, procedure: Procedure) -> Meeting:
    """People are in the call, so it runs, told or not; soon after an end such an answer is merely late."""
    last = before.occurrence
    just_ended = last is not None and last.ended is not None and at - last.ended < procedure.empty_for
    return before if just_ended else heard(entered(before, at, procedure, late=True), at)


def roster_unavailable(before: Meeting, fact: RosterUnavailable) -> Meeting:
    """Teams would not tell. Not knowing is a result."""
    return replace(before, watch=replace(before.watch, failed=before.watch.failed or fact.at, reason=fact.reason))


def contradictions(meeting: Meeting, fact: RosterRead) -> int:
    """How many members Teams sees otherwise than we do. Whoever came before the bot was never told of, and is none."""
    occurrence = meeting.occurrence
    if occurrence is None or not occurrence.running or (occurrence.late and meeting.watch.read is None):
        return 0
    return sum(_differs(meeting, member, fact.at) for member in fact.members)


def _differs(meeting: Meeting, member: Member, at: datetime) -> bool:
    if member.present is None:
        return False
    person = meeting.person(member.who)
    seen = meeting.people.get(person) if person else None
    held = seen is not None and seen.present
    return held != member.present and (seen is None or seen.changed <= at)


def _probed(before: Watch, fact: RosterRead) -> Watch:
    """What the answer says of our seeing; whoever asked about nobody's presence learnt nothing of that."""
    if not fact.asked:
        return before
    if fact.unanswered:
        return replace(before, failed=before.failed or fact.at, reason=fact.unanswered)
    return replace(before, probed=fact.at, failed=None, reason=None)


def _placed(known: Membership | None, member: Member, at: datetime, *, first: bool) -> Membership:
    """Somebody's place in the chat, now that Teams names them there; whom the first answer did not name is new."""
    place = known if known is not None and known.gone is None else Membership(None if first else at)
    return place if member.present is None else replace(place, asked=at)


def _told_after(place: Membership, at: datetime) -> bool:
    return any(hour is not None and hour > at for hour in (place.since, place.gone))


def _found(meeting: Meeting, person: PersonId, member: Member, at: datetime) -> Meeting:
    """*meeting* with what the answer tells of somebody's presence."""
    if not meeting.running or member.present is None:
        return meeting
    seen = own_word(meeting, person)
    held = seen is not None and seen.present
    if (seen is not None and seen.changed > at) or (held == member.present and not _differs(meeting, member, at)):
        return meeting
    first, role = (seen.first_seen, member.role or seen.role) if seen else (at, member.role)
    return says(meeting, person, Participant(member.present, at, first, role), at)


def _arrive(before: Meeting, arrival: Arrival, at: datetime) -> Meeting:
    meeting, person = meet(before, arrival.who, at)
    seen = own_word(meeting, person)
    if seen is not None and seen.changed > at:
        return meeting
    now = Participant(True, at, seen.first_seen if seen else at, arrival.role or (seen.role if seen else None))
    return says(meeting, person, now, at)


def _told(before: Meeting, at: datetime) -> Meeting:
    """People are at it, and Teams tells us of them by itself: its events reach us."""
    if not before.running:
        return before
    watch = replace(before.watch, told=max(at, before.watch.told or at))
    return replace(before, last_news=max(at, before.last_news or at), watch=watch)


def _renamed(before: Identity, now: Identity, at: datetime | None) -> Identity:
    if at is None or not before.name or plain(before.name) == plain(now.name):
        return now
    covered_up = is_recorder(before.formerly) and not (is_recorder(before.name) or is_recorder(now.name))
    return replace(now, formerly=before.formerly if covered_up else before.name, renamed=at)
