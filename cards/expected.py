"""The list of who is expected, with where each name comes from. S7."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bot.domain.change import replace
from bot.domain.effects import CardKind
from bot.domain.expected import Answer, Invited, Source
from bot.domain.names import plain
from bot.domain.participants import Identity, PersonId
from bot.ports import Card
from cards.elements import Element, aside, card, fitting, quiet, rich, run, text, title
from cards.names import display_name, harmless
from cards.scene import Scene


@dataclass
class _Line:
    """One person, as all sources together tell of them. `address` stands for the name where nobody tells one."""

    name: str = ""
    address: str = ""
    sources: list[str] = field(default_factory=list)
    answer: Answer = Answer.NONE
    room: bool = False


def expected(scene: Scene) -> Card:
    """Everybody on any list, each once; then what could not be read, and how to say whom we expect."""
    words, meeting = scene.words.expected, scene.meeting
    rows = [_row(line, scene) for line in _lines(replace(scene, nameless=False))]  # by their names each counts once
    shown = rows[: fitting(rows)]
    if scene.nameless and rows:
        shown = [text(words.count.format(count=len(rows)))]
    body = [title(words.title), *(shown or [text(words.nobody)])]
    if len(shown) < len(rows) and not scene.nameless:
        body.append(text(scene.words.roster.left_out.format(count=len(rows) - len(shown))))
    if meeting.trusted:
        count = len(meeting.trusted)
        body.append(quiet(words.trusted_one if count == 1 else words.trusted_many.format(count=count)))
    body += [*scene.unread(), quiet(words.how)]
    return card(CardKind.EXPECTED, scene.words, body, says=f"{words.title}.")


def _lines(scene: Scene) -> list[_Line]:
    """Lines that name an account or an address first; a mere name joins the one line that bears it, if there is one."""
    found = dict[str, _Line]()
    for source, line in sorted(_told(scene), key=lambda told: _is_mere_name(told[1])):
        one = found.setdefault(_key(line, found, scene), _Line())
        one.name = one.name or _name(line, scene)
        one.address = one.address or line.address
        if source not in one.sources:
            one.sources.append(source)
        one.answer = line.answer if line.answer is not Answer.NONE else one.answer
        one.room = one.room or line.room
    return list(found.values())


def _told(scene: Scene) -> Iterator[tuple[str, Invited]]:
    meeting, words = scene.meeting, scene.words.expected
    if meeting.invitation.organizer != Invited():
        yield words.organizer, meeting.invitation.organizer
    yield from ((words.sources[Source.INVITATION], line) for line in meeting.invitation.people)
    yield from ((words.sources[Source.CALENDAR], line) for line in meeting.invitation.calendar)
    announced = (line for said in meeting.announced.values() for line in said.people)
    yield from ((words.sources[Source.SYSTEM], line) for line in announced)
    yield from ((words.sources[Source.CHAT], one.line) for one in meeting.awaited)


def _is_mere_name(line: Invited) -> bool:
    return not line.oid and not line.address


def _key(line: Invited, found: Mapping[str, _Line], scene: Scene) -> str:
    """What makes two lines one person: the account they name, else the address, else the name."""
    if _is_mere_name(line):
        bearers = [key for key, one in found.items() if plain(one.name) == plain(_name(line, scene))]
        return bearers[0] if len(bearers) == 1 else f"name {plain(line.name)}"
    return _met(line, scene) or line.address or line.oid


def _met(line: Invited, scene: Scene) -> PersonId | None:
    """Whom of those we have met the line names."""
    identities = scene.meeting.identities.items()
    by_address = (one for one, who in identities if line.address and who.address == line.address)
    return scene.meeting.person(Identity(oid=line.oid)) or next(by_address, None)


def _name(line: Invited, scene: Scene) -> str:
    """The name of the account that was met, else the line's; empty: it tells none."""
    person = _met(line, scene)
    if person is not None and scene.meeting.identities[person].name:
        return scene.name(person)
    return display_name(Identity(line.name), scene.words) if line.name else ""


def _row(line: _Line, scene: Scene) -> Element:
    words = scene.words.expected
    name = line.name or harmless(line.address) or scene.words.nameless
    parts = [*line.sources, *([words.room] if line.room else []), words.answers[line.answer]]
    return rich(run(name, weight="Bolder"), aside(f"  {', '.join(filter(None, parts))}"), spacing="Small")
