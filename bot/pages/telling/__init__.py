"""What a timeline's picture and print say, by language; verdicts are told in the cards' own words."""

from collections.abc import Mapping

from bot.domain.language import Language
from bot.pages.telling.en import EN
from bot.pages.telling.nb import NB
from bot.pages.telling.nn import NN
from bot.pages.telling.words import Telling

TELLING: Mapping[Language, Telling] = {Language.NB: NB, Language.NN: NN, Language.EN: EN}

__all__ = ["TELLING", "Telling"]
