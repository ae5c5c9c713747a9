"""What is remembered of a meeting, and what can be read from it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from bot.domain.calls import Call, Place
from bot.domain.change import replace
from bot.domain.chat import Caution
from bot.domain.effects import CardKind, Matter, series_of, stored_form
from bot.domain.expected import Announced, Awaited, Invited, Lists, Source
from bot.domain.feeds import Feed, Subscription
from bot.domain.index import Accounts, Lookalikes, Namesakes
from bot.domain.installing import Adding
from bot.domain.language import Language
from bot.domain.names import is_recorder
from bot.domain.options import MeetingOptions
from bot.domain.participants import (
    CANNOT_PRESS,
    NO_ACCOUNT,
    Identity,
    Introduction,
    Kind,
    Membership,
    Participant,
    Past,
    PersonId,
    Role,
    Settlement,
)
from bot.domain.recordings import Listening, Recording, Sweep
from bot.domain.records import Alert, Invitation, Occurrence, Stop, Tick, Trained, Watch, Where


@dataclass(frozen=True)  # no slots: it keeps indexes of itself
class Meeting:
    """All that is remembered of one conversation: its newest occurrence, whole. Names stand in `identities` alone,
    and in the lists of who is expected.

    `met` counts the pseudonyms given, so that none is given twice in a series. `salt` makes the series' marks.
    Keys of `alerts`, `cards`, `stops` and `ticks` are stored forms: of a `Matter`, and of `tick_key`.
    `latest` holds, for each series of cards, the number of the newest. `announced` goes by the system that announced,
    `organisations` by tenant; `series` by mark. `rooms`: who sits in an open room, and since when. `told`: who came
    late and was told the rules privately, and which edition of them. `trained`: who confirmed their training here.
    `starts`: when the next occurrence begins, as far as we know; `forewarned`: the start that the host was told of.
    `call`: what Graph told of the call.
    `cautions`: what writers were told of their messages, by the matter of the card. `chat_read`: when a message was
    last judged; `recordings` goes by Teams' id of the call; `listening`: how we hear of them; `sweep`: what is left of
    them. `file_shared`: when a file was first shared in this occurrence. `welcomed`: whether
    the chat was told what the bot is; None: not noted. `language`: as somebody chose it for this chat.
    `adding`: what came of Graph's being asked to add the app.
    """

    where: Where
    installed: bool = True
    install_told: datetime | None = None
    salt: str = field(default="", repr=False)
    occurrence: Occurrence | None = None
    recurring: bool = False
    language: Language | None = None
    welcomed: bool | None = None
    starts: datetime | None = None
    forewarned: datetime | None = None
    invitation: Invitation = field(default_factory=Invitation)
    announced: Mapping[str, Announced] = field(default_factory=dict)
    awaited: tuple[Awaited, ...] = ()
    trusted: frozenset[str] = frozenset()
    join_url: str = field(default="", repr=False)
    last_news: datetime | None = None
    watch: Watch = field(default_factory=Watch)
    met: int = 0
    people: Mapping[PersonId, Participant] = field(default_factory=dict)
    chat: Mapping[PersonId, Membership] = field(default_factory=dict)
    call: Call = field(default_factory=Call)
    identities: Mapping[PersonId, Identity] = field(default_factory=dict)
    settled: Mapping[PersonId, Settlement] = field(default_factory=dict)
    told: Mapping[PersonId, str] = field(default_factory=dict)
    introductions: Mapping[PersonId, Introduction] = field(default_factory=dict)
    series: Mapping[str, Past] = field(default_factory=dict)
    organisations: Mapping[str, str] = field(default_factory=dict, repr=False)
    alerts: Mapping[str, Alert] = field(default_factory=dict)
    stops: Mapping[str, tuple[Stop, ...]] = field(default_factory=dict)
    ticks: Mapping[str, Tick] = field(default_factory=dict)
    rooms: Mapping[PersonId, datetime] = field(default_factory=dict)
    trained: Mapping[PersonId, Trained] = field(default_factory=dict)
    cautions: Mapping[str, Caution] = field(default_factory=dict)
    options: MeetingOptions = field(default_factory=MeetingOptions)
    feeds: Mapping[Feed, Subscription] = field(default_factory=dict)
    adding: Adding = field(default_factory=Adding)
    recordings: Mapping[str, Recording] = field(default_factory=dict)
    listening: Listening = field(default_factory=Listening)
    sweep: Sweep | None = None
    chat_read: datetime | None = None
    file_shared: datetime | None = None
    cards: Mapping[str, str] = field(default_factory=dict)
    latest: Mapping[str, int] = field(default_factory=dict)
    flag_lost: bool = False  # an alert was given up: its people are to be flagged anew
    tidied: datetime | None = None

    @property
    def running(self) -> bool:
        return self.occurrence is not None and self.occurrence.ended is None

    @property
    def occurrence_number(self) -> int:
        """Which holding of the meeting this is; 0 before the first."""
        return self.occurrence.number if self.occurrence else 0

    @property
    def is_new_here(self) -> bool:
        """Whether the chat is still to be told what the bot is. One where it has reminded before knows it."""
        reminded = self.occurrence is not None and (self.occurrence.number > 1 or self.occurrence.reminded)
        return not reminded if self.welcomed is None else not self.welcomed

    @property
    def present(self) -> tuple[PersonId, ...]:
        """Who is in the call as far as we were told, in order of first sight."""
        return tuple(person for person, participant in self.people.items() if participant.present)

    @property
    def lobby(self) -> Mapping[PersonId, datetime]:
        """Who waits in the lobby, as far as Graph told, and since when."""
        told = (one for one in self.call.told.values() if one.place is Place.LOBBY and self.call.holds(one.since))
        return {one.person: one.since for one in told if self._waits(one.person, one.since)}

    def _waits(self, person: PersonId, since: datetime) -> bool:
        seen = self.people.get(person)
        return seen is None or (not seen.present and since >= seen.changed)

    @property
    def around(self) -> tuple[PersonId, ...]:
        """Who is in the call, and who was added to the chat under our eyes: they can read it."""
        return (*self.present, *(person for person in self.chat if self._only_reads(person)))

    def is_present(self, person: PersonId) -> bool:
        """Whether *person* is in the call, as far as we were told."""
        seen = self.people.get(person)
        return seen is not None and seen.present

    def is_around(self, person: PersonId) -> bool:
        """Whether *person* is in the call, or was added to the chat under our eyes."""
        return self.is_present(person) or self._only_reads(person)

    def _only_reads(self, person: PersonId) -> bool:
        """Whether *person* is not in the call but can read the chat, as we saw them added. Whoever is not signed in can
        do so only while they are in the call, or on their way into it (docs/TEAMS.md A4).
        """
        place = self.chat.get(person)
        if place is None or not place.added or self.is_present(person):
            return False
        return person not in self.people or self.identities[person].kind not in NO_ACCOUNT

    def came(self, person: PersonId) -> datetime | None:
        """When *person* was first seen in this occurrence, in the call or the chat."""
        seen, place = self.people.get(person), self.chat.get(person)
        return seen.first_seen if seen else place.since if place else None

    def came_after(self, person: PersonId, hour: datetime) -> bool:
        """Whether somebody is in the call now, and came in after *hour*."""
        seen = self.people.get(person)
        return seen is not None and seen.present and seen.changed > hour

    @cached_property
    def judged(self) -> dict[PersonId, object]:
        """Verdicts that were asked for, kept as long as this very meeting (`verdict.judge_person`)."""
        return {}

    @cached_property
    def accounts(self) -> Accounts:
        """Everybody who was met, by account."""
        return Accounts(self.identities)

    @cached_property
    def namesakes(self) -> Namesakes:
        """Everybody who was met, by name."""
        return Namesakes(self.identities)

    @cached_property
    def lookalikes(self) -> Lookalikes:
        """The names of everybody who was met or is expected, by what they look like."""
        met, expected = self.identities.values(), (line for _, line in self._lines())
        return Lookalikes([*(who.name for who in met), *(line.name for line in expected)])

    @cached_property
    def lists(self) -> Lists:
        """Who is expected, from all sources."""
        return Lists(self._lines())

    def person(self, who: Identity) -> PersonId | None:
        """The pseudonym of *who*; None: never seen here."""
        return self.accounts.person(who)

    def known(self, who: Identity) -> Identity:
        """*who* with all that the roster and the invitation tell of that account."""
        person = self.person(who)
        return self.completed(who if person is None else self.identities[person].learn(who))

    def completed(self, who: Identity) -> Identity:
        """*who* with the organisation that the lists tell, where Teams did not."""
        if who.tenant or who.kind in NO_ACCOUNT:
            return who
        lines = (one.line for one in self.lists.entries(who) if one.line.tenant and not one.by_name)
        line = next(lines, None)
        return replace(who, tenant=line.tenant) if line else who

    def can_press(self, person: PersonId) -> bool:
        """Whether a card's button reaches *person*: not on the telephone, and not in a meeting room."""
        who = self.identities[person]
        return who.kind not in CANNOT_PRESS and not any(one.line.room for one in self.lists.entries(who))

    def host(self) -> PersonId | None:
        """The organizer, as the invitation or Teams names them; None: not known."""
        by_role = (person for person, seen in self.people.items() if seen.role is Role.ORGANIZER)
        invited = self.invitation.organizer
        by_list = self.person(Identity(oid=invited.oid)) if invited.oid else None
        return by_list or next(by_role, None)

    def new_matter(self, kind: CardKind, of: str = "") -> Matter:
        """A matter of this kind that has no card yet."""
        return Matter(kind, self.latest.get(series_of(kind, of), 0) + 1, of)

    def latest_matter(self, kind: CardKind, of: str = "") -> Matter | None:
        """The newest matter of this kind; None: there is none in this occurrence."""
        number = self.latest.get(series_of(kind, of))
        return Matter(kind, number, of) if number and stored_form(kind, of, number) in self.cards else None

    def _lines(self) -> Iterable[tuple[Source, Invited]]:
        yield from ((Source.INVITATION, line) for line in self.invitation.people)
        yield from ((Source.CALENDAR, line) for line in self.invitation.calendar)
        yield from ((Source.SYSTEM, line) for said in self.announced.values() for line in said.people)
        yield from ((Source.CHAT, one.line) for one in self.awaited)


_LISTS = ("invitation", "announced", "awaited")
"""What `lists` is made of. `accounts` and `namesakes` are made of `identities`, and `lookalikes` of all these."""

_JUDGED_BY = ("people", "settled", "chat", "watch", "series", "salt", "trusted", "where")
"""What verdicts are made of besides."""


def carry(new: Meeting, old: Meeting) -> Meeting:
    """*new*, with those indexes of *old* that hold for it too, since what they are made of is the same, or of which
    only people have been added.
    """
    if new is old:
        return new
    now, then = vars(new), vars(old)
    lists_stand, people_stand = all(now[part] is then[part] for part in _LISTS), new.identities is old.identities
    if lists_stand and "lists" in then:
        now["lists"] = then["lists"]
    if lists_stand and people_stand and "lookalikes" in then:
        now["lookalikes"] = then["lookalikes"]
    wanted = [index for index in ("accounts", "namesakes") if index in then and index not in now]
    added = _added(new.identities, old.identities) if wanted else None
    if added is not None:
        now.update((index, then[index].with_(added)) for index in wanted)
    if lists_stand and people_stand and "judged" in then and all(now[part] is then[part] for part in _JUDGED_BY):
        now["judged"] = then["judged"]
    return new


def _added(now: Mapping[PersonId, Identity], then: Mapping[PersonId, Identity]) -> dict[PersonId, Identity] | None:
    """Who has been met since; None: somebody who was met is known otherwise now, or no more."""
    if now is then:
        return {}
    if len(now) <= len(then):
        return None
    added = {person: who for person, who in now.items() if then.get(person) is not who}
    return added if len(added) == len(now) - len(then) else None


def must_introduce(meeting: Meeting) -> tuple[PersonId, ...]:
    """S6: everybody in the call introduces themselves, or was to, once it is over; programs cannot, and whoever a
    colleague did not know and has left need not.
    """
    people = (
        meeting.present if meeting.running else tuple(one for one in meeting.people if not _was_unknown(one, meeting))
    )
    return tuple(person for person in people if not is_program(meeting.identities[person]))


def _was_unknown(person: PersonId, meeting: Meeting) -> bool:
    word = meeting.settled.get(person)
    return word is not None and not word.expected


def is_program(who: Identity) -> bool:
    """Whether *who* is a program: by the kind of identity, else by a name that nobody vouches for."""
    return who.kind is Kind.BOT or (who.kind is Kind.ANONYMOUS and is_recorder(who.name))
