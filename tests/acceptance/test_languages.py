"""Bokmål, nynorsk and English in the running bot, and another hospital's procedure in all three."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.domain.language import Language
from bot.domain.presses import Command
from bot.domain.procedure import Clause, Procedure, Variant
from bot.knowledge.procedure import read_procedure
from cards.words import WORDS
from rehearsal.bot_process import BotProcess
from rehearsal.people import ANN, BO, CATO, EINAR, HILDE, IRIS, KARI
from rehearsal.standin import StandIn
from tests.acceptance.play import Play, person_on, spoken, until

SENTENCE = "application/vnd.microsoft.activity.message"
MOUNTAIN = Path(__file__).parents[1] / "knowledge" / "fjellsykehuset.toml"
NB, NN, EN = (WORDS[language] for language in Language)
CHOOSE = {Language.NB: "bokmål", Language.NN: "nynorsk", Language.EN: "english"}


def reminder(procedure: Procedure, language: Language) -> list[str]:
    return [line.text[language] for line in procedure.reminder]


@pytest.mark.parametrize("language", Language)
async def test_a_chat_is_written_in_the_language_it_chooses_from_the_start_to_the_end(
    play: Play, language: Language
) -> None:
    words = WORDS[language]
    await play.tell(play.says.meeting_start(ANN), play.says.joined(ANN, BO, KARI))
    await play.card("rules", NB.rules.title)
    await play.known(BO)
    await play.tell(play.says.mention(BO, f"/språk {CHOOSE[language]}"))
    assert (await play.card("help", words.help.language_now[language])).to is None
    rules = await play.card("rules", words.rules.title)
    assert len(play.cards("rules")) == 1, "it is written anew where it stands"
    assert [line for line in reminder(read_procedure(None), language) if line not in spoken(rules)] == []

    await play.tell(play.says.message(ANN, "/presentasjon"), play.says.message(ANN, "/sjekkliste"))
    await play.card("introductions", words.round.title)
    await play.card("checklist", words.checklist.title.format(variant=words.checklist.variants[Variant.TEAMS]))
    await play.tell(play.says.message(KARI, "/stopp"))
    await play.card("stop", words.stop.title)
    await play.tell(play.says.joined(EINAR))
    await play.card("participant-alert", words.alert.one_open)
    await play.tell(play.says.message(KARI, "/hjelp"))
    await play.card("help", words.help.title)
    await play.tell(play.says.meeting_end(ANN))
    await play.card("summary", words.summary.closing, newest=False)


async def test_a_chat_chooses_anew_and_every_living_card_follows(play: Play) -> None:
    await play.tell(play.says.meeting_start(ANN), play.says.joined(ANN, BO), play.says.message(ANN, "/sjekkliste"))
    await play.card("checklist", NB.checklist.progress.format(done=1, of=10))  # S1, once Graph has proven it
    await play.known(BO)
    for words, chosen in ((EN, "engelsk"), (NN, "nn"), (NB, "nb")):
        await play.tell(play.says.message(BO, f"språk {chosen}"))
        await play.card("rules", words.rules.title)
        await play.card("checklist", words.checklist.progress.format(done=1, of=10))

    assert (len(play.cards("rules")), len(play.cards("checklist"))) == (1, 1)


async def test_where_the_chat_chose_nothing_each_is_answered_in_the_language_of_their_teams(play: Play) -> None:
    assert play.chat.meeting is not None
    play.chat.meeting.invite(HILDE)
    await play.tell(play.says.meeting_start(ANN), play.says.joined(ANN, HILDE, IRIS))
    alert = await play.card("participant-alert", "Iris Shaw")
    await play.known(HILDE)

    shown = await play.press(IRIS, alert, "participant.vouch", {"person": person_on(alert, "Iris")})
    assert (shown["type"], shown["value"]) == (SENTENCE, EN.answer.settle_not_entitled)
    shown = await play.press(IRIS, alert, "command.run", {"command": "forventet"})
    assert shown["value"] == EN.help.refused[Command.EXPECTED]
    shown = await play.press(HILDE, alert, "participant.vouch", {"person": "p999"})
    assert shown["value"] == NN.answer.unknown_person
    shown = await play.press(IRIS, alert, "no.such.button", {})
    assert shown["value"] == EN.answer.worn_out
    for person, words in ((IRIS, EN), (HILDE, NN), (ANN, NB)):
        await play.tell(play.says.slash(person, "hjelp"))
        await play.private("help", person, words.help.title)
    await play.tell(play.says.message(IRIS, "/hjelp"))
    shared = await until(lambda: [post for post in play.cards("help") if post.to is None] or None, "help to all")
    assert [NB.help.title in spoken(post) for post in shared] == [True], "what all see is in the hospital's language"


async def test_of_the_two_norwegian_languages_the_chats_choice_counts_and_english_stays_ones_own(play: Play) -> None:
    await play.tell(play.says.meeting_start(ANN), play.says.joined(ANN, IRIS))
    await play.tell(play.says.message(ANN, "/språk nynorsk"))
    await play.card("rules", NN.rules.title)

    for person, words in ((ANN, NN), (IRIS, EN)):
        await play.tell(play.says.slash(person, "regler"))
        await play.private("rules", person, words.rules.title)


async def test_whoever_may_not_choose_is_told_so_and_nothing_changes(play: Play) -> None:
    await play.tell(play.says.meeting_start(ANN), play.says.joined(ANN, CATO))
    rules = await play.card("rules", NB.rules.title)
    await play.tell(play.says.mention(CATO, "/språk engelsk"))
    await play.private("help", CATO, NB.help.refused[Command.LANGUAGE])

    assert NB.rules.title in spoken(rules)


async def test_a_hospital_that_writes_nynorsk(tmp_path: Path) -> None:
    async with StandIn(tmp_path) as standin, BotProcess(standin, tmp_path, otherwise={"BOT_LANGUAGE": "nn"}) as bot:
        play = Play(standin, bot, standin.world.open_meeting())
        await play.tell(play.says.meeting_start(ANN), play.says.joined(ANN, BO, IRIS))
        await play.card("rules", NN.rules.title)
        await play.tell(play.says.message(ANN, "/sjekkliste"), play.says.slash(IRIS, "hjelp"))
        await play.card("checklist", read_procedure(None).words[Variant.TEAMS.regime][Clause.S1][Language.NN])
        await play.private("help", IRIS, EN.help.title)
        await play.tell(play.says.meeting_end(ANN))
        await play.card("summary", NN.summary.closing, newest=False)


async def test_another_hospitals_procedure_is_shown_in_its_words_and_stands_in_the_audit(tmp_path: Path) -> None:
    theirs, ours = read_procedure(MOUNTAIN), read_procedure(None)
    assert theirs.version
    async with (
        StandIn(tmp_path) as standin,
        BotProcess(standin, tmp_path, otherwise={"PROCEDURE_PATH": str(MOUNTAIN)}) as bot,
    ):
        play = Play(standin, bot, standin.world.open_meeting())
        await play.tell(play.says.meeting_start(ANN), play.says.joined(ANN, BO))
        rules = await play.card("rules", NB.rules.title)
        for link in (theirs.links.ek, theirs.links.support):
            assert link in str(rules.card)
        assert NB.rules.version.format(version=theirs.version) in str(rules.card)
        for language in (Language.EN, Language.NN, Language.NB):
            await play.tell(play.says.message(ANN, f"/språk {language}"))
            await play.card("rules", reminder(theirs, language)[0])
            assert [line for line in reminder(theirs, language) if line not in spoken(rules)] == []
            assert [line for line in reminder(ours, language) if line in spoken(rules)] == []
        await play.tell(play.says.message(ANN, "/sjekkliste"), play.says.message(ANN, "/sjekkliste join"))
        teams = await play.card("checklist", "Teams 0 av 4", newest=False)
        join = await play.card("checklist", "Join 0 av 2", newest=False)
        assert theirs.words[Variant.TEAMS.regime][Clause.S1][Language.NB] in spoken(teams)
        assert ours.words[Variant.TEAMS.regime][Clause.S1][Language.NB] not in spoken(teams)
        assert theirs.links.patient_information in str(join.card)
        shown = await play.press(ANN, teams, "checklist.tick", {"variant": "teams", "clause": "S4", "done": True})
        assert NB.checklist.confirmed.format(done=1, of=2) in spoken(shown["value"])
        shown = await play.press(ANN, join, "checklist.tick", {"variant": "join", "clause": "V1", "done": True})
        assert "Join 0 av 2" in spoken(shown["value"]), "what their list does not have cannot be ticked"
        await play.tell(play.says.meeting_end(ANN))
        host = await play.card("summary", NB.summary.host_title, newest=False)
        assert theirs.links.deviation_report in str(host.card)
        await play.card("summary", NB.summary.closing, newest=False)

    shown_in = [row["procedure"] for row in audit(tmp_path) if "procedure" in row]
    assert len(shown_in) >= 6
    assert set(shown_in) == {theirs.version}


async def test_without_a_version_the_audit_names_the_words_by_their_digest(tmp_path: Path) -> None:
    async with StandIn(tmp_path) as standin, BotProcess(standin, tmp_path) as bot:
        play = Play(standin, bot, standin.world.open_meeting())
        await play.tell(play.says.meeting_start(ANN))
        await play.card("rules")
        await play.calm("rules", 0.5)

    assert {row["procedure"] for row in audit(tmp_path) if "procedure" in row} == {read_procedure(None).digest}


def audit(folder: Path) -> list[dict[str, object]]:
    """The rows of the audit, as they stand in the database."""
    with closing(sqlite3.connect(f"file:{folder}/motevakt.db?mode=ro", uri=True)) as database:
        bodies = database.execute("SELECT body FROM audit ORDER BY meeting, seq").fetchall()
    return [entry for (body,) in bodies for entry in _entries(json.loads(body))]


def _entries(part: object) -> list[dict[str, object]]:
    if isinstance(part, list):
        return [entry for one in part for entry in _entries(one)]
    if not isinstance(part, dict):
        return []
    return [part, *(entry for one in part.values() for entry in _entries(one))]
