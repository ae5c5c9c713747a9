"""The pages themselves: what runs, the meetings of a day, one meeting, and who has looked at names."""

import asyncio
import re
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, time, timedelta
from typing import Any, Final, TypeVar

from aiohttp import web
from markupsafe import Markup

from bot.domain.norway import OSLO
from bot.domain.participants import Identity, PersonId
from bot.errors import StoreAway
from bot.evidence.breach import breach
from bot.evidence.records import LOOKS_KEPT, Holding, Look, Purpose, Records, Row, Seen
from bot.evidence.spells import ALWAYS, Timeline
from bot.evidence.tally import tally
from bot.evidence.timeline import timeline
from bot.pages.bars import bars
from bot.pages.breach_text import breach_text
from bot.pages.briefs import Brief, brief, not_counted, unsettled_days
from bot.pages.drawing import by_urgency
from bot.pages.guard import read_form
from bot.pages.plain import lines
from bot.pages.saying import Saying
from bot.pages.sessions import SIGNED_IN
from bot.pages.showing import Shows
from bot.pages.trending import trending
from bot.ports import Clock
from cards.names import display_name
from cards.words import WORDS

AT_ONCE: Final = 50
"""So many meetings, or looks, stand on a page: for each meeting its rows are read."""

LATELY = timedelta(days=7)
"""So far back the front page tells of people whom nobody has settled."""

FRESH_AT_ONCE = 200
"""So many meetings of the last day, which are not counted yet, it counts by itself: a second's work."""

_WITHIN_S = 10.0
_LARGEST_ID = 2**63 - 1
_YEARS = range(2020, 2100)
_Got = TypeVar("_Got")


class Views:
    """Reads records, and shows them."""

    def __init__(self, *, records: Records, shows: Shows, clock: Clock) -> None:
        self._records, self._shows, self._clock = records, shows, clock
        self._aside = ThreadPoolExecutor(2, "records")  # of its own: a long look holds up no deed of the bot

    async def front(self, request: web.Request) -> web.StreamResponse:
        """What runs now: who is inside, and what the bot does not see. And whom nobody has settled, of late."""
        now = self._clock.now()
        running, more = await self._read(lambda: self._folded(self._records.running(), 0))
        unsettled, left = await self._read(lambda: self._unsettled(now))
        filled = {"running": running, "more": more, "unsettled": unsettled, "left": left}
        return self._shows.page(request, "front.html", filled=filled)

    async def day(self, request: web.Request) -> web.StreamResponse:
        """The meetings of one day, in Norwegian time; today's, unless another is named."""
        day = _day(request.query["dag"]) if request.query.get("dag") else self._clock.now().astimezone(OSLO).date()
        since, until, page = _midnight(day), _midnight(day + timedelta(days=1)), _page(request.query.get("side", "1"))
        found, more = await self._read(lambda: self._folded(self._records.holdings(since, until), (page - 1) * AT_ONCE))
        beside = {"before": day - timedelta(days=1), "after": day + timedelta(days=1), "number": page, "more": more}
        return self._shows.page(request, "day.html", filled={"day": day, "at": since, "holdings": found, **beside})

    async def timeline(self, request: web.Request) -> web.StreamResponse:
        """What happened in one meeting, by pseudonyms."""
        return await self._timeline(request, await self._holding(request))

    async def names(self, request: web.Request) -> web.StreamResponse:
        """The same with names, once it is recorded who asks, and why."""
        holding, officer = await self._holding(request), request[SIGNED_IN]
        purpose = _purpose(await read_form(request))
        if purpose is None:
            return await self._timeline(request, holding, status=400, unsaid=True)
        names = await self._read(lambda: self._records.names(holding, officer.looker, Seen.TIMELINE, purpose))
        return await self._timeline(request, holding, names=names, purpose=purpose)

    async def print_nameless(self, request: web.Request) -> web.StreamResponse:
        """One sheet of paper, by pseudonyms."""
        holding = await self._holding(request)
        return await self._printed(request, holding, purpose=None, names={})

    async def print_named(self, request: web.Request) -> web.StreamResponse:
        """One sheet of paper with names, once it is recorded who asks, and why."""
        holding = await self._holding(request)
        purpose = _purpose(await read_form(request))
        if purpose is None:
            return await self._timeline(request, holding, status=400, unsaid=True)
        officer = request[SIGNED_IN]
        names = await self._read(lambda: self._records.names(holding, officer.looker, Seen.PRINT, purpose))
        return await self._printed(request, holding, purpose=purpose, names=names)

    async def deviation(self, request: web.Request) -> web.StreamResponse:
        """What a deviation report is helped with, once it is said when the hospital became aware."""
        holding, told = await self._holding(request), request.query.get("kjent", "")
        known = _local(told) if told else None
        draft = None
        if known is not None:
            say, now, since = self._saying(request, {}), self._clock.now(), known
            draft = await self._read(
                lambda: breach_text(breach(timeline(holding, self._records.rows(holding)), since), say, now)
            )
        filled = {"holding": holding, "draft": draft, "known": told, "now": self._clock.now().astimezone(OSLO)}
        return self._shows.page(request, "deviation.html", filled=filled)

    async def access(self, request: web.Request) -> web.StreamResponse:
        """Who has looked at names, newest first."""
        now, page = self._clock.now(), _page(request.query.get("side", "1"))

        def looked() -> tuple[Sequence[Look], dict[tuple[int, int], Holding | None], int]:
            every = self._records.looks(now - LOOKS_KEPT, now + timedelta(minutes=1))
            looks, more = every[(page - 1) * AT_ONCE : page * AT_ONCE], len(every[page * AT_ONCE :])
            at = {(one.meeting, one.number) for one in looks if one.meeting is not None and one.number is not None}
            return looks, {(meeting, number): self._records.holding(meeting, number) for meeting, number in at}, more

        looks, holdings, more = await self._read(looked)
        filled = {"looks": looks, "holdings": holdings, "number": page, "more": more}
        return self._shows.page(request, "access.html", filled=filled)

    async def trends(self, request: web.Request) -> web.StreamResponse:
        """How it goes over a year, month by month; with the figures under each picture."""
        say, words, now = self._saying(request, {}), self._shows.words(request).trends, self._clock.now()
        since = _midnight(_year_before(now.astimezone(OSLO).date()))
        told = await self._read(lambda: trending(self._records.tallies(since, now), say, words))
        return self._shows.page(request, "trends.html", filled={"trend": told})

    async def statement(self, request: web.Request) -> web.StreamResponse:
        """How accessible the pages are."""
        return self._shows.told(request, self._shows.words(request).statement, status=200)

    async def _timeline(
        self,
        request: web.Request,
        holding: Holding,
        *,
        status: int = 200,
        unsaid: bool = False,
        names: Mapping[PersonId, Identity] | None = None,
        purpose: Purpose | None = None,
    ) -> web.StreamResponse:
        say = self._saying(request, names or {})

        def folded() -> tuple[Sequence[Row], Timeline, bytes]:
            rows = self._records.rows(holding)
            found = timeline(holding, rows)
            return rows, found, bars(found, say)

        rows, found, drawn = await self._read(folded)
        picture = Markup(drawn.partition(b"?>")[2].decode())  # noqa: S704  # its writer escapes all text
        filled: dict[str, Any] = {
            "holding": holding,
            "lines": lines(rows),
            "named": names is not None,
            "purpose": purpose,
            "people": by_urgency(found.people),
            "unsettled": sum(one.unsettled for one in found.people),
            "now": self._clock.now(),
            "unsaid": unsaid,
        }
        filled |= {"found": found, "say": say, "picture": picture, "purposes": list(Purpose), "always": ALWAYS}
        return self._shows.page(request, "timeline.html", status=status, filled=filled)

    async def _printed(
        self, request: web.Request, holding: Holding, *, purpose: Purpose | None, names: Mapping[PersonId, Identity]
    ) -> web.StreamResponse:
        say, now = self._saying(request, names), self._clock.now()
        by = request[SIGNED_IN].name
        sheet = await self._read(lambda: _sheet(holding, self._records.rows(holding), say, now, by, purpose))
        name = f"motevakt-{holding.began.astimezone(OSLO):%Y-%m-%d-%H%M}.pdf"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return web.Response(body=sheet, content_type="application/pdf", headers=headers)

    def _saying(self, request: web.Request, names: Mapping[PersonId, Identity]) -> Saying:
        language = self._shows.language(request)
        return Saying(language, {who: display_name(one, WORDS[language]) for who, one in names.items()})

    def _folded(self, holdings: Sequence[Holding], skipped: int) -> tuple[list[Brief], int]:
        """A page of *holdings*, and how many come after it."""
        chosen = holdings[skipped : skipped + AT_ONCE]
        return [brief(timeline(one, self._records.rows(one))) for one in chosen], len(holdings[skipped + AT_ONCE :])

    def _unsettled(self, now: datetime) -> tuple[list[tuple[datetime, int]], int]:
        """The days of late on which people stayed unsettled, and how many meetings that leaves out."""
        tallies = self._records.tallies(now - LATELY, now)
        fresh = not_counted(self._records.holdings(now - LATELY, now), tallies)
        counted = [(one.began, tally(timeline(one, self._records.rows(one)))) for one in fresh[:FRESH_AT_ONCE]]
        return unsettled_days([*tallies, *counted]), len(fresh[FRESH_AT_ONCE:])

    async def _holding(self, request: web.Request) -> Holding:
        """The one that the address names.

        Raises:
            HTTPNotFound: there is none such, whatever the reason.
        """
        meeting, number = int(request.match_info["meeting"]), int(request.match_info["number"])
        found = await self._read(lambda: self._records.holding(meeting, number)) if meeting <= _LARGEST_ID else None
        if found is None:
            raise web.HTTPNotFound
        return found

    async def _read(self, call: Callable[[], _Got]) -> _Got:
        """What *call* gives, off the event loop.

        Raises:
            StoreAway: the database is away, or slow.
        """
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(_WITHIN_S):
                return await loop.run_in_executor(self._aside, call)
        except TimeoutError:
            raise StoreAway from None


def _sheet(
    holding: Holding, rows: Sequence[Row], say: Saying, now: datetime, by: str, purpose: Purpose | None
) -> bytes:
    from bot.pages.print.page import Made, print_page  # a tenth of a second, for those who print

    fingerprint = rows[-1].hash.hex() if rows else ""
    return print_page(timeline(holding, rows), say, Made(now, by, fingerprint, purpose))


def _purpose(form: Mapping[str, str]) -> Purpose | None:
    told = form.get("purpose")
    return Purpose(told) if told in set(Purpose) else None


def _local(text: str) -> datetime:
    """An hour as a browser's field writes it, in Norwegian time."""
    if not re.fullmatch("20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}", text):
        raise web.HTTPBadRequest
    try:
        return datetime.fromisoformat(text).replace(tzinfo=OSLO)
    except ValueError:
        raise web.HTTPBadRequest from None


def _page(text: str) -> int:
    if not re.fullmatch("[1-9][0-9]{0,3}", text):
        raise web.HTTPBadRequest
    return int(text)


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise web.HTTPBadRequest from None
    if day.year not in _YEARS:
        raise web.HTTPBadRequest
    return day


def _year_before(day: date) -> date:
    """The first of the month eleven months ago: with this one there are twelve."""
    months = day.year * 12 + day.month - 12
    return date(months // 12, months % 12 + 1, 1)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), OSLO)
