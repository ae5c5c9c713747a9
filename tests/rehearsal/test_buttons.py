"""Which buttons can be pressed, and how a tape finds one."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from rehearsal.buttons import Button, buttons, find

JSON = st.recursive(
    st.none() | st.booleans() | st.text(max_size=5) | st.sampled_from(["Action.Execute", "Action.ToggleVisibility"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["type", "id", "verb", "data", "title", "actions", "targetElements", "items", "isVisible"]),
            inner,
        )
    ),
)


def execute(title: str, verb: str, **data: Any) -> dict[str, Any]:
    return {"type": "Action.Execute", "title": title, "verb": verb, "data": data}


def row(*actions: dict[str, Any], **otherwise: Any) -> dict[str, Any]:
    return {"type": "ActionSet", "actions": list(actions), **otherwise}


ALERT = {
    "body": [
        row(
            execute("Dina skal være med", "participant.vouch", person="p4"),
            execute("Kjenner ikke", "participant.reject", person="p4"),
        ),
        row(
            execute("Einar skal være med", "participant.vouch", person="p5"),
            execute("Kjenner ikke", "participant.reject", person="p5"),
        ),
    ]
}


def test_buttons_are_found_wherever_they_stand() -> None:
    card = {"body": [{"items": [{"columns": [row(execute("A", "a"))]}]}], "actions": [execute("B", "b")]}

    assert buttons(card) == [Button("A", "a", {}), Button("B", "b", {})]


def test_a_hidden_button_counts_if_a_press_can_show_it() -> None:
    shows = {"type": "Action.ToggleVisibility", "title": "Vis mer", "targetElements": ["more", {"elementId": "most"}]}
    card = {
        "body": [
            row(execute("A", "a"), id="more", isVisible=False),
            row(execute("B", "b"), id="most", isVisible=False),
            row(execute("C", "c"), id="never", isVisible=False),
            row(execute("D", "d") | {"isEnabled": False}),
        ],
        "actions": [shows],
    }

    assert [button.title for button in buttons(card)] == ["A", "B"]
    assert buttons({"refresh": {"action": execute("R", "card.refresh")}}) == []


def test_a_button_is_found_by_verb_and_part_of_its_data() -> None:
    card = {"actions": [execute("1", "tick", clause="S1", done=True), execute("2", "tick", clause="S2", done=True)]}

    assert find(card, "tick", {"clause": "S2"}) == Button("2", "tick", {"clause": "S2", "done": True})
    assert find(card, "tick", {}) == Button("1", "tick", {"clause": "S1", "done": True})
    assert find(card, "tick", {"clause": "S3"}) is None
    assert find(card, "other", {}) is None


def test_a_person_is_found_by_the_name_on_a_button() -> None:
    rejected = find(ALERT, "participant.reject", {"person": "@einar"})

    assert rejected == Button("Kjenner ikke", "participant.reject", {"person": "p5"})
    assert find(ALERT, "participant.vouch", {"person": "p4"}) is not None
    assert find(ALERT, "participant.vouch", {"person": "@Cato"}) is None


@given(st.dictionaries(st.sampled_from(["body", "actions"]), JSON))
def test_no_card_upsets_the_search(card: dict[str, Any]) -> None:
    for button in buttons(card):
        assert find(card, button.verb, {})
