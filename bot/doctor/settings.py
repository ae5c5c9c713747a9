"""Settings that could be read, but leave the bot without a part of its work."""

from collections.abc import Iterator

from bot.doctor.findings import Finding, State
from bot.settings import Settings


def check_settings(settings: Settings) -> Iterator[Finding]:
    """That they can be read, and whether one of them stops the posting."""
    yield Finding("settings", State.OK, "all can be read")
    if settings.paused:
        yield Finding("posting", State.MISSING, "PAUSED is yes: nothing is posted", "operator: PAUSED=no")


def unreadable(faults: tuple[str, ...]) -> tuple[Finding, ...]:
    """Each fault of settings that could not be read; without them nothing else can be examined."""
    return tuple(
        Finding("settings", State.MISSING, fault, "operator: the environment, or .env (README, Settings)")
        for fault in faults
    )
