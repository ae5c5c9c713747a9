"""The cards people see: a meeting in, an Adaptive Card as plain JSON out. Pure: no I/O, no clock, no chance."""

from cards.answer import answer, worn_out
from cards.draw import draw, fold
from cards.refresh import refresh
from cards.scene import Site

__all__ = ["Site", "answer", "draw", "fold", "refresh", "worn_out"]
