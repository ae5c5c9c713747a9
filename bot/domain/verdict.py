"""S7. Whether somebody is expected in the meeting, and why not.

Source: the hospital's procedure, clause S7, and its regime for meetings *about* patients: a stranger is suspicious by
being there, an invited clinician from outside is not, own staff who were not invited are worth a quiet word.
"""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.meeting import Meeting, Reading
from bot.domain.participants import Identity, Kind, PersonId, Role


class Weight(StrEnum):
    """How much somebody's presence asks for attention."""

    GREEN = "green"
    UNKNOWN = "unknown"
    AMBER = "amber"
    RED = "red"


class Reason(StrEnum):
    """Why. A card has a sentence for each."""

    INVITED = "invited"
    ORGANIZER = "organizer"
    VOUCHED = "vouched"
    REJECTED = "rejected"
    ANONYMOUS = "anonymous"
    TELEPHONE = "telephone"
    BOT = "bot"
    NOT_INVITED = "not_invited"
    OTHER_ORGANISATION = "other_organisation"
    ORGANISATION_UNKNOWN = "organisation_unknown"
    GUEST = "guest"
    INVITATION_UNREAD = "invitation_unread"
    NOT_COMPARABLE = "not_comparable"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Weight and reasons, the weightiest first."""

    weight: Weight
    reasons: tuple[Reason, ...]


STRANGE_KINDS = {Kind.ANONYMOUS: Reason.ANONYMOUS, Kind.PHONE: Reason.TELEPHONE, Kind.BOT: Reason.BOT}


def belongs(who: Identity, meeting: Meeting) -> bool:
    """Whether *who* is own staff. Closed unless known: no tenant told is no own staff."""
    return who.kind is Kind.USER and bool(who.tenant) and who.tenant == meeting.where.tenant


def judge(who: Identity, meeting: Meeting, role: Role | None = None) -> Verdict:
    """Whether *who* is expected in *meeting*: a colleague's word first, then the kind of identity, then the invitation.

    *role* is what Teams says now, where it was asked.
    """
    return _judge(meeting.person(who), meeting.known(who), meeting, role)


def judge_person(person: PersonId, meeting: Meeting) -> Verdict:
    """The verdict on somebody of the roster."""
    return _judge(person, meeting.completed(meeting.identities[person]), meeting, None)


def _judge(person: PersonId | None, known: Identity, meeting: Meeting, role: Role | None) -> Verdict:
    settled = meeting.settled.get(person) if person else None
    if settled is not None:
        return Verdict(Weight.GREEN, (Reason.VOUCHED,)) if settled.expected else Verdict(Weight.RED, (Reason.REJECTED,))
    if known.kind in STRANGE_KINDS:
        return Verdict(Weight.RED, (STRANGE_KINDS[known.kind],))
    if role is Role.ORGANIZER or _organizes(person, known, meeting):
        return Verdict(Weight.GREEN, (Reason.ORGANIZER,))
    if meeting.invitation.entry(known) is not None:
        return Verdict(Weight.GREEN, (Reason.INVITED, *_from_outside(known, meeting)))
    return _uninvited(known, meeting)


def stands_out(person: PersonId, meeting: Meeting) -> bool:
    """Whether somebody waits for a colleague's word: not expected and not settled, or rejected and back."""
    settled = meeting.settled.get(person)
    if settled is not None:
        return not settled.expected and meeting.came_after(person, settled.at)
    return judge_person(person, meeting).weight in (Weight.AMBER, Weight.RED)


def _uninvited(known: Identity, meeting: Meeting) -> Verdict:
    outside = _from_outside(known, meeting)
    match meeting.invitation.reading:
        case Reading.READ if outside and not known.address and meeting.invitation.partly_by_address:
            return Verdict(Weight.AMBER, (*outside, Reason.NOT_COMPARABLE))
        case Reading.READ if outside:
            return Verdict(Weight.RED, (*outside, Reason.NOT_INVITED))
        case Reading.READ:
            return Verdict(Weight.AMBER, (Reason.NOT_INVITED,))
        case Reading.UNAVAILABLE if outside:
            return Verdict(Weight.AMBER, (*outside, Reason.INVITATION_UNREAD))
        case _:
            return Verdict(Weight.UNKNOWN, (*outside, Reason.INVITATION_UNREAD))


def _organizes(person: PersonId | None, known: Identity, meeting: Meeting) -> bool:
    seen = meeting.people.get(person) if person else None
    return (seen is not None and seen.organizer) or (bool(known.oid) and known.oid == meeting.invitation.organizer.oid)


def _from_outside(known: Identity, meeting: Meeting) -> tuple[Reason, ...]:
    if belongs(known, meeting):
        return ()
    if known.kind is Kind.GUEST:
        return (Reason.GUEST,)
    return (Reason.OTHER_ORGANISATION,) if known.tenant else (Reason.ORGANISATION_UNKNOWN,)
