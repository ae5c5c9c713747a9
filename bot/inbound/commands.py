"""What a chat message asks for. Pure; the text goes no further than here and naming.py.

Without `/`, mention or the slash menu only a bare word, or a word with one of its listed arguments, is a command:
a sentence that merely holds such a word is none (docs/TEAMS.md G1, I).
"""

import html
import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass, replace

from bot.domain.language import Language
from bot.domain.presses import Command
from bot.domain.procedure import Variant
from bot.domain.sensitive import Sensitive
from bot.inbound.naming import INVISIBLE, MENTION, Mention, Named, named

COMMANDS: dict[str, Command] = {
    "sjekkliste": Command.CHECKLIST,
    "sjekklista": Command.CHECKLIST,
    "checklist": Command.CHECKLIST,
    "regler": Command.RULES,
    "reglar": Command.RULES,
    "rules": Command.RULES,
    "deltakere": Command.ROSTER,
    "deltakarar": Command.ROSTER,
    "participants": Command.ROSTER,
    "hjelp": Command.HELP,
    "help": Command.HELP,
    "presentasjon": Command.ROUND,
    "introductions": Command.ROUND,
    "forventet": Command.EXPECTED,
    "expected": Command.EXPECTED,
    "stopp": Command.STOP,
    "stop": Command.STOP,
    "status": Command.STATUS,
    "språk": Command.LANGUAGE,
    "language": Command.LANGUAGE,
    "opplæring": Command.TRAINING,
    "training": Command.TRAINING,
    "innsyn": Command.INSIGHT,
    "insight": Command.INSIGHT,
}
_NEVER_BARE = ("forventet", "expected")
_NAMING = re.compile(rf"\b(?:{'|'.join(_NEVER_BARE)})\b", re.IGNORECASE)
_VARIANTS = {str(variant): variant for variant in Variant}
LANGUAGES: dict[str, Language] = {
    "bokmål": Language.NB,
    "nynorsk": Language.NN,
    "engelsk": Language.EN,
    "english": Language.EN,
    **{str(language): language for language in Language},
}
_ARGUMENTS: dict[str, Collection[str]] = {
    "sjekkliste": _VARIANTS,
    "sjekklista": _VARIANTS,
    "checklist": _VARIANTS,
    "språk": LANGUAGES,
    "language": LANGUAGES,
}
_OUR_NAME = "møtevakt"
_LONGEST = 400  # characters that could still be a command; more is prose
_LONGEST_LIST = 4096  # characters of a command that names people


@dataclass(frozen=True, slots=True)
class Asked:
    """A command, the checklist it is for, the language and the people it names."""

    command: Command
    variant: Variant = Variant.TEAMS
    people: tuple[Named, ...] = ()
    language: Language | None = None


@dataclass(frozen=True, slots=True)
class Address:
    """How a message came to the bot. `mentions`: whom it mentions; `names`: the bot's own.

    Teams may strip the mention of the bot, with or without its name (docs/TEAMS.md G1), so that nothing here is sure.
    """

    bot_ids: frozenset[str]
    names: frozenset[str] = frozenset()
    mentions: tuple[Mention, ...] = ()
    targeted: bool = False
    personal: bool = False


def asked(text: Sensitive, address: Address) -> Asked | None:
    """What *text* asks the bot for; None: nothing. Never raises."""
    written = text.reveal()
    mentioned = _mentions_bot(written, address)
    request = _read(written[:_LONGEST], address, mentioned=mentioned)
    if request is not None and request.command is Command.EXPECTED and len(written) <= _LONGEST_LIST:
        return replace(request, people=_people(written, address))
    if len(written) > _LONGEST:
        return Asked(Command.HELP) if mentioned or address.targeted or address.personal else None
    return request


def _read(written: str, address: Address, *, mentioned: bool) -> Asked | None:
    line = _plain(MENTION.sub(" " if mentioned else r"\1", written))
    line, called = _without_name(line, address.names)
    slash = re.match(r"/+ ?(?=[^\W\d_])", line)
    words = line.removeprefix(slash.group() if slash else "").split()
    if slash or called or mentioned or address.targeted:
        return _asked_of_bot(words)
    return _said_aloud(words) or (Asked(Command.HELP) if address.personal and words else None)


def _people(written: str, address: Address) -> tuple[Named, ...]:
    """Whom a command names behind its word, in their own letters; the bot is never meant."""
    mentions = [one for one in address.mentions if one.id.lower() not in address.bot_ids]
    own = [one.name for one in address.mentions if one.id.lower() in address.bot_ids]
    behind = _NAMING.split(written, maxsplit=1)[1:]
    return named("".join(behind), mentions, ignored=(*own, *address.names, _OUR_NAME))


def _asked_of_bot(words: list[str]) -> Asked:
    bare = [word.strip(".,:;!?/") for word in words]
    if not bare or bare[0] not in COMMANDS:
        return Asked(Command.HELP)
    return _with_argument(COMMANDS[bare[0]], bare[1:2])


def _said_aloud(words: list[str]) -> Asked | None:
    if not words or words[0] not in COMMANDS or words[0] in _NEVER_BARE:
        return None
    listed = _ARGUMENTS.get(words[0], ())
    if len(words) == 1 or (len(words) == 2 and words[1] in listed):
        return _with_argument(COMMANDS[words[0]], words[1:])
    return None


def _with_argument(command: Command, arguments: list[str]) -> Asked:
    argument = arguments[0] if arguments else ""
    match command:
        case Command.CHECKLIST:
            return Asked(command, _VARIANTS.get(argument, Variant.TEAMS))
        case Command.LANGUAGE:
            return Asked(command, language=LANGUAGES.get(argument))
        case _:
            return Asked(command)


def _mentions_bot(written: str, address: Address) -> bool:
    """By the entities where Teams sent some; else any mention is taken for one of the bot."""
    if address.mentions:
        return any(one.id.lower() in address.bot_ids for one in address.mentions)
    return MENTION.search(written[:_LONGEST]) is not None


def _without_name(line: str, names: Collection[str]) -> tuple[str, bool]:
    """*line* without the bot's name at its start, and whether an @ before it makes it a mention."""
    for name in sorted({_plain(name) for name in names} | {_OUR_NAME}, key=len, reverse=True):
        found = re.match(rf"(@?){re.escape(name)}(?:[\s,:]+|$)", line) if name else None
        if found:
            return line[found.end() :], bool(found.group(1))
    return line, False


def _plain(text: str) -> str:
    """Lower case, one kind of space, no invisible signs, letters and their marks in one."""
    visible = INVISIBLE.sub("", unicodedata.normalize("NFKC", html.unescape(text)))
    return " ".join(visible.casefold().split())
