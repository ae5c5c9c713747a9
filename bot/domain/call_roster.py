"""S7. Graph's events of the call, as a second source of the roster beside Teams' own events (docs/TEAMS.md E1).

Source: the hospital's procedure, clause S7. Graph tells of the lobby and the telephone, which Teams' events do not.
"""

from datetime import datetime

from bot.domain.calls import Caller, CallTold, Happened, Participation, Place
from bot.domain.change import replace
from bot.domain.maps import with_
from bot.domain.meeting import Meeting, carry
from bot.domain.occurrences import entered, heard, is_over_at
from bot.domain.participants import PersonId
from bot.domain.presence import meet
from bot.domain.procedure import Procedure
from bot.domain.two_sources import all_weighed, is_told
from bot.domain.unsigned import alike, has_hung_up, is_known_anywhere, newly_met, shows_number

_RANK = (Place.LOBBY, Place.CALL, Place.GONE)
"""Of two words of the same hour on one participation the later in this order holds."""


def call_told(before: Meeting, fact: CallTold, procedure: Procedure) -> Meeting:
    """Graph told of the call. Order and repetition do not matter; what is left of an ended occurrence is over."""
    hour = fact.happened_at
    if is_over_at(before, hour):
        return before
    here, late = [one for one in fact.callers if one.place is Place.CALL], _has_just_ended(before, hour, procedure)
    inside = any(not late or one.id in before.call.told for one in here)  # what was told since the end is new
    meeting = entered(before, hour, procedure) if inside or fact.happened is Happened.STARTED else before
    heard_of: dict[PersonId, None] = {}
    for caller in fact.callers:
        if meeting.running or caller.place is Place.LOBBY or caller.id in meeting.call.told:
            meeting, person = _placed(meeting, caller, hour)
            heard_of |= {person: None} if person else {}
    meeting = all_weighed(meeting, heard_of, fact.at)
    if fact.happened is Happened.ENDED and meeting.running and meeting.call.holds(hour):
        meeting = _all_left(meeting, fact)
    return heard(meeting, hour)


def _has_just_ended(meeting: Meeting, hour: datetime, procedure: Procedure) -> bool:
    """Whether Graph's word on somebody may be a late one of the occurrence that Teams said is over."""
    last = meeting.occurrence
    if last is None or last.ended is None or last.presumed:
        return False
    return hour - last.ended <= procedure.call_events_late


def compared(before: Meeting, at: datetime, procedure: Procedure) -> Meeting:
    """What both sources still tell otherwise, later than Graph's slowness explains, is a contradiction, told once."""
    differ = {one: since for one, since in before.call.differ.items() if at - since < procedure.call_events_late}
    if len(differ) == len(before.call.differ):
        return before
    return replace(before, watch=replace(before.watch, contradicted=at), call=replace(before.call, differ=differ))


def told_of(fact: CallTold, meeting: Meeting) -> tuple[PersonId | None, ...]:
    """Whom *fact* named, in its order, as *meeting* took them; None: nobody it knows."""
    told = meeting.call.told
    return tuple(told[caller.id].person if caller.id in told else meeting.person(caller.who) for caller in fact.callers)


def _placed(before: Meeting, caller: Caller, hour: datetime) -> tuple[Meeting, PersonId | None]:
    """*before* with Graph's word on a caller, not weighed yet; None: a newer word on them is known."""
    meeting, person = _recognised(before, caller, hour)
    key = caller.id or f"of-{person}"
    known = meeting.call.told.get(key)
    if known is not None and (known.since, _RANK.index(known.place)) >= (hour, _RANK.index(caller.place)):
        return meeting, None
    own = meeting.call.own
    if person not in own and person in meeting.people and not is_told(meeting, person):
        own = with_(own, person, meeting.people[person])
    told = with_(meeting.call.told, key, Participation(person, caller.place, hour))
    call = replace(meeting.call, told=told, own=own)
    return carry(replace(meeting, call=call), meeting), person


def _recognised(before: Meeting, caller: Caller, hour: datetime) -> tuple[Meeting, PersonId]:
    """Who the caller is: by account, else by the participation's id, else whoever is plainly the same."""
    who, known = caller.who, before.call.told.get(caller.id)
    person = before.person(who)
    if person is None and not is_known_anywhere(who):
        person = known.person if known else _plainly(before, caller, hour)
    if person is None:
        return newly_met(before, who)
    if not who.oid:
        return before, person
    name = before.identities[person].name or who.name  # that Graph writes it otherwise is no new name
    return meet(before, replace(who, name=name))


def _plainly(meeting: Meeting, caller: Caller, hour: datetime) -> PersonId | None:
    """Whose a participation that is new to us is, for now; None: nobody's we know. `share_out` sees who is too many."""
    if shows_number(caller.who) and caller.place is not Place.GONE:
        return has_hung_up(meeting, caller.who)
    same = alike(meeting, caller.who)
    told = {word.person for word in meeting.call.told.values()}
    unseen = [one for one in same if one not in meeting.people and one not in told]
    on_the_way = [one for one in unseen if one in meeting.chat]
    if caller.place is not Place.GONE and len(on_the_way) == 1:
        return on_the_way[0]
    if caller.place is Place.LOBBY:
        return None
    words = ((one, meeting.call.own.get(one, None if one in told else meeting.people.get(one))) for one in same)
    own = [(one, word) for one, word in words if word is not None]
    fit = [(one, word) for one, word in own if word.present or word.changed >= hour or caller.place is Place.GONE]
    nearest = min(fit, key=lambda pair: (not pair[1].present, abs(pair[1].changed - hour)), default=None)
    if nearest is not None:
        return nearest[0]
    return next(iter(same), None) if caller.place is Place.GONE else None


def _all_left(before: Meeting, fact: CallTold) -> Meeting:
    """Graph says that the call is over: everybody has left. Whether the meeting has ended too is for others to tell."""
    told = {one.person for one in before.call.told.values()}
    own = {**{one: seen for one, seen in before.people.items() if one not in told}, **before.call.own}
    meeting = replace(before, call=replace(before.call, over=fact.happened_at, own=own))
    return all_weighed(meeting, before.people, fact.at)
