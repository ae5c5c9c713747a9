"""What Teams shows of the app is complete, brief, calm and true, and written for the readers of each language."""

import json
import re

import pytest

from bot.inbound.commands import COMMANDS
from manifest.check import localisable
from tests.manifest.packages import TAGS, manifest, package

SETTINGS = [{"CHAT_GUARD": "off"}, {"CHAT_GUARD": "on"}]
SYSTEM_WORDS = re.compile(r"\b(bot|boten|event|tenant|leietaker|leigetakar|api|graph|token|system|rsc)\b", re.I)
ENGLISH = re.compile(r"\b(the|and|of|in the|meeting|who|what|is|are|this|chat|app)\b", re.I)
LOAN_WORDS = ("app", "chat")
BOKMAL = re.compile(
    r"\b(ikke|hva|hvem|hvor|hvordan|hvilke|hvis|noen|noe|fra|jeg|dere|bare|også|eller ikke|være|vært|legge|gjøre|navn"
    r"|reglene|møter|pasienter|deltakere|meldinger|opplysninger|kommer|starter|slutter|sier|leser|ser ut|skriver"
    r"|lagres|blitt|sammen|uten|gjenstår|ventet|lagret|personvernsiden|sjekklisten|virksomheten|rettigheter)\b",
    re.I,
)
LONGEST_SENTENCE = 40  # words; what is seen and what is not are lists


def texts(tag: str, **settings: str) -> dict[str, str]:
    """What people read in a language, by key."""
    if tag == "nb":
        return localisable(manifest(**settings))
    told: dict[str, str] = json.loads(package(**settings)[f"{tag}.json"])
    return {key: text for key, text in told.items() if key != "$schema"}


def titles(tag: str) -> list[str]:
    return [text for key, text in texts(tag).items() if key.endswith(".title")]


def test_the_languages_are_those_the_bot_speaks_with_bokmal_for_all_others() -> None:
    told = manifest()["localizationInfo"]

    assert (told["defaultLanguageTag"], *(one["languageTag"] for one in told["additionalLanguages"])) == TAGS


@pytest.mark.parametrize("settings", SETTINGS)
@pytest.mark.parametrize("tag", TAGS)
def test_every_text_is_told_in_every_language(tag: str, settings: dict[str, str]) -> None:
    assert texts(tag, **settings).keys() == texts("nb").keys()
    assert all(text == text.strip() != "" for text in texts(tag, **settings).values())


@pytest.mark.parametrize("tag", TAGS)
def test_every_command_is_one_that_the_bot_knows_and_means_the_same_in_every_language(tag: str) -> None:
    assert [COMMANDS[title] for title in titles(tag)] == [COMMANDS[title] for title in titles("nb")]
    assert all(title == title.lower() for title in titles(tag))


@pytest.mark.parametrize("tag", TAGS)
def test_no_command_is_offered_twice_in_one_place(tag: str) -> None:
    lists = [[one["title"] for one in offered["commands"]] for offered in manifest()["bots"][0]["commandLists"]]
    group, personal = titles(tag)[: len(lists[0])], titles(tag)[len(lists[0]) :]

    assert len(set(group)) == len(group) == 10
    assert len(set(personal)) == len(personal) == len(lists[1])


def test_nynorsk_and_english_have_their_own_words_for_commands() -> None:
    assert {"reglar", "deltakarar"} <= set(titles("nn"))
    assert not {"sjekkliste", "regler", "deltakere", "presentasjon", "forventet", "stopp", "språk", "hjelp"} & set(
        titles("en")
    )


@pytest.mark.parametrize("tag", TAGS)
def test_the_app_has_the_same_name_in_every_language_since_that_is_how_it_is_mentioned(tag: str) -> None:
    assert texts(tag)["name.short"] == "Møtevakt"


@pytest.mark.parametrize("settings", SETTINGS)
@pytest.mark.parametrize("tag", TAGS)
def test_the_texts_are_calm_and_plain_and_fit_where_teams_shows_them(tag: str, settings: dict[str, str]) -> None:
    told = texts(tag, **settings)

    assert not [text for text in told.values() if "!" in text or SYSTEM_WORDS.search(text) or "{{" in text]
    assert len(told["description.short"]) <= 80
    assert len(told["description.full"]) <= 2000
    assert all(len(text) <= 60 for key, text in told.items() if ".commands[" in key)
    sentences = re.split(r"[.:]\s", told["description.full"])
    assert max(len(sentence.split()) for sentence in sentences) <= LONGEST_SENTENCE


@pytest.mark.parametrize("settings", SETTINGS)
@pytest.mark.parametrize("tag", ["nb", "nn"])
def test_no_english_is_left_in_the_norwegian_texts(tag: str, settings: dict[str, str]) -> None:
    for text in texts(tag, **settings).values():
        assert not [word for word in ENGLISH.findall(text) if word.lower() not in LOAN_WORDS], text


@pytest.mark.parametrize("settings", SETTINGS)
def test_nynorsk_is_not_bokmal_with_a_hat_on(settings: dict[str, str]) -> None:
    for key, text in texts("nn", **settings).items():
        if not key.endswith(".title"):
            assert not BOKMAL.findall(text), text


def test_the_telltales_tell() -> None:
    assert BOKMAL.search(texts("nb")["description.full"])
    assert ENGLISH.search(texts("en")["description.full"])


@pytest.mark.parametrize(
    ("tag", "kept"), [("nb", "Ingen tekst fra chatten"), ("nn", "Ingen tekst frå"), ("en", "No chat text")]
)
@pytest.mark.parametrize("settings", SETTINGS)
def test_it_is_told_that_no_chat_text_is_kept(tag: str, kept: str, settings: dict[str, str]) -> None:
    assert kept in texts(tag, **settings)["description.full"]


@pytest.mark.parametrize(
    ("tag", "only", "all_"),
    [
        ("nb", "bare dem som er sendt til Møtevakt", "leser meldingene i møtechatten"),
        ("nn", "berre dei som er sende til Møtevakt", "les meldingane i møtechatten"),
        ("en", "only the messages that are sent to Møtevakt", "reads the messages in the meeting chat"),
    ],
)
def test_what_is_told_of_the_chat_is_true_of_this_very_package(tag: str, only: str, all_: str) -> None:
    off, on = (texts(tag, **settings)["description.full"] for settings in SETTINGS)

    assert only in off
    assert all_ not in off
    assert all_ in on
    assert only not in on


@pytest.mark.parametrize(("tag", "unseen"), [("nb", "lobbyen"), ("nn", "lobbyen"), ("en", "lobby")])
def test_what_the_app_does_not_see_is_told(tag: str, unseen: str) -> None:
    assert unseen in texts(tag)["description.full"]
