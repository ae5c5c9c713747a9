"""What a picture of a timeline is made of: boxes, rules and labels, each with a look that screen and paper share."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.reasons import Weight


class Pattern(StrEnum):
    """How a box is filled, so that no meaning rests on colour alone."""

    PLAIN = "plain"
    DOTS = "dots"
    UPRIGHT = "upright"
    RISING = "rising"
    CROSSED = "crossed"
    FALLING = "falling"


@dataclass(frozen=True, slots=True)
class Look:
    """Colours as six hex digits; an empty one is not drawn. `name` is the class on a page, whose style may change it.

    `dashed`: the outline.
    """

    name: str
    fill: str = ""
    line: str = ""
    pattern: Pattern = Pattern.PLAIN
    dashed: bool = False


LOOKS: dict[Weight | None, Look] = {
    Weight.GREEN: Look("green", "cfe7db", "1f6b4a"),
    Weight.NOTED: Look("noted", "d9e6f5", "2b5a91", Pattern.DOTS),
    Weight.UNKNOWN: Look("unknown", "e9e9ec", "55555f", Pattern.UPRIGHT),
    Weight.AMBER: Look("amber", "fbe2a9", "7d5200", Pattern.RISING),
    Weight.RED: Look("red", "e2574c", "7a0f0f", Pattern.CROSSED),
    None: Look("unjudged", "dfe5ea", "44515c"),
}
"""By weight; None: what was thought of them is not told."""

LOBBY = Look("lobby", "ffffff", "44515c", dashed=True)
BLIND = Look("blind", "", "a3a9b1", Pattern.FALLING)
RECORDING = Look("recording", "b3261e", "b3261e")
TINT = Look("tint", "fbe9e7", "")
STOP = Look("stop", "", "111418")
PAPER = Look("paper", "ffffff", "")
STRIPE = Look("stripe", "f6f7f8", "")
GRID = Look("grid", "", "d3d7dc")
INK = Look("ink", "1b1f24", "")
QUIET = Look("quiet", "4a525b", "")


@dataclass(frozen=True, slots=True)
class Box:
    x: float
    y: float
    width: float
    height: float
    look: Look
    hint: str = ""  # what it stands for, where a pointer rests on it


@dataclass(frozen=True, slots=True)
class Rule:
    """A line between two points."""

    x: float
    y: float
    x2: float
    y2: float
    look: Look
    width: float = 1


@dataclass(frozen=True, slots=True)
class Label:
    """A text on a base line. `anchor`: start, middle or end. `within`: no wider than this."""

    x: float
    y: float
    text: str
    look: Look = INK
    size: float = 12
    bold: bool = False
    anchor: str = "start"
    within: float = 0


Stroke = Box | Rule | Label


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture: its size, and its strokes, those behind first."""

    width: float
    height: float
    strokes: tuple[Stroke, ...]
