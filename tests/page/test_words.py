"""The page's words: the same keys in each language, and a sentence for whatever the bot can do."""

import json
import re
from typing import get_args

import pytest

from bot.domain.alarms import Alarm
from bot.domain.effects import CardKind, Effect
from bot.domain.events import Event
from bot.domain.reasons import Weight
from bot.domain.rules import RULES
from rehearsal.happening import Happening
from rehearsal.page.cast import GROUPS
from rehearsal.page.controls import CONTROLS
from rehearsal.page.taking_part import Why
from rehearsal.page.tapes import FOLDER
from rehearsal.tape import ASKED, MOVES, ROLES, Health
from rehearsal.wording import WORDS, worded

LANGUAGES = {file.stem: json.loads(file.read_text(encoding="utf-8")) for file in sorted(WORDS.glob("*.json"))}
NB = LANGUAGES["nb"]
HAPPENINGS = {key.removeprefix("happened.") for key in NB if key.startswith("happened.")}
NEEDED = {
    *(f"fact.{event.__name__}" for event in get_args(Event)),
    "fact.NotDecided",
    *(f"rule.{rule.name}" for rule in RULES),
    *(f"effect.{effect.__name__}" for effect in get_args(Effect)),
    *(f"alarm.{alarm}" for alarm in Alarm),
    *(f"card.{kind}" for kind in CardKind),
    *(f"weight.{weight}" for weight in Weight),
    *(f"group.{group}" for group in GROUPS),
    *(f"error.{why}" for why in Why),
    *(f"control.{control.name}" for control in CONTROLS),
    *(f"tape.{tape.stem}" for tape in FOLDER.glob("*.jsonl")),
    *(f"tape.{tape.stem}.teaches" for tape in FOLDER.glob("*.jsonl")),
    *(f"happened.{move}" for move in MOVES),
    *(f"role.{role}" for role in ROLES),
    *(f"fares.{asked}" for asked in ASKED),
    *(f"fares.{health}" for health in Health),
}


def test_the_three_languages_are_there() -> None:
    assert set(LANGUAGES) == {"nb", "nn", "en"}


@pytest.mark.parametrize("language", list(LANGUAGES))
def test_each_says_all_that_the_others_say_with_the_same_places_to_fill(language: str) -> None:
    words = LANGUAGES[language]

    assert words.keys() == NB.keys()
    for key, text in words.items():
        assert text.strip(), key
        assert sorted(re.findall(r"\{\w+\}", text)) == sorted(re.findall(r"\{\w+\}", NB[key])), key


@pytest.mark.parametrize("key", sorted(NEEDED))
def test_whatever_the_bot_can_do_has_a_sentence(key: str) -> None:
    assert key in NB


@pytest.mark.parametrize("language", list(LANGUAGES))
def test_no_sentence_is_too_long_for_somebody_in_a_hurry(language: str) -> None:
    for key, text in LANGUAGES[language].items():
        for sentence in re.split(r"(?<=[.!?])\s", text):
            assert len(sentence.split()) <= 20, f"{key}: {sentence}"


@pytest.mark.parametrize("kind", sorted(HAPPENINGS - {"fares", "role"}))
def test_every_happening_can_be_printed(kind: str) -> None:
    told = worded(Happening(kind, ("Ann Berg", "Bo Dahl"), "tekst"))

    assert told
    assert "{" not in told


@pytest.mark.parametrize("asked", ASKED)
@pytest.mark.parametrize("health", list(Health))
def test_how_somebody_fares_is_told(asked: str, health: Health) -> None:
    assert worded(Happening("fares", (), f"{asked} {health}")).startswith(NB[f"fares.{asked}"])
