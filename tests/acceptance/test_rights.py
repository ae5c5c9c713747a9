"""Who may press what: every verb and command × every kind of person, in the running bot, with roles as they are now."""

from collections.abc import Mapping
from typing import Any

import pytest

from cards.words.nb import NB
from rehearsal.bot_process import BotProcess
from rehearsal.faults import Fault, Operation
from rehearsal.people import ANN, BO, CALLER, CATO, DINA, EINAR, FRIDA, GRO, KARI, LARS, Person
from rehearsal.standin import StandIn
from tests.acceptance.play import Play, person_on

CARD = "application/vnd.microsoft.card.adaptive"
DONE = {
    NB.answer.noted, NB.answer.checklist_is_there, NB.answer.round_is_there, NB.answer.stopped, NB.answer.answer_comes,
}  # fmt: skip

LEAD, COLLEAGUE, OUTSIDE, STRANGER = "lead", "colleague", "outside", "stranger"
COLUMNS: dict[str, tuple[Person, ...]] = {
    LEAD: (ANN, BO),
    COLLEAGUE: (KARI,),
    OUTSIDE: (DINA, FRIDA),
    STRANGER: (CATO, LARS, GRO, EINAR, CALLER),
}
"""Ann organizes, Bo presents; Bo, Kari, Dina and the guest Frida are invited. Cato presents too, but is not."""

OWN, EXPECTED, ALL = {LEAD, COLLEAGUE}, {LEAD, COLLEAGUE, OUTSIDE}, {LEAD, COLLEAGUE, OUTSIDE, STRANGER}
TICK = {"variant": "teams", "done": True}
TABLE: list[tuple[str, dict[str, Any], set[str]]] = [
    ("participant.vouch", {"person": "@Einar"}, OWN),
    ("participant.reject", {"person": "@Lars"}, OWN),
    ("meeting.stop", {}, EXPECTED),
    ("checklist.tick", {**TICK, "clause": "P2"}, OWN),
    ("checklist.tick", {"variant": "join", "done": True, "clause": "V3"}, OWN),
    ("checklist.tick", {"variant": "join", "done": True, "clause": "V8"}, OWN),
    ("checklist.tick", {**TICK, "clause": "S1"}, EXPECTED),
    ("checklist.tick", {"variant": "join", "done": True, "clause": "V1"}, EXPECTED),
    ("introduction.done", {"role": "lege", "others": "2"}, ALL),
    ("introduction.done", {"person": "@Telefon"}, OWN),
    ("checklist.show", {}, ALL),
    ("introductions.show", {}, ALL),
    ("card.refresh", {}, ALL),
    ("command.run", {"command": "sjekkliste"}, ALL),
    ("command.run", {"command": "regler"}, ALL),
    ("command.run", {"command": "presentasjon"}, ALL),
    ("command.run", {"command": "hjelp"}, ALL),
    ("command.run", {"command": "deltakere"}, OWN),
    ("command.run", {"command": "status"}, OWN),
    ("command.run", {"command": "stopp"}, EXPECTED),
    ("command.run", {"command": "forventet"}, {LEAD}),
]


@pytest.fixture(scope="module")
async def met(standin: StandIn, bot: BotProcess) -> Play:
    """A meeting with everybody in it, and its alert card."""
    chat = standin.world.open_meeting("rights", invited=(BO, KARI, DINA, FRIDA))
    assert chat.meeting is not None
    chat.meeting.roles |= {BO.mri: "Presenter", CATO.mri: "Presenter", LARS.mri: "Presenter"}
    play = Play(standin, bot, chat)
    everybody = [person for people in COLUMNS.values() for person in people]
    await play.tell(play.says.meeting_start(ANN), play.says.joined(*everybody))
    await play.card("participant-alert", "Lars Otter")
    return play


@pytest.mark.parametrize("column", list(COLUMNS))
@pytest.mark.parametrize(("verb", "data", "may"), TABLE, ids=lambda value: str(value) if isinstance(value, str) else "")
async def test_each_verb_is_open_to_whom_the_table_says(
    met: Play, verb: str, data: dict[str, Any], may: set[str], column: str
) -> None:
    alert = met.cards("participant-alert")[-1]
    for person in COLUMNS[column]:
        told = await met.press(person, alert, verb, _named(data, met))
        assert _allowed(told) == (column in may), (person.name, verb, data, told)


async def test_nobody_answers_for_themselves_nor_for_whom_nobody_saw(met: Play) -> None:
    alert = met.cards("participant-alert")[-1]
    met_bo = await met.press(BO, alert, "participant.vouch", {"person": "p2"})

    assert met_bo["value"] == NB.answer.oneself
    assert (await met.press(ANN, alert, "participant.vouch", {"person": "p999"}))["value"] == NB.answer.unknown_person
    for_bo = await met.press(ANN, alert, "introduction.done", {"person": "p2"})
    assert for_bo["value"] == NB.answer.can_press


async def test_a_role_that_changes_between_the_card_and_the_press_counts_as_it_is_now(met: Play) -> None:
    alert, chat = met.cards("participant-alert")[-1], met.chat
    assert chat.meeting is not None
    expected = {"command": "forventet"}

    assert not _allowed(await met.press(KARI, alert, "command.run", expected))
    chat.meeting.roles[KARI.mri] = "Presenter"
    assert _allowed(await met.press(KARI, alert, "command.run", expected))
    chat.meeting.roles[KARI.mri] = "Attendee"
    assert not _allowed(await met.press(KARI, alert, "command.run", expected))


@pytest.mark.parametrize("fault", [Fault.AWAY, Fault.THROTTLED, Fault.CUT, Fault.HUNG])
async def test_a_role_that_cannot_be_had_gives_no_presenters_right_and_takes_no_other(met: Play, fault: Fault) -> None:
    alert = met.cards("participant-alert")[-1]

    for verb, data, may in (
        ("command.run", {"command": "forventet"}, False),  # presenters alone
        ("checklist.tick", {**TICK, "clause": "P2"}, True),  # own staff who are invited, whatever their role
    ):
        twice = 2 if fault is Fault.CUT else 1  # a cut connection is taken up again by the HTTP client, once
        met.standin.faults.script(Operation.PARTICIPANT, *[fault] * twice)
        assert _allowed(await met.press(BO, alert, verb, data)) == may, (fault, verb)


async def test_a_refused_press_changes_nothing_on_any_card(met: Play) -> None:
    cards = [post for kind in ("participant-alert", "checklist", "stop") for post in met.cards(kind)]
    before = [len(post.versions) for post in cards]

    for person in COLUMNS[STRANGER]:
        for verb, data, may in TABLE:
            if STRANGER not in may and verb != "command.run":
                await met.press(person, cards[0], verb, _named(data, met))
    await met.calm("stop")
    assert [len(post.versions) for post in cards] == before


def _allowed(told: Mapping[str, Any]) -> bool:
    return told["type"] == CARD or told["value"] in DONE


def _named(data: Mapping[str, Any], play: Play) -> dict[str, Any]:
    """*data* with the roster's id in place of `@Name`."""
    named = str(data.get("person", ""))
    if not named.startswith("@"):
        return dict(data)
    return {**data, "person": person_on(play.cards("participant-alert")[-1], named[1:])}
