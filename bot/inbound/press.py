"""What a press of a card's button asks for (docs/TEAMS.md G5)."""

import re

from bot.domain.participants import PersonId
from bot.domain.presses import ChecklistWanted, Command, CommandWanted, Press, Settle, TickSet
from bot.domain.procedure import TICKS, Clause, Variant
from bot.errors import Malformed
from bot.inbound.commands import COMMANDS
from bot.inbound.fields import Fields

_PERSON = re.compile(r"p[0-9]{1,9}")


def read_press(value: object) -> Press | None:
    """What was pressed; None: a button we do not have (any more).

    Raises:
        Malformed: the field of the press that cannot be read.
    """
    action = Fields.of(value, "value").within("action")
    verb, sent = action.needed("verb").lower(), action.within("data")
    match verb:
        case "participant.vouch":
            return Settle(_person(sent), expected=True)
        case "participant.reject":
            return Settle(_person(sent), expected=False)
        case "checklist.tick":
            return _tick(sent)
        case "checklist.show":
            return ChecklistWanted(_variant(sent))
        case "command.run":
            return CommandWanted(_command(sent))
        case _:
            return None


def needs_role(press: Press) -> bool:
    """Whether who may press this depends on the presser's role, which is then asked of Teams."""
    match press:
        case Settle() | TickSet():
            return True
        case CommandWanted(command):
            return command is Command.ROSTER
        case ChecklistWanted():
            return False


def _person(sent: Fields) -> PersonId:
    person = sent.needed("person")
    if not _PERSON.fullmatch(person):
        raise Malformed(sent.at("person"))
    return PersonId(person)


def _tick(sent: Fields) -> TickSet:
    variant, done = _variant(sent), sent.flag("done")
    named = {str(clause): clause for clause in TICKS[variant]}
    clause: Clause | None = named.get(sent.needed("clause").upper())
    if clause is None:
        raise Malformed(sent.at("clause"))
    if done is None:
        raise Malformed(sent.at("done"))
    return TickSet(variant, clause, done)


def _variant(sent: Fields) -> Variant:
    text = sent.text("variant").lower()
    if not text:
        return Variant.TEAMS
    try:
        return Variant(text)
    except ValueError:
        raise Malformed(sent.at("variant")) from None


def _command(sent: Fields) -> Command:
    word = sent.needed("command").lower()
    if word not in COMMANDS:
        raise Malformed(sent.at("command"))
    return COMMANDS[word]
