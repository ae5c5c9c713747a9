"""What a press of a card's button asks for (docs/TEAMS.md G5)."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.domain.participants import PersonId
from bot.domain.permit import Standing, entitled
from bot.domain.presses import (
    ChecklistWanted,
    Command,
    CommandWanted,
    FalseAlarm,
    HardenWanted,
    Introduce,
    Press,
    RoomTold,
    RoundWanted,
    Settle,
    StopWanted,
    TickSet,
    TrainingConfirmed,
)
from bot.domain.procedure import MOST_OTHERS, TICKS, Clause, Profession, Variant
from bot.errors import Malformed
from bot.inbound.commands import COMMANDS, LANGUAGES
from bot.inbound.fields import Fields

_PERSON = re.compile(r"p[0-9]{1,9}")
_NUMBER = re.compile(r"[0-9]{1,3}")
_EVERYBODY = frozenset(Standing)


@dataclass(frozen=True, slots=True)
class RefreshWanted:
    """`card.refresh`: a card as it now is, for whoever asks; nothing is decided or written. `command`: whose card.

    `by_itself`: a client asks as it shows the card; then no role is asked for, since sixty may do so at once.
    """

    command: Command | None = None
    by_itself: bool = False


def read_press(value: object) -> Press | RefreshWanted | None:
    """What was pressed; None: a button we do not have (any more).

    Raises:
        Malformed: the field of the press that cannot be read.
    """
    invoke = Fields.of(value, "value")
    action = invoke.within("action")
    verb, sent = action.needed("verb").lower(), action.within("data")
    if verb == "card.refresh":
        by_itself = invoke.text("trigger").lower() == "automatic"
        return RefreshWanted(_command(sent) if sent.text("command") else None, by_itself)
    read = _BY_VERB.get(verb)
    return read(sent) if read else None


def needs_role(press: Press) -> bool:
    """Whether who may press this depends on the presser's role, which is then asked of Teams."""
    return entitled(press) != _EVERYBODY


def _introduction(sent: Fields) -> Introduce:
    """Role and others are the presser's own: of somebody else they tell nothing."""
    if sent.text("person"):
        return Introduce(_person(sent))
    return Introduce(None, _profession(sent), _others(sent))


def _person(sent: Fields) -> PersonId:
    person = sent.needed("person")
    if not _PERSON.fullmatch(person):
        raise Malformed(sent.at("person"))
    return PersonId(person)


def _tick(sent: Fields) -> TickSet:
    variant = _variant(sent)
    named = {str(clause): clause for clause in TICKS[variant.regime]}
    clause: Clause | None = named.get(sent.needed("clause").upper())
    if clause is None:
        raise Malformed(sent.at("clause"))
    return TickSet(variant, clause, _done(sent))


def _done(sent: Fields) -> bool:
    done = sent.flag("done")
    if done is None:
        raise Malformed(sent.at("done"))
    return done


def _training(sent: Fields) -> TrainingConfirmed:
    """Of whoever presses, and never taken back: what is done is done."""
    if sent.flag("done") is False:
        raise Malformed(sent.at("done"))
    return TrainingConfirmed()


def _variant(sent: Fields) -> Variant:
    text = sent.text("variant").lower()
    if not text:
        return Variant.TEAMS
    try:
        return Variant(text)
    except ValueError:
        raise Malformed(sent.at("variant")) from None


def _profession(sent: Fields) -> Profession | None:
    text = sent.text("role").lower()
    try:
        return Profession(text) if text else None
    except ValueError:
        raise Malformed(sent.at("role")) from None


def _others(sent: Fields) -> int:
    """People in the room besides: a number, or the text of one, as an input of a card tells it."""
    told = sent.raw("others")
    if isinstance(told, str) and _NUMBER.fullmatch(told.strip()):
        told = int(told)
    elif told is None or (isinstance(told, str) and not told.strip()):
        return 0
    if isinstance(told, bool) or not isinstance(told, int | float) or told not in range(MOST_OTHERS + 1):
        raise Malformed(sent.at("others"))
    return int(told)


def _command_with_language(sent: Fields) -> CommandWanted:
    """A button's command may bear one word more: `språk nynorsk`."""
    word, _, language = sent.needed("command").lower().partition(" ")
    if word in COMMANDS and (not language or (COMMANDS[word] is Command.LANGUAGE and language in LANGUAGES)):
        return CommandWanted(COMMANDS[word], LANGUAGES.get(language))
    raise Malformed(sent.at("command"))


def _command(sent: Fields) -> Command:
    word = sent.needed("command").lower()
    if word not in COMMANDS:
        raise Malformed(sent.at("command"))
    return COMMANDS[word]


_BY_VERB: Mapping[str, Callable[[Fields], Press]] = {
    "participant.vouch": lambda sent: Settle(_person(sent), expected=True),
    "participant.reject": lambda sent: Settle(_person(sent), expected=False),
    "checklist.tick": _tick,
    "checklist.show": lambda sent: ChecklistWanted(_variant(sent)),
    "command.run": _command_with_language,
    "meeting.stop": lambda _sent: StopWanted(),
    "introductions.show": lambda _sent: RoundWanted(),
    "introduction.done": _introduction,
    "training.confirm": _training,
    "chat.false_alarm": lambda _sent: FalseAlarm(),
    "options.harden": lambda _sent: HardenWanted(),
    "room.public": lambda sent: RoomTold(_done(sent), _variant(sent)),
    "room.confirm": lambda sent: RoomTold(public=False, variant=_variant(sent)),
}
"""How what was sent with a button is read."""
