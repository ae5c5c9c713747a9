from functools import partial
from typing import Any

import pytest
from hypothesis import given

from bot.domain.language import Language
from bot.domain.participants import PersonId
from bot.domain.presses import (
    ChecklistWanted,
    Command,
    CommandWanted,
    FalseAlarm,
    Introduce,
    Press,
    RoomTold,
    RoundWanted,
    Settle,
    StopWanted,
    TickSet,
    TrainingConfirmed,
)
from bot.domain.procedure import Clause, Profession, Variant
from bot.errors import Malformed
from bot.inbound.press import RefreshWanted, needs_role, read_press
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
        (press("command.run", command="status"), CommandWanted(Command.STATUS)),
        (press("command.run", command="stopp"), CommandWanted(Command.STOP)),
        (press("command.run", command="forventet"), CommandWanted(Command.EXPECTED)),
        (press("command.run", command="presentasjon"), CommandWanted(Command.ROUND)),
        (press("command.run", command="språk"), CommandWanted(Command.LANGUAGE)),
        (press("command.run", command="Språk nynorsk"), CommandWanted(Command.LANGUAGE, Language.NN)),
        (press("command.run", command="language english"), CommandWanted(Command.LANGUAGE, Language.EN)),
        (press("meeting.stop"), StopWanted()),
        (press("Introductions.Show"), RoundWanted()),
        (press("introduction.done"), Introduce()),
        (press("introduction.done", person="", role="", others=""), Introduce()),
        (press("introduction.done", role="Lege", others="2"), Introduce(None, Profession.PHYSICIAN, 2)),
        (press("introduction.done", person="p3", role="lege", others=50), Introduce(PersonId("p3"))),
        (press("introduction.done", others=2.0), Introduce(None, None, 2)),
        (press("introduction.done", others=50), Introduce(None, None, 50)),
        (press("introduction.done", others=" 0 "), Introduce()),
        (press("card.refresh"), RefreshWanted()),
        (press("card.refresh", command="Deltakere"), RefreshWanted(Command.ROSTER)),
        (press("room.public", done=True), RoomTold(public=True)),
        (press("room.public", done=False, variant="join"), RoomTold(public=False, variant=Variant.JOIN)),
        (press("room.confirm"), RoomTold(public=False)),
        (press("training.confirm"), TrainingConfirmed()),
        (press("Training.Confirm", done=True, person="p3"), TrainingConfirmed()),
        (press("command.run", command="opplæring"), CommandWanted(Command.TRAINING)),
        (press("Chat.False_Alarm", clause="S2", person="p3"), FalseAlarm()),
        (press("room.wipe", done=True), None),
    ],
)
def test_a_press_is_read(sent: dict[str, Any], wanted: Press | RefreshWanted | None) -> None:
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
        (press("training.confirm", done=False)["value"], "value.action.data.done"),
        (press("room.public")["value"], "value.action.data.done"),
        (press("room.confirm", variant="zoom")["value"], "value.action.data.variant"),
        (press("command.run", command="språk klingon")["value"], "value.action.data.command"),
        (press("command.run", command="regler nynorsk")["value"], "value.action.data.command"),
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
        (press("card.refresh", command="rm -rf")["value"], "value.action.data.command"),
        (press("introduction.done", person="Einar")["value"], "value.action.data.person"),
        (press("introduction.done", role="Kari sin lege")["value"], "value.action.data.role"),
        (press("introduction.done", role=7)["value"], "value.action.data.role"),
        (press("introduction.done", others=51)["value"], "value.action.data.others"),
        (press("introduction.done", others=-1)["value"], "value.action.data.others"),
        (press("introduction.done", others=1.5)["value"], "value.action.data.others"),
        (press("introduction.done", others="51")["value"], "value.action.data.others"),
        (press("introduction.done", others="to")["value"], "value.action.data.others"),
        (press("introduction.done", others="٢")["value"], "value.action.data.others"),
        (press("introduction.done", others=True)["value"], "value.action.data.others"),
        (press("introduction.done", others=[1])["value"], "value.action.data.others"),
    ],
)
def test_a_malformed_press_is_named_by_its_field(value: Any, field: str) -> None:
    with pytest.raises(Malformed) as wrong:
        read_press(value)

    assert wrong.value.field == field


@pytest.mark.parametrize(
    "wanted",
    [
        Settle(PersonId("p1"), True),
        TickSet(Variant.TEAMS, Clause.P2, True),
        StopWanted(),
        Introduce(PersonId("p2")),
        *map(CommandWanted, (Command.ROSTER, Command.STATUS, Command.EXPECTED, Command.STOP)),
    ],
)
def test_the_role_is_asked_where_rights_differ(wanted: Press) -> None:
    assert needs_role(wanted)


@pytest.mark.parametrize(
    "wanted",
    [
        ChecklistWanted(),
        RoundWanted(),
        Introduce(),
        *map(CommandWanted, (Command.HELP, Command.CHECKLIST, Command.RULES, Command.ROUND)),
    ],
)
def test_it_is_not_asked_where_everybody_may(wanted: Press) -> None:
    assert not needs_role(wanted)


@given(JSON)
def test_no_value_raises_anything_but_malformed(value: Any) -> None:
    done = {"action": {"verb": "introduction.done", "data": {"role": value, "others": value}}}
    for sent in (value, {"action": value}, {"action": {"verb": "checklist.tick", "data": value}}, done):
        field = fault(partial(read_press, sent))

        assert not field or field.startswith("value")


@pytest.mark.parametrize(
    ("trigger", "by_itself"),
    [("automatic", True), (" Automatic ", True), ("manual", False), ("", False), (None, False)],
)
def test_a_refresh_tells_whether_the_client_asked_by_itself(trigger: str | None, by_itself: bool) -> None:
    for data, command in (({"command": "deltakere"}, Command.ROSTER), ({}, None)):
        sent = press("card.refresh", **data)["value"] | {"trigger": trigger}
        assert read_press(sent) == RefreshWanted(command, by_itself)


@pytest.mark.parametrize("verb", ["room.public", "room.confirm"])
@pytest.mark.parametrize("variant", Variant)
def test_where_somebody_sits_is_told_of_the_checklist_that_was_pressed(verb: str, variant: Variant) -> None:
    wanted = RoomTold(public=verb == "room.public", variant=variant)

    assert read_press(press(verb, done=True, variant=variant.upper())["value"]) == wanted


def test_where_oneself_sits_everybody_may_say() -> None:
    assert not needs_role(RoomTold(public=True))
    assert needs_role(CommandWanted(Command.LANGUAGE))
