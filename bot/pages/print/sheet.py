"""A sheet of paper to write and draw on: fpdf2, with the fonts that come with us.

DejaVu Sans 2.37 (bot/pages/print/fonts/LICENSE) has Latin, Greek, Cyrillic, Hebrew and Arabic, no Chinese, Japanese or
Korean: a letter it lacks is written as `MISSING`. Letters that join, as Arabic ones do, stand apart: joining them needs
a shaping engine, another 1.5 MB.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path
from unicodedata import bidirectional

from fpdf import FPDF
from fpdf.bidi import BidiParagraph
from fpdf.fonts import TTFFont

from bot.domain.language import Language
from bot.pages.strokes import INK, Box, Drawing, Label, Look, Pattern, Rule

FONTS = Path(__file__).with_name("fonts")
MISSING = "□"
_BCP47 = {Language.NB: "nb-NO", Language.NN: "nn-NO", Language.EN: "en-GB"}
_DEJAVU = "DejaVu"
_HATCH = 1.1  # mm between the lines of a pattern
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})


class Sheet(FPDF):
    """One page, in millimetres from its upper left. The same that is written on it makes the same bytes."""

    def __init__(self, language: Language, title: str, made: datetime) -> None:
        super().__init__(format="A4")
        self.set_auto_page_break(False)
        self.set_margin(0)
        self.c_margin = 0
        self.set_lang(_BCP47[language])
        self.set_title(title)
        self.set_creator("Møtevakt")
        self.set_creation_date(made)
        self.add_font(_DEJAVU, "", FONTS / "DejaVuSans.ttf")
        self.add_font(_DEJAVU, "B", FONTS / "DejaVuSans-Bold.ttf")
        self.replaced = False
        self.add_page()

    def footer(self) -> None:
        """Nothing: there is one page."""

    def finished(self) -> bytes:
        """The file. Nothing can be written on it any more."""
        whole = bytes(self.output())
        for font in self.fonts.values():
            if isinstance(font, TTFFont):
                font.close()
        return whole

    def written(self, text: str) -> str:
        """*text* as this sheet can show it, on one line."""
        known = _letters()
        shown = "".join(sign if ord(sign) in known else MISSING for sign in text)
        self.replaced |= MISSING in shown
        if any(bidirectional(sign) in _RIGHT_TO_LEFT for sign in shown):
            return str(BidiParagraph(text=shown).get_reordered_string())
        return shown

    def pen(self, size: float, *, bold: bool = False, look: Look = INK) -> None:
        """Size in points."""
        self.set_font(_DEJAVU, "B" if bold else "", size)
        self.set_text_color(*_rgb(look.fill))

    def cut(self, text: str, width: float) -> str:
        """As much of *text* as fits into so many millimetres, in the pen that is held."""
        if self.get_string_width(text) <= width:
            return text
        while text and self.get_string_width(f"{text}…") > width:
            text = text[:-1]
        return f"{text.rstrip()}…"

    def wrapped(self, text: str, width: float, most: int) -> list[str]:
        """*text* in lines of that width, in the pen that is held; of more lines than *most*, the last is cut."""
        lines = [""]
        for word in self.written(text).split(" "):
            longer = f"{lines[-1]} {word}" if lines[-1] else word
            if self.get_string_width(longer) <= width or not lines[-1]:
                lines[-1] = longer
            else:
                lines.append(word)
        kept = lines[:most]
        if len(lines) > most:
            kept[-1] = f"{kept[-1]} {' '.join(lines[most:])}"
        return [self.cut(line, width) for line in kept]

    def draw(self, drawing: Drawing, x: float, y: float, width: float) -> float:
        """A drawing there, so wide; its height."""
        scale = width / drawing.width
        for one in drawing.strokes:
            match one:
                case Box():
                    self.box(x + one.x * scale, y + one.y * scale, one.width * scale, one.height * scale, one.look)
                case Rule():
                    self.set_draw_color(*_rgb(one.look.line))
                    self.set_line_width(one.width * scale)
                    self.line(x + one.x * scale, y + one.y * scale, x + one.x2 * scale, y + one.y2 * scale)
                case Label():
                    self._label(one, x, y, scale)
        return drawing.height * scale

    def _label(self, one: Label, x: float, y: float, scale: float) -> None:
        self.pen(one.size * scale * self.k, bold=one.bold, look=one.look)
        text = self.written(one.text)
        text = self.cut(text, one.within * scale) if one.within else text
        wide = self.get_string_width(text)
        shift = {"middle": wide / 2, "end": wide}.get(one.anchor, 0)
        self.text(x + one.x * scale - shift, y + one.y * scale, text)

    def box(self, x: float, y: float, width: float, height: float, look: Look) -> None:
        """A box, in millimetres."""
        if width <= 0 or height <= 0:
            return
        self.set_line_width(0.15)
        if look.fill:
            self.set_fill_color(*_rgb(look.fill))
            self.rect(x, y, width, height, style="F")
        if look.pattern is not Pattern.PLAIN:
            with self.local_context(), self.rect_clip(x, y, width, height):
                self._pattern(x, y, width, height, look)
        if look.line and look.fill:
            with self._dashes(look):
                self.set_draw_color(*_rgb(look.line))
                self.rect(x, y, width, height, style="D")

    def _pattern(self, x: float, y: float, width: float, height: float, look: Look) -> None:
        self.set_draw_color(*_rgb(look.line))
        self.set_fill_color(*_rgb(look.line))
        apart = _HATCH if look.fill else 2 * _HATCH  # what lies behind everything is light
        steps = range(int((width + 2 * height) / apart) + 2)
        for at in (x - height + number * apart for number in steps):
            match look.pattern:
                case Pattern.UPRIGHT:
                    self.line(at, y, at, y + height)
                case Pattern.DOTS:
                    self.circle(at, y + height / 2, 0.2, style="F")
                case _:
                    if look.pattern in (Pattern.RISING, Pattern.CROSSED):
                        self.line(at, y + height, at + height, y)
                    if look.pattern in (Pattern.FALLING, Pattern.CROSSED):
                        self.line(at, y, at + height, y + height)

    @contextmanager
    def _dashes(self, look: Look) -> Iterator[None]:
        if look.dashed:
            self.set_dash_pattern(dash=0.8, gap=0.6)
        yield
        if look.dashed:
            self.set_dash_pattern()


@cache
def _letters() -> frozenset[int]:
    """What both fonts can write."""
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # fpdf2 needs it as well

    known = []
    for name in ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"):
        with TTFont(FONTS / name, lazy=True) as font:
            known.append(frozenset(font.getBestCmap()))
    return known[0] & known[1]


def _rgb(digits: str) -> tuple[int, int, int]:
    red, green, blue = bytes.fromhex(digits)
    return red, green, blue
