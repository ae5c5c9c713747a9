"""All checks, in the order in which somebody would mend what they find."""

import asyncio

from bot.client_state import ClientState
from bot.doctor.certificates import check_certificate
from bot.doctor.database import check_database
from bot.doctor.findings import Finding
from bot.doctor.graph import check_graph
from bot.doctor.identity import check_clock, check_keys, check_sign_in
from bot.doctor.notifications import check_notifications
from bot.doctor.outside import check_address
from bot.doctor.policies import POLICIES
from bot.doctor.settings import check_settings
from bot.metrics import Metrics
from bot.outbound.budget import Budget
from bot.outbound.clock import SystemClock
from bot.outbound.graph import MicrosoftGraph
from bot.outbound.graph_calls import GraphCalls
from bot.outbound.http import Http
from bot.outbound.keys import KeySet
from bot.outbound.subscriptions import GraphSubscriptions, receiver
from bot.outbound.tokens import SignIn, credentials
from bot.pem import read_certificates
from bot.settings import Settings


async def examine(settings: Settings, organizer: str | None) -> tuple[Finding, ...]:
    """What is found with these settings. Nothing is written that stays, and nobody is told anything.

    *organizer*: the object id of somebody whose meetings and calendar are asked for; None: neither is tried.
    """
    clock, metrics = SystemClock(), Metrics()
    now = clock.now()
    found = [*check_settings(settings), *check_database(settings, now)]
    async with Http(clock) as http:
        tokens = SignIn(credential=credentials(settings), clock=clock, metrics=metrics)
        keys = KeySet(http=http, metadata_url=settings.openid_metadata_url, clock=clock, metrics=metrics)
        calls = GraphCalls(http=http, tokens=tokens, budget=Budget(clock), url=settings.graph_url)
        graph = MicrosoftGraph(calls=calls, clock=clock)
        told_at = receiver(settings.public_url, read_certificates(settings.graph_certificates))
        subscriptions = GraphSubscriptions(calls=calls, receiver=told_at, state=ClientState(b""), clock=clock)
        in_the_world = await asyncio.gather(
            check_keys(keys),
            check_sign_in(tokens),
            check_clock(settings, tokens),
            check_graph(settings, graph, tokens, organizer, now),
            check_notifications(settings, subscriptions, now),
            check_address(settings, http),
        )
    found += [finding for findings in in_the_world for finding in findings]
    return (*found, *check_certificate(settings, now), *POLICIES)
