"""What the cards say, apart from how they look: one `Words` a language."""

from cards.words.words import Words

__all__ = ["Words"]
