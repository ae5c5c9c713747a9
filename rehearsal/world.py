"""What stands in the chats now, what stood there before, and who can see it."""

from base64 import b64encode
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from urllib.parse import quote

from rehearsal import clock
from rehearsal.appointments import (
    Appointment,
    Attendee,
    Need,
    Response,
    Sensitivity,
    elsewhere_in_the_calendar,
)
from rehearsal.options import Options
from rehearsal.people import ANN, BO, CAST, DINA, HOSPITAL, KARI, Person, invented_guid

Activity = dict[str, Any]
ADAPTIVE = "application/vnd.microsoft.card.adaptive"
APP = invented_guid("motevakt-app")
BOT = f"28:{APP}"


@dataclass(frozen=True, slots=True)
class Version:
    """A post as it stood from `at` on."""

    at: datetime
    activity: Activity


@dataclass(slots=True)
class Post:
    """A message in a chat. `to`: the Teams id of the one person who sees it; None: all see it."""

    id: str
    chat: str
    author: str
    to: str | None
    versions: list[Version]
    removed: datetime | None = None

    @property
    def activity(self) -> Activity:
        return self.versions[-1].activity

    @property
    def posted(self) -> datetime:
        return self.versions[0].at

    @property
    def card(self) -> Mapping[str, Any] | None:
        return card_of(self.activity)

    @property
    def kind(self) -> str:
        """The kind of card: the id of its body's first element. Empty: no card, or one without a kind."""
        return kind_of(self.card)


@dataclass(slots=True)
class Invitation:
    """An invited person. `known`: Graph tells the account, not the address alone. `response` stands in the calendar."""

    person: Person
    known: bool = True
    response: Response = Response.NONE
    need: Need = Need.REQUIRED

    def attendee(self) -> Attendee:
        """How the calendar names the person."""
        need = Need.RESOURCE if self.person.room else self.need
        return Attendee(self.person.mail, self.person.name, self.response, need)


@dataclass(slots=True)
class Meeting:
    """A meeting in the calendar. `roles`: `Organizer`, `Presenter` or `Attendee` by Teams id; `present`: who is in the
    call; `waiting`: in its lobby. `outside`: who stands in the calendar alone. `series`: it is one occurrence of many.
    """

    id: str
    graph_id: str
    join_url: str
    title: str
    organizer: Person
    start: datetime
    invited: list[Invitation] = field(default_factory=list)
    roles: dict[str, str] = field(default_factory=dict)
    present: set[str] = field(default_factory=set)
    waiting: set[str] = field(default_factory=set)
    outside: list[Attendee] = field(default_factory=list)
    lasts: timedelta = timedelta(hours=1)
    sensitivity: Sensitivity = Sensitivity.NORMAL
    cancelled: bool = False
    series: bool = False
    running: bool = False
    options: Options = field(default_factory=Options)

    @property
    def end(self) -> datetime:
        return self.start + self.lasts

    def role(self, person: Person) -> str:
        usual = "Organizer" if person.mri == self.organizer.mri else "Attendee"
        return self.roles.get(person.mri, usual)

    def invite(self, *people: Person, known: bool = True, response: Response = Response.NONE) -> None:
        self.invited += [Invitation(person, known, response) for person in people]

    def uninvite(self, *people: Person) -> None:
        self.invited = [line for line in self.invited if line.person not in people]

    def appointment(self) -> Appointment:
        """The meeting as it stands in the organizer's calendar, with whoever is invited now."""
        return Appointment(
            self.title,
            self.organizer,
            self.start,
            self.end,
            (*(line.attendee() for line in self.invited), *self.outside),
            self.join_url,
            self.sensitivity,
            self.cancelled,
            "occurrence" if self.series else "singleInstance",
        )


@dataclass(slots=True)
class Chat:
    """A conversation: a meeting's, or a private one where `meeting` is None. `members` stand by Teams id, `consented`
    is what it lets the app do, `system_messages` what Teams itself wrote, as Graph tells it, oldest first.
    """

    id: str
    tenant: str
    members: dict[str, Person] = field(default_factory=dict)
    installed: bool = True
    meeting: Meeting | None = None
    consented: set[str] = field(default_factory=lambda: {"ChatMessage.Read.Chat"})
    system_messages: list[dict[str, Any]] = field(default_factory=list)

    def add(self, *people: Person) -> None:
        self.members |= {person.mri: person for person in people}


class Change(StrEnum):
    """What happened to a post. `SAID`: somebody wrote it, who may change and delete it too; `POSTED` is the bot's."""

    POSTED = "posted"
    UPDATED = "updated"
    REMOVED = "removed"
    SAID = "said"


Listener = Callable[[Post, Change], None]


class World:
    """All chats and posts. Whoever wants to follow adds a listener."""

    def __init__(self, *, time: clock.Clock = clock.now) -> None:
        self.time = time
        self.people: dict[str, Person] = {person.mri: person for person in CAST}
        self.chats: dict[str, Chat] = {}
        self.posts: dict[str, Post] = {}
        self.appointments: dict[str, list[Appointment]] = {}  # what is none of our meetings, by object id
        self.listeners: list[Listener] = []
        self._last_id = 0

    def open_meeting(
        self,
        name: str = "pasientmote",
        *,
        title: str = "Samarbeidsmøte",
        organizer: Person = ANN,
        invited: Iterable[Person] = (BO, KARI, DINA),
        conversation: str | None = None,
    ) -> Chat:
        """A meeting with its chat, all invited people in it, the bot installed."""
        thread = conversation or f"19:meeting_{b64encode(name.encode()).decode().rstrip('=')}@thread.v2"
        join_url = join_link(organizer, thread)
        graph_id = b64encode(f"1*{organizer.oid}*0**{thread}".encode()).decode()
        meeting_id = b64encode(f"0#{thread}#0".encode()).decode()
        meeting = Meeting(meeting_id, graph_id, join_url, title, organizer, self.time())
        meeting.invite(*invited)
        chat = Chat(thread, organizer.tenant or HOSPITAL, meeting=meeting)
        chat.add(organizer, *(line.person for line in meeting.invited))
        self.people |= chat.members
        self.chats[thread] = chat
        if organizer.oid not in self.appointments:
            others = elsewhere_in_the_calendar(organizer, meeting.start, lambda thread: join_link(organizer, thread))
            self.appointments[organizer.oid] = list(others)
        return chat

    def own_chat(self, person: Person) -> Chat:
        """The chat that *person* has with the bot alone; made if it is not there yet."""
        private = self.chats.setdefault(f"a:1{person.oid}", Chat(f"a:1{person.oid}", person.tenant))
        private.add(person)
        return private

    def calendar(self, owner: Person) -> list[Appointment]:
        """All that *owner* has organized, whatever is none of our meetings first."""
        meetings = (chat.meeting for chat in self.chats.values() if chat.meeting)
        ours = [meeting.appointment() for meeting in meetings if meeting.organizer.oid == owner.oid]
        return [*self.appointments.get(owner.oid, ()), *ours]

    def meeting(self, meeting_id: str) -> tuple[Chat, Meeting] | None:
        """The meeting with Teams' encoded id, and its chat."""
        found = ((chat, chat.meeting) for chat in self.chats.values() if chat.meeting)
        return next(((chat, meeting) for chat, meeting in found if meeting.id == meeting_id), None)

    def person(self, called: str) -> Person | None:
        """Somebody by key, name, first name, Teams id or object id; None: nobody is called so."""
        wanted = called.casefold()
        for person in self.people.values():
            if wanted in (name.casefold() for name in (person.key, person.name, person.first_name, person.mri)):
                return person
            if person.oid and wanted == person.oid:
                return person
        return None

    def new_id(self) -> str:
        """An id for an activity: milliseconds, as Teams gives them, and never the same twice."""
        self._last_id = max(self._last_id + 1, int(self.time().timestamp() * 1000))
        return str(self._last_id)

    def post(self, chat: str, author: str, activity: Activity, *, to: str | None = None) -> Post:
        """Put a message in a chat."""
        made = Post(self.new_id(), chat, author, to, [Version(self.time(), activity)])
        self.posts[made.id] = made
        self._tell(made, Change.POSTED)
        return made

    def said(self, chat: str, author: str, activity: Activity, *, to: str | None = None) -> None:
        """Somebody other than the bot wrote in a chat; the id stands in *activity*."""
        made = Post(str(activity["id"]), chat, author, to, [Version(self.time(), activity)])
        self.posts[made.id] = made
        self._tell(made, Change.SAID)

    def update(self, post: Post, activity: Activity) -> None:
        post.versions.append(Version(self.time(), activity))
        self._tell(post, Change.UPDATED)

    def remove(self, post: Post) -> None:
        post.removed = self.time()
        self._tell(post, Change.REMOVED)

    def standing(self, kind: str | None = None) -> list[Post]:
        """The bot's posts that stand now, oldest first; of one kind of card, if given."""
        ours = (post for post in self.posts.values() if post.author == BOT and post.removed is None)
        return [post for post in ours if kind is None or post.kind == kind]

    def sees(self, person: Person, post: Post) -> bool:
        """Whether *person* has the post before their eyes."""
        chat = self.chats.get(post.chat)
        return chat is not None and person.mri in chat.members and post.to in (None, person.mri)

    def audience(self, post: Post) -> Person | None:
        """The one person who sees the post; None: all do."""
        if post.to is not None:
            return self.people.get(post.to)
        chat = self.chats[post.chat]
        return next(iter(chat.members.values()), None) if chat.meeting is None else None

    def _tell(self, post: Post, change: Change) -> None:
        for listener in self.listeners:
            listener(post, change)


def join_link(organizer: Person, thread: str) -> str:
    """The link to the meeting with that chat (docs/TEAMS.md D)."""
    context = f"%7b%22Tid%22%3a%22{organizer.tenant}%22%2c%22Oid%22%3a%22{organizer.oid}%22%7d"
    return (
        f"https://teams.microsoft.com/l/meetup-join/{quote(thread, safe='').replace('%3A', '%3a')}/0?context={context}"
    )


def card_of(activity: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The first Adaptive Card an activity bears."""
    attachments = activity.get("attachments")
    for attachment in attachments if isinstance(attachments, list) else []:
        if isinstance(attachment, dict) and attachment.get("contentType") == ADAPTIVE:
            content = attachment.get("content")
            return content if isinstance(content, dict) else None
    return None


def kind_of(card: Mapping[str, Any] | None) -> str:
    """The id of the first element of the card's body."""
    body = card.get("body") if card else None
    first = body[0] if isinstance(body, list) and body else None
    kind = first.get("id") if isinstance(first, dict) else None
    return kind if isinstance(kind, str) else ""
