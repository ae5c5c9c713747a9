"""Whom a message names, after `/forventet`. Pure; who is named leaves as `Invited`, which shows nothing of itself."""

import html
import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from bot.domain.expected import Invited
from bot.domain.meeting import Meeting
from bot.domain.participants import Identity
from bot.inbound.fields import Fields

MOST_NAMED = 50
"""People of one message."""

LONGEST_NAME = 64
"""Characters of a name or an address; what is longer is prose."""

MENTION = re.compile(r"<at\b[^<>]*>([^<]*)</at>", re.IGNORECASE)
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")

_LONGEST_ADDRESS = 254  # characters (RFC 5321)
_TAG = re.compile(r"<(?!/?at\b)/?[a-z][^<>@]*>", re.IGNORECASE)  # never an address in angle brackets
_BETWEEN = re.compile(r"[,;\r\n]|(?<![^\s,;])(?:og|and)(?=\s)", re.IGNORECASE)
_LONGEST_PIECE = 200  # characters of one name with its address
_AROUND = " \t.,:;!?*•·–—-\"'«»“”()[]<>@/\\|_"
_ADDRESS = re.compile(r"[^\s@<>()\[\]\",;:]+@[^\s@<>()\[\]\",;:]+\.[^\s@<>()\[\]\",;:.]{2,}")
_NUMBER = re.compile(r"\d(?:[\s.\-‐‑‒–—]*\d){4}")


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody whom a message mentions: Teams' id of the account, and the name as it is shown."""

    id: str = field(repr=False)
    name: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody whom a message names. `mri`: Teams' id, where it mentions them; empty: it does not."""

    line: Invited
    mri: str = field(default="", repr=False)


def mentions_in(entities: Sequence[Any]) -> tuple[Mention, ...]:
    """Whom a message mentions, by the entities that Teams sends beside its text.

    Raises:
        Malformed: a field of a mention is of another type than documented.
    """
    found = []
    for entity in entities:
        fields = Fields(entity, "entities") if isinstance(entity, dict) else None
        if fields is not None and fields.raw("type") == "mention":
            account = fields.within("mentioned")
            found.append(Mention(account.text("id"), account.text("name")))
    return tuple(mention for mention in found if mention.id)


def named(text: str, mentions: Sequence[Mention], ignored: Collection[str] = ()) -> tuple[Named, ...]:
    """Whom *text* names, each once, in its order; then whom it mentions without a word.

    *mentions* may be shown in the text or not; names that are *ignored* (the bot's own) count nowhere.
    """
    by_name = {_folded(mention.name): mention for mention in mentions if mention.name}
    not_meant = {_folded(name) for name in ignored}
    found: dict[str, Named] = {}
    for one in (*_said(text, by_name), *map(_mentioned, mentions)):
        told = one.line.address or one.line.name
        if _may_stand(told) and _folded(told) not in not_meant and len(found) < MOST_NAMED:
            found.setdefault(one.mri or _folded(told), one)
    return tuple(found.values())


def resolved(people: Sequence[Named], meeting: Meeting | None) -> tuple[Invited, ...]:
    """The lines of *people*; who is mentioned and known in *meeting* stands with their account."""
    return tuple(_resolved(one, meeting) for one in people)


def is_address(text: str) -> bool:
    """Whether *text* looks like an e-mail address."""
    return len(text) <= _LONGEST_ADDRESS and _ADDRESS.fullmatch(text) is not None


def numbers_somebody(text: str) -> bool:
    """Whether *text* holds five digits or more in a row, whatever stands between them: it may number a person (S2)."""
    return _NUMBER.search(text) is not None


def _resolved(one: Named, meeting: Meeting | None) -> Invited:
    person = meeting.person(Identity(mri=one.mri)) if meeting and one.mri else None
    if meeting is None or person is None:
        return replace(one.line, mri=one.mri)
    known = meeting.known(meeting.identities[person])
    name = known.name if _may_stand(known.name) else one.line.name
    return Invited(known.oid, known.tenant if known.oid else "", name=name, mri=one.mri)


def _said(text: str, by_name: Mapping[str, Mention]) -> Iterator[Named]:
    for piece in _pieces(text):
        mention = by_name.get(_folded(piece))
        if mention is not None:
            yield _mentioned(mention)
        elif len(piece) <= _LONGEST_PIECE and not numbers_somebody(piece):
            yield Named(_line(piece))


def _mentioned(mention: Mention) -> Named:
    return Named(Invited(name=_tidy(mention.name)), mention.id)


def _pieces(text: str) -> list[str]:
    """What stands between separators; a mention is whole, whatever it holds (`Fors, Dina`)."""
    pieces: list[str] = []
    for number, part in enumerate(MENTION.split(text)):  # every second one is a mention's name
        plain = html.unescape(part if number % 2 else _TAG.sub("\n", part))  # first, since `&amp;` holds a separator
        pieces += [plain] if number % 2 else _BETWEEN.split(plain)
    return pieces


def _line(piece: str) -> Invited:
    """A name, an address, or both, as in `Cato Ek <cato.ek@…>`."""
    plain = _tidy(piece)
    address = _ADDRESS.search(plain)
    if address is None:
        return Invited(name=plain)
    rest = _tidy(plain.replace(address.group(), "").replace("mailto:", ""))
    return replace(Invited(address=address.group().lower()), name=rest if _may_stand(rest) else "")


def _tidy(piece: str) -> str:
    """*piece* in its own letters, with one kind of space and nothing around it."""
    visible = INVISIBLE.sub("", unicodedata.normalize("NFC", piece))
    return " ".join(visible.split()).strip(_AROUND)


def _folded(name: str) -> str:
    return _tidy(name).casefold()


def _may_stand(text: str) -> bool:
    letters = any(letter.isalpha() for letter in text)
    return letters and len(text) <= LONGEST_NAME and not numbers_somebody(text)
