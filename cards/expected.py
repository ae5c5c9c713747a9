"""The list of who is expected, with where each name comes from. S7."""

from dataclasses import dataclass, field

from bot.domain.effects import CardKind
from bot.domain.expected import Answer, Invited, Source
from bot.domain.participants import Identity
from bot.ports import Card
from cards.elements import Element, aside, card, fitting, quiet, rich, run, text, title
from cards.names import display_name, harmless
from cards.scene import Scene


@dataclass
class _Line:
    """One person, as all sources together tell of them."""

    name: str
    sources: list[str] = field(default_factory=list)
    answer: Answer = Answer.NONE
    room: bool = False


def expected(scene: Scene) -> Card:
    """Everybody on any list, each once; then what could not be read, and how to say whom we expect."""
    words, meeting = scene.words.expected, scene.meeting
    rows = [_row(line, scene) for line in _lines(scene)]
    shown = rows[: fitting(rows)]
    body = [title(words.title), *(shown or [text(words.nobody)])]
    if len(shown) < len(rows):
        body.append(text(scene.words.roster.left_out.format(count=len(rows) - len(shown))))
    if meeting.trusted:
        count = len(meeting.trusted)
        body.append(quiet(words.trusted_one if count == 1 else words.trusted_many.format(count=count)))
    body += [*scene.unread(), quiet(words.how)]
    return card(CardKind.EXPECTED, scene.words, body, says=f"{words.title}.")


def _lines(scene: Scene) -> list[_Line]:
    meeting, words = scene.meeting, scene.words.expected
    found: dict[str, _Line] = {}
    organizer = meeting.invitation.organizer
    if organizer != Invited():
        found[_key(organizer, scene)] = _Line(_name(organizer, scene), [words.organizer])
    told = [
        *((Source.INVITATION, line) for line in meeting.invitation.people),
        *((Source.CALENDAR, line) for line in meeting.invitation.calendar),
        *((Source.SYSTEM, line) for said in meeting.announced.values() for line in said.people),
        *((Source.CHAT, one.line) for one in meeting.awaited),
    ]
    for source, line in told:
        one = found.setdefault(_key(line, scene), _Line(_name(line, scene)))
        if words.sources[source] not in one.sources:
            one.sources.append(words.sources[source])
        one.answer = line.answer if line.answer is not Answer.NONE else one.answer
        one.room = one.room or line.room
    return list(found.values())


def _key(line: Invited, scene: Scene) -> str:
    """What makes two lines one person: the account they name, else what they tell."""
    person = scene.meeting.person(_identity(line)) or next(
        (one for one, who in scene.meeting.identities.items() if line.address and who.address == line.address), None
    )
    return person or line.oid or line.address or line.name.casefold()


def _name(line: Invited, scene: Scene) -> str:
    person = scene.meeting.person(_identity(line))
    if person is not None:
        return scene.name(person)
    return display_name(_identity(line), scene.words) if line.name else harmless(line.address) or scene.words.nameless


def _identity(line: Invited) -> Identity:
    return Identity(line.name, "", line.oid, line.tenant, line.address)


def _row(line: _Line, scene: Scene) -> Element:
    words = scene.words.expected
    parts = [*line.sources, *([words.room] if line.room else []), words.answers[line.answer]]
    return rich(run(line.name, weight="Bolder"), aside(f"  {', '.join(filter(None, parts))}"), spacing="Small")
