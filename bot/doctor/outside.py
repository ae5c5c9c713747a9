"""Whether the address that Teams and people are given leads to this bot."""

from bot.doctor.findings import Finding, State
from bot.errors import Denied, TryLater
from bot.outbound.http import Http
from bot.settings import Settings

_WRONG_METHOD = 405  # of a GET where only Teams may POST: whoever is there knows the route


async def check_address(settings: Settings, http: Http) -> list[Finding]:
    """That PUBLIC_URL answers. From here: whether it does from outside, only somebody outside can tell."""
    if settings.public_url is None:
        told = "PUBLIC_URL is not set: cards have no link to /personvern"
        return [Finding("address", State.MISSING, told, "operator: PUBLIC_URL")]
    act = "operator: DNS, reverse proxy, certificate of the address; is the bot running"
    try:
        await http.get(f"{settings.public_url}/api/messages")
    except Denied as no:
        if no.status == _WRONG_METHOD:
            told = "answers from here; Teams reaches it only if the internet does"
            return [Finding("address", State.OK, told)]
        return [Finding("address", State.MISSING, f"another answers there ({no.cause})", act)]
    except TryLater as trouble:
        return [Finding("address", State.MISSING, f"no answer from here ({trouble.cause})", act)]
    return [Finding("address", State.MISSING, "another answers there", act)]
