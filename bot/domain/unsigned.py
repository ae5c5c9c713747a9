"""S7. Who has no account that two sources of the roster share: whoever is not signed in, on the telephone, a program.

Graph gives such people an id of its own for each participation, Teams' events another, and the two have nothing but
kind and name in common. One who comes is *plainly one* in both while no more people of that kind and name are in the
call by Graph's word than by Teams'. Whoever is one too many is somebody else, and is judged as such. A telephone whose
whole number is told is known again by that once it is gone. While it is in the call a second caller of that number,
behind the same switchboard, is somebody else.

What stays unknown: which of several people of one name it is that left, so Graph's word sends nobody out while more
than one bears it; whether somebody unsigned who comes again is the same person, so they are not taken for it; and that
two are one whom the sources call by different names.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from sys import intern

from bot.domain.calls import Call, Participation, Place
from bot.domain.change import replace
from bot.domain.maps import with_, without
from bot.domain.meeting import Meeting, carry
from bot.domain.names import plain
from bot.domain.participants import NO_ACCOUNT, Identity, Kind, Participant, PersonId

_SLOWEST = timedelta(seconds=10)  # two words on one departure; Graph's came within eight (docs/TEAMS.md E1)
_WHOLE_NUMBER = 8  # digits; Norway's have so many


def newly_met(meeting: Meeting, who: Identity) -> tuple[Meeting, PersonId]:
    """*who*, never seen here, with a pseudonym."""
    person = PersonId(intern(f"p{meeting.met + 1}"))  # each meeting has the same
    known = with_(meeting.identities, person, who)
    return carry(replace(meeting, met=meeting.met + 1, identities=known), meeting), person


def is_known_anywhere(who: Identity) -> bool:
    """Whether *who* is the same to every source: by their account. A telephone's number may be a switchboard's."""
    return bool(who.oid) or who.kind not in {*NO_ACCOUNT, Kind.DEVICE}


def shows_number(who: Identity) -> bool:
    """Whether *who* calls from a telephone whose whole number is told."""
    return bool(_number(who))


def likeness(who: Identity) -> tuple[str, str]:
    """What everybody `alike` to *who* has in common."""
    return who.kind, _number(who) or plain(who.name)


def has_hung_up(meeting: Meeting, who: Identity) -> PersonId | None:
    """Who was met on that telephone and is not on it now by Graph's word; None: nobody, so the caller is new."""
    told = (word for word in meeting.call.told.values() if word.place is not Place.GONE)
    calling = {word.person for word in told if meeting.call.holds(word.since)}
    return next((one for one in alike(meeting, who) if one not in calling), None)


def alike(meeting: Meeting, who: Identity) -> list[PersonId]:
    """Everybody of the telephone of *who*, else of their kind and name that has no account; the nameless are alike."""
    number = _number(who)
    if number:
        return [person for person, known in meeting.identities.items() if _number(known) == number]
    nameless = (person for person, known in meeting.identities.items() if not known.name)
    same = meeting.namesakes.same(who.name) if who.name else nameless
    return [one for one in same if _is_of_kind(meeting.identities[one], who.kind)]


def adopted(meeting: Meeting, who: Identity, at: datetime | None) -> PersonId | None:
    """Whom Graph told of and Teams now names for the first time as *who*; None: nobody is plainly the same.

    They are in the call or wait for it. Whoever is gone is somebody else, unless the word is older than their leaving.
    """
    if meeting.call.is_silent or who.oid:
        return None
    told = {one.person: one for one in meeting.call.told.values()}
    same = alike(meeting, who)
    fit = [one for one in same if one in told and _is_graphs_alone(meeting, one)]
    here = [one for one in fit if told[one].place is not Place.GONE or (at is not None and at <= told[one].since)]
    nearest = min(here, key=lambda one: abs((at or told[one].since) - told[one].since), default=None)
    return next(iter(same), None) if nearest is None and shows_number(who) else nearest


def united(meeting: Meeting, person: PersonId, oid: str) -> Meeting:
    """*person* has turned out to have an account that Graph told of as somebody else: from now on they are one."""
    double = meeting.person(Identity(oid=oid))
    if double is None or double == person or meeting.identities[double].mri:
        return meeting
    told = {key: replace(one, person=person) if one.person == double else one for key, one in meeting.call.told.items()}
    seen = meeting.people.get(person)
    own = meeting.call.own if seen is None else {person: seen, **meeting.call.own}
    call = Call(told, without(own, double), without(meeting.call.differ, double), meeting.call.over)
    alerts = {
        key: replace(alert, people=tuple(one for one in alert.people if one != double))
        for key, alert in meeting.alerts.items()
    }
    names = with_(meeting.identities, double, Identity())  # a pseudonym is given once, and this one to nobody now
    people, settled = without(meeting.people, double), without(meeting.settled, double)
    return replace(meeting, call=call, people=people, settled=settled, alerts=alerts, identities=names)


def share_out(meeting: Meeting, person: PersonId, at: datetime) -> Meeting:
    """*meeting* with who of the kind and name of *person* is in the call, by all words on them. *at*: heard last."""
    who = meeting.identities[person]
    group = list(dict.fromkeys([*alike(meeting, who), person]))
    members = set(group)
    told = {key: one for key, one in meeting.call.told.items() if one.person in members}
    linked = {one.person for one in told.values()}
    own = {one: word for one in group if (word := _own(meeting, one, linked)) is not None}
    live = {key: one for key, one in told.items() if one.place is Place.CALL and meeting.call.holds(one.since)}
    own = {one: word for one, word in own.items() if not _calls_again(who, one, word, live)}
    accounted = _accounted([one.since for one in told.values() if one.place is Place.GONE], own)
    covered = _covered(live, {one: word for one, word in own.items() if one not in accounted})
    meeting, guests = _guests(meeting, who, {key: one for key, one in live.items() if key not in covered}, own)
    group += [one for one in guests if one not in members]
    gone = max((one.since for one in told.values()), default=None) if len(own) == 1 and not live else None
    here, words = set(covered.values()), defaultdict[PersonId, list[Participation]](list)
    for said in told.values():
        words[said.person].append(said)
    people, differ = dict(meeting.people), dict(meeting.call.differ)
    for one in group:
        if one in own:
            people[one] = _owns(own[one], people.get(one), gone, meeting.call.over)
            if meeting.running and (one in here or one in words) and own[one].present != (one in here):
                differ.setdefault(one, at)
            else:
                differ.pop(one, None)
        elif one in guests or one in people:
            people[one] = _guest(people.get(one), guests.get(one), words[one])
    call = replace(meeting.call, own={**meeting.call.own, **own}, differ=differ)
    return carry(replace(meeting, people=people, call=call), meeting)


def _own(meeting: Meeting, person: PersonId, linked: set[PersonId]) -> Participant | None:
    own = meeting.call.own.get(person)
    return own if own is not None or person in linked else meeting.people.get(person)


def _calls_again(who: Identity, person: PersonId, own: Participant, live: Mapping[str, Participation]) -> bool:
    """Whether somebody has left by the others' word, and has called from their telephone since by Graph's."""
    if own.present or not shows_number(who):
        return False
    return any(one.person == person and one.since > own.changed + _SLOWEST for one in live.values())


def _another(who: Identity) -> Identity:
    """Somebody else of the kind and name, or on the telephone, of *who*."""
    number = _number(who)
    told = not number or _number(Identity(who.name, kind=who.kind)) == number
    return Identity(who.name if told else f"+{number}", kind=who.kind)


def _accounted(departures: list[datetime], own: Mapping[PersonId, Participant]) -> set[PersonId]:
    """Who has left by both sources' word, so that no participation that goes on is theirs."""
    pairs = sorted(
        (abs(word.changed - hour), number, person)
        for number, hour in enumerate(departures)
        for person, word in own.items()
        if not word.present and abs(word.changed - hour) <= _SLOWEST
    )
    matched, found = set[int](), set[PersonId]()
    for _, number, person in pairs:
        if number not in matched and person not in found:
            matched.add(number)
            found.add(person)
    return found


def _covered(live: Mapping[str, Participation], own: Mapping[PersonId, Participant]) -> dict[str, PersonId]:
    """Which of Graph's participations are plainly people that Teams told of: each of these is one at the most.

    Whoever has left since covers theirs too: Graph tells of it a little later.
    """
    covered: dict[str, PersonId] = {}
    for present in (True, False):
        free = {one: word for one, word in own.items() if word.present is present}
        theirs = (
            (key, one, free[one.person]) for key, one in live.items() if key not in covered and one.person in free
        )
        named = [(abs(word.changed - one.since), key, one.person) for key, one, word in theirs if _may_be(one, word)]
        _pair(named, covered)
        rest = {key: one for key, one in live.items() if key not in covered}
        taken = set(covered.values())
        unpaired = {person: word for person, word in free.items() if person not in taken}
        _pair(
            [
                (abs(word.changed - one.since), key, person)
                for key, one in rest.items()
                for person, word in unpaired.items()
                if _may_be(one, word)
            ],
            covered,
        )
    return covered


def _may_be(one: Participation, own: Participant) -> bool:
    return own.present or own.changed >= one.since


def _pair(candidates: list[tuple[timedelta, str, PersonId]], covered: dict[str, PersonId]) -> None:
    """Adds to *covered* who is nearest in time, each once."""
    taken = set(covered.values())
    for _, key, person in sorted(candidates):
        if key not in covered and person not in taken:
            covered[key] = person
            taken.add(person)


def _guests(
    meeting: Meeting, who: Identity, uncovered: Mapping[str, Participation], own: Iterable[PersonId]
) -> tuple[Meeting, dict[PersonId, Participation]]:
    """A person for each participation of which Graph alone tells; whoever it was given to keeps it."""
    guests: dict[PersonId, Participation] = {}
    for key, one in sorted(uncovered.items(), key=lambda item: (item[1].since, item[0])):
        person = one.person
        if person in own or person in guests:
            meeting, person = newly_met(meeting, _another(who))
            told = with_(meeting.call.told, key, replace(one, person=person))
            meeting = replace(meeting, call=replace(meeting.call, told=told))
        guests[person] = one
    return meeting, guests


def _owns(own: Participant, seen: Participant | None, gone: datetime | None, over: datetime | None) -> Participant:
    """Somebody Teams told of: by its word, unless Graph's is newer and can mean nobody else."""
    hours = [hour for hour in (gone, over) if hour is not None and hour > own.changed]
    first = min(own.first_seen, seen.first_seen) if seen else own.first_seen
    if own.present and hours:
        return replace(own, present=False, changed=max(hours), first_seen=first)
    return replace(own, first_seen=first)


def _guest(seen: Participant | None, here: Participation | None, words: list[Participation]) -> Participant:
    """Somebody of whom Graph alone tells."""
    if here is not None:
        return Participant(True, here.since, min(seen.first_seen, here.since) if seen else here.since)
    hours = [one.since for one in words]
    assert seen is not None  # noqa: S101  # they were in the call
    return replace(seen, present=False, changed=max([*hours, seen.changed]))


def _is_graphs_alone(meeting: Meeting, person: PersonId) -> bool:
    return not meeting.identities[person].mri and person not in meeting.call.own


def _is_of_kind(known: Identity, kind: Kind) -> bool:
    return known.kind is kind and not is_known_anywhere(known) and not shows_number(known)


def _number(who: Identity) -> str:
    """The digits of a telephone's whole number; empty: it is none, or a part of it is hidden."""
    if who.kind is not Kind.PHONE:
        return ""
    for told in (who.mri.removeprefix("4:"), who.name):
        digits = re.sub(r"[\s().-]", "", told).removeprefix("+").removeprefix("00")
        if digits.isascii() and digits.isdecimal() and len(digits) >= _WHOLE_NUMBER:
            return digits
    return ""
