"""What a chat message asks for. Pure; the text goes no further than this file.

Without `/`, mention or the slash menu only a bare word, or a word with one of its listed arguments, is a command:
a sentence that merely holds such a word is none (docs/TEAMS.md G1, I).
"""

import html
import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass

from bot.domain.presses import Command
from bot.domain.procedure import Variant
from bot.domain.sensitive import Sensitive

_LATER = Command.HELP  # known by name, answered with what works
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
    "presentasjon": _LATER,
    "introductions": _LATER,
    "forventet": _LATER,
    "expected": _LATER,
    "stopp": _LATER,
    "stop": _LATER,
    "status": _LATER,
    "språk": _LATER,
    "language": _LATER,
    "opplæring": _LATER,
    "training": _LATER,
    "innsyn": _LATER,
    "insight": _LATER,
}
_NEVER_BARE = ("forventet", "expected")
_VARIANTS = {str(variant): variant for variant in Variant}
_LANGUAGES = ("bokmål", "nynorsk", "engelsk", "english", "nb", "nn", "en")
_ARGUMENTS: dict[str, Collection[str]] = {
    "sjekkliste": _VARIANTS,
    "sjekklista": _VARIANTS,
    "checklist": _VARIANTS,
    "språk": _LANGUAGES,
    "language": _LANGUAGES,
}
_OUR_NAME = "møtevakt"
_LONGEST = 400  # characters that could still be a command; more is prose
_MENTION = re.compile(r"<at\b[^>]*>(.*?)</at>", re.IGNORECASE | re.DOTALL)
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")


@dataclass(frozen=True, slots=True)
class Asked:
    """A command, and the checklist it is for."""

    command: Command
    variant: Variant = Variant.TEAMS


@dataclass(frozen=True, slots=True)
class Address:
    """How a message came to the bot. `mentions`: ids of the accounts it mentions; `names`: the bot's own.

    Teams may strip the mention of the bot, with or without its name (docs/TEAMS.md G1), so that nothing here is sure.
    """

    bot_ids: frozenset[str]
    names: frozenset[str] = frozenset()
    mentions: frozenset[str] = frozenset()
    targeted: bool = False
    personal: bool = False


def asked(text: Sensitive, address: Address) -> Asked | None:
    """What *text* asks the bot for; None: nothing. Never raises."""
    written = text.reveal()
    mentioned = _mentions_bot(written, address)
    if len(written) > _LONGEST:
        return Asked(Command.HELP) if mentioned or address.targeted or address.personal else None
    line = _plain(_MENTION.sub(" " if mentioned else r"\1", written))
    line, called = _without_name(line, address.names)
    slash = re.match(r"/+ ?(?=[^\W\d_])", line)
    words = line.removeprefix(slash.group() if slash else "").split()
    if slash or called or mentioned or address.targeted:
        return _asked_of_bot(words)
    return _said_aloud(words) or (Asked(Command.HELP) if address.personal and words else None)


def _asked_of_bot(words: list[str]) -> Asked:
    bare = [word.strip(".,:;!?/") for word in words]
    if not bare or bare[0] not in COMMANDS:
        return Asked(Command.HELP)
    return Asked(COMMANDS[bare[0]], _variant(bare[0], bare[1:2]))


def _said_aloud(words: list[str]) -> Asked | None:
    if not words or words[0] not in COMMANDS or words[0] in _NEVER_BARE:
        return None
    listed = _ARGUMENTS.get(words[0], ())
    if len(words) == 1 or (len(words) == 2 and words[1] in listed):
        return Asked(COMMANDS[words[0]], _variant(words[0], words[1:]))
    return None


def _variant(word: str, arguments: list[str]) -> Variant:
    if COMMANDS[word] is not Command.CHECKLIST or not arguments:
        return Variant.TEAMS
    return _VARIANTS.get(arguments[0], Variant.TEAMS)


def _mentions_bot(written: str, address: Address) -> bool:
    """By the entities where Teams sent some; else any mention is taken for one of the bot."""
    if address.mentions:
        return bool(address.mentions & address.bot_ids)
    return _MENTION.search(written[:_LONGEST]) is not None


def _without_name(line: str, names: Collection[str]) -> tuple[str, bool]:
    """*line* without the bot's name at its start, and whether an @ before it makes it a mention."""
    for name in sorted({_plain(name) for name in names} | {_OUR_NAME}, key=len, reverse=True):
        found = re.match(rf"(@?){re.escape(name)}(?:[\s,:]+|$)", line) if name else None
        if found:
            return line[found.end() :], bool(found.group(1))
    return line, False


def _plain(text: str) -> str:
    """Lower case, one kind of space, no invisible signs, letters and their marks in one."""
    visible = _INVISIBLE.sub("", unicodedata.normalize("NFKC", html.unescape(text)))
    return " ".join(visible.casefold().split())
