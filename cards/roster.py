"""The roster card: everyone who was seen, whether they were expected and why, and what Møtevakt goes by."""

from bot.domain.effects import CardKind
from bot.domain.meeting import Reading
from bot.domain.participants import PersonId
from bot.domain.verdict import Weight, judge_person
from bot.ports import Card
from cards.elements import Element, aside, card, fitting, quiet, rich, run, text, title
from cards.scene import SIGNS, Scene

_URGENCY = (Weight.RED, Weight.AMBER, Weight.UNKNOWN, Weight.GREEN)


def roster(scene: Scene) -> Card:
    """Who is here, then who has left, the weightiest first; as many as fit, and how many did not."""
    words, meeting = scene.words.roster, scene.meeting
    people = sorted(meeting.people, key=lambda person: (not scene.present(person), _urgency(person, scene)))
    rows = [_row(person, scene) for person in people]
    shown = rows[: fitting(rows)]
    body = [title(words.title), text(_counts(scene) if people else words.nobody, spacing="None"), *shown]
    if len(shown) < len(rows):
        body.append(text(words.left_out.format(count=len(rows) - len(shown))))
    body += _sources(scene)
    return card(CardKind.ROSTER, scene.words, body, says=words.title + ".")


def _urgency(person: PersonId, scene: Scene) -> int:
    return _URGENCY.index(judge_person(person, scene.meeting).weight)


def _counts(scene: Scene) -> str:
    words, here = scene.words.roster, len(scene.meeting.present)
    gone = len(scene.meeting.people) - here
    counts = [words.here.format(count=here), *([words.left.format(count=gone)] if gone else [])]
    return ", ".join(counts)


def _row(person: PersonId, scene: Scene) -> Element:
    weight = judge_person(person, scene.meeting).weight
    name = run(f"{SIGNS[weight]} {scene.name(person)}", weight="Bolder")
    haste = scene.words.weights[weight] if scene.present(person) else scene.words.gone
    return rich(name, aside(f"  {haste}, {scene.why(person)}"), spacing="Small")


def _sources(scene: Scene) -> list[Element]:
    words, meeting = scene.words.roster, scene.meeting
    told = words.news.format(hour=scene.hour(meeting.last_news)) if meeting.last_news else words.no_news
    return [*_invitation(scene), quiet(told), quiet(scene.words.blind_spots)]


def _invitation(scene: Scene) -> list[Element]:
    words, invitation = scene.words.roster, scene.meeting.invitation
    match invitation.reading:
        case Reading.READ:
            count = len(invitation.people)
            return [quiet(words.read_one if count == 1 else words.read_many.format(count=count))]
        case Reading.NOT_READ:
            return [quiet(words.not_read_yet)]
        case Reading.UNAVAILABLE:
            return scene.unread()
