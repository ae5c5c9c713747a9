from functools import partial
from typing import Any

import pytest
from hypothesis import given

from bot.domain.participants import PersonId
from bot.domain.presses import ChecklistWanted, Command, CommandWanted, Press, Settle, TickSet
from bot.domain.procedure import Clause, Variant
from bot.errors import Malformed
from bot.inbound.press import needs_role, read_press
from tests.inbound.senders import fault, press
from tests.inbound.test_activity import JSON


@pytest.mark.parametrize(
    ("sent", "wanted"),
    [
        (press("participant.vouch", person="p2"), Settle(PersonId("p2"), True)),
        (press("Participant.Reject", Person="p12"), Settle(PersonId("p12"), False)),
        (press("checklist.tick", clause="S1", done=True), TickSet(Variant.TEAMS, Clause.S1, True)),
        (press("checklist.tick", clause="v3", done=False, variant="join"), TickSet(Variant.JOIN, Clause.V3, False)),
        (press("checklist.show"), ChecklistWanted()),
        (press("checklist.show", variant="Whereby"), ChecklistWanted(Variant.WHEREBY)),
        (press("command.run", command="deltakere"), CommandWanted(Command.ROSTER)),
        (press("command.run", command="status"), CommandWanted(Command.HELP)),
        (press("room.public", done=True), None),
        (press("card.refresh"), None),
    ],
)
def test_a_press_is_read(sent: dict[str, Any], wanted: Press | None) -> None:
    assert read_press(sent["value"]) == wanted


@pytest.mark.parametrize(
    ("value", "field"),
    [
        (None, "value.action.verb"),
        ("x", "value"),
        ({}, "value.action.verb"),
        ({"action": "x"}, "value.action"),
        ({"action": {}}, "value.action.verb"),
        ({"action": {"verb": 7}}, "value.action.verb"),
        ({"action": {"verb": "participant.vouch", "data": []}}, "value.action.data"),
        (press("participant.vouch")["value"], "value.action.data.person"),
        (press("participant.vouch", person="Einar")["value"], "value.action.data.person"),
        (press("participant.vouch", person="p٢")["value"], "value.action.data.person"),
        (press("participant.vouch", person="p" + "1" * 99)["value"], "value.action.data.person"),
        (press("checklist.tick", done=True)["value"], "value.action.data.clause"),
        (press("checklist.tick", clause="T1", done=True)["value"], "value.action.data.clause"),
        (press("checklist.tick", clause="V1", done=True)["value"], "value.action.data.clause"),
        (press("checklist.tick", clause="S1")["value"], "value.action.data.done"),
        (press("checklist.tick", clause="S1", done="yes")["value"], "value.action.data.done"),
        (press("checklist.show", variant="zoom")["value"], "value.action.data.variant"),
        (press("command.run", command="rm -rf")["value"], "value.action.data.command"),
    ],
)
def test_a_malformed_press_is_named_by_its_field(value: Any, field: str) -> None:
    with pytest.raises(Malformed) as wrong:
        read_press(value)

    assert wrong.value.field == field


def test_the_role_is_asked_where_rights_differ() -> None:
    assert needs_role(Settle(PersonId("p1"), True))
    assert needs_role(TickSet(Variant.TEAMS, Clause.P2, True))
    assert needs_role(CommandWanted(Command.ROSTER))
    assert not needs_role(CommandWanted(Command.HELP))
    assert not needs_role(ChecklistWanted())


@given(JSON)
def test_no_value_raises_anything_but_malformed(value: Any) -> None:
    for sent in (value, {"action": value}, {"action": {"verb": "checklist.tick", "data": value}}):
        field = fault(partial(read_press, sent))

        assert not field or field.startswith("value")
