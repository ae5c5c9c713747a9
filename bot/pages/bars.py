"""The timeline's picture as SVG, for a page or as an image of its own.

Every look is a class, and has presentation attributes beside it: there is no style in it and no script, so it stands
under a content security policy without `unsafe-inline`; a page that has it inline can give its classes other colours.
It brings its own paper, so it is legible on a dark page too. The same facts belong in a table beside it.

Drawn by ourselves: rectangles on a time axis are all there is, the kept libraries that draw charts to SVG (pygal) have
no such chart, and the drawing serves the PDF as well.
"""

from io import BytesIO
from xml.etree.ElementTree import Element, ElementTree, SubElement  # only writes what we made

from bot.evidence.spells import Timeline
from bot.pages.drawing import draw
from bot.pages.saying import Saying
from bot.pages.strokes import Box, Drawing, Label, Look, Pattern, Rule

_SIDE = 8  # of a pattern's tile
_LINES = {
    Pattern.UPRIGHT: ("M2 0V8", "1.2"),
    Pattern.RISING: ("M-2 2L2 -2M0 8L8 0M6 10L10 6", "1.6"),
    Pattern.CROSSED: ("M0 8L8 0M0 0L8 8", "1.2"),
    Pattern.FALLING: ("M-2 6L2 10M0 0L8 8M6 -2L10 2", "1"),
}
FONT = "system-ui, 'Segoe UI', 'DejaVu Sans', sans-serif"


def bars(found: Timeline, say: Saying, *, most: int = 60) -> bytes:
    """The picture, as an SVG document. *most*: so many people are on it, those first who stood out."""
    return svg(
        draw(found, say, most=most), title=say.words.title, described=say.described(found), language=say.language
    )


def svg(drawing: Drawing, *, title: str, described: str, language: str) -> bytes:
    """A drawing as an SVG document in UTF-8, with a title and a description for whoever does not see it."""
    wide, high = f"{drawing.width:g}", f"{drawing.height:g}"
    root = Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "viewBox": f"0 0 {wide} {high}"})
    about = {"role": "img", "lang": language, "aria-labelledby": "bars-title bars-desc"}
    root.attrib.update({"class": "bars", "width": wide, "height": high, "font-family": FONT, **about})
    SubElement(root, "title", id="bars-title").text = title
    SubElement(root, "desc", id="bars-desc").text = described
    _patterns(root, drawing)
    for stroke in drawing.strokes:
        match stroke:
            case Box():
                _box(root, stroke)
            case Rule():
                _rule(root, stroke)
            case Label():
                _label(root, stroke)
    written = BytesIO()
    ElementTree(root).write(written, encoding="utf-8", xml_declaration=True)
    return written.getvalue()


def _patterns(root: Element, drawing: Drawing) -> None:
    looks = {one.look.name: one.look for one in drawing.strokes if one.look.pattern is not Pattern.PLAIN}
    defs = SubElement(root, "defs")
    for look in looks.values():
        tile = {"width": str(_SIDE), "height": str(_SIDE), "patternUnits": "userSpaceOnUse"}
        pattern = SubElement(defs, "pattern", {"id": f"bars-{look.name}", **tile})
        if look.pattern is Pattern.DOTS:
            SubElement(pattern, "circle", cx="3", cy="3", r="1.2", fill=f"#{look.line}")
            continue
        path, width = _LINES[look.pattern]
        SubElement(pattern, "path", {"d": path, "stroke-width": width, "stroke": f"#{look.line}", "fill": "none"})


def _box(root: Element, box: Box) -> None:
    place = {"x": _n(box.x), "y": _n(box.y), "width": _n(box.width), "height": _n(box.height)}
    group = SubElement(root, "g", {"class": f"bars-{box.look.name}"})
    if box.hint:
        SubElement(group, "title").text = box.hint
    rounded = {"rx": "2"} if box.hint else {}
    SubElement(group, "rect", {**place, **rounded, **_paint(box.look)})
    if box.look.pattern is not Pattern.PLAIN:
        SubElement(group, "rect", {**place, **rounded, "fill": f"url(#bars-{box.look.name})"})


def _rule(root: Element, rule: Rule) -> None:
    ends = {"x1": _n(rule.x), "y1": _n(rule.y), "x2": _n(rule.x2), "y2": _n(rule.y2)}
    look = {"stroke": f"#{rule.look.line}", "stroke-width": f"{rule.width:g}", "class": f"bars-{rule.look.name}"}
    SubElement(root, "line", {**ends, **look})


def _label(root: Element, label: Label) -> None:
    look = {"fill": f"#{label.look.fill}", "class": f"bars-{label.look.name}", "font-size": f"{label.size:g}"}
    look |= {"font-weight": "600"} if label.bold else {}
    look |= {"text-anchor": label.anchor} if label.anchor != "start" else {}
    text = SubElement(root, "text", {"x": _n(label.x), "y": _n(label.y), **look})
    text.text = _cut(label.text, label)


def _paint(look: Look) -> dict[str, str]:
    paint = {"fill": f"#{look.fill}" if look.fill else "none"}
    if look.line and look.name != "blind":
        paint |= {"stroke": f"#{look.line}"}
    return paint | ({"stroke-dasharray": "4 3"} if look.dashed else {})


def _cut(text: str, label: Label) -> str:
    """Nobody knows here how wide letters are; 0.58 of their size is a wide average."""
    room = int(label.within / (label.size * 0.58)) if label.within else len(text)
    return text if len(text) <= room else f"{text[: room - 1].rstrip()}…"


def _n(number: float) -> str:
    return f"{round(number, 2):g}"
