"""What the pages say, apart from how they look: one `Words` a language."""

from collections.abc import Mapping

from bot.domain.language import Language
from bot.pages.words.en import EN
from bot.pages.words.nb import NB
from bot.pages.words.nn import NN
from bot.pages.words.words import Told, Words

WORDS: Mapping[Language, Words] = {Language.NB: NB, Language.NN: NN, Language.EN: EN}

__all__ = ["WORDS", "Told", "Words"]
