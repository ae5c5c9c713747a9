"""A card as a person would read it."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehearsal.render import WIDTH, read_aloud, render, says

TYPES = ["TextBlock", "RichTextBlock", "Container", "ColumnSet", "Column", "FactSet", "Table", "ActionSet", "Image"]
FIELDS = [
    "type",
    "text",
    "items",
    "columns",
    "facts",
    "rows",
    "cells",
    "actions",
    "inlines",
    "title",
    "body",
    "fallback",
]
JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=30) | st.sampled_from([*TYPES, "Input.Text", "Action"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(FIELDS), inner, max_size=5),
    max_leaves=40,
)


def text(words: str, **otherwise: Any) -> dict[str, Any]:
    return {"type": "TextBlock", "text": words, **otherwise}


def column(*items: dict[str, Any], **otherwise: Any) -> dict[str, Any]:
    return {"type": "Column", "items": list(items), **otherwise}


def card(*body: dict[str, Any], actions: tuple[str, ...] = ()) -> dict[str, Any]:
    titles = [{"type": "Action.Execute", "title": title} for title in actions]
    return {"type": "AdaptiveCard", "version": "1.5", "body": list(body), "actions": titles}


def test_texts_and_buttons_stand_in_order() -> None:
    drawn = render(card(text("**Husk:**"), text("✓ Lyd [Les](https://x.example)"), actions=("Stopp", "Sjekkliste")))

    assert drawn == ["Husk:", "✓ Lyd Les", "[Stopp] [Sjekkliste]"]


def test_hidden_parts_are_left_out() -> None:
    hidden = {"type": "Container", "id": "more", "isVisible": False, "items": [text("mer")]}

    assert render(card(text("først", isVisible=False), hidden, text("sist"))) == ["sist"]


def test_long_texts_and_rows_of_buttons_are_wrapped() -> None:
    drawn = render(card(text("ord " * 60), actions=tuple(f"Knapp nummer {index}" for index in range(9))))

    assert max(map(len, drawn)) <= WIDTH
    assert len(drawn) == 4 + 3


def test_columns_stand_side_by_side() -> None:
    row = {"type": "ColumnSet", "columns": [column(text("✓")), column(text("Ann Berg"), text("lege")), column()]}

    assert render(card(row)) == ["✓  Ann Berg", "   lege"]


def test_a_wide_column_is_wrapped_beside_a_narrow_one() -> None:
    row = {"type": "ColumnSet", "columns": [column(text("lang " * 30)), column(text("kl. 09.02"))]}

    drawn = render(card(row))

    assert drawn[0].endswith("  kl. 09.02")
    assert max(map(len, drawn)) <= WIDTH
    assert len(drawn) == 3


def test_texts_of_several_runs_are_one_text() -> None:
    rich = {"type": "RichTextBlock", "inlines": ["Einar ", {"type": "TextRun", "text": "ikke innlogget"}]}

    assert render(card(rich)) == ["Einar ikke innlogget"]


@pytest.mark.parametrize(
    ("element", "line"),
    [
        ({"type": "FactSet", "facts": [{"title": "Rolle:", "value": "lege"}]}, "Rolle: lege"),
        ({"type": "Image", "url": "x", "altText": "logo"}, "logo"),
        ({"type": "Input.Toggle", "title": "Lyd", "value": "true"}, "☑ Lyd"),
        ({"type": "Input.Toggle", "label": "Lyd"}, "☐ Lyd"),
        ({"type": "Input.Number", "label": "Andre i rommet", "value": 0}, "Andre i rommet [0]"),
        ({"type": "Input.ChoiceSet", "label": "Rolle", "choices": []}, "Rolle [velg ▾]"),
        (
            {"type": "Input.ChoiceSet", "label": "Rolle", "value": "1", "choices": [{"title": "lege", "value": "1"}]},
            "Rolle [lege ▾]",
        ),
        (
            {
                "type": "Input.ChoiceSet",
                "value": "1,2",
                "choices": [{"title": "lege", "value": "1"}, {"title": "tolk", "value": "2"}],
            },
            "[lege, tolk ▾]",
        ),
        ({"type": "Table", "rows": [{"cells": [{"items": [text("a")]}, {"items": [text("b")]}]}]}, "a  b"),
        ({"type": "ActionSet", "actions": [{"title": "Les mer"}]}, "[Les mer]"),
        ({"type": "NotKnown", "fallback": text("i stedet")}, "i stedet"),
    ],
)
def test_other_elements(element: dict[str, Any], line: str) -> None:
    assert render(card(element)) == [line]


def test_what_a_card_says_is_heard_without_regard_to_case_or_lines() -> None:
    drawn = card(text("Cato Ek"), text("Står ikke i\ninnkallingen"), text("hemmelig", isVisible=False))

    assert read_aloud(drawn) == "Cato Ek Står ikke i innkallingen"
    assert says(drawn, ("cato", "ikke i  innkallingen"))
    assert not says(drawn, ("hemmelig",))
    assert says(drawn, ())


@given(st.dictionaries(st.sampled_from(FIELDS), JSON))
def test_no_card_upsets_the_drawing(drawn: dict[str, Any]) -> None:
    for line in render(drawn):
        assert "\n" not in line
    read_aloud(drawn)
