"""S1. Nobody records: where Graph lets us, recording is turned off in the meeting's options before anybody speaks; what
is left otherwise than the procedure wants is told, with who can mend it.

Source: the hospital's procedure, clause S1; of the other options S7 and S8.
"""

from collections.abc import Iterator

from bot.domain.alarms import Alarm
from bot.domain.effects import CardKind, Effect, FetchOptions, Matter, SetAlarm, SetOptions, ShowCard
from bot.domain.events import AlarmRang, BotInstalled, CardPressed, Event
from bot.domain.expected import Unread
from bot.domain.meeting import Meeting
from bot.domain.options import RECORDINGS, OptionsRead, OptionsSet, OptionsUnavailable, by_itself, left, wanted, wrong
from bot.domain.participants import PersonId
from bot.domain.presses import HardenWanted
from bot.domain.procedure import Hardening, Option, Procedure
from bot.domain.switched_off import may_read_options


def turn_recording_off(fact: Event, before: Meeting, after: Meeting, procedure: Procedure) -> Iterator[Effect]:
    """Reads the options at install and at the start, sets what is to be set, and reads back what came of it."""
    if after.where.personal or not after.installed:
        return
    opened = after.running and before.occurrence_number != after.occurrence_number
    may_read = may_read_options(after, procedure)
    match fact:
        case AlarmRang(name=Alarm.READ_OPTIONS) if may_read and (after.running or after.occurrence is None):
            yield FetchOptions()
        case BotInstalled() if may_read:
            yield FetchOptions()
        case _ if opened and may_read:
            yield FetchOptions()
        case OptionsRead() if mend := by_itself(after.options, procedure):
            yield from _set(mend, procedure)
        case CardPressed(press=HardenWanted()) if procedure.hardening is not Hardening.NEVER:
            yield from _set(wrong(after.options.told, procedure), procedure)
        case OptionsSet():
            yield SetAlarm(Alarm.READ_OPTIONS, fact.at + procedure.options_settle)
        case OptionsUnavailable(reason=Unread.AWAY):
            yield SetAlarm(Alarm.READ_OPTIONS, fact.at + procedure.read_again)


def look_again_at_options(fact: Event, _before: Meeting, after: Meeting, procedure: Procedure) -> Iterator[Effect]:
    """Nothing tells us when somebody changes the options, so they are read again and again while the meeting runs."""
    if after.running and after.installed and isinstance(fact, OptionsRead):
        yield SetAlarm(Alarm.READ_OPTIONS, fact.at + procedure.options_every)


def _set(options: tuple[Option, ...], procedure: Procedure) -> Iterator[Effect]:
    """Recording apart from the rest: what Graph refuses of the one must not stop the other."""
    recordings = tuple(one for one in options if one in RECORDINGS)
    rest = tuple(one for one in options if one not in RECORDINGS)
    yield from (SetOptions(wanted(part, procedure)) for part in (recordings, rest) if part)


def tell_of_options(_fact: Event, before: Meeting, after: Meeting, procedure: Procedure) -> Iterator[Effect]:
    """While the meeting runs: that it can be recorded, to all; what else is wrong, to the host alone. One card each,
    which stands anew when it says something else.
    """
    if not after.running or not after.installed or after.where.personal:
        return
    now = left(after.options, procedure)
    news = before.options is not after.options and left(before.options, procedure) != now
    if not now and not news:
        return
    yield from _told("", bool(RECORDINGS & set(now)), after, news=news)
    host = after.host()
    if host is not None and host in after.identities:
        yield from _told(f"to-{host}", bool(set(now) - RECORDINGS), after, news=news, to=host)


def _told(of: str, tells: bool, after: Meeting, *, news: bool, to: PersonId | None = None) -> Iterator[Effect]:
    """The card that stands, where there is news for it; a new one, where there is none and something to tell."""
    last = after.latest.get(Matter(CardKind.OPTIONS, 0, of).series)
    if last is None and tells:
        yield ShowCard(after.new_matter(CardKind.OPTIONS, of), to)
    elif last is not None and news:
        yield ShowCard(Matter(CardKind.OPTIONS, last, of), to)
