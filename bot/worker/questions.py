"""Questions to Graph and Teams, and what their answers come to. What one source withholds another may still tell."""

from collections.abc import Awaitable, Mapping
from datetime import datetime, timedelta
from typing import TypeVar

from bot.domain.effects import FetchRoster
from bot.domain.events import InvitationRead, Member, OrganisationNamed, RosterRead, StartTold
from bot.domain.expected import Invited, Unread
from bot.domain.installing import AppAdded
from bot.domain.joinlink import read_join_link
from bot.domain.meeting import Meeting
from bot.domain.options import OptionsRead, OptionsSet
from bot.domain.participants import Identity
from bot.domain.probing import whom_to_ask
from bot.domain.procedure import Option
from bot.domain.recording import heard_since
from bot.domain.recordings import FilesFound, RecordingsTold
from bot.errors import Denied, TryLater
from bot.log import get_log
from bot.metrics import Metrics
from bot.ports import Clock, Graph, MeetingDetails, Teams
from bot.worker.details import Details
from bot.worker.giving_up import GONE, unread

ASK_FOR = timedelta(seconds=40)
"""No question about somebody begins later than this after the first. One lasts at most 20 s (10 s, twice if our token
is not taken) and waits a second or two for its place (bot/outbound/window.py): the whole ends well before its lease
does (bot/store/queue.py)."""

INVITATION, CALENDAR, ROSTER, ORGANISATION, START, OPTIONS = (
    "invitation", "calendar", "roster", "organisation", "start", "options",
)  # fmt: skip
"""The sources, as logs and numbers call them."""

READ = "read"
_WORST_FIRST = (Unread.AWAY, Unread.DENIED, Unread.NOT_FOUND)
_T = TypeVar("_T")
_log = get_log("questions")


class Questions:
    """Asks. Raises `TryLater` or `Denied` where there is no answer at all."""

    def __init__(self, *, teams: Teams, graph: Graph, clock: Clock, metrics: Metrics) -> None:
        self._teams, self._graph, self._clock, self._metrics = teams, graph, clock, metrics
        self._known = Details(teams=teams, clock=clock)

    async def invitation(self, meeting: Meeting) -> InvitationRead:
        """Who is invited, by the online meeting and by the organizer's calendar; if need be by the calendar alone."""
        self._demand_graph()
        details = await self._details(meeting)
        try:
            organizer, people = await self._graph.invitation(
                details.organizer.oid, details.graph_id, details.join_url or meeting.join_url
            )
        except Denied as no:
            return await self._by_calendar(meeting, details, no)
        calendar = await self._calendar(meeting, details)
        if isinstance(calendar, Unread):
            return InvitationRead(self._clock.now(), organizer, people, calendar_unread=calendar)
        return InvitationRead(self._clock.now(), organizer, people, calendar)

    async def invitation_without(self, meeting: Meeting, why: TryLater) -> InvitationRead:
        """What the calendar tells, once the online meeting was asked for in vain often enough.

        Raises:
            TryLater: *why*, since the calendar tells nothing either.
        """
        try:
            details = await self._details(meeting)
        except TryLater:
            details = MeetingDetails(Identity())
        return await self._by_calendar(meeting, details, why)

    async def roster(self, effect: FetchRoster, meeting: Meeting) -> RosterRead:
        """Who is in the chat, and of `effect.ask` of them whether they are in the call."""
        began = self._clock.now()
        people = await self._teams.members(meeting.where)
        members, failures = [Member(who) for who in people], set[Unread]()
        asked = whom_to_ask(people, meeting, effect.ask)
        for place in asked:
            answer = await self._attendance(people[place], meeting, began)
            if isinstance(answer, Member):
                members[place] = answer
            else:
                failures.add(answer)
            if answer is Unread.AWAY:
                break
        if not asked or any(member.present is not None for member in members):
            return RosterRead(began, tuple(members), effect.ask)
        why = next((reason for reason in _WORST_FIRST if reason in failures), Unread.NOT_FOUND)
        return RosterRead(began, tuple(members), effect.ask, why)

    async def start(self, meeting: Meeting) -> StartTold:
        """When the meeting begins next: by the organizer's calendar, else as it was scheduled.

        Raises:
            TryLater: no source told, and one that may was away.
        """
        now = self._clock.now()
        away: list[TryLater] = []
        details = await self._told(away, self._details(meeting)) or MeetingDetails(Identity())
        for hour in [await self._planned(meeting, details, now, away), details.starts]:
            if hour is not None and hour > now:
                return StartTold(now, hour)
        if away:
            raise away[0]
        return StartTold(now, None)

    async def options(self, meeting: Meeting) -> OptionsRead:
        """What the meeting's options say."""
        self._demand_graph()
        told = await self._graph.options(*await self._online(meeting))
        self._count(OPTIONS, READ)
        return OptionsRead(self._clock.now(), told)

    async def set_options(self, wanted: Mapping[Option, str], meeting: Meeting) -> OptionsSet:
        """Have the options say what is wanted."""
        self._demand_graph()
        await self._graph.set_options(*await self._online(meeting), wanted)
        return OptionsSet(self._clock.now(), tuple(wanted))

    async def recordings(self, meeting: Meeting) -> RecordingsTold:
        """What Teams said of recordings in the chat since the meeting began, or before, if we came late."""
        self._demand_graph()
        now = self._clock.now()
        since = heard_since(meeting) or now
        return RecordingsTold(now, await self._graph.recordings(meeting.where.conversation, since), read=True)

    async def files(self, meeting: Meeting) -> FilesFound:
        """What is left of recordings."""
        self._demand_graph()
        recordings, transcripts = await self._graph.files(*await self._online(meeting))
        return FilesFound(self._clock.now(), recordings, transcripts)

    async def add_app(self, meeting: Meeting) -> AppAdded:
        """Have the app added to the meeting."""
        self._demand_graph()
        there = await self._graph.add_app(meeting.where.conversation)
        return AppAdded(self._clock.now(), there)

    async def _online(self, meeting: Meeting) -> tuple[str, str, str]:
        """By what the online meeting is found: its organizer, its id in Graph, its link."""
        details = await self._details(meeting)
        return details.organizer.oid, details.graph_id, details.join_url or meeting.join_url

    async def join_link(self, meeting: Meeting) -> str:
        """The meeting's join link, where it names the meeting's chat: what Graph tells of another we would not know."""
        for link in (meeting.join_url, (await self._details(meeting)).join_url):
            if read_join_link(link).thread == meeting.where.conversation:
                return link
        raise Denied("no_link", GONE)

    async def organisation(self, tenant: str) -> OrganisationNamed:
        """What the organisation of *tenant* is called. Asked once alone: the invitation may wait behind it."""
        try:
            self._demand_graph()
            name = await self._graph.organisation(tenant)
        except (TryLater, Denied) as why:
            return OrganisationNamed(self._clock.now(), tenant, unread=self._unread(ORGANISATION, why))
        self._count(ORGANISATION, READ if name else Unread.NOT_FOUND)
        return OrganisationNamed(self._clock.now(), tenant, name)

    def _demand_graph(self) -> None:
        if not self._graph.on:
            raise Denied(Unread.OFF)

    async def _attendance(self, who: Identity, meeting: Meeting, began: datetime) -> Member | Unread:
        """What Teams tells of *who* now; of another account than was asked about it tells nothing."""
        if self._clock.now() - began >= ASK_FOR:
            return Unread.AWAY
        try:
            told = await self._teams.attendance(meeting.where, who)
        except (TryLater, Denied) as why:
            return unread(why)
        same = told.who.oid in ("", who.oid)
        return Member(who.learn(told.who), told.present, told.role) if same else Member(who)

    async def _details(self, meeting: Meeting) -> MeetingDetails:
        try:
            return await self._known.of(meeting.where)
        except Denied:
            return MeetingDetails(Identity())  # the join link of the start may still do

    async def _planned(
        self, meeting: Meeting, details: MeetingDetails, now: datetime, away: list[TryLater]
    ) -> datetime | None:
        """By the organizer's calendar; where it does not tell, and Teams neither, by the online meeting."""
        if not self._graph.on:
            return None
        organizer, link = details.organizer.oid, details.join_url or meeting.join_url
        hour = await self._told(away, self._counted(self._graph.next_start(organizer, link, now)))
        if hour is None and details.starts is None:
            return await self._told(away, self._graph.scheduled(organizer, details.graph_id, link))
        return hour

    async def _counted(self, asking: Awaitable[datetime | None]) -> datetime | None:
        try:
            hour = await asking
        except (TryLater, Denied) as why:
            self._count(START, unread(why))
            raise
        self._count(START, READ if hour else Unread.NOT_FOUND)
        return hour

    async def _told(self, away: list[TryLater], asking: Awaitable[_T]) -> _T | None:
        """What is told; None: nothing. Who was away is noted in *away*."""
        try:
            return await asking
        except TryLater as trouble:
            away.append(trouble)
        except Denied as no:
            _log.debug("source_unread", kind=START, cause=no.cause, reason=unread(no))
        return None

    async def _by_calendar(self, meeting: Meeting, details: MeetingDetails, why: TryLater | Denied) -> InvitationRead:
        calendar = await self._calendar(meeting, details)
        if isinstance(calendar, Unread):
            raise why
        act = "administrator: Graph permission and application access policy"
        _log.warning("source_unread", kind=INVITATION, cause=why.cause, reason=unread(why), act=act)
        organizer = details.organizer
        line = Invited(organizer.oid, organizer.tenant, organizer.address)
        return InvitationRead(self._clock.now(), line, (), calendar, unread=unread(why))

    async def _calendar(self, meeting: Meeting, details: MeetingDetails) -> tuple[Invited, ...] | Unread:
        """Whom the calendar names, or why it does not tell. Not asked twice: the online meeting does without."""
        link = details.join_url or meeting.join_url
        try:
            people = await self._graph.calendar(details.organizer.oid, link, self._clock.now())
        except (TryLater, Denied) as why:
            return self._unread(CALENDAR, why)
        self._count(CALENDAR, READ)
        return people

    def _unread(self, source: str, why: TryLater | Denied) -> Unread:
        reason = unread(why)
        _log.debug("source_unread", kind=source, cause=why.cause, reason=reason)  # counted, and told by /status
        self._count(source, reason)
        return reason

    def _count(self, source: str, result: str) -> None:
        self._metrics.sources.labels(source, result).inc()
