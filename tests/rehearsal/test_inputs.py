"""What somebody fills in on a card, and what a press sends of it (docs/TEAMS.md G6)."""

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehearsal.inputs import Input, NotFilled, filled, inputs

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
    | st.sampled_from(["Input.ChoiceSet", "Input.Number", "Input.Toggle", "Input.Text"]),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(["type", "id", "value", "choices", "title", "items", "min", "max", "isVisible"]), inner
    ),
)  # fmt: skip
ROLE = {
    "type": "Input.ChoiceSet",
    "id": "role",
    "label": "Rolle",
    "choices": [{"title": "Lege", "value": "lege"}, {"title": "Sykepleier", "value": "sykepleier"}],
}
OTHERS = {"type": "Input.Number", "id": "others", "label": "Andre i rommet", "value": 0, "min": 0, "max": 20}
CARD = {"type": "AdaptiveCard", "body": [{"type": "Container", "items": [ROLE, OTHERS]}], "actions": []}


def test_fields_are_found_wherever_they_stand() -> None:
    hidden = {"type": "Container", "isVisible": False, "items": [{"type": "Input.Text", "id": "hidden"}]}
    card = {"body": [{"items": [ROLE]}, OTHERS, hidden, {"type": "Input.Text"}], "refresh": {"id": "x"}}

    assert inputs(card) == {
        "role": Input("role", "Input.ChoiceSet", "Rolle", "", {"lege": "Lege", "sykepleier": "Sykepleier"}),
        "others": Input("others", "Input.Number", "Andre i rommet", "0", None, 0, 20),
    }


def test_a_hidden_field_counts_if_a_press_can_show_it() -> None:
    shows = {"type": "Action.ToggleVisibility", "targetElements": ["others"]}

    assert set(inputs({"body": [OTHERS | {"isVisible": False}], "actions": [shows]})) == {"others"}


def test_everything_is_sent_as_text() -> None:
    assert filled(CARD, {"role": "lege", "others": 2}) == {"role": "lege", "others": "2"}
    toggle = {"body": [{"type": "Input.Toggle", "id": "sound"}]}
    assert filled(toggle, {}) == {"sound": "false"}
    assert filled(toggle, {"sound": True}) == {"sound": "true"}


def test_what_nobody_touched_is_sent_as_it_stands_and_nothing_as_nothing() -> None:
    assert filled(CARD, {}) == {"others": "0"}
    assert filled(CARD, {"others": ""}) == {}


def test_a_choice_may_be_given_by_its_title() -> None:
    assert filled(CARD, {"role": "Sykepleier"})["role"] == "sykepleier"


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"name": "x"}, "kortet har ikke noe felt «name», bare: role, others"),
        ({"role": "prest"}, "feltet «role» har ikke noe valg «prest»"),
        ({"others": 21}, "feltet «others» tar ikke «21»"),
        ({"others": -1}, "feltet «others» tar ikke «-1»"),
        ({"others": "to"}, "feltet «others» tar ikke «to»"),
        ({"others": "nan"}, "feltet «others» tar ikke «nan»"),
    ],
)
def test_a_client_takes_no_nonsense(given: dict[str, Any], why: str) -> None:
    with pytest.raises(NotFilled, match=why):
        filled(CARD, given)


def test_several_choices_are_one_text() -> None:
    card = {"body": [ROLE | {"isMultiSelect": True, "value": "lege,sykepleier"}]}

    assert filled(card, {}) == {"role": "lege,sykepleier"}


@given(st.dictionaries(st.sampled_from(["body", "actions"]), JSON), st.dictionaries(st.text(max_size=3), JSON))
def test_no_card_upsets_the_filling(card: dict[str, Any], given: dict[str, Any]) -> None:
    for name, value in filled(card, {}).items():
        assert (bool(name), bool(value)) == (True, True)
    with suppress(NotFilled):
        filled(card, given)
    with suppress(NotFilled):
        filled(card, {name: next(iter(given), 0) for name in inputs(card)})
