"""The summary card: one line, the last."""

from bot.domain.effects import CardKind
from bot.ports import Card
from cards.elements import card, text
from cards.scene import Scene


def summary(scene: Scene) -> Card:
    """That the meeting is over, and what is left to do."""
    return card(CardKind.SUMMARY, scene.words, [text(scene.words.summary)], says=scene.words.summary)
