"""The status card: what Møtevakt goes by, how fresh it is, and what it does not see. S7."""

from bot.domain.coverage import hears_the_call
from bot.domain.effects import CardKind
from bot.domain.procedure import Option
from bot.domain.records import Reading
from bot.ports import Card
from cards.elements import card, text, title
from cards.gaps import all_blind_spots
from cards.recording_alarm import not_heard, recorded
from cards.scene import Scene


def status(scene: Scene) -> Card:
    """The sources, then the gaps, a line each."""
    words = scene.words.status
    body = [
        title(words.title),
        *([] if scene.meeting.running else [text(words.not_running)]),
        text(words.seen, weight="Bolder", spacing="Medium"),
        *(text(line, spacing="Small") for line in _signed(scene)),
        text(words.not_seen, weight="Bolder", spacing="Medium"),
        *(text(f"✗ {line}", spacing="Small") for line in _not_seen(scene)),
    ]
    return card(CardKind.STATUS, scene.words, body, says=f"{words.title}.")


def sources(scene: Scene) -> list[str]:
    """Each source, with what it told and when, or that we wait for it."""
    return [*_told(scene), *_awaited(scene)]


def _signed(scene: Scene) -> list[str]:
    return [*(f"✓ {line}" for line in _told(scene)), *(f"○ {line}" for line in _awaited(scene))]


def _told(scene: Scene) -> list[str]:
    words, watch = scene.words.status, scene.meeting.watch
    lines = []
    if watch.told is not None:
        lines.append(words.news.format(hour=scene.hour(watch.told)))
    if hears_the_call(scene.meeting):
        lines.append(words.hears_the_call)
    if watch.read is not None:
        lines.append(words.asked.format(hour=scene.hour(watch.read)))
    if (options_read := scene.meeting.options.read) is not None:
        lines.append(scene.words.options.status.format(hour=scene.hour(options_read)))
    if scene.site.reads_chat and (read := scene.meeting.chat_read) is not None:
        lines.append(scene.words.chat.status.format(hour=scene.hour(read)))
    if (listened := scene.meeting.listening.read) is not None:
        lines.append(scene.words.recording.heard.format(hour=scene.hour(listened)))
    return [*lines, *recorded(scene), *_lists(scene), *_left(scene)]


def _awaited(scene: Scene) -> list[str]:
    words, meeting = scene.words.status, scene.meeting
    lines = [] if meeting.watch.told else [words.no_news]
    if meeting.invitation.reading is Reading.NOT_READ and scene.site.reads_invitations:
        lines.append(words.not_read_yet)
    if scene.site.reads_chat and meeting.chat_read is None:
        lines.append(scene.words.chat.nothing_read)
    return lines


def _lists(scene: Scene) -> list[str]:
    words, invitation = scene.words.status, scene.meeting.invitation
    lines = []
    whole = invitation.people or invitation.reason is None  # not the calendar alone
    if invitation.reading is Reading.READ and invitation.read is not None and whole:
        lines.append(_read(len(invitation.people), scene.hour(invitation.read), scene))
    if count := len(invitation.calendar):
        many = words.calendar_many.format(count=scene.numeral(count))
        lines.append(words.calendar_one if count == 1 else many)
    if count := sum(len(said.people) for said in scene.meeting.announced.values()):
        lines.append(words.announced.format(count=scene.numeral(count)))
    if count := len(scene.meeting.awaited):
        lines.append(words.awaited.format(count=scene.numeral(count)))
    return lines


def _left(scene: Scene) -> list[str]:
    """What was recorded and lies there still, for whoever asks: the host may not be known."""
    sweep = scene.meeting.sweep
    return [scene.words.recording.lies_there] if sweep is not None and sweep.left else []


def _not_seen(scene: Scene) -> list[str]:
    unheard = [not_heard(scene) or scene.words.recording.transcribing]
    return [*all_blind_spots(scene), *_of_the_options(scene), *unheard, _of_the_chat(scene)]


def _of_the_options(scene: Scene) -> list[str]:
    options, words = scene.meeting.options, scene.words.options
    if options.reason is not None:
        return [words.unread[options.reason]]
    return [words.unsaid] if options.read is not None and Option.RECORDING not in options.told else []


def _of_the_chat(scene: Scene) -> str:
    """What of the chat is not seen: all of it, where the hospital has not switched that on."""
    return scene.words.chat.unseen if scene.site.reads_chat else scene.words.chat.unread


def _read(count: int, hour: str, scene: Scene) -> str:
    words = scene.words.status
    if count <= 1:
        return (words.read_one if count else words.read_none).format(hour=hour)
    return words.read_many.format(count=scene.numeral(count).lower(), hour=hour)
