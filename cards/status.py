"""The status card: what Møtevakt goes by, how fresh it is, and what it does not see. S7."""

from bot.domain.effects import CardKind
from bot.domain.meeting import Reading
from bot.ports import Card
from cards.elements import card, text, title
from cards.gaps import all_blind_spots
from cards.scene import Scene


def status(scene: Scene) -> Card:
    """The sources, then the gaps, a line each."""
    words = scene.words.status
    body = [
        title(words.title),
        *([] if scene.meeting.running else [text(words.not_running)]),
        text(words.seen, weight="Bolder", spacing="Medium"),
        *(text(f"✓ {line}", spacing="Small") for line in sources(scene)),
        text(words.not_seen, weight="Bolder", spacing="Medium"),
        *(text(f"✗ {line}", spacing="Small") for line in all_blind_spots(scene)),
    ]
    return card(CardKind.STATUS, scene.words, body, says=f"{words.title}.")


def sources(scene: Scene) -> list[str]:
    """Each source that told something, and when."""
    words, meeting = scene.words.status, scene.meeting
    told, asked = meeting.watch.told, meeting.watch.read
    lines = [words.news.format(hour=scene.hour(told)) if told else words.no_news]
    if asked is not None:
        lines.append(words.asked.format(hour=scene.hour(asked)))
    lines += _lists(scene)
    return lines


def _lists(scene: Scene) -> list[str]:
    words, invitation = scene.words.status, scene.meeting.invitation
    lines = []
    if invitation.reading is Reading.READ and invitation.read is not None and invitation.people:
        count, hour = len(invitation.people), scene.hour(invitation.read)
        lines.append(words.read_one.format(hour=hour) if count == 1 else words.read_many.format(count=count, hour=hour))
    elif invitation.reading is Reading.NOT_READ and scene.site.reads_invitations:
        lines.append(words.not_read_yet)
    if count := len(invitation.calendar):
        lines.append(words.calendar_one if count == 1 else words.calendar_many.format(count=count))
    if count := sum(len(said.people) for said in scene.meeting.announced.values()):
        lines.append(words.announced.format(count=scene.numeral(count)))
    if count := len(scene.meeting.awaited):
        lines.append(words.awaited.format(count=scene.numeral(count)))
    return lines
