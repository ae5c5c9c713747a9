"""The four checklists in three languages, ticked together over HTTP: who may, who said so, and that nothing is lost."""

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from bot.domain.language import Language
from bot.domain.procedure import Clause, Procedure, Variant
from bot.knowledge.procedure import read_procedure
from cards.words import WORDS
from rehearsal.people import ANN, BO, BO_TOO, CATO, DINA, EINAR, FRIDA, GRO, HILDE, IRIS, KARI
from tests.acceptance.play import Play, spoken

CARD = "application/vnd.microsoft.card.adaptive"
SENTENCE = "application/vnd.microsoft.activity.message"
PROCEDURE: Procedure = read_procedure(None)
NB = WORDS[Language.NB]
TEN = (ANN, BO, KARI, DINA, HILDE, IRIS, FRIDA, GRO, BO_TOO, CATO)


@pytest.fixture
async def underway(play: Play) -> Play:
    """Ann, Bo and Dina are in, and known to be expected."""
    await play.tell(play.says.meeting_start(ANN), play.says.joined(ANN, BO, DINA))
    await play.card("rules")
    await play.known(BO)
    return play


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("variant", Variant)
async def test_every_line_has_the_procedures_words_and_can_be_ticked(
    play: Play, variant: Variant, language: Language
) -> None:
    clauses, words = PROCEDURE.ticks[variant], WORDS[language].checklist
    await play.tell(play.says.meeting_start(ANN), play.says.joined(ANN, BO))
    await play.known(BO)
    await play.tell(play.says.message(ANN, f"/språk {language}"), play.says.message(ANN, f"/sjekkliste {variant}"))
    list_ = await play.card("checklist", words.title.format(variant=words.variants[variant]))
    told = spoken(list_)
    assert words.progress.format(done=0, of=len(clauses)) in told
    assert [clause for clause in clauses if f"○ {said(variant, clause, language)}" not in told] == []

    for clause in clauses:
        shown = await play.press(BO, list_, "checklist.tick", tick(variant, clause))
        assert shown["type"] == CARD
        if clause in PROCEDURE.by_everybody:
            assert f"○ {said(variant, clause, language)}" in spoken(shown["value"]), "Ann has not confirmed"
            shown = await play.press(ANN, list_, "checklist.tick", tick(variant, clause))
        assert f"✓ {said(variant, clause, language)} Bo Dahl" in spoken(shown["value"])
    await play.card("checklist", words.progress.format(done=len(clauses), of=len(clauses)))
    assert words.complete in spoken(list_), "all see it where it stands"
    assert len(play.cards("checklist")) == 1


async def test_ten_people_tick_at_once_and_nothing_is_lost(new_play: Callable[[], Play]) -> None:
    play = new_play()
    assert play.chat.meeting is not None
    play.chat.meeting.invite(*(one for one in TEN if one not in (ANN, BO, KARI, DINA)))
    await play.tell(play.says.meeting_start(ANN), play.says.joined(*TEN))
    await play.known(CATO)
    await play.tell(play.says.message(ANN, "/sjekkliste"))
    list_ = await play.card("checklist", "0 av 10")
    by_one = [clause for clause in PROCEDURE.ticks[Variant.TEAMS] if clause not in PROCEDURE.by_everybody]

    presses = (
        list(zip(TEN, by_one, strict=False)) + [(one, Clause.S4) for one in TEN] + [(one, Clause.S5) for one in TEN]
    )
    shown = await asyncio.gather(
        *(play.press(one, list_, "checklist.tick", tick(Variant.TEAMS, clause)) for one, clause in presses)
    )
    assert {answer["type"] for answer in shown} == {CARD}
    await play.card("checklist", "10 av 10")
    told = spoken(list_)
    assert told.count(NB.checklist.all_confirmed.format(count=len(TEN))) == 2
    for person, clause in zip(TEN, by_one, strict=False):
        assert f"✓ {said(Variant.TEAMS, clause)} {person.name}" in told


async def test_a_tick_is_taken_back_and_set_again(underway: Play) -> None:
    await underway.tell(underway.says.message(ANN, "/sjekkliste"))
    list_ = await underway.card("checklist", "0 av 10")
    line = said(Variant.TEAMS, Clause.S1)

    for done, sign in ((True, "✓"), (False, "○"), (False, "○"), (True, "✓")):
        shown = await underway.press(DINA, list_, "checklist.tick", tick(Variant.TEAMS, Clause.S1, done=done))
        assert f"{sign} {line}" in spoken(shown["value"])
    await underway.card("checklist", f"{line}  Dina Fors")


async def test_nobody_takes_back_what_another_confirmed_for_themselves(underway: Play) -> None:
    await underway.tell(underway.says.message(ANN, "/sjekkliste"))
    list_ = await underway.card("checklist", "0 av 10")
    await underway.press(BO, list_, "checklist.tick", tick(Variant.TEAMS, Clause.S4))

    shown = await underway.press(ANN, list_, "checklist.tick", tick(Variant.TEAMS, Clause.S4, done=False))
    assert NB.checklist.confirmed.format(done=1, of=3) in spoken(shown["value"])


@pytest.mark.parametrize(
    ("variant", "clause"),
    [(Variant.TEAMS, Clause.P2), (Variant.JOIN, Clause.V3), (Variant.WHEREBY, Clause.V8)],
    ids=lambda value: str(value),
)
async def test_a_judgement_is_for_our_own_who_are_expected(underway: Play, variant: Variant, clause: Clause) -> None:
    await underway.tell(underway.says.message(ANN, f"/sjekkliste {variant}"))
    list_ = await underway.card("checklist")
    await underway.tell(underway.says.joined(CATO, EINAR))
    await underway.card("participant-alert", "Einar")
    await asyncio.sleep(1.5)  # the list follows who is there
    before = len(list_.versions)

    for person in (DINA, CATO, EINAR):
        shown = await underway.press(person, list_, "checklist.tick", tick(variant, clause))
        assert (shown["type"], shown["value"]) == (SENTENCE, NB.answer.judgement_not_entitled), person.name
    await underway.calm("checklist")
    assert len(list_.versions) == before


@pytest.mark.parametrize(
    ("verb", "data"),
    [
        ("room.confirm", {}),
        ("room.public", {"done": False}),
        ("checklist.tick", {"variant": "teams", "clause": "S5", "done": True}),
    ],
)
async def test_whoever_sits_in_the_open_stops_the_talk_and_alone_can_lift_it(
    underway: Play, verb: str, data: Mapping[str, Any]
) -> None:
    await underway.tell(underway.says.message(ANN, "/sjekkliste"))
    list_ = await underway.card("checklist", "0 av 10")
    await underway.press(DINA, list_, "checklist.tick", tick(Variant.TEAMS, Clause.S5))
    shown = await underway.press(DINA, list_, "room.public", {"done": True, "variant": "teams"})
    assert (shown["type"], shown["value"]) == (SENTENCE, NB.answer.stopped)
    stop = await underway.card("stop", "Dina Fors")
    sits = NB.checklist.sits_open.format(name="Dina Fors")
    lifted = NB.stop.sits_apart.format(name="Dina Fors")
    await underway.card("checklist", sits)

    for other in (ANN, BO):
        await underway.press(other, stop, "room.confirm", {})
        await underway.press(other, list_, "checklist.tick", tick(Variant.TEAMS, Clause.S5))
    await underway.card("checklist", NB.checklist.confirmed.format(done=2, of=3))
    await asyncio.sleep(1.2)
    assert sits in spoken(list_)
    assert lifted not in spoken(stop)
    await underway.press(DINA, stop, verb, data)
    await underway.card("stop", lifted)
    await underway.card("checklist", f"✓ {said(Variant.TEAMS, Clause.S5)}")
    assert sits not in spoken(list_)
    assert len(underway.cards("stop")) == 1


async def test_an_outsider_too_says_that_they_sit_in_the_open_and_once_is_enough(underway: Play) -> None:
    await underway.tell(underway.says.joined(EINAR))
    await underway.card("participant-alert", "Einar")
    rules = await underway.card("rules")

    for _ in range(2):
        shown = await underway.press(EINAR, rules, "room.public", {"done": True})
        assert shown["value"] == NB.answer.stopped
    stop = await underway.card("stop", "Einar")
    await underway.calm("stop")
    assert spoken(stop).count("Einar") == 1


@pytest.mark.parametrize("data", [{}, {"done": "ja"}, {"done": True, "variant": "zoom"}])
async def test_a_press_about_the_room_that_cannot_be_read_is_refused(underway: Play, data: Mapping[str, Any]) -> None:
    rules = await underway.card("rules")
    status, body = await underway.bot.send(underway.says.pressed(BO, "room.public", data, rules.id))

    assert (status, body["error"]) == (400, "malformed")
    assert underway.cards("stop") == []


async def test_once_all_have_introduced_themselves_the_bot_ticks_that_itself(underway: Play) -> None:
    await underway.tell(underway.says.message(ANN, "/sjekkliste"), underway.says.message(ANN, "/presentasjon"))
    round_ = await underway.card("introductions")
    proven = f"✓ {said(Variant.TEAMS, Clause.S6)}  {NB.checklist.ourselves}"

    for person in (ANN, BO):
        await underway.press(person, round_, "introduction.done", {"role": "lege"})
    await underway.card("introductions", "2 av 3")
    assert proven not in spoken(underway.cards("checklist")[0])
    await underway.press(DINA, round_, "introduction.done", {"role": "psykolog"})
    await underway.card("checklist", proven)


@pytest.mark.parametrize("variant", [Variant.JOIN, Variant.WHEREBY])
async def test_a_clinician_goes_through_the_list_in_a_chat_of_their_own(
    new_play: Callable[[], Play], variant: Variant
) -> None:
    meeting = new_play()
    own = Play(meeting.standin, meeting.bot, meeting.standin.world.own_chat(KARI))
    await own.tell(own.says.installed(KARI))
    await own.card("welcome", NB.welcome.personal_title, newest=False)
    await own.tell(own.says.message(KARI, f"sjekkliste {variant}"))
    list_ = await own.card("checklist", f"{NB.checklist.variants[variant]} 0 av 15")

    for clause in PROCEDURE.ticks[variant]:
        shown = await own.press(KARI, list_, "checklist.tick", tick(variant, clause))
        assert f"✓ {said(variant, clause)} Kari Nes" in spoken(shown["value"])
    await own.card("checklist", "15 av 15")
    assert NB.checklist.complete in spoken(list_)
    assert len(own.cards("welcome")) == 1


def tick(variant: Variant, clause: Clause, *, done: bool = True) -> dict[str, Any]:
    return {"variant": str(variant), "clause": str(clause), "done": done}


def said(variant: Variant, clause: Clause, language: Language = Language.NB) -> str:
    """The clause's line, as the built-in procedure words it."""
    return PROCEDURE.words[variant.regime][clause][language]
