"""Møtevakt's entry: puts the parts together and serves them; decides nothing."""

import gc

if __name__ == "__main__":
    gc.disable()  # what is imported stays; looking through it again and again takes a tenth of a second

import asyncio
import os
import resource
import signal
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from functools import partial
from random import SystemRandom

from aiohttp import web

from bot import commands, tracing
from bot.client_state import CLIENT_STATES, ClientState
from bot.counting import keep_counting
from bot.errors import Misconfigured
from bot.inbound.app_auth import AppCheck
from bot.inbound.auth import TokenCheck
from bot.inbound.graph_auth import NotifierCheck
from bot.inbound.meetings import Announcements
from bot.inbound.notifications import Notifications
from bot.inbound.page import Privacy
from bot.inbound.people import identify, identify_newcomer
from bot.inbound.sealed import Certificates
from bot.inbound.turns import Turns
from bot.inbound.web import make_app
from bot.log import get_log, start_logging
from bot.metrics import Metrics
from bot.outbound.budget import Budget
from bot.outbound.clock import SystemClock
from bot.outbound.graph import MicrosoftGraph
from bot.outbound.graph_calls import GraphCalls
from bot.outbound.http import Http
from bot.outbound.installing import in_catalogue
from bot.outbound.keys import ENTRA, KeySet
from bot.outbound.subscriptions import GraphSubscriptions, receiver
from bot.outbound.teams import BotConnector
from bot.outbound.tokens import SignIn, credentials
from bot.outbound.window import Window
from bot.pages.door import Pages
from bot.pem import read_certificates
from bot.readiness import readiness, tell_of_certificates, warm_up
from bot.settings import AppType, Settings, settings_from_environment
from bot.store.beside import Beside
from bot.store.database import open_database
from bot.store.ledger import Ledger
from bot.store.nightly import Nightly
from bot.store.records import StoredRecords
from bot.store.tick import Ticker
from bot.store.vault import Vault
from bot.worker import Unasked, Worker
from cards import Site, answer, draw, fold, refresh, worn_out

TASKS_AT_ONCE = 64
DRAIN_WITHIN_S = 8.0
KEEP_ALIVE_S = 60.0
MISCONFIGURED = 2

_log = get_log("app")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command that *arguments* name; gives the exit code."""
    chosen = commands.parser(sys.argv[1:] if arguments is None else arguments).parse_args(arguments)
    gc.freeze()
    gc.enable()
    if "run" in chosen:
        code: int = chosen.run(chosen)
        return code
    os.umask(0o077)  # what is written is for the bot alone
    _leave_no_core()
    try:
        settings = settings_from_environment()
        start_logging(settings.log_level)
        asyncio.run(serve(settings))
    except Misconfigured as wrong:
        print("Møtevakt cannot start:", *wrong.faults, sep="\n  - ", file=sys.stderr)
        return MISCONFIGURED
    return 0


def _leave_no_core() -> None:
    """A crash writes no image of the memory: it would hold what somebody wrote just then."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


async def serve(settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT; then finish what is under way.

    Raises:
        Misconfigured: a file, the database or the port cannot be had.
    """
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with _application(settings) as application:
        runner = web.AppRunner(
            application,
            access_log=None,
            shutdown_timeout=DRAIN_WITHIN_S,
            keepalive_timeout=KEEP_ALIVE_S,
            auto_decompress=False,  # Teams packs nothing, and a stranger's kilobyte can unpack to a gigabyte
        )
        await runner.setup()
        try:
            await web.TCPSite(runner, settings.host, settings.port).start()
            _log.info("serving", host=settings.host, port=settings.port)
            gc.collect()
            gc.freeze()  # looking through all that was imported takes 60 ms of CPU, again and again
            await stop.wait()
        except OSError as taken:
            raise Misconfigured((f"HOST, PORT: cannot listen there ({taken.strerror})",)) from taken
        finally:
            await runner.cleanup()
    _log.info("stopped")


@asynccontextmanager
async def _application(settings: Settings) -> AsyncIterator[web.Application]:
    metrics, adds_app = Metrics(), settings.procedure.adds_app
    site = Site(
        procedure=settings.procedure,
        privacy=f"{settings.public_url}/personvern" if settings.public_url else "",
        reads_invitations=settings.graph_url is not None,
        reads_chat=settings.chat_guard,
        language=settings.language,
        retention_days=settings.retention.days,
    )
    vault = Vault.at(settings.data_key_path)
    certificates = read_certificates(settings.graph_certificates)
    state = ClientState(vault.derived(CLIENT_STATES))
    database = open_database(settings.database_url)
    clock = database.clock or SystemClock()
    others = settings.app_type is AppType.MULTI_TENANT  # whoever has the app's id can install such a bot elsewhere
    records = StoredRecords(Beside(settings.database_url), vault, clock, settings.tenant.lower() if others else "")
    unasked = None if settings.graph_url else Unasked(metrics)
    window = Window(lambda: ticker.sharers)
    ticker = Ticker(database, vault, settings.procedure, answer=unasked, places=window.places)
    ticker.recover(clock.now().timestamp())
    async with tracing.exporting(settings.otlp_endpoint, metrics.registry), Http(clock) as http:
        keys = KeySet(http=http, metadata_url=settings.openid_metadata_url, clock=clock, metrics=metrics)
        tokens = SignIn(credential=credentials(settings), clock=clock, metrics=metrics)
        connector = partial(
            BotConnector,
            http=http,
            tokens=tokens,
            app_id=settings.app_id,
            hosts=settings.service_hosts,
            identify=identify,
            newcomer=identify_newcomer,
        )
        calls = GraphCalls(http=http, tokens=tokens, budget=Budget(clock), url=settings.graph_url)
        worker = Worker(
            teams=connector(admit=window.deed),
            graph=MicrosoftGraph(calls=calls, clock=clock, app=in_catalogue(settings), app_id=settings.app_id),
            subscriptions=GraphSubscriptions(
                calls=calls,
                receiver=receiver(settings.public_url, certificates),
                state=state,
                clock=clock,
            ),
            clock=clock,
            metrics=metrics,
            draw=partial(draw, site=site),
            fold=partial(fold, site=site),
            chance=SystemRandom(),
            paused=settings.paused,
            reads_chat=settings.chat_guard,
            edition=settings.procedure.edition,
            insights=records,
        )
        ledger: Ledger = Ledger(
            ticker=ticker, clock=clock, metrics=metrics, room=TASKS_AT_ONCE,
            deliver=lambda tasks: worker.take(tasks, ledger),
            nightly=Nightly(
                database, vault, settings.procedure, settings.retention, cache=ticker.cache, metrics=metrics
            ),
        )  # fmt: skip
        guard = None
        if settings.chat_guard:
            from bot.inbound.guard import Guard  # its patterns take a while: loaded only where it serves

            guard = Guard(door=ledger, synthetic=settings.synthetic_identifiers, metrics=metrics)
        turns = Turns(
            app_id=settings.app_id,
            door=ledger,
            teams=connector(admit=window.press),
            answer=partial(answer, site=site),
            refresh=partial(refresh, site=site),
            worn_out=partial(worn_out, site=site),
            metrics=metrics,
            guard=guard,
        )
        check = TokenCheck(
            app_id=settings.app_id,
            issuer=settings.token_issuer,
            keys=keys,
            hosts=settings.service_hosts,
            clock=clock,
            metrics=metrics,
        )
        entra = KeySet(
            http=http, metadata_url=settings.graph_openid_metadata_url, clock=clock, metrics=metrics, publisher=ENTRA
        )  # asked when the first system announces a meeting, or Graph tells something: nobody else waits for it
        ours = {"app_id": settings.app_id, "tenant": settings.tenant, "login_authority": settings.login_authority}
        pages = None
        if settings.public_url:  # people are sent back there from the sign-in
            pages = Pages(settings=settings, records=records, derived=vault.derived, clock=clock, metrics=metrics)
        ledger.start()
        database.listen(ledger.nudge)
        warming = asyncio.create_task(warm_up(keys, tokens))
        learning = asyncio.create_task(guard.load()) if guard else None
        reminding = asyncio.create_task(tell_of_certificates(settings, clock, metrics))
        counting = asyncio.create_task(keep_counting(records, clock))
        try:
            yield make_app(
                check=check,
                turns=turns,
                announcements=Announcements(
                    check=AppCheck(**ours, keys=entra),
                    door=ledger,
                    tenant=settings.tenant,
                    adds_app=adds_app,
                    clock=clock,
                    metrics=metrics,
                ),
                notifications=Notifications(
                    check=NotifierCheck(**ours, keys=entra),
                    client_state=state,
                    certificates=Certificates(certificates),
                    door=ledger,
                    tenant=settings.tenant,
                    clock=clock,
                    metrics=metrics,
                    on=settings.procedure.subscribes,
                ),
                clock=clock,
                metrics=metrics,
                alive=lambda: ledger.alive,
                readiness=partial(readiness, settings, ledger, keys, tokens, guard, worker.lacks, clock),
                privacy=Privacy(settings.procedure, settings.language, settings.retention),
                pages=pages.serve if pages else None,
            )
        finally:
            warming.cancel()
            reminding.cancel()
            counting.cancel()
            if learning:
                learning.cancel()
            await ledger.rest()
            await worker.drain(DRAIN_WITHIN_S)
            await ledger.stop()
            database.close()


if __name__ == "__main__":
    sys.exit(main())
