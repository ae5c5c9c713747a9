"""The ways to ask, each against the running bot."""

import pytest

from rehearsal.people import ANN, BO, CATO, EINAR
from rehearsal.world import Activity
from tests.acceptance.play import Play, text_of, until

PLAIN = [
    ("/sjekkliste", "checklist"),
    ("sjekkliste", "checklist"),
    ("SJEKKLISTE", "checklist"),
    ("  /Sjekkliste \u00a0", "checklist"),
    ("/\u00a0sjekkliste", "checklist"),
    ("checklist", "checklist"),
    ("sjekkliste join", "checklist"),
    ("/sjekkliste WHEREBY", "checklist"),
    ("/regler", "rules"),
    ("reglar", "rules"),
    ("rules", "rules"),
    ("deltakere", "roster"),
    ("/deltakarar", "roster"),
    ("participants", "roster"),
    ("hjelp", "help"),
    ("/help", "help"),
    ("/noe vi ikke har", "help"),
]
NO_COMMANDS = [
    "Har alle sett på sjekklisten?",
    "sjekkliste er viktig",
    "regler, regler, regler",
    "hei",
    "deltakere og hjelp",
    "",
]


@pytest.fixture
async def underway(play: Play) -> Play:
    """A meeting that has begun."""
    await play.tell(play.says.meeting_start(ANN), play.says.joined(ANN))
    await play.card("rules")
    return play


@pytest.mark.parametrize("mention", [False, True], ids=["typed", "after a mention"])
@pytest.mark.parametrize(("text", "kind"), PLAIN)
async def test_a_command_is_answered_to_all(underway: Play, text: str, kind: str, mention: bool) -> None:
    before = len(underway.cards(kind))
    says = underway.says.mention if mention else underway.says.message
    await underway.tell(says(ANN, text))

    post = await until(lambda: underway.cards(kind)[before:] or None, f"a new {kind} card")
    assert post[0].to is None


@pytest.mark.parametrize(("text", "kind"), [("regler", "rules"), ("deltakere", "roster"), ("hjelp", "help")])
async def test_a_command_of_the_slash_menu_is_answered_to_whoever_asked(play: Play, text: str, kind: str) -> None:
    await play.tell(play.says.meeting_start(ANN), play.says.joined(ANN))
    await play.card("rules")
    await play.tell(play.says.slash(ANN, text))

    post = await until(lambda: next((post for post in play.cards(kind) if post.to), None), f"a private {kind} card")
    assert post.to == ANN.mri


async def test_the_checklist_is_ticked_together_so_it_comes_to_all_however_it_is_asked_for(play: Play) -> None:
    await play.tell(play.says.slash(ANN, "sjekkliste"))

    assert (await play.card("checklist")).to is None


@pytest.mark.parametrize("text", NO_COMMANDS)
async def test_a_sentence_that_merely_holds_the_word_is_no_command(play: Play, text: str) -> None:
    await play.tell(play.says.message(BO, text))

    for kind in ("checklist", "rules", "roster", "help"):
        await play.calm(kind, 0.1)


async def test_with_the_mention_stripped_by_teams_the_bare_word_still_counts(play: Play) -> None:
    stripped: Activity = play.says.message(BO, " sjekkliste")
    await play.tell(stripped)

    await play.card("checklist")


async def test_each_variant_has_its_own_checklist(play: Play) -> None:
    await play.tell(play.says.message(ANN, "/sjekkliste join"), play.says.message(ANN, "/sjekkliste"))

    await play.card("checklist", "Join", newest=False)
    await play.card("checklist", "Teams", newest=False)


async def test_the_roster_is_for_own_staff_who_are_expected(play: Play) -> None:
    await play.tell(play.says.meeting_start(ANN), play.says.joined(ANN, CATO, EINAR))
    await play.card("participant-alert", "Einar")
    await play.tell(play.says.message(CATO, "/deltakere"))

    refused = await play.card("help", "egne ansatte som er ventet")
    assert refused.to == CATO.mri
    assert play.cards("roster") == []


async def test_an_edit_of_a_command_is_no_command(play: Play) -> None:
    written = play.says.message(BO, "hei")
    await play.tell(written, play.says.edited(written, "/sjekkliste"))

    await play.calm("checklist", 0.3)
    assert play.cards("checklist") == []


async def test_a_button_of_the_help_card_runs_its_command_for_whoever_pressed(play: Play) -> None:
    await play.tell(play.says.meeting_start(ANN), play.says.message(ANN, "/hjelp"))
    shown = await play.card("help")
    await play.known(BO)
    answer = await play.press(BO, shown, "command.run", {"command": "deltakere"})

    assert answer["type"] == "application/vnd.microsoft.activity.message"
    assert (await play.card("roster")).to == BO.mri


async def test_the_checklist_asked_for_again_moves_down_and_the_old_one_folds(play: Play) -> None:
    await play.tell(play.says.message(ANN, "/sjekkliste"))
    first = await play.card("checklist")
    await play.tell(play.says.message(BO, "/sjekkliste"))
    await play.card("checklist", "lenger ned", newest=False)

    assert len(play.cards("checklist")) == 2
    assert "lenger ned" in text_of(first)
