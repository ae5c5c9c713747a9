"""Who was where, from when to when, as rows tell it one after the other."""

from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.calls import Place
from bot.domain.participants import PersonId
from bot.evidence import reading
from bot.evidence.reading import Body
from bot.evidence.spells import Spell


@dataclass(slots=True)
class Attendance:
    """The spells so far. Of two words on somebody the later holds, `last` is its hour.

    `reckoned`: rows tell whom their fact moved, by the domain's own reckoning (`domain.whereabouts`); then those that
    tell nothing of it moved nobody. Rows of versions before 0.4.0 do not.
    """

    call: dict[PersonId, list[Spell]] = field(default_factory=dict)
    lobby: dict[PersonId, list[Spell]] = field(default_factory=dict)
    last: dict[PersonId, datetime] = field(default_factory=dict)
    reckoned: bool = False

    def moved(self, body: Body, *, over: bool = False) -> bool:
        """What a row tells of whom its fact moved; whether it moved anybody. *over*: the meeting's end did."""
        self.reckoned |= "places" in body
        news = False
        for who, words in reading.said_of(body, "places"):
            place, at = reading.word(Place, words[0]), reading.hour(words[-1])
            if place is not None and at is not None:
                news |= self.put(who, place, at, over=over, amends=True)
        return news

    def put(self, who: PersonId, place: Place, at: datetime, *, over: bool = False, amends: bool = False) -> bool:
        """Somebody is at *place* from then on; whether that is news. *over*: since the meeting is.

        *amends*: whoever is gone already left at that hour, and whoever came before they left had not left.
        """
        if not amends and not over and at < self.last.get(who, at):
            return False
        self.last[who] = max(at, self.last.get(who, at))
        if place is Place.CALL:
            _close(self.lobby, who, at, cut=False)
            return _open(self.call, who, at, amends=amends)
        gone = _close(self.call, who, at, cut=over, amends=amends and place is Place.GONE)
        if place is Place.LOBBY:
            return _open(self.lobby, who, at) or gone
        return _close(self.lobby, who, at, cut=over) or gone

    def ended(self, at: datetime) -> None:
        """The meeting is over: nobody is in it any more."""
        for who in self.call.keys() | self.lobby.keys():
            self.put(who, Place.GONE, at, over=True)

    def spells(self, who: PersonId, place: Place) -> tuple[Spell, ...]:
        """When somebody was there. Of a moment nothing is told, unless it is all there is."""
        known = (self.lobby if place is Place.LOBBY else self.call).get(who, [])
        return tuple(one for one in known if one.since != one.until) or tuple(known[-1:])


def _open(spells: dict[PersonId, list[Spell]], who: PersonId, at: datetime, *, amends: bool = False) -> bool:
    """Begins a spell; an older hour than that of the one that is open moves its beginning."""
    known = spells.setdefault(who, [])
    news = not known or known[-1].until is not None
    while known and _goes_on(known[-1], at, amends=amends):
        at = min(at, known.pop().since)
    known.append(Spell(max(at, known[-1].until or at) if known else at))
    return news


def _goes_on(last: Spell, at: datetime, *, amends: bool) -> bool:
    """Whether a word that somebody is there since *at* is about the last spell."""
    return last.until is None or (amends and at < last.until)


def _close(
    spells: dict[PersonId, list[Spell]], who: PersonId, at: datetime, *, cut: bool, amends: bool = False
) -> bool:
    """Ends what is open. *amends*: the end of what is over too, where another hour is known of it."""
    known = spells.get(who, [])
    news = bool(known) and known[-1].until is None
    if not news and not (known and amends):
        return False
    last = known.pop()
    known.append(Spell(last.since, max(at, last.since), cut if news else last.cut))
    return news
