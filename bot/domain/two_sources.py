"""S7. What two sources of the roster come to: Graph's events of the call, and all that Teams tells the bot itself.

Of two words on somebody the newest by its own hour holds, whichever source it came from and in whatever order it came.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from bot.domain.calls import Participation, Place
from bot.domain.change import replace
from bot.domain.maps import with_, without
from bot.domain.meeting import Meeting, carry
from bot.domain.participants import NO_ACCOUNT, Participant, PersonId
from bot.domain.unsigned import is_known_anywhere, likeness, share_out


def own_word(meeting: Meeting, person: PersonId) -> Participant | None:
    """The newest word on *person* of all sources but Graph; None: none has told of them."""
    own = meeting.call.own.get(person)
    if own is not None or is_told(meeting, person):
        return own
    return meeting.people.get(person)


def is_told(meeting: Meeting, person: PersonId) -> bool:
    """Whether Graph has told of *person*."""
    return any(one.person == person for one in meeting.call.told.values())


def says(meeting: Meeting, person: PersonId, now: Participant, at: datetime) -> Meeting:
    """*meeting* in which the word on *person* is *now*, by another source than Graph, heard at that hour."""
    if meeting.call.is_silent:
        return carry(replace(meeting, people=with_(meeting.people, person, now)), meeting)
    call = replace(meeting.call, own=with_(meeting.call.own, person, now))
    return weighed(carry(replace(meeting, call=call), meeting), person, at)


def all_weighed(meeting: Meeting, people: Iterable[PersonId], at: datetime) -> Meeting:
    """*meeting* with what all words on *people* come to; those who are told apart by being counted, once together."""
    words, shared = defaultdict[PersonId, list[Participation]](list), set[tuple[str, str]]()
    for one in meeting.call.told.values():
        words[one.person].append(one)
    for person in people:
        who = meeting.identities[person]
        if is_known_anywhere(who):
            meeting = _weighed(meeting, person, at, words[person])
        elif likeness(who) not in shared:
            shared.add(likeness(who))
            meeting = share_out(meeting, person, at)
    return meeting


def weighed(meeting: Meeting, person: PersonId, at: datetime) -> Meeting:
    """*meeting* with what all words on *person* come to. *at*: when the last of them was heard."""
    if not is_known_anywhere(meeting.identities[person]):
        return share_out(meeting, person, at)
    return _weighed(meeting, person, at, [one for one in meeting.call.told.values() if one.person == person])


def _weighed(meeting: Meeting, person: PersonId, at: datetime, words: list[Participation]) -> Meeting:
    """The same of somebody who is known to both sources, with all *words* of Graph on them."""
    call, own, seen = meeting.call, meeting.call.own.get(person), meeting.people.get(person)
    word = _word(words, call.over)
    if own is not None and (word is None or word.since <= own.changed):
        first = min(own.first_seen, seen.first_seen) if seen else own.first_seen
        now: Participant | None = replace(own, first_seen=first)
    elif word is not None and (word.place is Place.CALL or seen is not None or own is not None):
        first = min(one.first_seen for one in (seen, own) if one is not None) if seen or own else word.since
        now = Participant(word.place is Place.CALL, word.since, first, own.role if own else None)
    else:
        now = None  # left the lobby, or waits there
    differs = meeting.running and _disagree(own, word, words, strict=_must_be_told(meeting, person))
    since = call.differ.get(person, at)
    differ = with_(call.differ, person, since) if differs else without(call.differ, person)
    kept = call.own if words or call.over is not None else without(call.own, person)
    people = meeting.people if now is None else with_(meeting.people, person, now)
    return carry(replace(meeting, people=people, call=replace(call, own=kept, differ=differ)), meeting)


def _word(words: Iterable[Participation], over: datetime | None) -> Participation | None:
    """What Graph's words on one person come to: in the call while any participation is; its own hour counts."""
    inside = [one for one in words if one.place is Place.CALL and (over is None or one.since > over)]
    if inside:
        return max(inside, key=lambda one: one.since)
    ended = [] if over is None else [Participation(PersonId(""), Place.GONE, over)]
    return max([*words, *ended], key=lambda one: one.since, default=None)


def _must_be_told(meeting: Meeting, person: PersonId) -> bool:
    """Whether Teams' own events ought to tell of *person*: they have an account, and we were there from the start."""
    late = meeting.occurrence is not None and meeting.occurrence.late
    return not late and meeting.identities[person].kind not in NO_ACCOUNT


def _disagree(own: Participant | None, word: Participation | None, words: list[Participation], *, strict: bool) -> bool:
    """Whether Graph and the others tell otherwise. A device that was changed leaves an old participation: the newest
    word may agree as well. *strict*: that only Graph tells of somebody who is here is a difference.
    """
    if word is None:
        return False
    if own is None:
        return strict and word.place is Place.CALL
    last = max(words, key=lambda one: one.since, default=word)
    return own.present not in (word.place is Place.CALL, last.place is Place.CALL)
