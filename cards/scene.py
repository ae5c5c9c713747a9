"""What every card is drawn from: the meeting, the words, and how people and hours are called on it."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.expected import Unread
from bot.domain.meeting import Meeting, Reading
from bot.domain.participants import Identity, Kind, PersonId, Settlement
from bot.domain.verdict import Reason, Weight, belongs, judge_person
from cards.elements import Element, quiet
from cards.names import display_name, first_name
from cards.words import Words

_OSLO = ZoneInfo("Europe/Oslo")

SIGNS = {Weight.GREEN: "✓", Weight.UNKNOWN: "?", Weight.AMBER: "△", Weight.RED: "▲"}
"""A sign for each weight; its word stands beside it."""


@dataclass(frozen=True, slots=True)
class Site:
    """What the hospital's installation gives its cards.

    `privacy`: the address of the privacy page; empty: there is none, and no card has such a button.
    `reads_invitations`: False where Graph is switched off, so that the first card can say so already.
    """

    privacy: str = ""
    reads_invitations: bool = True


@dataclass(frozen=True, slots=True)
class Scene:
    """A meeting as the cards tell it, in one language."""

    meeting: Meeting
    site: Site
    words: Words

    def name(self, person: PersonId) -> str:
        """How *person* is called on the card; a colleague whom we have forgotten has no name."""
        who = self.meeting.identities.get(person)
        return display_name(who, self.words) if who else self.words.colleague

    def first_name(self, person: PersonId) -> str:
        """How *person* is called on a button."""
        return first_name(self.meeting.identities.get(person, Identity()), self.words)

    def hour(self, at: datetime) -> str:
        """An hour as clocks in the hospital show it."""
        return at.astimezone(_OSLO).strftime(self.words.hour)

    def present(self, person: PersonId) -> bool:
        """Whether *person* is in the call, as far as we were told."""
        seen = self.meeting.people.get(person)
        return seen is not None and seen.present

    def why(self, person: PersonId) -> str:
        """What there is to say of *person*: a colleague's word, else the reasons, the weightiest first."""
        words, settled = self.words, self.meeting.settled.get(person)
        if settled is not None:
            return ", ".join((self.word(settled), *self._outside(person)))
        reasons = judge_person(person, self.meeting).reasons
        told = tuple(words.reasons[reason] for reason in reasons)
        if reasons[0] is Reason.ORGANIZER:
            return ", ".join((*told, *self._outside(person)))
        if reasons[0] in (Reason.NOT_INVITED, Reason.INVITATION_UNREAD):  # nothing speaks of outside: own staff
            return ", ".join((words.own_staff, *told))
        return ", ".join(told)

    def word(self, settled: Settlement) -> str:
        """A colleague's word on somebody, with name and hour."""
        form = self.words.vouched_by if settled.expected else self.words.rejected_by
        return form.format(name=self.name(settled.by), hour=self.hour(settled.at))

    def numeral(self, count: int) -> str:
        """A number as a sentence begins with it: a word while there is one."""
        return self.words.numerals[count - 1] if 0 < count <= len(self.words.numerals) else str(count)

    def unread(self) -> list[Element]:
        """That the invitation could not be read, why, who can mend it, and what follows. Nothing if it could."""
        invitation = self.meeting.invitation
        reason = invitation.reason if invitation.reading is Reading.UNAVAILABLE else None
        if not self.site.reads_invitations:
            reason = Unread.OFF
        return [quiet(f"{self.words.unread[reason]} {self.words.unread_means}")] if reason else []

    def _outside(self, person: PersonId) -> tuple[str, ...]:
        known = self.meeting.known(self.meeting.identities[person])
        outside = known.kind in (Kind.USER, Kind.GUEST) and not belongs(known, self.meeting)
        return (self.words.outside,) if outside else ()


def sentence(phrase: str) -> str:
    """*phrase* as a sentence."""
    return f"{phrase[:1].upper()}{phrase[1:]}."
