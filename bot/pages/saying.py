"""Hours, days and people of a timeline, as a language writes them."""

from collections.abc import Mapping
from datetime import datetime

from bot.domain.language import Language
from bot.domain.norway import OSLO
from bot.domain.participants import PersonId
from bot.evidence.spells import Gap, Person, Settled, Spell, Stopped, Timeline
from bot.pages.telling import TELLING, Telling
from cards.names import harmless
from cards.scene import SIGNS
from cards.words import WORDS, Words


class Saying:
    """One language's way. *names*: what those are called whose names may be shown; the others have a number."""

    def __init__(self, language: Language, names: Mapping[PersonId, str] | None = None) -> None:
        self.language = language
        self.words: Telling = TELLING[language]
        self.cards: Words = WORDS[language]
        self._names = names or {}

    @property
    def names_people(self) -> bool:
        return bool(self._names)

    def person(self, who: PersonId | None) -> str:
        """What somebody is called; None: nobody knows who it was."""
        if who is None:
            return self.words.somebody
        return harmless(self._names.get(who, "")) or self.words.person.format(number=who.removeprefix("p"))

    def hour(self, at: datetime) -> str:
        """As clocks in the hospital show it; of the night in which they are put back, with which of both it is."""
        local = at.astimezone(OSLO)
        twice = local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
        return local.strftime(self.cards.hour) + (f" {local.tzname()}" if twice else "")

    def day(self, at: datetime) -> str:
        words, day = self.words, at.astimezone(OSLO)
        weekday, month = words.weekdays[day.weekday()], words.months[day.month - 1]
        return words.date.format(weekday=weekday, day=day.day, month=month, year=day.year)

    def span(self, since: datetime, until: datetime | None) -> str:
        """From when to when, in a sentence."""
        if until is None:
            return self.words.so_far.format(since=self.hour(since))
        return self.words.span.format(since=self.hour(since), until=self.hour(until))

    def spell(self, spell: Spell) -> str:
        """From when to when, in a table."""
        return f"{self.hour(spell.since)}–{self.hour(spell.until) if spell.until else self.words.still}"

    def spells(self, one: Person, most: int = 4) -> str:
        """When somebody was there; of many spells the first ones, and how many more."""
        told = [self.spell(spell) for spell in one.call[:most]]
        told += [self.words.more.format(count=len(one.call) - most)] if len(one.call) > most else []
        waits = [self.words.lobby_spell.format(spell=self.spell(spell)) for spell in one.lobby[-1:]]
        if one.glimpsed is not None:
            told.append(self.words.glimpsed.format(hour=self.hour(one.glimpsed)))
        if not told and one.only_chat:
            told.append(self.words.only_chat)
        return ", ".join([*told, *waits]) or "–"

    def verdict(self, one: Person) -> str:
        """The weightiest that was thought of somebody, with why, in the cards' words."""
        if one.worst is None:
            return self.words.not_judged
        return ", ".join(dict.fromkeys(self.cards.reasons[reason] for reason in one.worst.reasons))

    def sign(self, one: Person) -> str:
        """The sign of the weightiest that was thought of somebody."""
        return SIGNS[one.worst.weight] if one.worst else "·"

    def settled(self, one: Person) -> str:
        """What colleagues said of somebody; empty: nobody had to."""
        if one.word is not None:
            return self.word(one.word)
        return self.words.not_settled if one.unsettled else ""

    def word(self, word: Settled) -> str:
        form = self.cards.vouched_by if word.expected else self.cards.rejected_by
        return form.format(name=self.person(word.by), hour=self.hour(word.at))

    def gap(self, gap: Gap, began: datetime, ended: datetime | None) -> str:
        """When something was not seen, what, and why, in a meeting of these hours."""
        when, why = self.gap_hours(gap, began, ended), self.gap_reason(gap)
        return f"{when}: {self.words.unseen[gap.unseen]}{why}"

    def gap_hours(self, gap: Gap, began: datetime, ended: datetime | None) -> str:
        whole = gap.since <= began and (gap.until is None or (ended is not None and gap.until >= ended))
        if whole:
            return self.words.all_along
        until = gap.until or (max(ended, gap.since) if ended else None)
        return self.span(gap.since, until) if until != gap.since else self.words.at_hour.format(hour=self.hour(until))

    def gap_reason(self, gap: Gap) -> str:
        """Why, in brackets; empty where no reason is told."""
        return f" ({self.words.why[gap.reason]})" if gap.reason else ""

    def stop_hour(self, one: Stopped) -> str:
        return self.words.at_hour.format(hour=self.hour(one.at))

    def described(self, found: Timeline) -> str:
        """The picture in one sentence, for whoever does not see it."""
        span = self.span(found.began, found.ended)
        return self.words.described.format(people=len(found.people), span=span)
