"""What the cards say, apart from how they look: one `Words` a language."""

from collections.abc import Mapping

from bot.domain.language import Language
from cards.words.en import EN
from cards.words.nb import NB
from cards.words.nn import NN
from cards.words.words import Words

WORDS: Mapping[Language, Words] = {Language.NB: NB, Language.NN: NN, Language.EN: EN}

__all__ = ["WORDS", "Words"]
