"""What every card is drawn from: the meeting, the words, and how people and hours are called on it."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.change import replace
from bot.domain.expected import Unread
from bot.domain.language import Language, Sentence
from bot.domain.meeting import Meeting
from bot.domain.norway import OSLO
from bot.domain.participants import Identity, PersonId, Settlement
from bot.domain.procedure import Clause, Procedure, Regime
from bot.domain.reasons import Reason, Weight
from bot.domain.recording import takes_notes
from bot.domain.records import Reading
from bot.domain.verdict import belongs, judge_person
from cards.elements import Element, link, quiet
from cards.names import display_name, first_name, harmless
from cards.words import WORDS, Words

SIGNS = {Weight.GREEN: "✓", Weight.NOTED: "◇", Weight.UNKNOWN: "?", Weight.AMBER: "△", Weight.RED: "▲"}
"""A sign for each weight; its word stands beside it."""

COLORS = {Weight.RED: "Attention", Weight.AMBER: "Warning"}
"""Of the sign alone: not every theme has a yellow that can be read."""


@dataclass(frozen=True, slots=True)
class Site:
    """What the hospital's installation gives its cards.

    `privacy`: the address of the privacy page; empty: there is none, and no card has such a button.
    `reads_invitations`: False where Graph is switched off, so that the first card can say so already.
    `reads_chat`: whether what is written is judged (S2). `language`: where a chat's or person's own is not known.
    `retention_days`: how long names are kept.
    """

    procedure: Procedure
    privacy: str = ""
    reads_invitations: bool = True
    reads_chat: bool = False
    language: Language = Language.NB
    retention_days: int = 30
    standing: dict[Hashable, list[Element]] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What stands alike on many cards, by what it depends on; see `Scene.once`."""


_NORWEGIAN = frozenset({Language.NB, Language.NN})


def language_for(meeting: Meeting, site: Site, person: PersonId | None = None) -> Language:
    """What a card is written in: for *person* alone, as their Teams is; for all, as the chat chose.

    Of the two Norwegian languages the chat's choice counts before a client's, and a hospital's nynorsk before a
    client's bokmål: few set that.
    """
    if person is None and meeting.where.personal:
        person = next((one for one, who in meeting.identities.items() if who.language), None)
    who, chosen = meeting.identities.get(person) if person else None, meeting.language
    own, otherwise = who.language if who else None, chosen or site.language
    if own is None or (chosen is not None and (meeting.where.personal or {own, chosen} <= _NORWEGIAN)):
        return otherwise
    return otherwise if own is Language.NB and otherwise is Language.NN else own


@dataclass(frozen=True, slots=True)
class Scene:
    """A meeting as the cards tell it, in one language. *nameless*: counts and roles, and nobody's name (P1)."""

    meeting: Meeting
    site: Site
    language: Language
    nameless: bool = False

    @property
    def words(self) -> Words:
        return WORDS[self.language]

    @property
    def procedure(self) -> Procedure:
        return self.site.procedure

    def once(self, make: Callable[["Scene"], list[Element]], *of: Hashable) -> list[Element]:
        """What *make* draws, drawn once: it depends on the installation, the language and *of* alone, and stays as it
        is. Half of what the card that every meeting begins with costs (docs/adr/0014).
        """
        key = (make, self.language, *of)
        known = self.site.standing.get(key)
        if known is None:
            known = self.site.standing[key] = make(self)
        return known

    def sentence(self, told: Sentence) -> str:
        """What the procedure says, in the card's language."""
        return told[self.language]

    def clause(self, regime: Regime, clause: Clause) -> str:
        """What the procedure says of a clause on a checklist."""
        return self.sentence(self.procedure.words[regime][clause])

    def privacy(self) -> str:
        """The link to the privacy page; empty: there is none."""
        return link(self.words.rules.privacy, self.site.privacy) if self.site.privacy else ""

    def name(self, person: PersonId) -> str:
        """How *person* is called on the card; a colleague whom we have forgotten has no name."""
        who = self.meeting.identities.get(person)
        if who is None or (self.nameless and belongs(who, self.meeting)):
            return self.words.colleague
        if self.nameless:
            return self.words.program if takes_notes(who) else self.words.participant
        return display_name(who, self.words)

    def line(self, phrase: str) -> str:
        """*phrase*, which begins with how somebody is called, as a line begins; a name stays as it is written."""
        return f"{phrase[:1].upper()}{phrase[1:]}" if self.nameless else phrase

    def former_name(self, person: PersonId) -> str:
        """How *person* was called before."""
        who = self.meeting.identities[person]
        return display_name(replace(who, name=who.formerly), self.words)

    def first_name(self, person: PersonId) -> str:
        """How *person* is called on a button."""
        return first_name(self.meeting.identities.get(person, Identity()), self.words)

    def hour(self, at: datetime) -> str:
        """An hour as clocks in the hospital show it."""
        return self.local(at).strftime(self.words.hour)

    def local(self, at: datetime) -> datetime:
        """An hour of the day as it is in the hospital."""
        return at.astimezone(OSLO)

    def why(self, person: PersonId) -> str:
        """What there is to say of *person*, a colleague's word among it, in the order of the reasons."""
        return ", ".join(self._told(person))

    def _told(self, person: PersonId) -> Iterator[str]:
        verdict, settled = judge_person(person, self.meeting), self.meeting.settled.get(person)
        for reason in verdict.reasons:
            if reason in (Reason.VOUCHED, Reason.REJECTED) and settled is not None:
                yield self.word(settled)
            elif reason is Reason.OTHER_ORGANISATION:
                yield self._named(self.words.reasons[reason], person)
            elif reason is Reason.RENAMED:
                before = self.words.roster.formerly.format(name=self.former_name(person))
                yield self.words.reasons[reason] + ("" if self.nameless else f" ({before})")
            elif reason is not Reason.OWN_STAFF or verdict.weight not in (Weight.GREEN, Weight.NOTED):
                yield self.words.reasons[reason]

    def _named(self, phrase: str, person: PersonId) -> str:
        """*phrase* with the organisation's name, where it is known: as Graph tells it, else as the address ends.

        A practice may be called by its one doctor's name.
        """
        if self.nameless:
            return phrase
        known = self.meeting.completed(self.meeting.identities[person])
        name = harmless(self.meeting.organisations.get(known.tenant, "") or known.address.rpartition("@")[2])
        return f"{phrase} ({name})" if name else phrase

    def word(self, settled: Settlement) -> str:
        """A colleague's word on somebody, with name and hour."""
        form = self.words.vouched_by if settled.expected else self.words.rejected_by
        return form.format(name=self.name(settled.by), hour=self.hour(settled.at))

    def listed(self, names: Sequence[str]) -> str:
        """Names as a sentence lists them: a, b and c."""
        *rest, last = names
        return self.words.both.format(first=", ".join(rest), last=last) if rest else last

    def numeral(self, count: int) -> str:
        """A number as a sentence begins with it: a word while there is one."""
        return self.words.numerals[count - 1] if 0 < count <= len(self.words.numerals) else str(count)

    def reads_no_invitation(self) -> str:
        """Why nobody can be called uninvited, who can mend it, and what follows; empty: the invitation was read."""
        invitation, words = self.meeting.invitation, self.words.gaps
        reason = invitation.reason if invitation.reading is Reading.UNAVAILABLE else None
        if not self.site.reads_invitations:
            reason = Unread.OFF
        return f"{words.invitation[reason]} {words.invitation_means}" if reason else ""

    def unread(self) -> list[Element]:
        """The same as a line of a card; none where there is nothing to say."""
        told = self.reads_no_invitation()
        return [quiet(told)] if told else []


def sentence(phrase: str) -> str:
    """*phrase* as a sentence."""
    return f"{phrase[:1].upper()}{phrase[1:]}."
