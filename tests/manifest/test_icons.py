"""The icons are as Teams wants them: sizes, colours, and what may be cut off."""

from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.manifest.packages import manifest, package
from tests.manifest.pixels import Picture, read

ICONS = Path(__file__).parents[2] / "manifest" / "icons"
WHITE, PETROL, AMBER = (255, 255, 255), (0x0E, 0x4F, 0x66), (0xF2, 0xA9, 0x3B)
SAFE = range(36, 156)
"""Teams may cut the rest off, to a circle or with round corners."""


@pytest.fixture(scope="module")
def color() -> Picture:
    return read(package()["color.png"])


@pytest.fixture(scope="module")
def outline() -> Picture:
    return read(package()["outline.png"])


def test_the_colour_icon_is_192_by_192_and_lets_nothing_through(color: Picture) -> None:
    assert (color.width, color.height) == (192, 192)
    assert {len(pixel) for pixel in color.pixels} == {3}


def test_the_colour_icon_has_its_sign_within_the_safe_area_on_the_accent_colour(color: Picture) -> None:
    around = {
        pixel for at, pixel in enumerate(color.pixels) if at % color.width not in SAFE or at // color.width not in SAFE
    }

    assert around == {PETROL}
    assert manifest()["accentColor"] == "#{:02X}{:02X}{:02X}".format(*PETROL)
    assert {WHITE, AMBER} <= set(color.pixels)


def test_the_outline_is_32_by_32_and_white_wherever_it_is_not_clear(outline: Picture) -> None:
    assert (outline.width, outline.height) == (32, 32)
    assert {pixel[:3] for pixel in outline.pixels} == {WHITE}
    assert {0, 255} <= {pixel[3] for pixel in outline.pixels}


def test_the_outline_is_seen_but_is_no_white_square(outline: Picture) -> None:
    shown = sum(alpha > 127 for *_, alpha in outline.pixels) / len(outline.pixels)

    assert 0.15 < shown < 0.6


@pytest.mark.parametrize(("name", "size"), [("color", 192), ("outline", 32)])
def test_every_icon_has_its_drawing_beside_it(name: str, size: int) -> None:
    drawing = ElementTree.parse(ICONS / f"{name}.svg").getroot()  # noqa: S314  # our own file

    assert drawing.get("viewBox") == f"0 0 {size} {size}"


def test_the_icons_are_small() -> None:
    assert all(len(package()[name]) < 10_000 for name in ("color.png", "outline.png"))
