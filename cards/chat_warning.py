"""The notice to whoever wrote something that does not belong in the chat, and the line to all. S2, S3."""

from collections.abc import Iterable

from bot.domain.chat import Caution
from bot.domain.effects import CardKind, Matter
from bot.domain.health.findings import Tier
from bot.domain.procedure import Clause
from bot.ports import Card
from cards.elements import Element, Verb, box, button, buttons, card, quiet, reveal, text, title
from cards.scene import Scene

_WHY = "why"


def chat_warning(matter: Matter, scene: Scene) -> Card:
    """To the writer what was seen, why that matters and how to delete it; to all the rule, and no more."""
    words, caution = scene.words.chat, scene.meeting.cautions.get(str(matter))
    if matter.addressee is None:
        return card(CardKind.CHAT_WARNING, scene.words, [text(words.to_all)], says=words.to_all)
    if caution is None:
        return card(CardKind.CHAT_WARNING, scene.words, [quiet(scene.words.earlier)], says=scene.words.earlier)
    if caution.closed is not None:
        line = words.closed[caution.closed]
        return card(CardKind.CHAT_WARNING, scene.words, [text(line)], says=line)
    seen = _seen(caution, scene)
    body = [
        title(words.title),
        text(f"{seen} {words.readers}"),
        text(words.delete),
        box(*_why(caution, scene), id=_WHY, isVisible=False),
        buttons(button(words.false_alarm, Verb.FALSE_ALARM, {"clause": Clause.S2.value}), reveal(words.why, [_WHY])),
    ]
    return card(CardKind.CHAT_WARNING, scene.words, body, says=f"{words.title}. {seen} {words.delete}")


def sharing(scene: Scene) -> Card:
    """What documents must not hold, to all."""
    words = scene.words.chat
    return card(CardKind.SHARING, scene.words, [text(words.shared)], says=words.shared)


def _seen(caution: Caution, scene: Scene) -> str:
    """Kinds and hours. Never a word of the message."""
    words = scene.words.chat
    what = scene.listed(_unique(words.kinds[one.kind] for one in caution.seen))
    hours = _unique(scene.hour(at) for at in caution.messages.values())
    certain = caution.tier is Tier.CERTAIN
    if all(one.in_name for one in caution.seen):
        return (words.name_seems if certain else words.name_may).format(hour=hours[-1], what=what)
    if len(hours) > 1:
        return words.may_several.format(hours=scene.listed(hours), what=what)
    return (words.seems if certain else words.may).format(hour=hours[-1], what=what)


def _why(caution: Caution, scene: Scene) -> list[Element]:
    words = scene.words.chat
    signs = _unique(words.signs[sign] for one in caution.seen for sign in one.signs)
    lines = (words.saw.format(signs=scene.listed(signs)), words.purpose, words.not_kept)
    return [quiet(line, spacing="Small") for line in lines]


def _unique(phrases: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(phrases))
