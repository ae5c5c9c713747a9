"""What presses and commands leave behind: words on people, ticks, introductions, names of whom we expect."""

from datetime import datetime
from functools import reduce

from bot.domain.cautions import caution_of, mistaken
from bot.domain.change import replace
from bot.domain.effects import CardKind, Matter
from bot.domain.events import CardPressed, CommandGiven, PressRefused
from bot.domain.expected import Awaited
from bot.domain.maps import with_, without
from bot.domain.meeting import Meeting
from bot.domain.participants import Introduction, PersonId, Settlement
from bot.domain.presence import meet
from bot.domain.presses import (
    Command,
    CommandWanted,
    FalseAlarm,
    Introduce,
    RoomTold,
    Settle,
    StopWanted,
    TickSet,
    TrainingConfirmed,
)
from bot.domain.procedure import Clause, Procedure, Regime, Variant
from bot.domain.records import Stop, Tick, Trained, tick_key


def commanded(before: Meeting, fact: CommandGiven | PressRefused, procedure: Procedure) -> Meeting:
    """Whoever asks is known, and the bot is there to be asked."""
    meeting, person = meet(replace(before, installed=True), fact.by, fact.at)
    if isinstance(fact, PressRefused):
        return meeting
    if fact.command is Command.EXPECTED:
        known = {one.line for one in meeting.awaited}
        new = tuple(Awaited(line, person, fact.at) for line in fact.awaited if line not in known)
        return replace(meeting, awaited=(*meeting.awaited, *new))
    if fact.command is Command.LANGUAGE:
        return replace(meeting, language=fact.language or meeting.language)
    if fact.command is Command.CHECKLIST:
        return _begun_anew(meeting, fact.variant, fact.at, procedure)
    return _stopped(meeting, Stop(fact.at, person), procedure) if fact.command is Command.STOP else meeting


def pressed(before: Meeting, fact: CardPressed, procedure: Procedure) -> Meeting:
    """A press that was allowed. The same again changes nothing more."""
    meeting = _adopted(before, fact)
    meeting, presser = meet(meeting, fact.by, fact.at)
    match fact.press:
        case Settle():
            return _settled(meeting, fact.press, presser, fact, procedure)
        case TickSet():
            return _ticked(meeting, fact.press, Tick(presser, fact.at), procedure)
        case RoomTold(public):
            return _sat(meeting, Tick(presser, fact.at), procedure, public=public)
        case CommandWanted(Command.CHECKLIST):
            return _begun_anew(meeting, Variant.TEAMS, fact.at, procedure)
        case CommandWanted(Command.LANGUAGE, language):
            return replace(meeting, language=language or meeting.language)
        case Introduce():
            return _introduced(meeting, fact.press, presser, fact)
        case StopWanted():
            return _stopped(meeting, Stop(fact.at, presser), procedure)
        case TrainingConfirmed():
            return _trained(meeting, presser, Trained(fact.at, procedure.edition))
        case FalseAlarm():
            matter = caution_of(presser, fact.card, meeting)
            return mistaken(meeting, matter, fact.at) if matter else meeting
        case _:
            return meeting


def orphaned(fact: CardPressed, meeting: Meeting) -> Matter | None:
    """The matter that a pressed card is of, if we do not know that card: a crash came between post and record."""
    if not fact.card or fact.card in meeting.cards.values():
        return None
    match fact.press:
        case Settle(person=person):
            alerts = sorted(map(Matter.parse, meeting.alerts), key=lambda matter: matter.number, reverse=True)
            return next((matter for matter in alerts if person in meeting.alerts[str(matter)].people), None)
        case TickSet(variant=variant) | RoomTold(variant=variant):
            return meeting.latest_matter(CardKind.CHECKLIST, variant)
        case Introduce():
            return meeting.latest_matter(CardKind.INTRODUCTIONS)
        case _:
            return None


def _adopted(meeting: Meeting, fact: CardPressed) -> Meeting:
    """A card that stands in the chat, though nobody told us its id, is the matter's card."""
    matter = orphaned(fact, meeting)
    if matter is None or meeting.cards.get(str(matter)):
        return meeting
    return replace(meeting, cards=with_(meeting.cards, str(matter), fact.card))


def _begun_anew(meeting: Meeting, variant: Variant, at: datetime, procedure: Procedure) -> Meeting:
    """A checklist that is asked for before another patient bears no tick of the last. Of one about patients, what was
    ticked within the hour may be meant for the meeting that is about to begin.
    """
    own = {key: tick for key, tick in meeting.ticks.items() if key.startswith(f"{variant}:")}
    old = all(at - tick.at > procedure.resumed_within for tick in own.values())
    if variant.regime is Regime.ABOUT_PATIENTS and (meeting.running or not old):
        return meeting
    rooms = meeting.rooms if meeting.running else {}
    return replace(meeting, ticks={key: tick for key, tick in meeting.ticks.items() if key not in own}, rooms=rooms)


def _ticked(meeting: Meeting, press: TickSet, tick: Tick, procedure: Procedure) -> Meeting:
    """Sets or takes back. What each confirms for themselves is everybody's own tick."""
    if press.clause not in procedure.ticks[press.variant]:
        return meeting
    key = tick_key(press.variant, press.clause, tick.by if press.clause in procedure.by_everybody else None)
    if press.done and press.clause is Clause.S5:
        meeting = replace(meeting, rooms=without(meeting.rooms, tick.by))
    if press.done == (key in meeting.ticks):
        return meeting
    ticks = with_(meeting.ticks, key, tick) if press.done else without(meeting.ticks, key)
    return replace(meeting, ticks=ticks)


def _sat(meeting: Meeting, said: Tick, procedure: Procedure, *, public: bool) -> Meeting:
    """S5. Somebody sits in an open room: their own confirmations fall, and the conversation stops. Or not any more,
    which they confirm on every checklist that stands.
    """
    if not public:
        lifted = replace(meeting, rooms=without(meeting.rooms, said.by))
        shown = [one for one in Variant if meeting.latest_matter(CardKind.CHECKLIST, one) is not None]
        confirmed = (TickSet(one, Clause.S5, done=True) for one in shown)
        return reduce(lambda now, tick: _ticked(now, tick, said, procedure), confirmed, lifted)
    if said.by in meeting.rooms:
        return meeting
    own = {tick_key(one, Clause.S5, said.by) for one in Variant}
    ticks = {key: tick for key, tick in meeting.ticks.items() if key not in own}
    meeting = replace(meeting, ticks=ticks, rooms=with_(meeting.rooms, said.by, said.at))
    return _stopped(meeting, Stop(said.at, said.by, room=True), procedure)


def _settled(meeting: Meeting, press: Settle, presser: PersonId, fact: CardPressed, procedure: Procedure) -> Meeting:
    last = meeting.settled.get(press.person)
    said = last is not None and last.expected == press.expected and not _needs_word(meeting, press.person, last)
    if said or (last is not None and last.at > fact.at):
        return meeting  # settled so already, or settled anew since
    word = Settlement(press.expected, presser, fact.at)
    meeting = replace(meeting, settled=with_(meeting.settled, press.person, word))
    return meeting if press.expected else _stopped(meeting, Stop(fact.at, presser, press.person), procedure)


def _needs_word(meeting: Meeting, person: PersonId, last: Settlement) -> bool:
    """Whether the last word on somebody does not hold any more: they came back, or bear another name."""
    renamed = meeting.identities[person].renamed if person in meeting.identities else None
    return meeting.came_after(person, last.at) or (renamed is not None and renamed > last.at)


def _introduced(meeting: Meeting, press: Introduce, presser: PersonId, fact: CardPressed) -> Meeting:
    person = press.person or presser
    last = meeting.introductions.get(person)
    if last is not None and last.at > fact.at:
        return meeting
    if last is not None and (last.role, last.others) == (press.role, press.others):
        return meeting
    now = Introduction(fact.at, presser, press.role, press.others)
    return replace(meeting, introductions=with_(meeting.introductions, person, now))


def _trained(meeting: Meeting, presser: PersonId, now: Trained) -> Meeting:
    """T2. Somebody's own word on themselves; it is asked for anew when the procedure is another."""
    last = meeting.trained.get(presser)
    if last is not None and (last.edition == now.edition or last.at > now.at):
        return meeting
    return replace(meeting, trained=with_(meeting.trained, presser, now))


def _stopped(meeting: Meeting, stop: Stop, procedure: Procedure) -> Meeting:
    """A card that was just posted takes the new reason up; later there is another. The same word again is one word."""
    newest = meeting.latest_matter(CardKind.STOP)
    said = meeting.stops.get(str(newest), ()) if newest else ()
    if newest is None or not said or stop.at - said[0].at > procedure.stop_joins:
        return replace(meeting, stops=with_(meeting.stops, str(meeting.new_matter(CardKind.STOP)), (stop,)))
    if any((one.by, one.person, one.room) == (stop.by, stop.person, stop.room) for one in said):
        return meeting
    return replace(meeting, stops=with_(meeting.stops, str(newest), (*said, stop)))
