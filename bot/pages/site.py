"""Puts the pages together. Loaded with the first visitor: it takes a third of a second."""

from collections.abc import Callable

from aiohttp import web

from bot.evidence.records import Records
from bot.metrics import Metrics
from bot.pages.addresses import Addresses
from bot.pages.entering import Entering
from bot.pages.guard import Guard
from bot.pages.sessions import Sessions
from bot.pages.showing import Shows
from bot.pages.sign_in import SignIn
from bot.pages.views import Views
from bot.ports import Clock
from bot.settings import Settings

_MEETING = "/tilsyn/moter/{meeting:[0-9]{1,19}}/{number:[0-9]{1,9}}"


def make_site(
    *, settings: Settings, records: Records, derived: Callable[[str], bytes], clock: Clock, metrics: Metrics
) -> web.Application:
    """The pages' own application; see `door.Pages`."""
    addresses = Addresses(settings.public_url or "")
    sessions = Sessions(derived=derived, addresses=addresses, clock=clock)
    shows = Shows(sessions=sessions, addresses=addresses, otherwise=settings.language)
    guard = Guard(sessions=sessions, addresses=addresses, shows=shows, metrics=metrics)
    entering = Entering(
        sign_in=SignIn(settings, addresses.way_in),
        sessions=sessions,
        addresses=addresses,
        shows=shows,
        clock=clock,
        metrics=metrics,
    )
    views = Views(records=records, shows=shows, clock=clock)
    site = web.Application(middlewares=[guard.answered, guard.closed])
    shows.set_up(site)
    site.add_routes(
        [
            web.get("/tilsyn/logginn", entering.sign_in, name="sign_in"),
            web.get("/tilsyn/logginn/start", entering.start, name="start", allow_head=False),
            web.get("/tilsyn/inn", entering.way_in, name="way_in", allow_head=False),
            web.get("/tilsyn/ute", entering.signed_out, name="signed_out"),
            web.get("/tilsyn/static/{name}", shows.static, name="static"),
            web.get("/tilsyn/tilgjengelighet", views.statement, name="statement"),
            web.get("/tilsyn", views.front),
            web.get("/tilsyn/moter", views.day),
            web.get(_MEETING, views.timeline),
            web.post(f"{_MEETING}/navn", views.names),
            web.get(f"{_MEETING}/utskrift", views.print_nameless),
            web.post(f"{_MEETING}/utskrift", views.print_named),
            web.get(f"{_MEETING}/avvik", views.deviation),
            web.get("/tilsyn/innsyn", views.access),
            web.get("/tilsyn/utvikling", views.trends),
            web.post("/tilsyn/ut", entering.sign_out),
        ]
    )
    return site
