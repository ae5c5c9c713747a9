"""/personvern is as complete in each language, true of this very bot, and comes in the reader's language."""

import re
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from html.parser import HTMLParser

import pytest

from bot.domain.language import Language
from bot.domain.procedure import Links, Procedure
from bot.inbound.commands import COMMANDS
from bot.inbound.page import Privacy, read_pages, wanted
from bot.knowledge.procedure import read_procedure
from cards.words.en import EN
from cards.words.nb import NB
from cards.words.nn import NN
from tests.inbound.serving import serve

BUILT_IN = read_procedure(None)
READING = replace(BUILT_IN, reads_chat=True)
CONTACT = "https://sykehuset.example/personvern?a=1&b=2"
ADDRESSED = replace(BUILT_IN, links=Links(data_protection=CONTACT))
PROCEDURES = {"unread": BUILT_IN, "read": READING, "addressed": ADDRESSED}
WORDS = {Language.NB: NB, Language.NN: NN, Language.EN: EN}


class Outline(HTMLParser):
    """What a page is built of: its tags, in their order."""

    VOID = ("meta",)

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.open += [] if tag in self.VOID else [tag]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def page(language: Language, privacy: Privacy | None = None) -> str:
    return read_pages(privacy or Privacy(BUILT_IN))[language].html


@pytest.mark.parametrize("procedure", PROCEDURES.values(), ids=PROCEDURES)
def test_each_language_tells_as_much_as_the_others(procedure: Procedure) -> None:
    pages = read_pages(Privacy(procedure))
    outlines = [Outline(page.html) for page in pages.values()]

    assert outlines[0].tags == outlines[1].tags == outlines[2].tags
    assert not any(outline.open for outline in outlines)
    assert Counter(outlines[0].tags)["h2"] >= 10


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("procedure", PROCEDURES.values(), ids=PROCEDURES)
def test_no_place_is_left_unfilled(language: Language, procedure: Procedure) -> None:
    html = page(language, Privacy(procedure))

    assert not re.search(r"{{|}}|<!--", html)
    assert f'<html lang="{language}">' in html


@pytest.mark.parametrize("language", list(Language))
def test_a_chat_that_is_read_is_told_of_and_so_is_one_that_is_not(language: Language) -> None:
    read, unread = page(language, Privacy(READING)), page(language)

    assert (read.count("<h2>"), read.count("<tr>")) == (unread.count("<h2>") + 1, unread.count("<tr>") + 1)
    assert WORDS[language].chat.false_alarm in read
    assert WORDS[language].chat.false_alarm not in unread


@pytest.mark.parametrize("language", list(Language))
def test_the_hospitals_own_address_is_led_to_where_it_has_told_one(language: Language) -> None:
    assert 'href="https://sykehuset.example/personvern?a=1&amp;b=2"' in page(language, Privacy(ADDRESSED))
    assert "sykehuset.example" not in page(language)


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (Language.NB, ("11 dager", "61 dager", "21 dager", "24 timer", "365 dager")),
        (Language.NN, ("11 dagar", "61 dagar", "21 dagar", "24 timar", "365 dagar")),
        (Language.EN, ("11 days", "61 days", "21 days", "24 hours", "365 days")),
    ],
)
def test_the_periods_are_those_of_settings_and_procedure(language: Language, told: tuple[str, ...]) -> None:
    ours = replace(READING, vouch_holds=timedelta(days=61), files_until=timedelta(days=21))
    html = page(language, Privacy(ours, names=timedelta(days=11)))

    assert [period for period in told if period not in html] == []
    assert not re.search(r"\b(30|90) (dag|day)", html)


@pytest.mark.parametrize(("length", "told"), [(timedelta(days=1), "24 timer"), (timedelta(minutes=61), "2 timer")])
def test_no_period_is_told_shorter_than_it_is(length: timedelta, told: str) -> None:
    assert f"<td>Høyst {told}</td>" in page(Language.NB, Privacy(replace(BUILT_IN, vouch_holds=length)))


@pytest.mark.parametrize("language", list(Language))
def test_a_command_that_it_names_is_one_that_the_bot_knows(language: Language) -> None:
    quoted = re.findall(r"[«\"]/?(\w+)[»\"]", page(language).partition("<main>")[2].replace('="', "="))
    commands = set(quoted) - {"p1", "p2", "col", "row"}

    assert len(commands) >= 3
    assert commands <= COMMANDS.keys()


ARTICLES_13_AND_14 = {
    "the controller and its data protection officer": "personvernomb[uo]d|data protection officer",
    "purposes and their legal bases": r"rtikkel 6 nr|rticle 6\(1\)",
    "recipients": "Microsoft",
    "transfers": "EØS|EEA",
    "periods": "30 da",
    "access": r"nnsyn|\bAccess",
    "rectification and erasure": "etting og sletting|orrection and erasure",
    "restriction": "begrenset|avgrensa|restricted",
    "objection": "protestere|object",
    "complaint": "Datatilsynet",
    "where the data come from": "kalender|calendar",
    "whether one must": "plikt til å gi|duty to give",
    "no automated decision": "avgjør ingenting|avgjer ingenting|decides nothing",
    "the officer's pages": "mulig avvik|mogleg avvik|possible incident",
    "who has looked": "har sett det|has seen it",
    "cards without names": "uten navn når|utan namn når|without names when",
    "pseudonyms": '«p1»|"p1"',
    "never personnel follow-up": "følge opp ansatte|følgje opp tilsette|follow up employees",
}


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("told", ARTICLES_13_AND_14.values(), ids=ARTICLES_13_AND_14)
def test_it_tells_what_whoever_is_seen_has_a_right_to_know(language: Language, told: str) -> None:
    assert re.search(told, page(language))


NYNORSK_ONLY = r"\b(ikkje|kva|kven|korleis|eit|frå)\b"
BOKMAL_ONLY = r"\b(ikke|hva|hvem|hvordan|et|fra)\b"


def test_no_language_has_words_of_the_other() -> None:
    assert not re.search(NYNORSK_ONLY, page(Language.NB, Privacy(READING)))
    assert not re.search(BOKMAL_ONLY, page(Language.NN, Privacy(READING)))


@pytest.mark.parametrize(
    ("asked", "accepts", "language"),
    [
        ("nn", "en", Language.NN),
        ("NN", "", Language.NN),
        ("", "en-GB,en;q=0.9,nb;q=0.8", Language.EN),
        ("", "no", Language.NB),
        ("", "nn-NO", Language.NN),
        ("", "de, fr;q=0.9, nn;q=0.2", Language.NN),
        ("", "en;q=0.3, nn;q=0.7", Language.NN),
        ("", "nn;q=0, en;q=0.1", Language.EN),
        ("", "nn;q=often", Language.NB),
        ("", "de", Language.NB),
        ("", "*", Language.NB),
        ("", "", Language.NB),
        ("se", "en", Language.EN),
        ("<script>", "", Language.NB),
        ("", ",;q=,;;,q=1;" * 200, Language.NB),
    ],
)
def test_the_language_is_the_one_asked_for_else_the_readers_else_ours(
    asked: str, accepts: str, language: Language
) -> None:
    assert wanted(asked, accepts, Language.NB) is language


@pytest.mark.parametrize("ours", list(Language))
async def test_without_a_wish_the_hospitals_language_comes(ours: Language) -> None:
    async with serve(privacy=Privacy(BUILT_IN, ours)) as bot, bot.client.get("/personvern?lang=de") as response:
        assert f'<html lang="{ours}">' in await response.text()
        assert (response.headers["Content-Language"], response.headers["Vary"]) == (ours, "Accept-Language")


@pytest.mark.parametrize("language", list(Language))
async def test_each_language_leads_to_the_others(language: Language) -> None:
    async with serve() as bot, bot.client.get(f"/personvern?lang={language}") as response:
        html = await response.text()
        led = re.findall(r'href="\?lang=(\w+)" lang="\w+" hreflang="\w+"( aria-current="page")?', html)
        assert [one for one, _ in led] == list(Language)
        assert [one for one, here in led if here] == [language]


async def test_whoever_asks_for_the_head_gets_no_body() -> None:
    async with serve() as bot, bot.client.head("/personvern", headers={"Accept-Language": "nn"}) as response:
        assert (response.status, await response.text()) == (200, "")
        assert response.headers["Content-Language"] == "nn"
        assert response.headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'sha256-")
