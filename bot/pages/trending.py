"""How it goes, month by month: pictures by pygal, each with its figures in a table."""

import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import pygal
from markupsafe import Markup
from pygal.etree import etree  # lxml where it is there, else Python's own
from pygal.style import Style

from bot.domain.norway import OSLO
from bot.evidence.tally import DOUBTS, Counted, by_reason
from bot.evidence.trends import Step, Stretch, total, trends
from bot.pages.saying import Saying
from bot.pages.words.words import TrendWords

sys.meta_path[:] = [one for one in sys.meta_path if hasattr(one, "find_spec")]
"""pygal 3.1.3 puts a finder of plugins there that Python 3.11 warns of at each import, and later ones pass over."""

DRAWN = (Counted.REMINDERS, Counted.FLAGGED, Counted.RECORDINGS, Counted.FALSE_ALARMS)
"""What has a picture."""

TABLED = (*DRAWN, Counted.UNSETTLED, Counted.STOPS, Counted.CARDS_LOST)
"""What stands in the table."""

_LEFT_OUT = ("script", "style", "desc")  # besides comments


@dataclass(frozen=True, slots=True)
class Month:
    """A month's figures, in the table's order."""

    name: str
    meetings: int
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Trend:
    """All of the page. `reasons`: for what people were flagged, the most frequent first."""

    months: tuple[Month, ...]
    pictures: tuple[tuple[str, Markup], ...]
    columns: tuple[str, ...]
    reasons: tuple[tuple[str, int], ...]


def trending(tallies: Iterable[tuple[datetime, Mapping[str, int]]], say: Saying, words: TrendWords) -> Trend:
    """What *tallies* come to."""
    found = trends(tallies, Step.MONTH, OSLO)
    months = tuple(
        Month(_name(one, say), one.meetings, tuple(one.counts.get(key, 0) for key in TABLED)) for one in found
    )
    pictures = tuple(
        (
            words.counted[key],
            _bars(words.counted[key], [_name(one, say) for one in found], [one.counts.get(key, 0) for one in found]),
        )
        for key in DRAWN
    )
    counts = total(found)
    reasons = sorted(
        ((say.cards.reasons[one], counts.get(by_reason(one), 0)) for one in DOUBTS), key=lambda one: -one[1]
    )
    return Trend(
        months, pictures if months else (), tuple(words.counted[key] for key in TABLED),
        tuple(one for one in reasons if one[1]),
    )  # fmt: skip


def _name(one: Stretch, say: Saying) -> str:
    return f"{say.words.months[one.first.month - 1]} {one.first.year}"


def _bars(title: str, names: Sequence[str], counts: Sequence[int]) -> Markup:
    """A bar a month, with its figure over it; looks come from our style sheet, and there is no script in it."""
    chart = pygal.Bar(
        width=760, height=260, show_legend=False, print_values=True, print_values_position="top", x_label_rotation=35,
        range=(0, max([4, *counts])), css=(), js=(), no_prefix=True, disable_xml_declaration=True, show_y_guides=True,
        style=Style(value_font_size=12, label_font_size=12, major_label_font_size=12),
        value_formatter=lambda count: f"{count:.0f}", x_labels=[name[:3] + name[-5:] for name in names], margin=10,
    )  # fmt: skip
    chart.add(title, list(counts))
    root = chart.render_tree()
    for parent in list(root.iter()):
        for child in list(parent):
            if not isinstance(child.tag, str) or child.tag.rpartition("}")[2] in _LEFT_OUT:
                parent.remove(child)
    for one in root:
        if one.tag.rpartition("}")[2] == "title":
            one.text = title  # it has the library's name
    for one in root.iter():
        one.attrib.pop("style", None)
    root.attrib.pop("id", None)
    root.set("role", "img")
    root.set("aria-label", title)
    return Markup(etree.tostring(root, encoding="unicode"))  # noqa: S704  # written by a writer that escapes all text
