"""S7. Whether somebody is expected in the meeting, and why not.

Source: the hospital's procedure, clause S7, and its regime for meetings *about* patients: a stranger is suspicious by
being there, an invited clinician from outside is not, own staff who were not invited are worth a quiet word.
"""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.expected import Answer, Entry, Source, Unread
from bot.domain.marks import past_of
from bot.domain.meeting import Meeting, is_program
from bot.domain.participants import SELF_NAMED, Identity, Kind, PersonId, Role, Settlement
from bot.domain.reasons import Reason, Weight, heaviest
from bot.domain.records import Reading

_BY_SOURCE = {
    Source.INVITATION: Reason.INVITED,
    Source.CALENDAR: Reason.INVITED,
    Source.SYSTEM: Reason.ANNOUNCED,
    Source.CHAT: Reason.AWAITED,
}
_ORDER = {reason: number for number, reason in enumerate(Reason)}


@dataclass(frozen=True, slots=True)
class Verdict:
    """Weight and reasons, in the order in which they are told."""

    weight: Weight
    reasons: tuple[Reason, ...]


def belongs(who: Identity, meeting: Meeting) -> bool:
    """Whether *who* is own staff. Closed unless known: no tenant told is no own staff."""
    return who.kind is Kind.USER and bool(who.tenant) and who.tenant == meeting.where.tenant


def judge(who: Identity, meeting: Meeting, role: Role | None = None) -> Verdict:
    """Whether *who* is expected in *meeting*: a colleague's word first, then the kind of identity, then the lists.

    *role* is what Teams says now, where it was asked.
    """
    return _verdict(meeting.person(who), meeting.known(who), meeting, role)


def judge_person(person: PersonId, meeting: Meeting) -> Verdict:
    """The verdict on somebody who was met."""
    known = meeting.judged.get(person)
    if not isinstance(known, Verdict):
        known = _verdict(person, meeting.completed(meeting.identities[person]), meeting, None)
        meeting.judged[person] = known
    return known


def stands_out(person: PersonId, meeting: Meeting) -> bool:
    """Whether somebody waits for a colleague's word: not expected and not settled, or rejected and back."""
    settled = meeting.settled.get(person)
    if settled is not None and not settled.expected:
        return meeting.came_after(person, settled.at)
    return judge_person(person, meeting).weight in (Weight.AMBER, Weight.RED)


def awaits_reading(person: PersonId, meeting: Meeting) -> bool:
    """Whether the invitation is to be read anew for *person*: before they are called uninvited, or since the last
    attempt, before they came, was in vain. Where it is switched off there is nothing to read.
    """
    reasons, invitation, came = judge_person(person, meeting).reasons, meeting.invitation, meeting.came(person)
    unknown = Reason.INVITATION_UNREAD in reasons or Reason.OUTSIDER_UNREAD in reasons
    in_vain = invitation.reading is Reading.UNAVAILABLE and invitation.reason is not Unread.OFF
    tried_before = came is not None and not _since(came, invitation.as_of)
    return Reason.CHECKING in reasons or (unknown and in_vain and tried_before)


def _verdict(person: PersonId | None, known: Identity, meeting: Meeting, role: Role | None) -> Verdict:
    standing = _standing(person, known, meeting, role)
    doubtful = heaviest(standing) in (Weight.AMBER, Weight.RED)
    reasons = (
        *standing,
        *_origin(known, meeting),
        *_about_the_name(person, known, meeting, doubtful=doubtful),
        *_where(person, meeting),
    )
    return Verdict(heaviest(reasons), tuple(sorted(set(reasons), key=_ORDER.__getitem__)))


def _standing(person: PersonId | None, known: Identity, meeting: Meeting, role: Role | None) -> tuple[Reason, ...]:
    """What makes somebody expected, or not."""
    settled = meeting.settled.get(person) if person else None
    if settled is not None and not settled.expected:
        return (Reason.REJECTED,)
    if settled is not None:
        return (Reason.RENAMED_SINCE,) if _goes_by_another_name(known, settled) else (Reason.VOUCHED,)
    if is_program(known):
        return (Reason.RECORDER,)
    if known.kind is Kind.PHONE:
        return (Reason.TELEPHONE,)
    if known.kind is Kind.ANONYMOUS:
        return (Reason.ANONYMOUS_EXPECTED if _is_awaited_unsigned(person, known, meeting) else Reason.ANONYMOUS,)
    if role is Role.ORGANIZER or _organizes(person, known, meeting):
        return (Reason.ORGANIZER,)
    if known.kind is Kind.DEVICE and known.tenant == meeting.where.tenant:
        return (Reason.DEVICE,)
    return _by_the_lists(person, known, meeting)


def _is_awaited_unsigned(person: PersonId | None, known: Identity, meeting: Meeting) -> bool:
    """Whether a colleague mentioned this very person, or a list has nothing but this name, and nobody else bears it.

    Whoever is listed with an account or an address can sign in; their name in a stranger's mouth is no reason for calm.
    """
    entries = meeting.lists.entries(known)
    if any(one.line.mri == known.mri for one in entries if one.line.mri):
        return True
    only_names = all(not one.line.oid and not one.line.address for one in entries)
    return bool(entries) and only_names and all(other == person for other in meeting.namesakes.same(known.name))


def _by_the_lists(person: PersonId | None, known: Identity, meeting: Meeting) -> tuple[Reason, ...]:
    entries = meeting.lists.entries(known)
    room = (Reason.DEVICE,) if known.kind is Kind.DEVICE or any(one.line.room for one in entries) else ()
    if entries and _named_only_for_now(person, known, entries, meeting):
        return (Reason.CHECKING, *room)
    if entries and (not entries[0].by_name or belongs(known, meeting)):
        declined = (Reason.DECLINED,) if meeting.lists.answered(known) is Answer.NO else ()
        return (*_listed(entries), *declined, *room)
    past = past_of(known, meeting.series, meeting.salt)
    if past is not None and past.vouched is not None:
        return (Reason.VOUCHED_EARLIER, *room)
    if entries:
        return (Reason.NAME_EXPECTED, *room)
    unlisted = _unlisted(person, known, meeting)
    seen_earlier = past is not None and unlisted[0] in (Reason.NOT_INVITED, Reason.OUTSIDER_NOT_INVITED)
    return (*unlisted, *((Reason.SEEN_EARLIER,) if seen_earlier else ()), *room)


def _listed(entries: tuple[Entry, ...]) -> tuple[Reason, ...]:
    """One reason a kind of source that names them."""
    return tuple(_BY_SOURCE[one.source] for one in entries)


def _unlisted(person: PersonId | None, known: Identity, meeting: Meeting) -> tuple[Reason, ...]:
    """What it means to stand on no list: little where the lists could not be read, or are being read anew."""
    ours = belongs(known, meeting)
    outside = not ours and known.tenant not in meeting.trusted
    by_address = not ours and not known.address and meeting.lists.partly_by_address
    guest_perhaps = ours and not known.address  # a guest's account is of our tenant, and known by its address alone
    match meeting.invitation.reading:
        case Reading.READ if _is_being_checked(person, meeting, by_address=by_address or guest_perhaps):
            return (Reason.CHECKING,)
        case Reading.READ if by_address and outside:
            return (Reason.NOT_COMPARABLE,)
        case Reading.READ:
            return (Reason.OUTSIDER_NOT_INVITED if outside else Reason.NOT_INVITED,)
        case Reading.UNAVAILABLE if outside:
            return (Reason.OUTSIDER_UNREAD,)
        case _:
            return (Reason.INVITATION_UNREAD,)


def _named_only_for_now(person: PersonId | None, known: Identity, entries: tuple[Entry, ...], meeting: Meeting) -> bool:
    """Whether a list names somebody, and their address will tell whether it is them: namesakes are many."""
    by_name = all(one.by_name for one in entries)
    will_tell = by_name and not known.address and any(one.line.address for one in entries)
    return will_tell and _is_being_checked(person, meeting, by_address=True)


def _is_being_checked(person: PersonId | None, meeting: Meeting, *, by_address: bool) -> bool:
    """Whether an answer is still to come: on the lists since somebody came in, or on their address."""
    came, invitation, watch = meeting.came(person) if person else None, meeting.invitation, meeting.watch
    if came is None or _since(came, invitation.waited):
        return False
    lists_are_old = not _since(came, invitation.as_of)
    address_unasked = by_address and not _since(came, watch.read) and not _since(came, watch.failed)
    return lists_are_old or address_unasked


def _since(came: datetime, hour: datetime | None) -> bool:
    return hour is not None and hour >= came


def _origin(known: Identity, meeting: Meeting) -> tuple[Reason, ...]:
    """Where somebody belongs, as far as their account tells. It has no weight of its own."""
    if known.kind not in (Kind.USER, Kind.GUEST):
        return ()
    if belongs(known, meeting):
        return (Reason.OWN_STAFF,)
    if known.kind is Kind.GUEST:
        return (Reason.GUEST,)
    if not known.tenant:
        return (Reason.ORGANISATION_UNKNOWN,)
    return (Reason.TRUSTED_ORGANISATION if known.tenant in meeting.trusted else Reason.OTHER_ORGANISATION,)


def _about_the_name(
    person: PersonId | None, known: Identity, meeting: Meeting, *, doubtful: bool
) -> tuple[Reason, ...]:
    """What is odd about somebody's name among the others'. Whoever is expected by their account is who they are, and
    whoever is still being looked for on the lists may be there under another spelling.
    """
    odd = []
    if doubtful and not belongs(known, meeting) and meeting.lookalikes.has(known.name):
        odd.append(Reason.LOOK_ALIKE)
    if any(other != person for other in meeting.namesakes.same(known.name)):
        odd.append(Reason.SAME_NAME)
    if known.renamed is not None:
        odd.append(Reason.RENAMED)
    return tuple(odd)


def _where(person: PersonId | None, meeting: Meeting) -> tuple[Reason, ...]:
    if person is None or person not in meeting.chat or person in meeting.people:
        return ()
    return (Reason.ONLY_CHAT,) if meeting.chat[person].added else ()


def _goes_by_another_name(known: Identity, settled: Settlement) -> bool:
    """Whether somebody whose name is self-chosen has chosen another since a colleague vouched for them."""
    return known.kind in SELF_NAMED and known.renamed is not None and known.renamed > settled.at


def _organizes(person: PersonId | None, known: Identity, meeting: Meeting) -> bool:
    seen = meeting.people.get(person) if person else None
    by_role = seen is not None and seen.role is Role.ORGANIZER
    return by_role or (bool(known.oid) and known.oid == meeting.invitation.organizer.oid)
